// The record: read, printed, taken as a file, signed by the tally board, and the result proclaimed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, field, link, send, visit } from "../support/browser.mjs";
import { assertPdf } from "../support/files.mjs";
import { DESK, pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { DRAWN, SETTLED, anybody, here, main, plain } from "./world.mjs";

const INCIDENT = "Le lecteur de codes-barres s’est arrêté dix minutes.";
const OBSERVED = "Notre liste demande que le tirage au sort soit photographié.";

const record = () => `${here.address}/proces-verbal`;
const desk = () => `${DESK}/${here.handle}/proces-verbal`;

/** Follows a link to a file, and gives its bytes. */
async function taken(page, key) {
  const href = await link(page, key).getAttribute("href");
  const answer = await page.request.get(`${here.instance.url}${href}`);
  assert.equal(answer.status(), 200, href);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  return answer.body();
}

test("the record is read, noted in, signed by more than half of the board, then proclaimed", async () => {
  await anybody(async (page) => {
    assert.equal((await visit(page, record())).status(), 404, "nobody reads it before the board signs");
    page.trouble.length = 0;
  });
  const officer = await pageOf(here.instance, "officer");
  await visit(officer, desk());
  await field(officer, "record.happened").fill("2031-01-14T11:30");
  await field(officer, "record.enter_words").fill(INCIDENT);
  await send(officer, button(officer.locator("#mention"), "record.enter_button"));
  await assertText(main(officer), INCIDENT);
  await field(officer, "record.observe_words").fill(OBSERVED);
  await send(officer, button(officer.locator("#observation"), "record.enter_button"));
  await assertText(main(officer), OBSERVED);
  await sound(officer);
  await officer.context().close();

  const board = await pageOf(here.instance, "board");
  await visit(board, desk());
  await assertText(main(board), say("record.checks_hold"));
  await sound(board);
  // Too early: nobody signed.
  await send(board, button(board, "election_move.proclaim"));
  assert.notEqual(new URL(board.url()).search, "");
  await sound(board);
  await sign(board, "présidente du bureau");
  await assertText(main(board), say("record.missing", { n: 1 }));
  await visit(board, record());
  await assertText(main(board), say("record.draft"));
  await sound(board);

  // The second member signs on a phone, and what she signs is what the first signed.
  const other = await pageOf(here.instance, "scrutineer", 360);
  await visit(other, desk());
  await sound(other);
  const print = await other.locator("[name=fingerprint]").getAttribute("value");
  await sign(other, "assesseure pour la liste Toits");
  await assertText(main(other), say("record.enough"));
  await visit(other, record());
  await assertText(main(other), say("record.signed_print", { print }));
  await sound(other);
  await other.context().close();

  await visit(board, desk());
  await send(board, button(board, "election_move.proclaim"));
  assert.equal(new URL(board.url()).pathname, `${here.address}/resultat`);
  await sound(board);
  await board.context().close();
});

async function sign(page, quality) {
  await field(page, "record.quality").fill(quality);
  await send(page, button(page, "record.sign_button"));
  await assertText(main(page), say("record.you_signed"));
}

test("the record tells figures, ties, reasons and signatures, on the screen and on paper", async () => {
  for (const width of [1280, 360]) {
    const page = await pageOf(here.instance, null, width);
    await visit(page, record());
    await sound(page);
    const said = plain(await main(page).innerText());
    for (const words of [
      "Quotient électoral : 8 suffrages exprimés pour 4 sièges, soit 2 voix pour un siège.",
      "Ensemble : Marcel Blin, date de naissance 2 février 1948",
      "Toits : Rose Lambert, date de naissance 5 mai 1985",
      say("record.tie_age", { winners: "Ensemble" }),
      say("record.tie_lot", { winners: "Jardins" }),
      say("record.aside_what"),
      say("record.checks_hold"),
      INCIDENT,
      OBSERVED,
      "présidente du bureau",
      "assesseure pour la liste Toits",
      SETTLED,
      DRAWN,
    ]) {
      assert.ok(said.includes(plain(words)), `${words} is not in ${said}`);
    }
    assertPdf(await taken(page, "record.pdf"));
    await page.emulateMedia({ media: "print" });
    assert.equal(await link(page, "record.pdf").isVisible(), false, "the site's own links stay off paper");
    assert.ok(await page.getByRole("heading", { name: say("record.ties") }).isVisible());
    assertPdf(await page.pdf({ format: "A4" }));
    await page.context().close();
  }
});
