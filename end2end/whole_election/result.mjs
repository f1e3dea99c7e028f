// The result for everybody: its page, its data, its poster; then a seat that falls vacant.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, field, link, send, visit } from "../support/browser.mjs";
import { assertPdf } from "../support/files.mjs";
import { DESK, fetched, pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { anybody, as, here, main, plain } from "./world.mjs";

// Seven weeks after the count.
const AFTERWARDS = "2031-03-04T10:00:00+01:00";

const result = () => `${here.address}/resultat`;
const seated = (page, list) =>
  page.locator("main section.card", { has: page.getByRole("heading", { name: list }) }).locator("ol li").allInnerTexts();

test("anybody reads who is elected, and takes the data and the poster", async () => {
  for (const width of [360, 1280]) {
    const page = await pageOf(here.instance, null, width);
    await visit(page, here.address);
    await send(page, page.getByRole("link", { name: say("outcome.title"), exact: true }));
    assert.equal(new URL(page.url()).pathname, result());
    await assertText(page.getByRole("heading", { level: 1 }), say("outcome.elected_are", { n: 4 }));
    assert.deepEqual(await seated(page, "Ensemble"), ["Odette Caron", "Marcel Blin"]);
    assert.deepEqual(await seated(page, "Toits"), ["Paul Garnier"]);
    assert.deepEqual(await seated(page, "Jardins"), ["Léa Vidal"]);
    const said = plain(await main(page).innerText());
    assert.match(said, /Départagées par l’âge du candidat suivant : Ensemble\./);
    assert.match(said, /Départagées par le tirage au sort : Jardins\./);
    assert.equal(await main(page).locator("svg circle").count(), 4, "a seat is a disc");
    await sound(page);
    await visit(page, `${result()}/affiche`);
    await assertText(main(page), "Marcel Blin (Ensemble)");
    await sound(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await link(page, "record.pdf").isVisible(), false);
    await page.context().close();
  }
  await anybody(async (page) => {
    assertPdf(await fetched(page, `${result()}/affiche.pdf`));
    const data = `${await fetched(page, `${result()}/resultat.json`)}`;
    assert.ok(JSON.parse(data) && data.includes("Léa Vidal"));
    const csv = `${await fetched(page, `${result()}/voix.csv`)}`;
    assert.match(csv, /^\uFEFF?list.online.post.ballot_box.votes.seats.annulled\r?\n/);
    assert.match(csv, /^Ensemble.1.2.0.3.2.\r?$/m);
    assert.match(csv, /^\(blank\).1.1.0.2./m);
  });
});

test("a seat falls vacant, and the next on the list takes it", async () => {
  await here.instance.at(AFTERWARDS);
  await as("officer", async (page) => {
    await visit(page, `${DESK}/${here.handle}/suites`);
    await sound(page);
    await field(page, "vacancy.who").selectOption({ label: "Odette Caron (Ensemble)" });
    await field(page, "vacancy.day").fill("2031-03-01");
    await page.locator("#vacance").getByLabel(say("vacancy.resigned")).check();
    await send(page, button(page, "vacancy.button"));
    assert.equal(await page.getByRole("alert").count(), 0, await main(page).innerText());
    await sound(page);
  });
  await anybody(async (page) => {
    await visit(page, result());
    assert.deepEqual(await seated(page, "Ensemble"), ["Marcel Blin", "Nadia Ferrand"]);
    await assertText(main(page), "Odette Caron ne siège plus depuis le");
    await sound(page);
    await visit(page, `${here.address}/proces-verbal`);
    await assertText(main(page), "Odette Caron (Ensemble)");
  });
});
