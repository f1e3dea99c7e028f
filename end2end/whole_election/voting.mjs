// The vote, from its first to its last hour.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, link, send, visit } from "../support/browser.mjs";
import { codesOf } from "../support/offline.mjs";
import { phase, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import {
  BLANK,
  archiveSoFar,
  castIt,
  choose,
  enterByQr,
  press,
  published,
  step,
  typeCodes,
} from "../support/voting.mjs";
import { anybody, here, main } from "./world.mjs";

const OPENING = "2030-12-31T08:59:50+01:00";
const LATER = "2030-12-31T09:05:00+01:00";
const CLOSING = "2031-01-14T11:59:50+01:00";

test("the vote opens by itself at its hour, and the codes of the rehearsal are worth nothing in it", async () => {
  await here.instance.at(OPENING);
  const booth = await (await fetch(`${here.instance.url}${here.address}/booth.json`)).json();
  assert.equal(booth.phase, "before");
  await phase(here.instance, here.address, "open");
  here.earlier = await archiveSoFar(here.instance, here.address);

  await anybody(async (page) => {
    await visit(page, here.address);
    await sound(page);
    await send(page, link(page, "election.vote"));
    await step(page, "codes");
    const [, other] = here.rehearsed;
    await typeCodes(page, other.a.code, other.b.code);
    await assertText(page.locator("[data-error=unlisted]"), "pas ensemble dans cette élection");
    await sound(page);
    // One code of each: nor so.
    const own = await codesOf(here.offline, 1);
    await typeCodes(page, own.a.code, other.b.code);
    await page.locator("[data-error=unlisted]").waitFor();
  });

  for (const [line, answer] of [
    [3, "Ensemble"],
    [4, BLANK],
  ]) {
    await anybody(async (page) => {
      await enterByQr(page, here.address, await codesOf(here.offline, line));
      await choose(page, answer);
      await castIt(page);
    });
  }
  await anybody(async (page) => {
    await enterByQr(page, here.address, await codesOf(here.offline, 2));
    assert.equal(await page.locator("[data-kind=rehearsal]").count(), 0);
    await sound(page);
    await choose(page, "Toits");
    const tracking = await castIt(page);
    await sound(page);
    await here.instance.at(LATER);
    await published(here.instance, here.address, tracking);
    await visit(page, `${here.address}/urne`);
    await press(page, "find.this");
    await page.locator("[data-found=yes]").waitFor();
    await sound(page);
  });

  // As the letter of a line carries both codes' addresses.
  const letters = await here.offline.read("a/letters.html");
  assert.ok(letters.includes((await codesOf(here.offline, 3)).a.code));
  await here.offline.write("earlier.bel", here.earlier);
  await here.offline.write("so-far.bel", await archiveSoFar(here.instance, here.address));
  const after = ["--after", here.offline.at("earlier.bel"), "--json"];
  const said = await here.offline.run("election", "verify", here.offline.at("so-far.bel"), ...after);
  const { verdict, stage, checks } = JSON.parse(said);
  assert.deepEqual([verdict, stage], ["valid", "Ballot"]);
  const ballots = checks.find(({ rule }) => rule === "ballot-proofs");
  assert.deepEqual([ballots.done, ballots.of], [3, 3]);
});

test("the vote ends by itself at its hour", async () => {
  await here.instance.at(CLOSING);
  await phase(here.instance, here.address, "closed");
  await anybody(async (page) => {
    await page.goto(`${here.address}/voter`);
    await step(page, "closed");
    await sound(page);
    await visit(page, here.address);
    await assertText(main(page), say("election_stage.frozen"));
    await sound(page);
  });
});
