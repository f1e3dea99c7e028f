// Ways through the pages that set an election up: one is made per instance, through its pages.

import { button, field, link, send, signInAs, signOut, visit } from "./browser.mjs";
import { DESK, PDF, announced, begin, complete, paperList } from "./election_setup.mjs";

const way = (name, go, as = null) => ({ name, go, as });

const made = new WeakMap();

/** The announced election of this instance, with a list that was filed, one that was admitted, and one begun. */
async function election(page) {
  if (!made.has(page.instance)) made.set(page.instance, await make(page));
  await visit(page, "/");
  return made.get(page.instance);
}

async function make(page) {
  const { handle, address } = await announced(page, "Élection à parcourir");
  await paperList(page, address, "CLCV");
  const filed = new URL(page.url()).pathname;
  await signOut(page);
  await signInAs(page, "association");
  await visit(page, `${address}/listes/deposer`);
  await send(page, page.getByRole("button", { name: /^Commencer une liste/ }));
  const begun = new URL(page.url()).pathname;
  await send(page, link(page, "list_form.add"));
  await field(page, "list_form.name").fill("Josiane Petit");
  await page.locator("input[type=file]").setInputFiles(PDF);
  await send(page, button(page, "list_form.save_candidate"));
  await signOut(page);
  return { handle, address, filed, begun };
}

/** An address of that election, as somebody. */
const as = (role, address) => async (page) => {
  const ours = await election(page);
  if (role) await signInAs(page, role);
  await visit(page, address(ours));
};

async function draft(page) {
  await begin(page, "Élection en brouillon", "2030-12-13");
  await field(page, "protocol_field.post").uncheck();
  await field(page, "protocol_field.ballot_box").uncheck();
  await send(page, button(page, "protocol.save"));
}

async function soundDraft(page) {
  await begin(page, "Élection complète", "2030-12-13");
  await complete(page);
  await send(page, button(page, "protocol_step.announce"));
}

const PUBLIC = "/{landlord}/election/{handle}";

export const SETUP_WAYS = {
  [`${PUBLIC}/calendrier`]: [way("election-calendar", as(null, ({ address }) => `${address}/calendrier`))],
  [`${PUBLIC}/calendrier.ics`]: [],
  [`${PUBLIC}/protocole`]: [way("election-protocol", as(null, ({ address }) => `${address}/protocole`))],
  [`${PUBLIC}/avis`]: [way("election-notice", as(null, ({ address }) => `${address}/avis`))],
  [`${PUBLIC}/listes`]: [
    way("lists", as(null, ({ address }) => `${address}/listes`)),
    way("lists-commission", as("guarantor", ({ address }) => `${address}/listes`)),
  ],
  [`${PUBLIC}/listes/professions`]: [way("statements", as(null, ({ address }) => `${address}/listes/professions`))],
  [`${PUBLIC}/listes/deposer`]: [
    way("list-begin", as("association", ({ address }) => `${address}/listes/deposer`)),
    way("list-paper", as("officer", ({ address }) => `${address}/listes/deposer`)),
  ],
  [`${PUBLIC}/listes/verifier`]: [
    way("list-own", as("tenant", ({ address }) => `${address}/listes/verifier`)),
    way("list-own-told", as("tenant", ({ address }) => `${address}/listes/verifier?demande=true&adult=true`)),
  ],
  [`${PUBLIC}/listes/{list}`]: [
    way("list-draft", as("association", ({ begun }) => begun)),
    way("list-receipt", as("officer", ({ filed }) => filed)),
    way("list-judge", as("guarantor", ({ filed }) => filed)),
  ],
  [`${PUBLIC}/listes/{list}/candidat/{place}`]: [way("candidate", as("association", ({ begun }) => `${begun}/candidat/1`))],
  [`${PUBLIC}/listes/{list}/piece/{paper}`]: [],
  [`${PUBLIC}/listes/{list}/photo`]: [],
  "/{landlord}/gestion/election": [way("election-desk", (page) => visit(page, DESK), "officer")],
  "/{landlord}/gestion/election/{handle}/protocole": [
    way("protocol-draft", draft),
    way("protocol-refused", soundDraft),
    way("protocol-announced", as("officer", ({ handle }) => `${DESK}/${handle}/protocole`)),
  ],
};
