// Every file that a server keeps.

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
