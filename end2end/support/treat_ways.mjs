// Ways to where amendments are treated, voted and merged.

import { visit } from "./browser.mjs";

const way = (name, go, as = null) => ({ name, go, as });

const CHARTER = "/rive-neuve/charte";
const DESK = "/rive-neuve/gestion/amendements";

const at = (address) => (page) => visit(page, address);

/** The first amendment that waits at the desk. */
async function firstWaiting(page) {
  await visit(page, DESK);
  await visit(page, await page.locator(".cards h3 a").first().getAttribute("href"));
}

/** The review of the first clause that was commented on. */
async function firstReviewed(page) {
  await visit(page, `${CHARTER}/revue`);
  await visit(page, await page.locator(".plain a").first().getAttribute("href"));
}

export const TREAT_WAYS = {
  "/{landlord}/gestion/amendements": [way("treat", at(DESK), "facilitator")],
  "/{landlord}/gestion/amendements/{number}": [way("treat-one", firstWaiting, "facilitator")],
  "/{landlord}/gestion/amendements/regles": [way("treat-rules", at(`${DESK}/regles`), "facilitator")],
  "/{landlord}/charte/revue": [
    way("review", at(`${CHARTER}/revue`)),
    way("review-facilitator", firstReviewed, "facilitator"),
  ],
  "/{landlord}/charte/vote": [way("votes", at(`${CHARTER}/vote`))],
  "/{landlord}/charte/fusion": [way("merge-draft", at(`${CHARTER}/fusion`))],
};
