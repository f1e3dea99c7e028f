// The count: both ways of voting joined, equal remainders settled by age, then by lot.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, field, link, send, visit } from "../support/browser.mjs";
import { pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { DRAWN, here, main, plain } from "./world.mjs";

/** The rows of a table, by their heads. */
async function rows(page, name) {
  const found = {};
  for (const row of await page.getByRole("region", { name }).locator("tbody tr").all()) {
    found[await row.locator("th").innerText()] = await row.locator("td").allInnerTexts();
  }
  return found;
}

// Eight votes for four seats: a seat at once for Ensemble and for Toits, and the same remainder for all.
test("equal remainders: age gives a seat, equal birth dates stop the count until lots are drawn", async () => {
  const page = await pageOf(here.instance, "board");
  const desk = `${here.address}/comptage`;
  await visit(page, `${here.address}/depouillement`);
  await send(page, link(page, "closing.count_desk"));
  assert.equal(new URL(page.url()).pathname, desk);
  await assertText(main(page), say("closing.checks_hold"));
  assert.deepEqual(await rows(page, say("closing.figures")), {
    Ensemble: ["1", "2", "0", "3"],
    Toits: ["1", "2", "0", "3"],
    Voisins: ["0", "1", "0", "1"],
    Jardins: ["0", "1", "0", "1"],
    [say("closing.blank")]: ["1", "1", "0", "2"],
    [say("closing.null")]: ["0", "0", "0", "0"],
    [say("closing.voters")]: ["3", "7", "0", "10"],
  });
  await assertText(main(page), say("closing.envelopes", { received: "10", set_aside: "3" }));
  const said = plain(await main(page).innerText());
  assert.match(said, /Départagées par l’âge du candidat suivant : Ensemble\./);
  assert.match(said, /Égalité entre (Voisins, Jardins|Jardins, Voisins), dont les candidats sont nés le même jour\./);
  await assertText(main(page), say("closing.seats_unresolved", { n: 1 }));
  assert.equal(await button(page, "closing.count_button").count(), 0, "the count stops");
  await sound(page);

  // A list named twice is no draw.
  const draw = async (first, second) => {
    await page.getByLabel(say("closing.lots_by_hand")).check();
    await field(page, "closing.lots_place", { place: "1" }).selectOption(first);
    await field(page, "closing.lots_place", { place: "2" }).selectOption(second);
    await field(page, "closing.lots_source").fill(DRAWN);
    await send(page, button(page, "closing.lots_button"));
  };
  await draw("Jardins", "Jardins");
  await assertText(page.getByRole("alert"), say("closing_problem.lots_order"));
  await sound(page);
  await draw("Jardins", "Voisins");
  assert.equal(await page.getByRole("alert").count(), 0);
  await assertText(main(page), DRAWN);
  assert.match(plain(await main(page).innerText()), /Départagées par le tirage au sort : Jardins\./);
  const seats = await rows(page, say("closing.seats"));
  const shared = Object.fromEntries(Object.entries(seats).map(([list, cells]) => [list, cells.at(-1)]));
  assert.deepEqual(shared, { Ensemble: "2", Toits: "1", Voisins: "0", Jardins: "1" });
  assert.equal(await button(page, "closing.lots_button").count(), 0, "one draw");
  await sound(page);

  await send(page, button(page, "closing.count_button"));
  await assertText(main(page), say("closing.counted"));
  await sound(page);
  await page.context().close();
});
