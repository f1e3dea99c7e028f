import assert from "node:assert/strict";
import { activate, assertText, assertTied, button, field, link, path, send, signIn, signOut, visit } from "./support/browser.mjs";
import { linkInLatestMail, signInAsAdministrator, smallLandlordWithAdministrator } from "./support/administrator.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { say } from "./support/say.mjs";

const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };
const ADDRESS = "claire@example.org";
const RENEWED = "cinq oiseaux sur un toit";

journey(
  "who lost her passphrase comes back by a link to the address that she confirmed",
  BOTH_AND_WITHOUT_SCRIPT,
  smallLandlordWithAdministrator,
  async (page, { codes, another }) => {
    const cheffe = await another();
    await signInAsAdministrator(cheffe);
    await visit(page, "/activer");
    await activate(page, codes["P-1"], CLAIRE);

    await send(page, link(page, "address.title"));
    await field(page, "address.label").fill("claire");
    await field(page, "address.passphrase").fill(CLAIRE.passphrase);
    await send(page, button(page, "address.send"));
    await assertTied(field(page, "address.label"), say("desk_problem.not_an_email"));
    await field(page, "address.label").fill(ADDRESS);
    await field(page, "address.passphrase").fill(CLAIRE.passphrase);
    await send(page, button(page, "address.send"));
    await assertText(page.getByRole("main"), say("address.none"));

    await visit(page, await linkInLatestMail(cheffe));
    await assertText(page.getByRole("main"), ADDRESS);
    await send(page, button(page, "address.door_button"));
    await assertText(page.getByRole("status"), say("address.done"));

    await signOut(page);
    await visit(page, "/connexion");
    await send(page, link(page, "link.ask"));
    await field(page, "link.who").fill(ADDRESS);
    await send(page, button(page, "link.send"));
    await assertText(page.getByRole("status"), say("link.asked", { n: 30 }));

    const door = await linkInLatestMail(cheffe);
    // Looking does not use it up.
    await visit(page, door);
    await visit(page, door);
    await assertText(page.getByRole("main"), CLAIRE.identifier);
    await send(page, button(page, "link.door_button"));
    assert.equal(path(page), "/mon-espace?lien=1");
    await assertText(page.getByRole("status"), say("link.came"));

    await field(page, "space.new_passphrase").fill(RENEWED);
    await field(page, "new_account.again").fill(RENEWED);
    await send(page, button(page, "space.change_passphrase"));
    await assertText(page.getByRole("status"), say("space.saved"));

    await signOut(page);
    await visit(page, door);
    await assertText(page.getByRole("main"), say("link.over_title"));
    await visit(page, "/connexion");
    await signIn(page, { ...CLAIRE, passphrase: RENEWED });
    await link(page, "nav.space").waitFor();
  },
);
