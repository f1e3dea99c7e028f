// An association amends an article, a tenant asks her neighbours to sign: with a script and without.

import assert from "node:assert/strict";
import { assertText, button, field, link, path, send, signInAs, visit } from "./support/browser.mjs";
import { draft, editor, typeAmendment } from "./support/amendment_ways.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { say } from "./support/say.mjs";

const WAYS = [{ ...PHONE, js: false }, DESKTOP];
const status = (page) => page.getByRole("status");

journey("an association amends three clauses, corrects itself and hands it in", WAYS, demo, async (page) => {
  await signInAs(page, "association");
  await draft(page);
  await assertText(page.locator("main ins:visible").first(), "Deux fois par an");
  await send(page, link(page, "amend.correct"));
  await page.locator(".clause-edit textarea").first().fill("Autrement dit");
  const third = page.locator(".clause-edit textarea").nth(2);
  await third.fill(`${await third.inputValue()} Ensemble.`);
  await send(page, button(page, "amend.preview"));
  await assertText(page.locator("main ins:visible").first(), "Autrement dit");
  await assertText(page.locator("main ins:visible").last(), "Ensemble");
  assert.equal(await page.locator(".change").count(), 3);
  await send(page, button(page, "amend.submit"));
  await assertText(status(page), say("amend.done_submitted"));
});

journey("the difference is shown while it is typed", [PHONE, DESKTOP], demo, async (page) => {
  await signInAs(page, "tenant");
  await editor(page);
  const clause = page.locator(".clause-edit").nth(1);
  await page.locator("html[data-hydrated]").waitFor();
  await typeAmendment(page);
  await assertText(clause.locator("ins:visible").first(), "Deux fois par an");
  await clause.locator("textarea").fill("");
  await clause.locator("del:visible").first().waitFor();
});

journey("a tenant asks for signatures and a neighbour signs", WAYS, demo, async (page, { another }) => {
  await signInAs(page, "tenant");
  await editor(page);
  await typeAmendment(page, "Trois visites");
  await send(page, button(page, "amend.preview"));
  await send(page, button(page, "amend.ask_support"));
  const other = await another();
  await signInAs(other, "neighbour");
  await visit(other, path(page).split("?")[0]);
  const name = field(other, "name.label");
  if (await name.count()) await name.fill("Voisine V.");
  await send(other, button(other, "amend.sign"));
  await assertText(status(other), say("amend.done_signed"));
});
