// Three colleges adopt a charter, on phones and read on a wide screen: the rules before all, the
// tenants by a secret vote on their devices, the associations under their names, the board with its
// reasons; then everybody reads what came of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { activate, assertText, button, closeBrowser, field, link, open, send, signIn, visit } from "./support/browser.mjs";
import { PASSPHRASE, SLUG, TENANTS, colleges } from "./support/colleges.mjs";
import { decrypt, hour, makeKey, register, until, vote } from "./support/holding.mjs";
import { say } from "./support/say.mjs";

const DESK = `/${SLUG}/gestion/adoption`;
const PUBLIC = `/${SLUG}/charte/adoption`;

let instance;
let codes;
before(async () => {
  ({ instance, codes } = await colleges());
});
after(async () => {
  await closeBrowser();
  await instance?.end();
});

async function someone(identifier, js = true) {
  const page = await open(instance, { width: 360, js });
  await visit(page, "/connexion");
  await signIn(page, { identifier, passphrase: PASSPHRASE });
  return page;
}

async function tenant(reference) {
  const page = await open(instance, { width: 360 });
  await visit(page, "/activer");
  const identifier = `locataire-${reference.toLowerCase()}`;
  await activate(page, codes[reference], { identifier, passphrase: PASSPHRASE });
  return page;
}

/** Nothing is wrong with a page on a phone nor on a wide screen. */
async function sound(page, name) {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    assert.deepEqual(await violations(page), [], `${name} at ${width} px`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width} px`);
  }
}

const done = (page) => assertText(page.getByRole("status"), say("adopting.done"));
const confirm = (page, key) => page.getByLabel(say(key)).check();

/** The rules, before anything is discussed; what is wrong loses nothing of what was chosen. */
async function rules(facilitator) {
  await visit(facilitator, PUBLIC);
  await sound(facilitator, "the public page before");
  await send(facilitator, link(facilitator, "adoption.next_desk"));
  await sound(facilitator, "the desk before");
  await send(facilitator, link(facilitator, "adopting.rules_set"));
  await sound(facilitator, "the rules");
  const tenants = facilitator.getByRole("group", { name: say("adoption.college_tenants") });
  await tenants.getByLabel(say("adopting.rules_quorum")).selectOption("1/4");
  await field(facilitator, "adopting.rules_months").fill("jamais");
  await send(facilitator, button(facilitator, "adopting.rules_button"));
  await assertText(facilitator.getByRole("alert"), say("adopting.problem_months"));
  assert.equal(await tenants.getByLabel(say("adopting.rules_quorum")).inputValue(), "1/4");
  await field(facilitator, "adopting.rules_months").fill("24");
  await send(facilitator, button(facilitator, "adopting.rules_button"));
  await done(facilitator);
}

/** From an open version to the colleges. */
async function opened(facilitator) {
  await visit(facilitator, `/${SLUG}/gestion/amendements`);
  for (const step of ["freeze", "votes", "consolidate"]) {
    await send(facilitator, button(facilitator, `treat.step_${step}`));
  }
  await send(facilitator, facilitator.getByRole("main").getByRole("link", { name: say("adopting.title") }));
  await sound(facilitator, "the desk at the merge draft");
  await confirm(facilitator, "adopting.open_confirm");
  await send(facilitator, button(facilitator, "adopting.open_button"));
  await done(facilitator);
  await sound(facilitator, "the desk with its colleges");
}

async function hours(page, [roll, opens, closes]) {
  for (const [key, seconds] of [["roll_closes", roll], ["vote_opens", opens], ["vote_closes", closes]]) {
    await field(page, `consultation.${key}`).evaluate((input, to) => (input.value = to), hour(seconds));
  }
}

/** The consultation of the tenants, with exactly the rules of their college; gives its address. */
async function consultation(facilitator) {
  await visit(facilitator, `${DESK}/locataires`);
  await sound(facilitator, "the tenants without a consultation");
  await send(facilitator, button(facilitator, "adopting.keep_begin"));
  assert.equal(await field(facilitator, "consultation.quorum").inputValue(), "1/4");
  for (const [place, identifier, college] of [["1", "locataire-p-1", "1"], ["2", "garante", "0"]]) {
    await field(facilitator, "consultation.holder_place").selectOption(place);
    await field(facilitator, "consultation.holder_identifier").fill(identifier);
    await field(facilitator, "consultation.holder_name").fill(identifier);
    await field(facilitator, "consultation.college").selectOption(college);
    await send(facilitator, button(facilitator, "consultation.holder_add"));
  }
  await sound(facilitator, "the desk of the consultation");
  return link(facilitator, "consultation.see").getAttribute("href");
}

/** The associations, under their names. */
async function associations(facilitator) {
  await visit(facilitator, `${DESK}/associations`);
  await sound(facilitator, "the associations");
  const weight = say("adopting.keep_weight", { n: 1 });
  for (const association of ["Amicale des Lilas", "Union des locataires"]) {
    await field(facilitator, "adopting.keep_voice", { association, weight }).selectOption("for");
  }
  await confirm(facilitator, "adopting.keep_confirm");
  await send(facilitator, button(facilitator, "adopting.keep_button"));
  await done(facilitator);
}

/** The board, without a script: reasons that are missing lose no figure. */
async function board() {
  const agent = await someone("agent", false);
  await visit(agent, PUBLIC);
  await send(agent, link(agent, "adoption.next_staff_link"));
  const today = hour(0).slice(0, 10);
  await field(agent, "adopting.keep_held_on").fill(today);
  for (const [key, figure] of [["members", "12"], ["ayes", "9"], ["noes", "2"], ["abstentions", "1"]]) {
    await field(agent, `adopting.keep_${key}`).fill(figure);
  }
  await confirm(agent, "adopting.keep_confirm");
  await send(agent, button(agent, "adopting.keep_button"));
  await assertText(agent.getByRole("alert"), say("adopting.problem_statement"));
  assert.equal(await field(agent, "adopting.keep_members").inputValue(), "12");
  await field(agent, "adopting.keep_reasons").fill("Elle engage **chacun**, et nous aussi.");
  await send(agent, button(agent, "adopting.keep_button"));
  await done(agent);
}

test("three colleges adopt a charter", { timeout: 900_000 }, async () => {
  const facilitator = await someone("animatrice");
  await rules(facilitator);
  await opened(facilitator);
  const tenants = [];
  for (const reference of TENANTS) tenants.push(await tenant(reference));
  const address = await consultation(facilitator);
  const desk = new URL(facilitator.url()).pathname;
  const guarantor = await someone("garante");
  const keys = [await makeKey(tenants[0], address), await makeKey(guarantor, address)];
  await associations(facilitator);
  await board();
  await visit(facilitator, `${DESK}/bailleur`);
  await sound(facilitator, "the landlord's college");

  await visit(facilitator, desk);
  // Slow machines vote too: what is left of these windows is only waited for.
  await hours(facilitator, [120, 120, 270]);
  await send(facilitator, button(facilitator, "consultation.save"));
  await send(facilitator, button(facilitator, "consultation.announce"));
  await visit(tenants[0], PUBLIC);
  await send(tenants[0], link(tenants[0], "adoption.next_register_link"));
  for (const page of tenants) await register(page, address);
  await until(facilitator, address, "consultation.stage_open");
  await visit(tenants[1], PUBLIC);
  await assertText(tenants[1].getByRole("main"), say("adoption.next_vote"));
  await sound(tenants[1], "the public page for a tenant who votes");
  // Blank comes first, then yes and no: all five say yes, so that no small figure tells of few.
  for (const page of tenants) await vote(page, address, "Oui");
  await until(facilitator, address, "consultation.stage_closed");
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await decrypt(tenants[0], address, keys[0]);
  await decrypt(guarantor, address, keys[1]);
  await until(facilitator, address, "consultation.stage_decided");

  await visit(facilitator, `${DESK}/locataires`);
  await sound(facilitator, "the tenants with their consultation");
  await confirm(facilitator, "adopting.keep_confirm");
  await send(facilitator, button(facilitator, "adopting.keep_button"));
  await done(facilitator);
  await visit(facilitator, DESK);
  await sound(facilitator, "the desk that can conclude");
  await confirm(facilitator, "adopting.conclude_confirm");
  await send(facilitator, button(facilitator, "adopting.conclude_adopt_button"));
  await done(facilitator);
  await sound(facilitator, "the desk after the adoption");

  const reader = await open(instance, { width: 360 });
  await visit(reader, PUBLIC);
  await sound(reader, "the public page after the adoption");
  const said = await reader.getByRole("main").innerText();
  for (const key of ["standing_adopted", "next_adopted_link", "says_for"]) {
    assert.ok(said.includes(say(`adoption.${key}`)), key);
  }
  assert.match(await reader.locator(".hash code").innerText(), /^[0-9a-f]{64}$/);
  for (const page of [facilitator, guarantor, reader, ...tenants]) assert.deepEqual(page.trouble, []);
});
