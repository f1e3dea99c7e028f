// The archives that Belenios made, and how one grows: a second hand, beside that of the crate.

import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const VECTORS = fileURLToPath(new URL("../../crates/ballots/tests/vectors/", import.meta.url));

const BLOCK = 512;

/** A file of one of Belenios' elections, as text. */
export const vector = (election, file) => readFile(join(VECTORS, election, file), "utf8");

/** The secret of one of its holders, by the ending of its file. */
export async function secret(election, ending) {
  const files = await readdir(join(VECTORS, election));
  const name = files.filter((file) => file.endsWith(`.${ending}`)).sort()[0];
  return JSON.parse(await vector(election, name));
}

/** The archive of an election, up to a stage of `stages.json` or to its end. */
export async function archive(election, stage) {
  const files = await readdir(join(VECTORS, election));
  const bytes = await readFile(join(VECTORS, election, files.find((f) => f.endsWith(".bel"))));
  if (!stage) return bytes;
  const stages = JSON.parse(await vector(election, "stages.json"));
  return bytes.subarray(0, stages[stage][0]);
}

/** A broken variant of an archive, put together from its blocks. */
export async function corrupt(base, variant) {
  const blocks = await readFile(join(VECTORS, "corrupt", `${base}.blocks`));
  const { [variant]: found } = JSON.parse(await vector("corrupt", `${base}.json`));
  return Buffer.concat(
    found.blocks.map(([at, count]) => blocks.subarray(at * BLOCK, (at + count) * BLOCK)),
  );
}

const hash = (text) => createHash("sha256").update(text).digest("hex");

/** The archive with an event and its records, the last of which is the payload. */
export function grown(bytes, type, records) {
  const time = bytes.toString("ascii", 136, 147);
  const { name, body } = lastRecord(bytes);
  const before = JSON.parse(body);
  const event = JSON.stringify({
    parent: name.slice(0, 64),
    height: before.height + 1,
    type,
    payload: hash(records.at(-1)),
  });
  const added = records.map((record) => file(`${hash(record)}.data.json`, record, time));
  return Buffer.concat([bytes, ...added, file(`${hash(event)}.event.json`, event, time)]);
}

function lastRecord(bytes) {
  let last;
  for (let at = 0; at < bytes.length; ) {
    const length = parseInt(bytes.toString("ascii", at + 124, at + 135), 8);
    const name = bytes.toString("ascii", at, at + 100);
    last = { name, body: bytes.toString("utf8", at + BLOCK, at + BLOCK + length) };
    at += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
  }
  return last;
}

function file(name, text, time) {
  const body = Buffer.from(text);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write("0000644", 100);
  header.write("0000000", 108);
  header.write("0000000", 116);
  header.write(body.length.toString(8).padStart(11, "0"), 124);
  header.write(time, 136);
  header.write("        ", 148);
  header.write("0", 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const padding = Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, body, padding]);
}
