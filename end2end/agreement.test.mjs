import assert from "node:assert/strict";
import { agreement, atDesk, begin, enterFor } from "./support/agreement_ways.mjs";
import { assertText, assertTied, button, field, link, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { LANDLORD } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WAYS = [PHONE, { ...DESKTOP, js: false }];
const TITLE = "Un local à vélos fermé";
const TEXT = "Le bailleur ferme le local et le loue **1 euro** par mois à qui le demande.";
/** Nine dwellings of one building, Claire's and Idriss's among them: three answers make a quarter. */
const PLACES = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `E001-A-${String(n).padStart(3, "0")}`);
const main = (page) => page.getByRole("main");
const status = (page) => page.getByRole("status");

/** The same instance, some weeks later. */
async function later(instance, clock) {
  await instance.stop();
  await instance.serve(["--demo", "--clock", clock]);
}

async function draftAndAsk(staff) {
  await signInAs(staff, "landlord");
  await visit(staff, `${LANDLORD}/gestion`);
  await send(staff, link(staff, "agreement.desk"));
  await begin(staff, TITLE);

  // Nobody is asked about an empty text, and nothing typed is lost.
  await send(staff, button(staff, "agreement.open"));
  await assertText(main(staff), say("agreement.problem_no_text"));
  await field(staff, "agreement.body").fill(TEXT);
  await field(staff, "agreement.places").fill([...PLACES, "E001-A-999"].join("\n"));
  await send(staff, button(staff, "agreement.save"));
  await assertTied(field(staff, "agreement.places"), say("agreement.problem_unknown_place", { n: 10 }));
  assert.equal((await field(staff, "agreement.body").inputValue()).trim(), TEXT);
  await field(staff, "agreement.places").fill(PLACES.join("\n"));
  await send(staff, button(staff, "agreement.save"));
  await assertText(status(staff), say("agreement.desk_done"));
  await assertText(main(staff), say("agreement.dwellings", { n: 9 }));
  await send(staff, button(staff, "agreement.open"));
  await assertText(status(staff), say("agreement.desk_done"));
}

/** A tenant answers from her home page; without a choice nothing is taken. */
async function answerAtHome(tenant, answer) {
  await visit(tenant, LANDLORD);
  const card = tenant.locator("section.card", { hasText: TITLE });
  await send(tenant, link(card, "agreement.answer_now"));
  await send(tenant, button(tenant, "agreement.send"));
  await assertText(main(tenant), say("moderation.problem_choose_one"));
  await tenant.getByRole("radio", { name: say(answer), exact: true }).check();
  await send(tenant, button(tenant, "agreement.send"));
  await assertText(status(tenant), say("agreement.done_answer"));
}

async function onPaper(staff) {
  await enterFor(staff, PLACES[1]);
  await staff.locator("input[name=person]").first().check();
  await staff.getByRole("radio", { name: say("agreement.says_no"), exact: true }).check();
  await send(staff, button(staff, "agreement.enter_send"));
  await assertTied(field(staff, "agreement.reference"), say("problem.empty"));
  await field(staff, "agreement.reference").fill("Classeur 4, feuille 7");
  await send(staff, button(staff, "agreement.enter_send"));
}

/** The same letter, typed twice: refused, with what is to be done. */
async function twice(staff) {
  await send(staff, link(staff, "agreement.enter_another"));
  await staff.getByRole("searchbox").fill(PLACES[1]);
  await send(staff, button(staff, "agreement.find_go"));
  await send(staff, main(staff).locator("ul.plain a").first());
  await staff.locator("input[name=person]").first().check();
  await staff.getByRole("radio", { name: say("agreement.says_yes"), exact: true }).check();
  await field(staff, "agreement.reference").fill("Classeur 4, feuille 8");
  await send(staff, button(staff, "agreement.enter_send"));
  await assertText(main(staff), say("agreement.problem_twice"));
  assert.equal(await field(staff, "agreement.reference").inputValue(), "Classeur 4, feuille 8");
}

journey(
  "a collective agreement finds too few answers, and is approved by a second consultation",
  WAYS,
  demo,
  async (staff, { instance, another }) => {
    await draftAndAsk(staff);
    const tenant = await another();
    await signInAs(tenant, "tenant");
    await answerAtHome(tenant, "agreement.says_yes");
    await atDesk(staff, TITLE);
    await onPaper(staff);
    await assertText(status(staff), say("agreement.entered"));
    const code = await staff.locator(".slip .slip-code").innerText();
    await twice(staff);

    // Whoever answered on paper finds it, with and without an account.
    const neighbour = await another();
    await signInAs(neighbour, "neighbour");
    await agreement(neighbour, TITLE);
    await assertText(main(neighbour), say("agreement.take_back"));
    await visit(neighbour, `/suivi/${code}`);
    await assertText(main(neighbour), TITLE);

    // Two of nine: 22 %. The count is closed, and the tenants are asked once more.
    await later(instance, "2031-02-10T10:00:00+01:00");
    const desk = await another();
    await signInAs(desk, "landlord");
    await atDesk(desk, TITLE);
    await assertText(main(desk), say("agreement.provisional"));
    await send(desk, button(desk, "agreement.close"));
    await assertText(main(desk), say("agreement.verdict_second_round"));
    await send(desk, button(desk, "agreement.second"));
    await assertText(main(desk), say("agreement.round_second"));
    const again = await another();
    await signInAs(again, "tenant");
    await answerAtHome(again, "agreement.says_yes");

    // One answer is enough now; names stay at the desk.
    await later(instance, "2031-04-20T10:00:00+02:00");
    const last = await another();
    await signInAs(last, "landlord");
    await atDesk(last, TITLE);
    await send(last, button(last, "agreement.close"));
    await assertText(main(last), say("agreement.verdict_approved"));
    const name = await main(last).locator('li a[href*="/reponse/"]').first().innerText();
    const visitor = await another();
    await agreement(visitor, TITLE);
    await assertText(main(visitor), say("agreement.verdict_approved"));
    await assertText(main(visitor), say("agreement.law"));
    const shown = await main(visitor).innerText();
    assert.ok(!shown.includes(name.split(", ")[1]), "no name in public");
  },
);
