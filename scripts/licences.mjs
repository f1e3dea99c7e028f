#!/usr/bin/env node
// Fails on a crate under a licence that deny.toml does not allow, or from outside the registry.
// It asks what `cargo deny check licenses sources` asks, without minutes of compiling it.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function allowList() {
  const text = readFileSync(join(root, "deny.toml"), "utf8");
  const list = /^\[licenses\]\nallow = \[([^\]]*)\]/m.exec(text)[1].replace(/#.*$/gm, "");
  return new Set([...list.matchAll(/"([^"]+)"/g)].map((found) => found[1]));
}

/** Whether an SPDX expression can be fulfilled; an exception only ever adds permissions. */
export function isAllowed(expression, allowed) {
  const words = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const one = () => {
    const word = words[at++];
    if (word === "(") {
      const inner = any();
      at++;
      return inner;
    }
    if (words[at] === "WITH") at += 2;
    return allowed.has(word);
  };
  const all = () => {
    let ok = one();
    while (words[at] === "AND") {
      at++;
      ok = one() && ok;
    }
    return ok;
  };
  const any = () => {
    let ok = all();
    while (words[at] === "OR") {
      at++;
      ok = all() || ok;
    }
    return ok;
  };
  return any() && at === words.length;
}

const allowed = allowList();
const metadata = JSON.parse(
  execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], {
    cwd: root,
    maxBuffer: 1 << 28,
  }),
);

const complaints = metadata.packages.flatMap(({ name, version, license, source }) => [
  ...(isAllowed(license ?? "", allowed) ? [] : [`${name} ${version}: licence "${license}"`]),
  ...(source === null || source.startsWith("registry+") ? [] : [`${name} ${version}: ${source}`]),
]);

for (const complaint of complaints) console.error(complaint);
console.log(`${metadata.packages.length} crates, ${complaints.length} not allowed by deny.toml`);
process.exitCode = complaints.length ? 1 : 0;
