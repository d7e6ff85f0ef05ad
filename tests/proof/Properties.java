// Prints what java.util.Properties reads in the .properties files of a folder: a JSON object of lists of
// keys and values, in the order in which they stand; null for a file that it refuses.

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class Properties {
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(it -> it.toString().endsWith(".properties")).sorted().collect(Collectors.toList());
        }
        StringBuilder out = new StringBuilder("{");
        for (Path file : files) {
            out.append(out.length() > 1 ? ",\n" : "\n");
            quote(folder.relativize(file).toString().replace('\\', '/'), out);
            out.append(": ").append(entries(text(Files.readAllBytes(file))));
        }
        System.out.println(out.append("\n}"));
    }

    /** The text of a file: UTF-8, else Latin-1 as Windows extends it. */
    static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException error) {
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    static String entries(String text) throws IOException {
        StringBuilder out = new StringBuilder("[");
        java.util.Properties properties = new java.util.Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                out.append(out.length() > 1 ? ", [" : "[");
                quote((String) key, out);
                out.append(", ");
                quote((String) value, out);
                out.append("]");
                return null;
            }
        };
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException error) {
            return "null";
        }
        return out.append("]").toString();
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (char unit : text.toCharArray()) {
            if (unit >= ' ' && unit <= '~' && unit != '"' && unit != '\\') {
                out.append(unit);
            } else {
                out.append(String.format("\\u%04x", (int) unit));
            }
        }
        out.append('"');
    }
}
