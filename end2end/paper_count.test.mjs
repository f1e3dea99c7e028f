import assert from "node:assert/strict";
import { violations } from "./support/axe.mjs";
import { assertText, button, field, link, send, signInAs, visit } from "./support/browser.mjs";
import { become } from "./support/election_setup.mjs";
import { demo } from "./support/instance.mjs";
import { DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { NEIGHBOUR } from "./support/pages.mjs";
import { leases, scan, told, verdict } from "./support/paper.mjs";
import { say } from "./support/say.mjs";

const WAYS = [PHONE, { ...DESKTOP, js: false }];
/** Half an hour after the vote has closed. */
const CLOSED = "2030-12-13T12:30:00+01:00";

/** What finds a lease of it: a dwelling, by its number. */
const DWELLING = (n) => `C001-A-${String(n).padStart(3, "0")}`;

/** The demonstration, whose election has just closed. */
async function closed() {
  const instance = await demo();
  await instance.stop();
  return instance.serve(["--demo", "--clock", CLOSED]);
}

/** The desk of paper, once the platform has frozen the election. */
async function frozen(page, key) {
  await visit(page, `${NEIGHBOUR}/election`);
  const href = await page.locator(`main a[href*="${NEIGHBOUR}/election/"]`).first().getAttribute("href");
  const address = href.split("/").slice(0, 4).join("/");
  const desk = address.replace("/election/", "/gestion/election/");
  for (let n = 0; n < 40; n++) {
    await visit(page, `${desk}/depouillement-papier`);
    if (await link(page, key).count()) return desk;
    await page.waitForTimeout(500);
  }
  throw new Error("the vote was not frozen");
}

/** What axe finds on the page, where it can run. */
async function assertAccessible(page) {
  if (page.js) assert.deepEqual(await violations(page), []);
}

/** Fills the figures of both channels and sends them. */
async function count(page, post, key = "paper_count.send") {
  for (const [name, value] of Object.entries(post)) await page.locator(`[name=post_${name}]`).fill(value);
  for (const input of await page.locator("[name^=box_]").all()) await input.fill("0");
  await send(page, button(page, key));
}

journey("paper is counted by two operators who differ once and settle", WAYS, closed, async (page) => {
  await signInAs(page, "board");
  const desk = await frozen(page, "paper_desk.envelopes_go");
  const paper = `${desk}/depouillement-papier`;
  await visit(page, `${desk}/protocole`);
  await field(page, "protocol_step.member_identifier").fill("demo-garante");
  await field(page, "protocol_step.member_role").selectOption("tally_board");
  await send(page, button(page, "protocol_step.member_add"));

  await visit(page, desk.replace("/gestion", ""));
  await send(page, link(page, "paper_desk.title"));
  assert.equal(new URL(page.url()).pathname, paper);
  await field(page, "paper_desk.received_count").fill("8");
  await send(page, button(page, "paper_desk.received_button"));
  await assertText(page.getByRole("status"), say("paper_desk.noted"));
  await assertAccessible(page);

  // Envelopes: three to open, one set aside for each reason.
  const { online, none } = await leases(page, desk, DWELLING, 1, 5);
  await visit(page, paper);
  await send(page, link(page, "paper_desk.envelopes_go"));
  await scan(page, none[0]);
  await assertText(verdict(page), say("paper_envelope.accepted"));
  await scan(page, none[0]);
  await assertText(verdict(page), say("paper_envelope.before"));
  await scan(page, online[0]);
  await assertText(verdict(page), say("paper_envelope.aside"));
  await assertAccessible(page);
  await scan(page, none[1], "late");
  await assertText(verdict(page), say("paper_envelope.aside"));
  await scan(page, none[2], "unsigned");
  await scan(page, "INCONNU-9");
  await assertText(verdict(page), say("paper_envelope.not_on_roll"));
  await send(page, button(page, "paper_envelope.set_unknown"));
  await assertText(verdict(page), say("paper_envelope.aside"));
  await page.getByText(say("paper_envelope.many"), { exact: true }).click();
  await field(page, "paper_envelope.many_label").fill(`${none[3]};x\n${none[4]}\n`);
  await send(page, button(page, "paper_envelope.many_button"));
  await send(page, link(page, "paper_envelope.many_back"));
  const words = (key) => say(`paper_envelope.${key}`);
  assert.deepEqual(await told(page), {
    [words("is_accepted")]: "3",
    [words("double")]: "1",
    [words("is_late")]: "1",
    [words("is_unsigned")]: "1",
    [words("unknown")]: "1",
  });

  // Two counts of the three envelopes; neither is seen before both are there.
  const zeros = { list_1: "0", list_2: "0", list_3: "0", null: "0" };
  await visit(page, `${paper}/comptage`);
  await count(page, { ...zeros, voters: "3", list_0: "3", blank: "1" });
  await assertText(page.getByRole("alert"), "4");
  await count(page, { ...zeros, voters: "3", list_0: "2", blank: "1" });
  await assertText(page.getByRole("status"), say("paper_count.waits"));
  assert.equal(await page.locator("main table").count(), 0);

  await become(page, "guarantor");
  await visit(page, `${paper}/comptage`);
  assert.equal(await page.locator("main table").count(), 0, "nothing of the first count");
  await assertText(page.locator("main .note"), say("paper_count.second"));
  await count(page, { ...zeros, voters: "3", list_0: "3", blank: "0" });
  await assertText(page.getByRole("status"), say("paper_count.differ", { n: 2 }));
  assert.equal(await page.locator("tr.differs").count(), 2);
  await assertText(page.locator("main .broken"), "8");
  await assertAccessible(page);

  await count(page, { list_0: "2", blank: "1" }, "paper_count.settle_button");
  await assertText(page.getByRole("alert"), say("problem.empty"));
  await field(page, "paper_count.reason").fill("Un bulletin plié passait pour un vote. Une enveloppe était vide.");
  await send(page, button(page, "paper_count.settle_button"));
  await assertText(page.getByRole("status"), say("paper_count.settled"));
  await assertText(page.locator("main"), "Un bulletin plié");
  await visit(page, `${paper}/enveloppes`);
  assert.equal(await field(page, "paper_envelope.number").count(), 0, "nothing changes any more");

  await become(page, "board");
  await visit(page, paper);
  await assertText(page.locator("main"), say("paper_desk.count_settled"));
  const verified = await page.instance.palier(["journal", "verify"]);
  assert.match(verified, /entries/);
});

journey("a lot of online voters is asked by letter whether they voted", WAYS, closed, async (page) => {
  await signInAs(page, "board");
  const desk = await frozen(page, "paper_desk.letters_go");
  await send(page, link(page, "paper_desk.letters_go"));
  await field(page, "list_judge.seed").fill("07-31-44");
  await field(page, "list_judge.source").fill("Trois boules devant un huissier");
  await send(page, button(page, "mark_letter.draw"));
  assert.match(await page.locator("main dl.settled").innerText(), /60/);
  await assertAccessible(page);

  await send(page, button(page, "mark_letter.print"));
  assert.equal(await page.locator("article.letter").count(), 60);
  await assertText(page.locator("article.letter"), say("mark_letter.subject"));
  await send(page, link(page, "mark_letter.back"));
  for (const [place, answer] of [["1", "yes"], ["2", "no"]]) {
    await field(page, "mark_letter.place").fill(place);
    await page.locator(`#reponse input[value=${answer}]`).check();
    await send(page, button(page, "mark_letter.answer_button"));
  }
  await visit(page, `${desk}/depouillement-papier`);
  const told = say("paper_desk.letters_so_far", { asked: 60, yes: 1, no: 1, none: 58 });
  await assertText(page.locator("main"), told);
});
