// The key, made by three holders.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, send, visit } from "../support/browser.mjs";
import { DESK, fetched, pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { anybody, as, here, main } from "./world.mjs";

const ROLL_FROZEN = "2030-12-23T10:00:00+01:00";

/** Hands a holder's public message over, as a member of the tally board. */
async function hand(page, text) {
  await visit(page, `${here.address}/cles`);
  const buffer = Buffer.from(text);
  const message = { name: "message.json", mimeType: "application/json", buffer };
  await page.locator("#message-file").setInputFiles(message);
  await send(page, button(page, "sealing.keys_send"));
  assert.equal(await page.getByRole("alert").count(), 0, await main(page).innerText());
}

test("three holders make a key offline, and the public page says whose turn it is", async () => {
  await here.instance.at(ROLL_FROZEN);
  await as("officer", async (page) => {
    await visit(page, `${DESK}/${here.handle}/liste-electorale`);
    await send(page, button(page, "electoral.freeze"));
    await assertText(main(page), say("electoral.fingerprint"));
    await sound(page);
  });
  const board = await pageOf(here.instance, "board");
  const turn = (round, names) =>
    anybody(async (page) => {
      await visit(page, `${here.address}/cles`);
      await assertText(main(page), say("sealing.keys_turn", { round, names }));
      await sound(page);
    });

  for (const holder of here.holders.slice(0, 2)) await hand(board, await holder.certificate());
  await turn("1", "Chloé Diop");
  await hand(board, await here.holders[2].certificate());
  await turn("3", "Alice Petit, Bruno Roy, Chloé Diop");

  const certificates = `${await fetched(board, `${here.address}/cles/certificats.json`)}`;
  // In any order.
  for (const holder of here.holders.toReversed()) await hand(board, await holder.polynomial(certificates));
  for (const holder of here.holders) {
    const input = `${await fetched(board, `${here.address}/cles/entree/${holder.index}`)}`;
    await hand(board, await holder.output(certificates, input));
  }
  await sound(board);
  await send(board, button(board, "sealing.keys_make"));
  await sound(board);
  await board.context().close();
  await anybody(async (page) => {
    await visit(page, `${here.address}/cles`);
    await assertText(main(page), say("sealing.keys_over"));
    const part = JSON.parse(await fetched(page, `${here.address}/cles/cle.json`));
    assert.equal(part.threshold, 2);
    await sound(page);
  });
});
