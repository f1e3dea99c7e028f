// Ways through the writing of amendments: the editor, a draft, its preview, what a desk types.

import { button, field, send, visit } from "./browser.mjs";

const way = (name, go, as = null) => ({ name, go, as });

const CHARTER = "/rive-neuve/charte";
const DESK = "/rive-neuve/gestion/amendements/saisie";

/** The address of the first article's page. */
async function article(page) {
  await visit(page, CHARTER);
  return page.locator(".article .talk a").first().getAttribute("href");
}

/** Opens the editor at the first article. */
export async function editor(page) {
  await visit(page, `${await article(page)}/amender`);
}

/** Changes the second passage of the first article, with a title and reasons. */
export async function typeAmendment(page, title = "Deux visites par an") {
  const words = page.locator(".clause-edit textarea").nth(1);
  await words.fill(`${await words.inputValue()} Deux fois par an au moins.`);
  await field(page, "amend.name").fill(title);
  await field(page, "amend.reasons").fill("Une fois ne suffit **pas** : l’hiver est long.");
  const name = field(page, "name.label");
  if ((await name.count()) && !(await name.inputValue())) await name.fill("Prune T.");
}

/** Begins a draft, and sees what it changes. */
export async function draft(page) {
  await editor(page);
  await typeAmendment(page);
  await send(page, button(page, "amend.preview"));
}

async function refusedDraft(page) {
  await editor(page);
  await page.locator(".clause-edit textarea").nth(1).fill("");
  await send(page, button(page, "amend.save"));
}

async function editedDraft(page) {
  await draft(page);
  await visit(page, `${new URL(page.url()).pathname}/ecrire`);
}

async function gathering(page) {
  await draft(page);
  await send(page, button(page, "amend.ask_support"));
}

async function ofItsOwn(page) {
  await draft(page);
  await visit(page, `${CHARTER}/mes-amendements`);
}

async function typed(page) {
  const handle = (await article(page)).split("/").at(-1);
  await visit(page, `${DESK}?article=${handle}`);
}

export const AMENDMENT_WAYS = {
  "/{landlord}/charte/{handle}/amender": [
    way("amend", editor, "tenant"),
    way("amend-refused", refusedDraft, "association"),
    way("amend-facilitator", editor, "facilitator"),
  ],
  "/{landlord}/charte/amendements/brouillon/{id}": [
    way("amend-draft", draft, "association"),
    way("amend-gathering", gathering, "tenant"),
  ],
  "/{landlord}/charte/amendements/brouillon/{id}/ecrire": [way("amend-edited", editedDraft, "association")],
  "/{landlord}/charte/mes-amendements": [way("amend-mine", ofItsOwn, "association")],
  "/{landlord}/charte/cahier": [way("booklet", (page) => visit(page, `${CHARTER}/cahier`))],
  "/{landlord}/gestion/amendements/saisie": [
    way("amend-paper", (page) => visit(page, DESK), "landlord"),
    way("amend-paper-code", (page) => visit(page, `${DESK}?code=V1-31-9`), "landlord"),
    way("amend-paper-form", typed, "landlord"),
  ],
};
