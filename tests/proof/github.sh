#!/usr/bin/env bash
# Claim: the annotations of the github style are, byte for byte, what GitHub's own toolkit writes.
#
# Each command is taken apart as the runner does it and written again by @actions/core. What it says first
# stands in a plain line of the report too, so that nothing was lost on the way; and no other line is a
# command.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch_node @actions/core@3.0.1 || cannot_run '@actions/core could not be fetched'
reports github txt
cat > "$scratch/compare.mjs" << 'JS'
import fs from "node:fs";
import * as core from "@actions/core";

const data = (text) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
const property = (text) =>
  text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");

function takenApart(line) {
  const end = line.indexOf("::", 2);
  const [, kind, rest] = /^(\S+) (.*)$/.exec(line.slice(2, end));
  const pairs = rest.split(",").map((pair) => [pair.slice(0, pair.indexOf("=")), property(pair.slice(pair.indexOf("=") + 1))]);
  return { kind, properties: Object.fromEntries(pairs), message: data(line.slice(end + 2)) };
}

function writtenAgain({ kind, properties, message }) {
  const { title, file, line, endLine, col, endColumn } = properties;
  const number = (text) => (text === undefined ? undefined : Number(text));
  let written = "";
  const { write } = process.stdout;
  process.stdout.write = (text) => ((written += text), true);
  core[kind](message, {
    title, file, startLine: number(line), endLine: number(endLine), startColumn: number(col), endColumn: number(endColumn),
  });
  process.stdout.write = write;
  return written.trimEnd();
}

let commands = 0;
let wrong = 0;
const tell = (said, line) => (wrong++, console.log(`${said}: ${line}`));
for (const file of fs.readdirSync("reports")) {
  const lines = fs.readFileSync(`reports/${file}`, "utf8").trimEnd().split("\n");
  const plain = lines.filter((line) => !line.startsWith("::"));
  for (const line of plain) {
    if (/^\s*::/.test(line) || line.includes("##[")) tell("a plain line is a command", line);
  }
  for (const line of lines.filter((line) => line.startsWith("::"))) {
    commands++;
    const command = takenApart(line);
    if (!["error", "warning", "notice"].includes(command.kind)) tell("another command", line);
    const again = writtenAgain(command);
    if (again !== line) tell(`@actions/core writes ${again}`, line);
    const place = `${command.properties.file}:${command.properties.line}:`;
    const first = command.message.split("\n")[0];
    if (!plain.some((line) => line.includes(place) && line.endsWith(first))) tell("no plain line says it", line);
  }
}
console.log(`${commands} annotations, ${wrong} differ`);
process.exit(wrong > 0 || commands < 50 ? 1 : 0);
JS
cd "$scratch"
node compare.mjs
