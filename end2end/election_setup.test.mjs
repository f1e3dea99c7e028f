import assert from "node:assert/strict";
import { assertText, assertTied, button, field, link, send, visit } from "./support/browser.mjs";
import { DESK, PDF, announce, announced, become, begin, complete, judge, settle } from "./support/election_setup.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { say } from "./support/say.mjs";

const WAYS = [PHONE, { ...DESKTOP, js: false }];
const main = (page) => page.getByRole("main");

journey(
  "a protocol with online voting alone is refused, and announced once it keeps the rules",
  WAYS,
  demo,
  async (page) => {
    const handle = await begin(page, "Élection 2030", "2030-12-13");
    const desk = `${DESK}/${handle}/protocole`;

    // Nobody else sees the draft.
    const seen = await page.context().browser().newContext({ baseURL: page.instance.url });
    const answer = await seen.request.get(`/rive-neuve/election/${handle}`);
    assert.equal(answer.status(), 404);
    await seen.close();

    // Something that cannot be read is tied to its field, and nothing typed is lost.
    await field(page, "protocol_field.seats").fill("cinq");
    await field(page, "protocol_field.board_members").fill("27");
    await send(page, button(page, "protocol.save"));
    const wrong = say("setup_problem.not_a_number", { max: "100" });
    await assertTied(field(page, "protocol_field.seats"), wrong);
    assert.equal(await field(page, "protocol_field.board_members").inputValue(), "27");
    await field(page, "protocol_field.seats").fill("5");
    await field(page, "protocol_field.names").fill("10");

    // Online alone: saved as a draft, refused with its article.
    await field(page, "protocol_field.post").uncheck();
    await field(page, "protocol_field.ballot_box").uncheck();
    await send(page, button(page, "protocol.save"));
    const alone = `${say("protocol_rule.online_alone")} (CCH R.421-7)`;
    await assertText(page.locator(".summary.rules"), alone);
    await assertText(page.locator("#regle-votes"), alone);
    await announce(page);
    await assertText(page.getByRole("alert"), say("election_condition.protocol_sound"));

    // All rules kept: who could decrypt alone is told, then the board's word and the posting.
    await field(page, "protocol_field.post").check();
    await field(page, "protocol_field.ballot_box").check();
    await complete(page);
    await assertText(main(page), say("protocol.sound"));
    await assertText(main(page), say("protocol_keys.nobody_alone"));
    await field(page, "protocol_step.validated_day").fill("2031-01-20");
    await send(page, button(page, "protocol_step.validated_button"));
    const validated = page.locator("#validation").getByLabel(say("protocol_step.validated_day"));
    await assertTied(validated, say("setup_problem.day_to_come"));
    await settle(page);
    await announce(page);
    await assertText(page.getByRole("status"), say("protocol_step.announced_late", { n: 62 }).slice(0, 40));
    await assertText(main(page), say("protocol.read_only"));
    assert.equal(await page.locator("form#protocole").count(), 0);

    // Public from now on: calendar, file, protocol, notice.
    await visit(page, `/rive-neuve/election/${handle}/calendrier`);
    await assertText(main(page), say("calendar_step.notice"));
    await assertText(main(page), say("election_next.title"));
    const file = await page.request.get(`/rive-neuve/election/${handle}/calendrier.ics`);
    assert.match(await file.text(), /DTSTART;VALUE=DATE:20301004/);
    await visit(page, `/rive-neuve/election/${handle}/protocole`);
    await assertText(main(page), "Imprimerie du Port");
    await visit(page, `/rive-neuve/election/${handle}/avis`);
    await assertText(main(page), say("election_notice.heading"));
    await visit(page, desk);
    await assertText(main(page), say("protocol.read_only"));
  },
);

journey("an association files a list, and the commission refuses it", WAYS, demo, async (page) => {
  const { address } = await announced(page);

  // The delegate drafts: every rule that is broken is named, a wrong file is refused by content.
  await become(page, "association");
  await visit(page, `${address}/listes/deposer`);
  await send(page, page.getByRole("button", { name: /^Commencer une liste/ }));
  await field(page, "list_form.list_title").fill("CNL");
  await field(page, "list_form.independent").check();
  await field(page, "list_form.statement").fill("Des **halls** propres.");
  await send(page, button(page, "list_form.check").first());
  await assertText(main(page), say("list_rule.affiliation_unproved"));
  const proof = page.locator("#preuve input[type=file]");
  await proof.setInputFiles({ name: "preuve.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") });
  await send(page, page.locator("#preuve button"));
  await assertTied(page.locator("#preuve input[type=file]"), say("setup_problem.not_a_document"));
  await page.locator("#preuve input[type=file]").setInputFiles(PDF);
  await send(page, page.locator("#preuve button"));
  await send(page, link(page, "list_form.add"));
  await field(page, "list_form.name").fill("Josiane Petit");
  await page.getByLabel(say("list_form.woman"), { exact: true }).check();
  await field(page, "list_form.birth").fill("2015-01-01");
  await field(page, "list_form.lease").fill("AUCUN-BAIL");
  await page.locator("input[type=file]").setInputFiles(PDF);
  await send(page, button(page, "list_form.save_candidate"));
  await assertText(main(page), say("list_rule.too_young"));
  await assertText(main(page), say("list_rule.lease_elsewhere"));

  // Filed all the same, and only when that is said; the receipt has its fingerprint.
  await send(page, button(page, "list_form.file_button"));
  await assertText(page.getByRole("alert"), say("setup_problem.filed_despite"));
  await page.locator("[name=despite]").check();
  await send(page, button(page, "list_form.file_button"));
  await assertText(main(page), say("list_receipt.title"));
  const printed = await page.locator(".receipt code").innerText();
  assert.match(printed, /^[0-9a-f]{64}$/);
  const document = await page.locator(".receipt a").getAttribute("href");
  const bytes = await (await page.request.get(document)).body();
  const { createHash } = await import("node:crypto");
  assert.equal(createHash("sha256").update(bytes).digest("hex"), printed);

  // A tenant asks whether she could stand: she is told what is missing, then that she can.
  await become(page, "tenant");
  await visit(page, `${address}/listes/verifier`);
  await send(page, button(page, "list_own.button"));
  await assertText(page.locator(".summary.rules"), say("list_rule.payment_missing"));
  await page.locator("[name=adult]").check();
  await page.locator("[name=payment]").selectOption("last_receipt");
  await page.locator("[name=unbarred]").check();
  await send(page, button(page, "list_own.button"));
  await assertText(page.getByRole("status"), say("list_own.yes"));

  // A list on paper, entered by the officer.
  await become(page, "officer");
  await visit(page, `${address}/listes/deposer`);
  await field(page, "list_file.paper_by").fill("Mme Lopez");
  await send(page, button(page, "list_file.paper_start"));
  await field(page, "list_form.list_title").fill("CLCV");
  await send(page, button(page, "list_form.check").first());
  await page.locator("[name=received_on]").fill("2030-10-01");
  await page.locator("[name=despite]").check();
  await send(page, button(page, "list_form.file_button"));
  await assertText(main(page), "Mme Lopez");

  // The commission: one refused with a reason, one admitted, the order drawn, the lists closed.
  await become(page, "guarantor");
  await judge(page, address, "CNL", "refuse", "Une candidate a moins de 18 ans (R.421-7).");
  await send(page, button(page, "lists.close"));
  await assertText(page.getByRole("alert"), say("election_condition.order_drawn"));
  await judge(page, address, "CLCV", "admit", "La liste respecte les règles.");
  await field(page, "list_judge.seed").fill("07-31-44");
  await field(page, "list_judge.source").fill("Trois boules devant un huissier");
  await send(page, button(page, "list_judge.draw_button"));
  await assertText(main(page), say("lists.drawn_again"));

  // Anybody draws it again by the command that the page gives.
  await page.getByText(say("lists.drawn_check")).click();
  const command = await page.locator("code", { hasText: "palier election list-order" }).innerText();
  const [, election, seed, list] = command.match(/--election (\S+) --seed '(.+)' (\S+)$/);
  const drawn = await page.instance.run(["election", "list-order", "--election", election, "--seed", seed, list]);
  assert.equal(drawn.trim(), list);
  await send(page, button(page, "lists.close"));
  await assertText(page.getByRole("status"), say("lists.closed"));
  await assertText(main(page), "Une candidate a moins de 18 ans (R.421-7).");
  assert.equal(await button(page, "list_judge.draw_button").count(), 0);

  // Statements go to the electors of the frozen roll, which there is not yet.
  await become(page, "officer");
  await visit(page, `${address}/listes/professions`);
  await assertText(main(page), say("statements.not_frozen"));
  assert.equal(await button(page, "statements.button").count(), 0);
  assert.doesNotMatch(await main(page).innerText(), /@/);
});
