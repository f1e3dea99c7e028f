import assert from "node:assert/strict";
import { assertText, assertTied, button, field, link, send, visit } from "./support/browser.mjs";
import { DESK, announced, become, closeLists, judge, paperList } from "./support/election_setup.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { say } from "./support/say.mjs";

const WAYS = [PHONE, { ...DESKTOP, js: false }];
const main = (page) => page.getByRole("main");

/** An election whose roll can be made today, its lists closed; the officer is signed in. */
async function listsClosed(page) {
  // Leases signed by 3 December vote on 14 January, in a window that the minister extended.
  const made = await announced(page, "Élection prolongée", "2031-01-14", 6);
  await paperList(page, made.address, "CLCV");
  await become(page, "guarantor");
  await judge(page, made.address, "CLCV", "admit", "La liste respecte les règles.");
  await closeLists(page);
  await become(page, "officer");
  return { ...made, desk: `${DESK}/${made.handle}/liste-electorale` };
}

journey(
  "the roll is made and published, and a tenant's correction is decided with a reason",
  WAYS,
  demo,
  async (page) => {
    const { address, desk } = await listsClosed(page);

    // Made from the leases; nobody sees a line before it is published.
    await visit(page, desk);
    await assertText(main(page), say("electoral.not_made"));
    await send(page, button(page, "electoral.make"));
    await assertText(page.getByRole("status"), say("electoral.done"));
    assert.match(await main(page).innerText(), /11\s872/);
    await send(page, button(page, "electoral.publish"));

    // Her own line, and no other: a correction without a word is refused and loses nothing.
    await become(page, "tenant");
    await visit(page, `${address}/electeur`);
    await assertText(main(page), say("electoral.who_votes"));
    await page.getByText(say("electoral.ask"), { exact: true }).click();
    await page.getByLabel(say("electoral.kind_naming")).check();
    await send(page, button(page, "electoral.ask_send"));
    await assertTied(field(page, "electoral.ask_words"), say("problem.empty"));
    assert.ok(await page.getByLabel(say("electoral.kind_naming")).isChecked());
    await field(page, "electoral.ask_words").fill("Mon nom s’écrit Moreau-Lenoir.");
    await send(page, button(page, "electoral.ask_send"));
    await assertText(page.getByRole("status"), say("electoral.request_sent"));

    // The officer decides, and says why.
    await become(page, "officer");
    await visit(page, desk);
    await send(page, page.locator("a[href*='/demande/']").first());
    await assertText(main(page), "Moreau-Lenoir");
    await page.getByLabel(say("electoral.effect_refuse")).check();
    await send(page, button(page, "electoral.decide"));
    await assertTied(field(page, "electoral.reason"), say("problem.empty"));
    await field(page, "electoral.reason").fill("Le bail porte le nom Moreau.");
    await send(page, button(page, "electoral.decide"));
    await assertText(page.getByRole("status"), say("electoral.done"));

    // She is told in her space, and reads the reason.
    await become(page, "tenant");
    await visit(page, "/mon-espace");
    await assertText(main(page), say("electoral.notice"));
    await visit(page, `${address}/electeur`);
    await send(page, page.locator("a[href*='/demande/']").first());
    await assertText(main(page), "Le bail porte le nom Moreau.");

    // Everybody reads how many electors there are, and no name.
    await visit(page, `${address}/liste-electorale`);
    await assertText(main(page), "Les Tilleuls");
    assert.doesNotMatch(await main(page).innerText(), /Moreau/);
    await send(page, link(page, "electoral.see_mine"));
  },
);
