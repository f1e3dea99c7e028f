// A protocol, four lists and a roll.

import { test } from "node:test";
import { assertText, button, field, send, visit } from "../support/browser.mjs";
import { announce, closeLists, judge, paperList, settle } from "../support/election_setup.mjs";
import { DESK, SLUG, name, sound, threeHolders } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { LISTS, anybody, as, here, main } from "./world.mjs";

// D is in a window that the minister extended; the vote opens two weeks before.
const DAY = "2031-01-14";

test("a protocol, four lists and a roll, up to the roll's publication", async () => {
  await as("officer", async (page) => {
    await visit(page, DESK);
    await field(page, "protocol.new_title").fill("Élection du Petit Bois");
    await field(page, "protocol.new_day").fill(DAY);
    await send(page, button(page, "protocol.new_button"));
    here.handle = new URL(page.url()).pathname.split("/")[4];
    here.address = `/${SLUG}/election/${here.handle}`;
    await threeHolders(page);
    await assertText(main(page), say("protocol.sound"));
    await assertText(main(page), say("protocol_keys.nobody_alone"));
    await settle(page);
    await announce(page);
    for (const [person, role] of [
      ["commission", "commission"],
      ["board", "tally_board"],
      ["scrutineer", "tally_board"],
      ["authorities", "code_authorities"],
    ]) {
      await name(page, person, role);
    }
    await sound(page);
    for (const [title, candidates] of Object.entries(LISTS)) {
      await paperList(page, here.address, title, candidates);
    }
  });
  await as("commission", async (page) => {
    for (const title of Object.keys(LISTS)) {
      await judge(page, here.address, title, "admit", "La liste respecte les règles.");
    }
    await closeLists(page);
    await sound(page);
  });
  await as("officer", async (page) => {
    await visit(page, `${DESK}/${here.handle}/liste-electorale`);
    await send(page, button(page, "electoral.make"));
    await send(page, button(page, "electoral.publish"));
    await sound(page);
  });
  await anybody(async (page) => {
    await visit(page, `${here.address}/cles`);
    const names = "Alice Petit, Bruno Roy, Chloé Diop";
    await assertText(main(page), say("sealing.keys_turn", { round: "1", names }));
    await assertText(main(page), say("sealing.keys_nobody_alone"));
    await sound(page);
    await visit(page, `${here.address}/scelles`);
    await assertText(main(page), say("sealing.seals_none"));
    await sound(page);
  });
});
