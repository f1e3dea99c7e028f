// The frozen box, and its encrypted sum.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, send, visit } from "../support/browser.mjs";
import { sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { archiveSoFar } from "../support/voting.mjs";
import { anybody, as, comesTo, here, main } from "./world.mjs";

test("the frozen box is on record, and its ballots are added up by the board's word", async () => {
  const frozen = await archiveSoFar(here.instance, here.address);
  await here.offline.write("frozen.bel", frozen);
  await anybody(async (page) => {
    await visit(page, `${here.address}/depouillement`);
    await assertText(main(page), await here.offline.sha256("frozen.bel"));
    await assertText(main(page), say("closing.marks_agree", { marks: "3", voters: "3" }));
    assert.equal(await main(page).locator("form").count(), 0, "the tally board's alone");
    await sound(page);
  });
  await as("board", async (page) => {
    await visit(page, `${here.address}/depouillement`);
    await sound(page);
    await send(page, button(page, "closing.tally_button"));
    await comesTo(page, `${here.address}/depouillement`, say("closing.tallied"));
    await sound(page);
  });
  const summed = await archiveSoFar(here.instance, here.address);
  assert.ok(summed.subarray(0, frozen.length).equals(frozen), "the archive only grows");
});
