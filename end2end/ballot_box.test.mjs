import assert from "node:assert/strict";
import { assertText, button, link, send, signInAs, visit } from "./support/browser.mjs";
import { become } from "./support/election_setup.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { NEIGHBOUR } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WAYS = [PHONE, { ...DESKTOP, js: false }];
const main = (page) => page.getByRole("main");

/** Looks dwellings up until one has not voted; gives how many had. */
async function firstToVote(page, desk) {
  for (let at = 1; at < 40; at++) {
    await visit(page, `${desk}?q=C001-A-${String(at).padStart(3, "0")}`);
    if ((await page.locator("main li.card").count()) === 0) continue;
    await send(page, page.locator("main li.card button").first());
    const said = await page.getByRole("status").innerText();
    if (said === say("ballot_box.not_yet")) return at;
    assert.equal(said, say("ballot_box.online"));
  }
  throw new Error("everybody has voted");
}

/** How many acts the journal holds, every chain verified. */
async function entries(page) {
  const said = await page.instance.palier(["journal", "verify"]);
  return Number(said.match(/(\d[\d,]*) entries/)[1].replaceAll(",", ""));
}

journey("an elector at the ballot box is looked up alone and marked once", WAYS, demo, async (page) => {
  await signInAs(page, "board");
  await visit(page, `${NEIGHBOUR}/election`);
  const address = await page.locator("main .card.main h2 a").getAttribute("href");
  const desk = address.replace("/election/", "/gestion/election/") + "/urne";
  await visit(page, address);
  await send(page, page.getByRole("link", { name: say("ballot_box.title") }));
  assert.equal(new URL(page.url()).pathname, desk);
  await visit(page, `${desk}?q=personne`);
  await assertText(page.getByRole("status"), say("electoral.search_none"));

  const before = await entries(page);
  const at = await firstToVote(page, desk);
  await send(page, button(page, "ballot_box.mark"));
  await assertText(page.getByRole("status"), say("ballot_box.done"));
  assert.equal(await button(page, "ballot_box.mark").count(), 0);
  await send(page, link(page, "ballot_box.next"));
  await visit(page, `${desk}?q=C001-A-${String(at).padStart(3, "0")}`);
  await send(page, page.locator("main li.card button").first());
  await assertText(page.getByRole("status"), say("ballot_box.in_box"));
  assert.equal(await button(page, "ballot_box.mark").count(), 0);

  // Who looked is on record, what was found is not; nobody else has this desk.
  assert.ok((await entries(page)) >= before + 2, "each look is journalled");
  await become(page, "officer");
  const answer = await page.request.get(desk);
  assert.equal(answer.status(), 404);
  assert.doesNotMatch(await main(page).innerText(), /a voté/);
});
