// Ways to the adoption of the charter; a college at the desk is walked by `adopt.test.mjs`, axe
// included, as no version of the demo is before its colleges.

import { visit } from "./browser.mjs";

const way = (name, go, as = null) => ({ name, go, as });

const CHARTER = "/rive-neuve/charte";
const DESK = "/rive-neuve/gestion/adoption";

const at = (address) => (page) => visit(page, address);

export const ADOPTION_WAYS = {
  "/{landlord}/charte/adoption": [
    way("adoption", at(`${CHARTER}/adoption`)),
    way("adoption-facilitator", at(`${CHARTER}/adoption`), "facilitator"),
  ],
  "/{landlord}/gestion/adoption": [way("adopting", at(DESK), "facilitator")],
  "/{landlord}/gestion/adoption/regles": [way("adopting-rules", at(`${DESK}/regles`), "facilitator")],
  "/{landlord}/gestion/adoption/{college}": [],
};
