import assert from "node:assert/strict";
import { activate, assertText, assertTied, button, field, link, send, visit } from "./support/browser.mjs";
import { signInAsAdministrator, smallLandlordWithAdministrator } from "./support/administrator.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { NAME, SLUG } from "./support/landlord.mjs";
import { say } from "./support/say.mjs";

const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };

journey(
  "the administrator finds an account, gives and ends a role, and verifies the journal",
  BOTH_AND_WITHOUT_SCRIPT,
  smallLandlordWithAdministrator,
  async (page, { codes, another }) => {
    const claire = await another();
    await visit(claire, "/activer");
    await activate(claire, codes["P-1"], CLAIRE);
    await signInAsAdministrator(page);
    const main = page.getByRole("main");

    await send(page, main.getByRole("link", { name: say("admin.title") }));
    await assertText(main, say("admin.no_smtp"));
    await send(page, link(page, "admin.accounts"));
    await field(page, "admin.search").fill("martin");
    await send(page, button(page, "admin.search_button"));
    await send(page, page.getByRole("link", { name: CLAIRE.identifier }));
    await assertText(main, say("admin.no_role"));
    await assertText(main, say("admin.no_contributions"));

    await page.locator("details summary").click();
    await field(page, "admin.role").selectOption({ label: say("admin.role_guarantor") });
    await field(page, "admin.place").selectOption({ label: say("admin.whole_instance") });
    await send(page, button(page, "admin.grant_button"));
    await assertTied(field(page, "admin.place"), say("admin.role_misplaced"));
    assert.equal(await field(page, "admin.role").inputValue(), "guarantor");
    await field(page, "admin.place").selectOption({ label: NAME });
    await send(page, button(page, "admin.grant_button"));
    await assertText(page.getByRole("status"), say("admin.done_role"));
    const desk = await visit(claire, `/${SLUG}/gestion`);
    assert.equal(desk.status(), 200);

    const role = `${say("admin.role_guarantor")}, ${NAME}`;
    await send(page, button(page, "admin.end_label", { role }));
    await assertText(page.getByRole("status"), say("admin.done_end"));
    await claire.goto(`/${SLUG}/gestion`);
    assert.equal(await claire.locator("h1").innerText(), say("error.not_found_title"));
    // The browser tells that a page was not there; that was the point.
    claire.trouble.length = 0;

    await send(page, button(page, "admin.close_sessions"));
    await assertText(page.getByRole("status"), say("admin.done_sessions"));

    await send(page, link(page, "admin.journal"));
    await send(page, button(page, "admin.verify"));
    await assertText(page.getByRole("status"), "Tout est intact");
    await send(page, main.getByRole("link", { name: say("admin.chain_instance") }));
    await assertText(main, "account.sessions_closed");

    await send(page, link(page, "admin.mails"));
    await assertText(main, say("admin.no_mail"));
  },
);
