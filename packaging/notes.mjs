#!/usr/bin/env node
// Prints what CHANGELOG.md says of a version: node packaging/notes.mjs 0.1.0
import { readFileSync } from "node:fs";

const version = process.argv[2];
const parts = readFileSync(new URL("../CHANGELOG.md", import.meta.url), "utf8").split(/^## /m);
const part = parts.find((each) => each.split(/\s/, 1)[0].replace(/[[\]]/g, "") === version);
if (!part) {
  console.error(`CHANGELOG.md has no section for ${version}`);
  process.exit(1);
}
console.log(part.slice(part.indexOf("\n")).trim());
