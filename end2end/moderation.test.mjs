import assert from "node:assert/strict";
import { assertText, assertTied, button, field, link, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { CHARTER, LANDLORD, firstArticle, writeComment } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WORDS = "Le monsieur du rez-de-chaussée est un menteur et un voleur.";
const DETAIL = "Il est facile à reconnaître.";
const REASON = "Cette phrase accuse un voisin sans preuve, et tout le monde le reconnaît.";
const APPEAL = "Je parlais de l’ancien gardien, condamné l’an dernier.";
const SETTLED = "Les faits sont publics et l’avis ne nomme personne qui habite ici.";
const DESK = `${LANDLORD}/gestion/moderation`;

const choose = (scope, key) => scope.getByRole("radio", { name: say(key) }).check();

journey(
  "a comment is reported, hidden with a public reason, contested, and shown again by another person",
  BOTH_AND_WITHOUT_SCRIPT,
  demo,
  async (author, { another }) => {
    await signInAs(author, "neighbour");
    await firstArticle(author);
    const address = new URL(author.url()).pathname;
    await writeComment(author, WORDS, "Idriss du 3e");

    // Anybody reports, without an account.
    const visitor = await another();
    await visit(visitor, address);
    await send(visitor, visitor.locator("article.comment", { hasText: WORDS }).locator("a.report"));
    await send(visitor, button(visitor, "report.send"));
    await assertText(visitor.getByRole("alert"), say("moderation.problem_choose_one"));
    await choose(visitor, "ground.defamation");
    await field(visitor, "report.detail").fill(DETAIL);
    await send(visitor, button(visitor, "report.send"));
    await assertText(visitor.getByRole("status"), say("report.thanks"));

    // The landlord's staff has no such desk.
    const staff = await another();
    await signInAs(staff, "landlord");
    assert.equal((await staff.request.get(DESK)).status(), 404);

    const facilitator = await another();
    await signInAs(facilitator, "facilitator");
    await visit(facilitator, DESK);
    await send(facilitator, facilitator.locator("li.case a", { hasText: WORDS }));
    await assertText(facilitator.getByRole("main"), DETAIL);
    await choose(facilitator, "case.hide");
    await field(facilitator, "case.reason").fill("Non.");
    await send(facilitator, button(facilitator, "case.send"));
    await assertTied(field(facilitator, "case.reason"), say("problem.too_short", { n: 15 }));
    await field(facilitator, "case.reason").fill(REASON);
    await send(facilitator, button(facilitator, "case.send"));
    await assertText(facilitator.getByRole("status"), say("moderation.done"));

    // The words are gone, the reason stands in their place and in the public log.
    await visit(visitor, address);
    await assertText(visitor.locator("article.gone", { hasText: REASON }), say("ground.defamation"));
    assert.equal(await visitor.getByText(WORDS).count(), 0);
    await visit(visitor, `${CHARTER}/moderation`);
    await assertText(visitor.locator("li.case", { hasText: REASON }), say("moderation.is_hidden"));

    // The author is told, reads her own words, and appeals.
    await visit(author, "/mon-espace");
    await assertText(author.locator("li.unread"), say("notice.new"));
    await send(author, link(author, "notice.comment_hidden"));
    await assertText(author.getByRole("main"), WORDS);
    await assertText(author.getByRole("main"), REASON);
    await field(author, "decision.appeal_words").fill(APPEAL);
    await send(author, button(author, "decision.appeal_send"));
    await assertText(author.getByRole("main"), APPEAL);
    assert.equal(await field(author, "decision.appeal_words").count(), 0);

    // Whoever hid them does not decide again.
    await visit(facilitator, DESK);
    await send(facilitator, facilitator.locator("li.case a", { hasText: say("ground.defamation") }).first());
    await assertText(facilitator.getByRole("main"), say("case.another"));

    const guarantor = await another();
    await signInAs(guarantor, "guarantor");
    await visit(guarantor, DESK);
    await send(guarantor, guarantor.locator("li.case a", { hasText: say("ground.defamation") }).first());
    await assertText(guarantor.getByRole("main"), APPEAL);
    await choose(guarantor, "case.reverse");
    await field(guarantor, "case.reason").fill(SETTLED);
    await send(guarantor, button(guarantor, "case.send"));

    await visit(visitor, address);
    await visitor.locator("article.comment", { hasText: WORDS }).waitFor();
    await visit(visitor, `${CHARTER}/moderation`);
    await assertText(visitor.locator("li.case", { hasText: SETTLED }), say("moderation.is_shown_again"));
    await visit(author, "/mon-espace");
    await link(author, "notice.appeal_decided").waitFor();
  },
);
