import assert from "node:assert/strict";
import { assertText, button, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { NEIGHBOUR } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WAYS = [PHONE, { ...DESKTOP, js: false }];
const main = (page) => page.getByRole("main");

journey("a lost letter is put on record by two members and counted in public", WAYS, demo, async (page) => {
  await visit(page, `${NEIGHBOUR}/election`);
  const address = await page.locator("main .card.main h2 a").getAttribute("href");
  await visit(page, address);
  await send(page, page.getByRole("link", { name: say("lost_letter.title") }));
  await assertText(main(page), say("lost_letter.no_proof"));

  await signInAs(page, "board");
  await visit(page, address);
  await send(page, page.getByRole("link", { name: say("lost_letter.desk") }));
  await page.getByLabel(say("electoral.search_what")).fill("C001-A-002");
  await send(page, button(page, "electoral.search_button"));
  await send(page, page.locator("main li.card a").first());
  await assertText(main(page), "palier credentials reprint");

  // Nothing chosen: what is missing is named, nothing is on record.
  await send(page, button(page, "lost_letter.put"));
  await page.locator(".summary").waitFor();
  await page.getByLabel(say("lost_letter.half_b")).check();
  await page.getByLabel(say("lost_letter.by_elector")).check();
  await page.getByLabel(say("lost_letter.at_desk")).check();
  await page.getByLabel(say("lost_letter.with")).selectOption({ index: 1 });
  await send(page, button(page, "lost_letter.put"));
  await assertText(page.getByRole("status"), say("lost_letter.done"));
  assert.equal(await page.locator("main tbody tr").count(), 1);

  await visit(page, `${address}/lettre-perdue`);
  await assertText(main(page), say("lost_letter.count", { n: 1 }));
});
