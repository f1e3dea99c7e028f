import assert from "node:assert/strict";
import { assertText, assertTied, button, field, link, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, PHONE, journey } from "./support/journey.mjs";
import { LANDLORD } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WORDS = "Les sacs de tri sont toujours vides au local, il faudrait en remettre le lundi.";
const PLACE = "Loge des Acacias";
const REPLY = "Chez nous aussi, c’est le jeudi qu’ils arrivent.";

journey(
  "a comment on paper is entered, and its slip followed by web and at the counter",
  BOTH_AND_WITHOUT_SCRIPT,
  demo,
  async (staff, { another }) => {
    await signInAs(staff, "landlord");
    await visit(staff, `${LANDLORD}/gestion`);
    await send(staff, link(staff, "entry.title"));

    // Nothing typed is lost when something lacks.
    await field(staff, "entry.words").fill(WORDS);
    await send(staff, button(staff, "entry.send"));
    await assertTied(field(staff, "entry.article"), say("moderation.problem_choose_one"));
    assert.equal((await field(staff, "entry.words").inputValue()).trim(), WORDS);
    await field(staff, "entry.article").selectOption({ index: 3 });
    await staff.getByRole("radio", { name: say("source.paper") }).check();
    await field(staff, "entry.place").fill(PLACE);
    await field(staff, "entry.name").fill("Mme B., Acacias");
    await staff.getByRole("checkbox", { name: say("entry.agreed") }).check();
    await send(staff, button(staff, "entry.send"));

    // The slip: a code, an address, a QR.
    await assertText(staff.getByRole("status"), say("slip.done"));
    const code = await staff.locator(".slip .slip-code").innerText();
    assert.match(code, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    assert.equal(await staff.locator(".slip svg.qr").count(), 1);
    await assertText(staff.locator(".slip-address"), "/suivi");
    await staff.emulateMedia({ media: "print" });
    assert.ok(await staff.locator(".slip").isVisible());
    assert.ok(!(await staff.locator("h1").first().isVisible()), "only the slip is printed");
    await staff.emulateMedia({ media: "screen" });

    // Source and place show beside the words.
    await send(staff, link(staff, "slip.published"));
    const published = staff.locator("article.comment", { hasText: WORDS });
    await assertText(published, "Mme B., Acacias");
    await assertText(published, PLACE);
    await assertText(published, say("source.said_paper"));

    const neighbour = await another();
    await signInAs(neighbour, "neighbour");
    await visit(neighbour, staff.url());
    const thread = neighbour.locator("li.thread", { hasText: WORDS });
    await thread.locator("summary", { hasText: say("comment.reply") }).click();
    await field(thread, "comment.reply_body").fill(REPLY);
    await field(thread, "name.label").fill("Idriss du 3e");
    await send(neighbour, button(thread, "comment.send_reply"));

    // At home, on an old phone, without an account.
    const reader = await another(PHONE);
    await visit(reader, "/");
    await send(reader, link(reader, "follow.title"));
    await field(reader, "follow.code").fill(withSlip(code));
    await send(reader, button(reader, "follow.go"));
    await assertTied(field(reader, "follow.code"), say("entry.problem_group", { n: 2 }));
    await field(reader, "follow.code").fill(code.toLowerCase().replace("-", " "));
    await send(reader, button(reader, "follow.go"));
    await assertText(reader.getByRole("main"), WORDS);
    await assertText(reader.getByRole("main"), REPLY);
    await assertText(reader.getByRole("main"), say("follow.is_published"));

    // At the counter, a lost slip is found by a word of the comment.
    await visit(staff, `${LANDLORD}/gestion`);
    await send(staff, link(staff, "entry.find"));
    await staff.getByRole("searchbox").fill("sacs de tri");
    await send(staff, button(staff, "entry.search_go"));
    const found = staff.getByRole("main").locator("ul.plain > li");
    assert.equal(await found.count(), 1);
    await assertText(found, code);
  },
);

journey(
  "whoever holds the slip of a hidden comment reads why and appeals",
  BOTH_AND_WITHOUT_SCRIPT.slice(1),
  demo,
  async (facilitator, { another }) => {
    await signInAs(facilitator, "facilitator");
    await visit(facilitator, `${LANDLORD}/gestion/talons`);
    await send(facilitator, facilitator.getByRole("main").locator('li a[href$="/talon"]').first());
    const code = await facilitator.locator(".slip .slip-code").innerText();
    await send(facilitator, link(facilitator, "slip.published"));
    await send(facilitator, facilitator.locator("article.comment:has(.heard) a.report").first());
    await facilitator.getByRole("radio", { name: say("ground.off_topic") }).check();
    await send(facilitator, button(facilitator, "report.send"));

    const guarantor = await another();
    await signInAs(guarantor, "guarantor");
    await visit(guarantor, `${LANDLORD}/gestion/moderation`);
    await send(guarantor, guarantor.locator("li.case a", { hasText: "ascenseur" }).first());
    await guarantor.getByRole("radio", { name: say("case.hide") }).check();
    await field(guarantor, "case.reason").fill("Une erreur de notre part, pour la démonstration.");
    await send(guarantor, button(guarantor, "case.send"));

    const holder = await another(PHONE);
    await visit(holder, `/suivi/${code}`);
    await assertText(holder.getByRole("main"), "Une erreur de notre part");
    await field(holder, "decision.appeal_words").fill("C’est pourtant l’article sur les pannes.");
    await send(holder, button(holder, "decision.appeal_send"));
    await assertText(holder.getByRole("main"), "C’est pourtant l’article sur les pannes.");

    // Reported at the desk by the facilitator, hidden by the guarantor: the facilitator decides.
    await visit(facilitator, `${LANDLORD}/gestion/moderation`);
    await send(facilitator, facilitator.locator("li.case a", { hasText: say("ground.off_topic") }).first());
    await facilitator.getByRole("radio", { name: say("case.reverse") }).check();
    await field(facilitator, "case.reason").fill("L’avis parle bien de l’ascenseur.");
    await send(facilitator, button(facilitator, "case.send"));
    await visit(holder, `/suivi/${code}`);
    await assertText(holder.getByRole("main"), say("follow.is_published"));
  },
);

/** The code with another last sign. */
function withSlip(code) {
  return code.slice(0, -1) + (code.endsWith("2") ? "3" : "2");
}
