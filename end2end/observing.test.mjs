// Observers: a ballot found, nobody voted in my place, the whole box verified, a box that is watched.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { grown } from "./support/archive.mjs";
import { violations } from "./support/axe.mjs";
import { button, closeBrowser, field, open, send, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { say } from "./support/say.mjs";
import {
  archiveSoFar,
  castIt,
  choose,
  election,
  enterByQr,
  letters,
  press,
  published,
  typeCodes,
} from "./support/voting.mjs";

let instance;
let address;
let page;
let own;
let tracking;
before(async () => {
  instance = await demo();
  page = await open(instance, { width: 360 });
  address = await election(page);
  own = await letters(page, 400);
  await enterByQr(page, address, own);
  await choose(page, 1);
  tracking = await castIt(page);
  await published(instance, address, tracking);
});
after(async () => {
  assert.deepEqual(page.trouble, []);
  await closeBrowser();
  await instance.end();
});

async function sound(name) {
  assert.deepEqual(await violations(page), [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
}

test("a voter finds her ballot by the receipt that her device kept, and the number is not sent", async () => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await visit(page, `${address}/urne`);
  await page.locator('.receipts [data-do="find.this"]').click();
  await page.locator("[data-found=yes]").waitFor();
  await sound("found");
  await field(page, "urn.number").fill("x".repeat(43));
  await page.locator("#find button").click();
  await page.locator("[data-found=no]").waitFor();
  await sound("not found");
  assert.ok(
    !asked.some((url) => url.includes(encodeURIComponent(tracking)) || url.includes(tracking)),
  );
});

test("without JavaScript the board answers itself", async () => {
  const plain = await open(instance, { js: false });
  await visit(plain, `${address}/urne`);
  await field(plain, "urn.number").fill(tracking);
  await send(plain, button(plain, "urn.search"));
  assert.equal(await plain.locator(".outcome .answer").innerText(), say("urn.found"));
  await field(plain, "urn.number").fill("x".repeat(43));
  await send(plain, button(plain, "urn.search"));
  assert.equal(await plain.locator(".outcome .answer").innerText(), say("urn.absent"));
  const { ballots } = await (await fetch(`${instance.url}${address}/urne.json`)).json();
  assert.equal(await plain.locator(".board-count").innerText(), String(ballots));
  await plain.context().close();
});

test("nobody voted in my place: the device looks for a ballot signed with both codes", async () => {
  const absent = await letters(page, 401);
  const asked = [];
  await visit(page, `${address}/urne/a-ma-place`);
  page.on("request", (request) => asked.push(request.url()));
  await typeCodes(page, absent.a.code, absent.b.words, "mine.go");
  await page.locator("[data-mine=none]").waitFor();
  await sound("nobody");
  await typeCodes(page, own.a.code, own.b.words, "mine.go");
  const found = page.locator("[data-mine=one]");
  await found.waitFor();
  assert.ok((await found.innerText()).includes(tracking));
  await sound("somebody");
  const { ballots } = await (await fetch(`${instance.url}${address}/urne.json`)).json();
  assert.ok(ballots > 0);
  for (const { code } of [own.a, own.b, absent.a, absent.b]) {
    assert.ok(!asked.some((url) => url.includes(code)));
  }
});

test("the whole box is verified in the visitor's own browser", async () => {
  await visit(page, `${address}/urne/verifier`);
  await press(page, "verify.go");
  await page.locator("[data-verdict=valid]").waitFor({ timeout: 60_000 });
  await page.locator(".outcome details summary").click();
  const checked = await page
    .locator(".outcome tr", { has: page.locator("[data-rule=ballot-proofs]") })
    .innerText();
  const [, done, of] = checked.match(/(\d+) \/ (\d+)/);
  assert.equal(done, of);
  assert.ok(Number(done) > 1);
  await sound("verified");
});

/** The records of an archive: name and text. */
function records(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length;) {
    const size = parseInt(bytes.toString("ascii", at + 124, at + 135), 8);
    const name = bytes.toString("ascii", at, at + 100);
    const next = at + 512 + Math.ceil(size / 512) * 512;
    found.push({ name, at, next, text: bytes.toString("utf8", at + 512, at + 512 + size) });
    at = next;
  }
  return found;
}

/** The archive without one ballot, its chain linked anew: valid alone. */
function without(bytes, which) {
  const all = records(bytes);
  const setup = all.find(({ name }) => name.includes(".event.json"));
  const ballots = all.filter(
    ({ at, text }) => at >= setup.next && text.startsWith('{"election_uuid"'),
  );
  const kept = ballots.filter((_, at) => at !== which);
  return kept.reduce(
    (archive, { text }) => grown(archive, "Ballot", [text]),
    bytes.subarray(0, setup.next),
  );
}

test("a delegate's phone notices a dropped ballot, though the box is valid alone", async () => {
  await visit(page, `${address}/urne/veille`);
  await press(page, "watch.go");
  await page.locator("[data-watch=first]").waitFor({ timeout: 30_000 });
  await sound("first look");
  await press(page, "watch.go");
  await page.locator("[data-watch=calm]").waitFor({ timeout: 30_000 });
  await page.reload();

  const dropped = without(await archiveSoFar(instance, address), 3);
  const file = await instance.file("dropped.bel", dropped);
  const said = JSON.parse(await instance.run(["election", "verify", file, "--json"]));
  assert.equal(said.verdict, "valid");
  await page.route("**/archive.bel", (route) => route.fulfill({ body: dropped }));
  await press(page, "watch.go");
  const alarm = page.locator("[data-watch=alarm]");
  await alarm.waitFor({ timeout: 30_000 });
  assert.equal(await alarm.locator("li code").count(), 1, "the missing ballot is named");
  await sound("alarm");

  // What was seen is not written over: the alarm comes back.
  await page.reload();
  await press(page, "watch.go");
  await alarm.waitFor({ timeout: 30_000 });
  await page.unroute("**/archive.bel");
  await press(page, "watch.go");
  await page.locator("[data-watch=calm]").waitFor({ timeout: 30_000 });
});
