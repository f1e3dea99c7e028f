// The decryption.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, send, visit } from "../support/browser.mjs";
import { pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { archiveSoFar } from "../support/voting.mjs";
import { anybody, comesTo, here, main } from "./world.mjs";

test("holders decrypt offline, a part changed on its way is named and skipped, and the result opens", async () => {
  const summed = await archiveSoFar(here.instance, here.address);
  const shares = [];
  for (const holder of here.holders) shares.push(await holder.decryption(summed));
  const board = await pageOf(here.instance, "board");
  const handIn = async (text) => {
    await visit(board, `${here.address}/dechiffrement`);
    const buffer = Buffer.from(text);
    const part = { name: "part.json", mimeType: "application/json", buffer };
    await board.locator("#part-file").setInputFiles(part);
    await send(board, button(board, "closing.share_send"));
    await sound(board);
  };
  await handIn(shares[0]);
  assert.equal(await board.getByRole("alert").count(), 0, await main(board).innerText());
  const changed = shares[1].replace(/"response":"(\d)/, (_, digit) => `"response":"${(Number(digit) % 8) + 1}`);
  assert.notEqual(changed, shares[1]);
  await handIn(changed);
  await assertText(board.getByRole("alert"), "Bruno Roy");
  await anybody(async (page) => {
    await visit(page, `${here.address}/dechiffrement`);
    await assertText(main(page), say("closing.invalid"));
    await assertText(main(page), say("closing.decryption_turn", { n: 1, names: "Bruno Roy, Chloé Diop" }));
    await sound(page);
  });
  await handIn(shares[2]);
  await comesTo(board, `${here.address}/depouillement`, say("closing.result"));
  await sound(board);
  await board.context().close();
  await anybody(async (page) => {
    await visit(page, `${here.address}/depouillement`);
    await assertText(main(page), say("closing.result_what"));
    await sound(page);
  });

  // Anybody's command says the same of the finished archive.
  await here.offline.write("finished.bel", await archiveSoFar(here.instance, here.address));
  const after = ["--after", here.offline.at("frozen.bel"), "--finished", "--json"];
  const said = JSON.parse(await here.offline.run("election", "verify", here.offline.at("finished.bel"), ...after));
  assert.equal(said.verdict, "valid");
  assert.deepEqual(said.result[0].reduce((sum, votes) => sum + votes), 3);
});
