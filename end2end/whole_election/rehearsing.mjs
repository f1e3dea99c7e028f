// The rehearsal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, send, visit } from "../support/browser.mjs";
import { codesOf } from "../support/offline.mjs";
import { DESK, SLUG, pageOf, phase, rehearsalCodes, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { castIt, choose, enterByQr, published, step, typeCodes } from "../support/voting.mjs";
import { anybody, as, here, main } from "./world.mjs";

test("a rehearsal is made in one action and voted to its end, and its codes are its own", async () => {
  let tracking;
  const officer = await pageOf(here.instance, "officer");
  const desk = `${DESK}/${here.handle}/repetition`;
  await visit(officer, desk);
  await sound(officer);
  await send(officer, button(officer, "sealing.rehearse"));
  here.rehearsal = `/${SLUG}/election/${new URL(officer.url()).pathname.split("/")[4]}`;
  await assertText(main(officer), say("election.rehearsal_stamp"));
  await sound(officer);
  here.rehearsed = [await rehearsalCodes(officer, 0), await rehearsalCodes(officer, 1)];
  const { closes } = await phase(here.instance, here.rehearsal, "open");

  await anybody(async (page) => {
    await visit(page, here.rehearsal);
    await assertText(main(page), say("election.rehearsal_stamp"));
    await sound(page);
    // A code of the real election is told apart before any choice.
    const real = await codesOf(here.offline, 1);
    await page.goto(`${here.rehearsal}/voter`);
    await step(page, "codes");
    await page.locator("[data-kind=rehearsal]").waitFor();
    await typeCodes(page, real.a.code, real.b.code);
    await assertText(page.locator("[data-error=unlisted]"), "pas ensemble dans cette élection");
    await sound(page);
  });
  await anybody(async (page) => {
    await enterByQr(page, here.rehearsal, here.rehearsed[0]);
    await choose(page, 0);
    tracking = await castIt(page);
  });

  await visit(officer, desk);
  await send(officer, button(officer, "sealing.rehearsed"));
  await assertText(officer.getByRole("alert"), say("sealing_problem.rehearsal_goes_on"));
  await sound(officer);
  await officer.context().close();

  await here.instance.at(new Date(Date.parse(closes) - 3_000).toISOString());
  await phase(here.instance, here.rehearsal, "closed");
  await published(here.instance, here.rehearsal, tracking);
  await anybody(async (page) => {
    await page.goto(`${here.rehearsal}/voter`);
    await step(page, "closed");
    await sound(page);
    await visit(page, here.rehearsal);
    await assertText(main(page), say("election_stage.frozen"));
  });
  await as("officer", async (page) => {
    await visit(page, desk);
    await send(page, button(page, "sealing.rehearsed"));
    assert.equal(await page.getByRole("alert").count(), 0);
    await sound(page);
  });
});
