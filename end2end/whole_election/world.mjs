// What the parts of this journey share: the instance, those who act, and where the election is.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { closeBrowser, visit } from "../support/browser.mjs";
import { HolderByCommand, HolderByPage, Offline } from "../support/offline.mjs";
import { pageOf, smallLandlordOfTheDemo } from "../support/preparing.mjs";

const woman = (name, birth) => ({ name, sex: "woman", birth });
const man = (name, birth) => ({ name, sex: "man", birth });

/** The lists, each with its candidates in the order of seats. */
export const LISTS = {
  Ensemble: [
    woman("Odette Caron", "1951-03-12"),
    man("Marcel Blin", "1948-02-02"),
    woman("Nadia Ferrand", "1979-09-09"),
  ],
  Toits: [man("Paul Garnier", "1970-01-20"), woman("Rose Lambert", "1985-05-05")],
  Voisins: [man("Yann Colin", "1960-06-15"), woman("Inès Moulin", "1990-11-30")],
  Jardins: [woman("Léa Vidal", "1960-06-15"), man("Hugo Perrin", "1988-04-18")],
};

/** What the board writes down, which the record tells. */
export const SETTLED = "Une feuille sans aucune marque est un vote blanc. Relue par les deux opérateurs.";
export const DRAWN = "Alice Petit, devant les délégués des quatre listes.";

/** A text with plain spaces only. */
export const plain = (text) => text.replace(/\s/g, " ");

/**
 * `instance`, `offline`, `holders`; `address`, where the election's pages begin, `handle`, its
 * identifier, `rehearsal` and `rehearsed`, the address and the codes of its rehearsal; `earlier`, the
 * archive as it was when the vote opened.
 */
export const here = {};

before(async () => {
  here.instance = await smallLandlordOfTheDemo();
  here.offline = await Offline.with(here.instance);
  here.holders = [
    new HolderByCommand(here.offline, 1),
    new HolderByCommand(here.offline, 2),
    new HolderByPage(here.offline, 3),
  ];
});
after(async () => {
  for (const holder of here.holders ?? []) await holder.end();
  await closeBrowser();
  await here.offline?.end();
  await here.instance?.end();
});

export const main = (page) => page.getByRole("main");

/** Does something as somebody, on a page of her own. */
export async function as(person, task, width) {
  const page = await pageOf(here.instance, person, width);
  const done = await task(page);
  assert.deepEqual(page.trouble, []);
  await page.context().close();
  return done;
}

/** Does something as nobody, on a phone. */
export const anybody = (task) => as(null, task);

/** Waits for a page to say something, as jobs are done. */
export async function comesTo(page, path, words) {
  for (let n = 0; n < 100; n += 1) {
    await visit(page, path);
    if ((await main(page).innerText()).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${path} does not say ${words}: ${await main(page).innerText()}`);
}
