// Ways through collective agreements: those of the demo, and one that is begun here.

import { button, field, link, send, visit } from "./browser.mjs";
import { say } from "./say.mjs";

const way = (name, go, as = null) => ({ name, go, as });

export const AGREEMENTS = "/rive-neuve/accords";
export const DESK = "/rive-neuve/gestion/accords";
export const OPEN = "Un second passage de ménage dans les halls";
const ENDED = "La télérelève des compteurs d’eau";
const SIGNED = "Le gardien partagé du Lavoir";

/** Opens the public page of an agreement, by its title. */
export async function agreement(page, title) {
  await visit(page, AGREEMENTS);
  await send(page, page.getByRole("main").getByRole("link", { name: title }));
}

/** Opens its page at the desk. */
export async function atDesk(page, title) {
  await visit(page, DESK);
  await send(page, page.getByRole("main").getByRole("link", { name: title }));
}

/** Begins one; its page at the desk is open then. */
export async function begin(page, title) {
  await visit(page, DESK);
  await field(page, "agreement.title").fill(title);
  await send(page, button(page, "agreement.new_button"));
}

/** Finds a dwelling of an agreement on which somebody answered on paper. */
export async function enterFor(page, dwelling) {
  await send(page, link(page, "agreement.enter"));
  await page.getByRole("searchbox").fill(dwelling);
  await send(page, button(page, "agreement.find_go"));
  await send(page, page.getByRole("main").locator("ul.plain a").first());
}

async function refusedAnswer(page) {
  await agreement(page, OPEN);
  await send(page, button(page, "agreement.send"));
}

async function refusedDraft(page) {
  await begin(page, "Un accord à finir");
  await field(page, "agreement.places").fill("Nulle part");
  await send(page, button(page, "agreement.save"));
}

async function refusedOpening(page) {
  await begin(page, "Un accord sans texte");
  await send(page, button(page, "agreement.open"));
}

async function refusedPaper(page) {
  await atDesk(page, OPEN);
  await enterFor(page, "E001-A-020");
  await send(page, button(page, "agreement.enter_send"));
}

async function search(page) {
  await atDesk(page, OPEN);
  await send(page, link(page, "agreement.enter"));
  await page.getByRole("searchbox").fill("E001-A-020");
  await send(page, button(page, "agreement.find_go"));
}

async function firstAnswer(page) {
  await atDesk(page, OPEN);
  await send(page, page.getByRole("main").locator('li a[href*="/reponse/"]').first());
  await page.getByText(say("agreement.back_title")).click();
}

async function letters(page) {
  await atDesk(page, OPEN);
  await send(page, link(page, "agreement.letters"));
}

export const AGREEMENT_WAYS = {
  "/{landlord}/accords": [
    way("agreements", (page) => visit(page, AGREEMENTS)),
    way("agreements-none", (page) => visit(page, "/les-coteaux/accords")),
  ],
  "/{landlord}/accords/{agreement}": [
    way("agreement", (page) => agreement(page, OPEN)),
    way("agreement-tenant", (page) => agreement(page, OPEN), "tenant"),
    way("agreement-refused", refusedAnswer, "tenant"),
    way("agreement-second", (page) => agreement(page, ENDED)),
    way("agreement-signed", (page) => agreement(page, SIGNED)),
  ],
  "/{landlord}/gestion/accords": [way("agreements-desk", (page) => visit(page, DESK), "landlord")],
  "/{landlord}/gestion/accords/{agreement}": [
    way("agreement-desk", (page) => atDesk(page, OPEN), "landlord"),
    way("agreement-draft", refusedDraft, "landlord"),
    way("agreement-draft-refused", refusedOpening, "landlord"),
  ],
  "/{landlord}/gestion/accords/{agreement}/saisie": [
    way("agreement-paper", search, "landlord"),
    way("agreement-paper-refused", refusedPaper, "landlord"),
  ],
  "/{landlord}/gestion/accords/{agreement}/reponse/{answer}": [way("agreement-answer", firstAnswer, "landlord")],
  "/{landlord}/gestion/accords/{agreement}/courriers": [way("agreement-letters", letters, "landlord")],
};
