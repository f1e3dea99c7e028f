// The eve of the vote.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, field, send, visit } from "../support/browser.mjs";
import { LEASES, fetched, pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { step } from "../support/voting.mjs";
import { anybody, here, main } from "./world.mjs";

const EVE = "2030-12-30T10:00:00+01:00";

test("on the eve each holder opens her key again, and the box is sealed, shown empty", async () => {
  await here.instance.at(EVE);
  const board = await pageOf(here.instance, "board");
  await visit(board, `${here.address}/scelles`);
  await send(board, button(board, "sealing.seals_button"));
  await board.getByRole("alert").waitFor();
  await sound(board);
  await visit(board, `${here.address}/cles`);
  await sound(board);
  const archive = await fetched(board, `${here.address}/cles/essai.bel`);
  for (const holder of here.holders) {
    await visit(board, `${here.address}/cles`);
    await field(board, "sealing.reopen_said").fill(await holder.reopened(archive));
    await send(board, button(board, "sealing.reopen_send"));
    assert.equal(await board.getByRole("alert").count(), 0);
  }
  await visit(board, `${here.address}/scelles`);
  await send(board, button(board, "sealing.seals_button"));
  await assertText(main(board), say("sealing.seals_empty"));
  await sound(board);
  await board.context().close();

  await anybody(async (page) => {
    await visit(page, `${here.address}/scelles`);
    const figures = { ballots: "0", marks: "0", lines: `${LEASES}` };
    await assertText(main(page), say("sealing.seals_empty"));
    await assertText(main(page), say("sealing.seals_count", figures));
    await assertText(main(page), await here.offline.sha256("ensemble/credentials.json"));
    assert.equal(await main(page).locator("dl.figures dt").count(), 9);
    await sound(page);
    await page.goto(`${here.address}/voter`);
    await step(page, "before");
    await sound(page);
  });
});
