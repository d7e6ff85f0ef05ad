//! A sound file of each format: names of states in words that are not ASCII, with what real files have
//! around them.

use std::fmt::Write;

/// The ending that a format's files have.
pub(crate) fn extension(format: &str) -> &str {
    match format {
        "fluent" => "ftl",
        "gettext" => "po",
        "android" => "xml",
        "qt" => "ts",
        "xliff" => "xlf",
        "script" => "tsx",
        other => other,
    }
}

/// A file with so many entries.
pub(crate) fn of(format: &str, entries: usize) -> String {
    let (head, foot) = frame(format);
    let mut text = head.to_owned();
    for index in 0..entries {
        let is_last = index + 1 == entries;
        entry(&mut text, format, index, is_last).expect("a String grows");
    }
    text + foot
}

/// What stands before and after all entries.
fn frame(format: &str) -> (&'static str, &'static str) {
    match format {
        "json" => ("{\n  \"orders\": {\n", "  }\n}\n"),
        "arb" => ("{\n  \"@@locale\": \"pl\",\n", "}\n"),
        "xcstrings" => (
            "{\n  \"sourceLanguage\" : \"en\",\n  \"strings\" : {\n",
            "  },\n  \"version\" : \"1.0\"\n}\n",
        ),
        "gettext" => ("msgid \"\"\nmsgstr \"\"\n\"Language: pl\\n\"\n\n", ""),
        "yaml" => ("pl:\n  orders:\n", ""),
        "android" => {
            ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<resources>\n", "</resources>\n")
        }
        "qt" => (
            "<!DOCTYPE TS>\n<TS version=\"2.1\" language=\"pl\">\n<context>\n    <name>Orders</name>\n",
            "</context>\n</TS>\n",
        ),
        "xliff" => (
            "<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"pl\"><body>\n",
            "</body></file></xliff>\n",
        ),
        "resx" => ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<root>\n", "</root>\n"),
        "stringsdict" => ("<plist version=\"1.0\">\n<dict>\n", "</dict>\n</plist>\n"),
        "html" => (
            "<!doctype html>\n<html lang=\"pl\"><head><title>Zamówienia</title></head><body>\n",
            "</body></html>\n",
        ),
        "vue" => ("<template>\n", "</template>\n"),
        "php" => ("<?php\n\nreturn [\n", "];\n"),
        "script" => ("import { t } from \"./i18n\";\n\n", ""),
        "csv" => ("key,description,en,pl\n", ""),
        _ => ("", ""),
    }
}

/// One entry.
fn entry(out: &mut String, format: &str, index: usize, is_last: bool) -> std::fmt::Result {
    const WORDS: [&str; 4] =
        ["wysłane", "w drodze do odbiorcy", "zwrócone „bez powodu”", "opłacone"];
    let (word, comma) = (WORDS[index % 4], if is_last { "" } else { "," });
    let text = format!("Zamówienie {word} nr {index}");
    match format {
        "fluent" => writeln!(out, "order-status-{index} = {text}"),
        "json" => writeln!(out, "    \"status_{index}\": \"{text}\"{comma}"),
        "arb" => writeln!(out, "  \"orderStatus{index}\": \"{text}\"{comma}"),
        "xcstrings" => writeln!(
            out,
            "    \"order.status{index}\" : {{\n      \"comment\" : \"Stan\",\n      \"localizations\" : {{\n        \"pl\" : {{\n          \"stringUnit\" : {{\n            \"state\" : \"translated\",\n            \"value\" : \"{text}\"\n          }}\n        }}\n      }}\n    }}{comma}"
        ),
        "gettext" => writeln!(
            out,
            "#: src/orders/view.py:{index}\nmsgctxt \"order status\"\nmsgid \"Order no. {index} shipped\"\nmsgstr \"{text}\"\n"
        ),
        "yaml" => writeln!(out, "    status_{index}: \"{text}\""),
        "android" => {
            let about =
                if index.is_multiple_of(8) { "    <!-- Stan zamówienia -->\n" } else { "" };
            let rest = if index % 8 == 1 { " &amp; reszta" } else { "" };
            writeln!(out, "{about}    <string name=\"order_status_{index}\">{text}{rest}</string>")
        }
        "qt" => writeln!(
            out,
            "    <message>\n        <location filename=\"../Orders.cc\" line=\"+{index}\"/>\n        <source>Order no. {index} shipped</source>\n        <translation>{text}</translation>\n    </message>"
        ),
        "xliff" => writeln!(
            out,
            "      <trans-unit id=\"{index}\" resname=\"order.status.s{index}\">\n        <source>Order no. {index} shipped</source>\n        <target state=\"translated\">{text}</target>\n        <context-group purpose=\"location\">\n          <context context-type=\"sourcefile\">src/app/orders/order.component.html</context>\n          <context context-type=\"linenumber\">{index}</context>\n        </context-group>\n        <note priority=\"1\" from=\"description\">Stan zamówienia</note>\n      </trans-unit>"
        ),
        "resx" => writeln!(
            out,
            "  <data name=\"OrderStatus.S{index}\" xml:space=\"preserve\">\n    <value>{text}</value>\n    <comment>Stan zamówienia</comment>\n  </data>"
        ),
        "stringsdict" => writeln!(
            out,
            "\t<key>order.count{index}</key>\n\t<dict>\n\t\t<key>NSStringLocalizedFormatKey</key>\n\t\t<string>%#@n@</string>\n\t\t<key>n</key>\n\t\t<dict>\n\t\t\t<key>NSStringFormatSpecTypeKey</key>\n\t\t\t<string>NSStringPluralRuleType</string>\n\t\t\t<key>one</key>\n\t\t\t<string>%d {text}</string>\n\t\t\t<key>other</key>\n\t\t\t<string>%d × {text}</string>\n\t\t</dict>\n\t</dict>"
        ),
        "html" => writeln!(
            out,
            "<p class=\"status\"><span id=\"s{index}\" title=\"{text}\">{text} &amp; reszta</span></p>"
        ),
        "jinja" => writeln!(
            out,
            "<tr>{{% if order.status == \"s{index}\" %}}<td class=\"badge badge-s{index}\">{text}</td>{{% else %}}<td title=\"{{{{ _('k{index}') }}}}\">{{{{ order.name|upper }}}} reszta</td>{{% endif %}}</tr>"
        ),
        "handlebars" => writeln!(
            out,
            "<tr>{{{{#if (eq order.status \"s{index}\")}}}}<td>{text}</td>{{{{else}}}}<td>{{{{order.name}}}} reszta</td>{{{{/if}}}}</tr>"
        ),
        "erb" => writeln!(
            out,
            "<tr><% if order.status == \"s{index}\" %><td>{text}</td><% else %><td><%= order.name %> reszta</td><% end %></tr>"
        ),
        "vue" => writeln!(
            out,
            "<div class=\"row\"><StatusBadge v-if=\"order.status === 's{index}'\" :title=\"$t('k{index}')\">{text}</StatusBadge><span v-else>{{{{ order.name }}}} reszta</span></div>"
        ),
        "svelte" => writeln!(
            out,
            "{{#if order.status === 's{index}'}}<td title={{$t('k{index}')}}>{text}</td>{{:else}}<td>{{order.name}} reszta</td>{{/if}}"
        ),
        "astro" => writeln!(
            out,
            "<tr>{{order.status === 's{index}' ? <td>{text}</td> : (<td>{{order.name}} reszta</td>)}}</tr>"
        ),
        "python" => writeln!(
            out,
            "class Order{index}(models.Model):\n    STATUS_CHOICES = [(\"s{index}\", _(\"{text}\"))]  # stan\n    name = models.CharField(max_length=10)\n"
        ),
        "strings" => {
            writeln!(out, "/* Stan zamówienia */\n\"order.status{index}\" = \"{text}\";\n")
        }
        "properties" => writeln!(out, "order.status.s{index}={text}"),
        "php" => writeln!(out, "    'status_{index}' => '{text}',"),
        "script" => writeln!(
            out,
            "export function Order{index}({{ order, onOpen }}: Props) {{\n  const isSent = order.status === \"sent\";\n  const total = useMemo(() => order.items.reduce((sum, item) => sum + item.price * item.count, 0), [order]);\n  return (\n    <li className=\"order order-{index}\" key={{order.id}} onClick={{() => onOpen(order.id)}}>\n      <span title=\"Stan\">{text}</span> {{total.toFixed(2)}}\n      {{isSent && <b>Wysłane</b>}}\n    </li>\n  );\n}}\n"
        ),
        "csv" => writeln!(out, "order.status.s{index},Stan,Order no. {index} shipped,\"{text}\""),
        other => panic!("the format {other} has no input: add it"),
    }
}
