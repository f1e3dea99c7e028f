// Votes on paper as those at the table handle them: leases looked up, envelopes entered, what is told.

import assert from "node:assert/strict";
import { field, send, visit } from "./browser.mjs";
import { say } from "./say.mjs";

/**
 * Leases by how they voted, looked up one by one: `online` of them that did so, `none` of them that
 * did not vote yet; `asked` says what finds the nth.
 */
export async function leases(page, desk, asked, online, none) {
  const found = { online: [], none: [] };
  for (let n = 1; found.online.length < online || found.none.length < none; n++) {
    assert.ok(n < 60, "enough electors are looked up");
    await visit(page, `${desk}/urne?q=${asked(n)}`);
    if ((await page.locator("main li.card").count()) === 0) continue;
    await send(page, page.locator("main li.card button").first());
    const said = await page.getByRole("status").innerText();
    const where = await page.locator("main .card.main .who").innerText();
    const kind = said === say("ballot_box.online") ? "online" : "none";
    found[kind].push(where.split(", ").at(-1));
  }
  return found;
}

/** What is said of the envelope that was entered last. */
export const verdict = (page) => page.locator(".verdict-word");

/** Enters one envelope as a scanner does: the number, then Enter. */
export async function scan(page, number, seen = "in_order") {
  await page.locator(`#enveloppe input[value=${seen}]`).check();
  await field(page, "paper_envelope.number").fill(number);
  await Promise.all([
    page.waitForEvent("domcontentloaded"),
    field(page, "paper_envelope.number").press("Enter"),
  ]);
}

/** The envelopes of each kind that a page tells, by their names. */
export async function told(page) {
  const rows = await page.locator("table.count-table tbody tr").all();
  const pairs = rows.map(async (row) => [
    await row.locator("th").innerText(),
    await row.locator("td").innerText(),
  ]);
  return Object.fromEntries(await Promise.all(pairs));
}

/** Types the figures of the post by their names, lists by their titles; the ballot box was empty. */
export async function figures(page, post) {
  const [byPost, inBox] = await page.locator("fieldset.figures-in").all();
  for (const [name, value] of Object.entries(post)) {
    await byPost.getByLabel(name, { exact: true }).fill(String(value));
  }
  for (const input of await inBox.locator("input").all()) await input.fill("0");
}
