// Every file that a server keeps, and those that it gives.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** The files below a folder, with their bytes. */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, bytes: await readFile(path) };
    }),
  );
}

/** The bytes are a whole PDF file. */
export function assertPdf(bytes) {
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  assert.match(bytes.subarray(-16).toString("latin1"), /%%EOF/);
  assert.ok(bytes.length > 10_000, `${bytes.length} bytes`);
}
