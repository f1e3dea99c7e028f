// What no server may keep.

import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf } from "../support/files.mjs";
import { codesOf } from "../support/offline.mjs";
import { LEASES } from "../support/preparing.mjs";
import { here } from "./world.mjs";

test("no file of the server holds a holder's key, a private half or a letter's code", async () => {
  const secrets = (await Promise.all(here.holders.map((holder) => holder.secrets()))).flat();
  for (let line = 1; line <= LEASES; line += 1) {
    const { a, b } = await codesOf(here.offline, line);
    secrets.push(a.code, b.code);
  }
  await here.instance.stop();
  const files = await filesOf(here.instance.data);
  // What must be found is found: the search can find.
  const handles = files.filter(({ bytes }) => bytes.includes(here.handle));
  assert.ok(handles.length > 1, "the election's database and its box");
  for (const { path, bytes } of files) {
    for (const secret of secrets) {
      for (const piece of secret.trim().split("\n").filter((one) => one.length > 12)) {
        if (piece.startsWith("PALIER KEY")) continue;
        assert.ok(!bytes.includes(piece), `${path} holds ${piece.slice(0, 12)}`);
      }
    }
  }
});
