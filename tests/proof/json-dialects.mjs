// Compiles messages as FormatJS and LinguiJS do, and compares what canonym reads in them with a walk over
// the same trees.
//
// usage: json-dialects.mjs compile FOLDER | json-dialects.mjs compare FOLDER LABELS.json

import fs from "node:fs";
import path from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";
import { compileMessage } from "@lingui/message-utils/compileMessage";

const MESSAGES = {
  plain: "Żółw 😀",
  argument: "Wysłana przez {name} dnia {date, date, short} o {time, time} za {price, number}.",
  quoted: "To '{nie}' jest \"wybór\", it''s\nnowy wiersz",
  plural: "Masz {count, plural, =0 {brak ofert} one {# ofertę} few {# oferty} other {# ofert}} żółtych",
  ordinal: "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} miejsce",
  offset: "{n, plural, offset:1 =0 {nikt} =1 {ty} one {ty i ktoś} other {ty i # osób}}",
  select: "{who, select, male {Wysłał} female {Wysłała} other {Wysłali}}",
  nested: "{who, select, male {{n, plural, one {jego plik} other {jego pliki}}} other {ich {n} plików}}",
  twice: "{a, plural, one {A} other {As}} i {b, plural, one {B} other {Bs}}",
  alone: "{name}",
};
const TAGGED = { tags: "Zobacz <b>warunki <i>{name}</i></b> oferty" };

const folder = process.argv[3];
if (process.argv[2] === "compile") {
  const compiled = (messages, compile) =>
    Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, compile(text)]));
  const write = (name, value) => {
    fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, name, "pl.json"), JSON.stringify(value));
  };
  write("formatjs", compiled({ ...MESSAGES, ...TAGGED }, (text) => parse(text)));
  write("lingui", { messages: compiled(MESSAGES, compileMessage) });
} else {
  const labels = JSON.parse(fs.readFileSync(process.argv[4], "utf8")).labels;
  const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name, "pl.json"), "utf8"));
  const expected = [
    ...texts("formatjs/pl.json", read("formatjs"), formatjs),
    ...texts("lingui/pl.json", read("lingui").messages, lingui),
  ].sort();
  const found = labels.map((row) => `${row.path} ${row.key}: ${row.text}`).sort();
  const missing = expected.filter((text) => !found.includes(text));
  const more = found.filter((text) => !expected.includes(text));
  for (const text of missing) console.log(`canonym lacks ${text}`);
  for (const text of more) console.log(`canonym alone has ${text}`);
  const differences = missing.length + more.length + Math.abs(expected.length - found.length);
  console.log(`${found.length} labels; ${differences} differences`);
  process.exit(differences || !found.length ? 1 : 0);
}

function texts(file, messages, branches) {
  const said = ([key, message]) => branches(message).map((text) => [key, text]);
  const all = Object.entries(messages).flatMap(said).filter(([, text]) => text.trim());
  return all.map(([key, text]) => `${file} ${key}: ${text}`);
}

/** Every text that a list of elements can become. */
function joined(elements, each) {
  return elements.reduce(
    (heads, element) => heads.flatMap((head) => each(element).map((tail) => head + tail)),
    [""],
  );
}

function formatjs(elements) {
  return joined(elements, (it) => {
    if (it.type === 0) return [it.value];
    if (it.type === 8) return formatjs(it.children);
    return it.options ? Object.values(it.options).flatMap((option) => formatjs(option.value)) : [""];
  });
}

function lingui(message) {
  if (typeof message === "string") return [message];
  return joined(message, (it) => {
    if (typeof it === "string") return [it];
    const options = typeof it[2] === "object" ? it[2] : null;
    if (!options || !/plural|select/.test(it[1])) return [""];
    const variants = Object.entries(options).filter(([name]) => name !== "offset");
    return variants.flatMap(([, variant]) => lingui(variant));
  });
}
