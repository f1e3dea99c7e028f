// Ways to what follows the adoption of a charter: the text in force, its commitments, the process.

import { visit } from "./browser.mjs";

const way = (name, go, as = null) => ({ name, go, as });

const CHARTER = "/rive-neuve/charte";

const at = (address) => (page) => visit(page, address);

/** The first commitment of the register, if a charter is adopted. */
async function firstCommitment(page) {
  await visit(page, `${CHARTER}/engagements`);
  const first = page.locator(".commitment h2 a").first();
  if (await first.count()) await visit(page, await first.getAttribute("href"));
}

export const ADOPTED_WAYS = {
  "/{landlord}/charte/adoptee": [
    way("adopted", at(`${CHARTER}/adoptee`)),
    way("adopted-sign", at(`${CHARTER}/adoptee`), "landlord"),
  ],
  "/{landlord}/charte/adoptee.md": [],
  "/{landlord}/charte/adoptee.pdf": [],
  "/{landlord}/charte/engagements": [way("commitments", at(`${CHARTER}/engagements`))],
  "/{landlord}/charte/engagements/{id}": [
    way("commitment", firstCommitment),
    way("commitment-report", firstCommitment, "landlord"),
  ],
  "/{landlord}/charte/engagements.csv": [],
  "/{landlord}/charte/engagements.json": [],
  "/{landlord}/charte/processus.json": [],
  "/{landlord}/charte/processus.md": [],
};
