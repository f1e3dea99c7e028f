// The parts of the booth's scripts that need no browser: QR codes, archives, comparing two boxes.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { compared, shortened } from "../booth/observer/compare.js";
import { Broken, survey, trackingOf } from "../booth/shared/archive.js";
import { modules } from "../booth/shared/qr.js";
import { archive, vector } from "./support/archive.mjs";

const SMALL = "33-small-ed25519";

/** An archive in pieces that cut records in two. */
async function* cut(bytes, size = 10_000) {
  for (let at = 0; at < bytes.length; at += size)
    yield new Uint8Array(bytes.subarray(at, at + size));
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

test("an archive is read whatever its pieces", async () => {
  const bytes = await archive(SMALL);
  const found = await survey(cut(bytes));
  assert.equal(found.length, bytes.length);
  const votes = JSON.parse(await vector(SMALL, "votes.json"));
  assert.equal(found.ballots.length, votes.length);
  const listed = JSON.parse(await vector(SMALL, "public_creds.json")).map(
    (line) => line.split(",")[0],
  );
  for (const { credential } of found.ballots) assert.ok(listed.includes(credential));
  for (const size of [1, 511, 512, 513]) assert.deepEqual(await survey(cut(bytes, size)), found);
});

test("an archive that was cut or altered is broken", async () => {
  const bytes = await archive(SMALL);
  await assert.rejects(survey(cut(bytes.subarray(0, -512))), Broken);
  const altered = Buffer.from(bytes);
  altered[altered.indexOf('"credential":"') + 20] ^= 1;
  await assert.rejects(survey(cut(altered)), Broken);
});

test("a tracking number is the hash of the ballot in Base64", () => {
  const hash = sha256("a ballot");
  assert.equal(`${trackingOf(hash)}=`, Buffer.from(hash, "hex").toString("base64"));
});

/** What a device keeps of a box. */
const seen = (box) => ({
  copies: [
    {
      at: "2030-12-05T09:00:00Z",
      height: box.heads.length - 1,
      head: box.heads.at(-1),
      ballots: box.ballots.length,
    },
  ],
  known: shortened(box),
});

test("a box that grew is told from one that lost a ballot", async () => {
  const earlier = await survey(cut(await archive(SMALL, "1-setup")));
  const later = await survey(cut(await archive(SMALL)));
  assert.deepEqual(compared({ copies: [], known: "" }, later), { first: true });
  assert.deepEqual(compared(seen(earlier), later), { grown: later.ballots.length });
  assert.deepEqual(compared(seen(later), later), { grown: 0 });
  const { gone, rewritten } = compared(seen(later), earlier);
  assert.equal(gone.length, later.ballots.length);
  assert.ok(rewritten);
});

test("ballots that were exchanged are noticed though none is gone", async () => {
  const box = await survey(cut(await archive(SMALL)));
  const heads = box.heads.with(-1, "0".repeat(64));
  const { gone, rewritten } = compared(seen(box), { ...box, heads });
  assert.deepEqual([gone, rewritten], [[], true]);
});

test("a QR code reads as readers of the standard read it", () => {
  // Each of these was read back by an independent reader (jsQR) when the vectors were made.
  for (const [length, side, hash] of QR) {
    const text = "https://palier.example.org/urne/controle#palier-audit-1/"
      .repeat(12)
      .slice(0, length);
    const rows = modules(text)
      .map((row) => row.map(Number).join(""))
      .join("\n");
    assert.equal(modules(text).length, side, `${length} bytes`);
    assert.equal(sha256(rows), hash, `${length} bytes`);
  }
  assert.equal(modules("x".repeat(667)), undefined);
});

const QR = [
  [14, 21, "133b69daab421781ecc63c108a4c4846ac670886c12a546770623b14ef23bea8"],
  [106, 41, "7431fe2ef92cc5c3a54e1c5c43281d1144e2adb8947e2dcf912319a6b74437aa"],
  [250, 61, "860dd4b3671ff4269a314df9685f416c8bcee76b58bfbd411101a3721a39d643"],
  [360, 73, "285eb53e003bd37bfa54bbd79403402479d5cd48a247ab853dfe55bdcfdb6104"],
  [600, 93, "e19db1d0b979a57e3e37bfe52db2722dc19076df405754e45701a90c8c34459f"],
];
