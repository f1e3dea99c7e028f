// A consultation of three colleges with a quorum, on phones: asked, registered for on each device,
// voted, opened by two holders, decided.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { button, closeBrowser, field, link, open, send, signInAs, visit } from "./support/browser.mjs";
import { decrypt, makeKey, register, until, vote } from "./support/holding.mjs";
import { demo } from "./support/instance.mjs";
import { say } from "./support/say.mjs";
import { election, press } from "./support/voting.mjs";

const DESK = "/rive-neuve/gestion/consultations";
const COLLEGES = [
  ["Locataires", "demo-locataire\ndemo-voisin"],
  ["Associations", "demo-association"],
  ["Bailleur", "demo-bailleur\ndemo-animatrice\ndemo-garante"],
];
/** Who votes, and for what: yes, no, blank stand in this order on the page. */
const VOTES = { tenant: 0, neighbour: 0, association: 0, landlord: 1, guarantor: 2 };

let instance;
before(async () => {
  instance = await demo();
});
after(async () => {
  await closeBrowser();
  await instance.end();
});

async function phone(role) {
  const page = await open(instance, { width: 360 });
  await signInAs(page, role);
  return page;
}

async function sound(page, name) {
  assert.deepEqual(await violations(page), [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
}

/** An hour of the landlord's, so many seconds from the instance's now. */
async function hour(address, seconds) {
  const { now } = await (await fetch(`${instance.url}${address}/booth.json`)).json();
  const at = new Date(new Date(now).getTime() + 1000 * seconds);
  return at.toLocaleString("sv-SE", { timeZone: "Europe/Paris" }).replace(" ", "T");
}

async function setHours(page, address, [roll, opens, closes]) {
  const set = async (key, seconds) => {
    const value = await hour(address, seconds);
    await field(page, `consultation.${key}`).evaluate((input, to) => (input.value = to), value);
  };
  await set("roll_closes", roll);
  await set("vote_opens", opens);
  await set("vote_closes", closes);
}

async function asked(officer) {
  await visit(officer, DESK);
  await field(officer, "consultation.title").fill("Le règlement du local commun");
  await field(officer, "consultation.about").fill("Lisez le **règlement** avant de répondre.");
  await field(officer, "consultation.question").fill("Adoptez-vous le règlement ?");
  await field(officer, "consultation.quorum").fill("1/2");
  await setHours(officer, await election(await open(instance)), [3_600, 3_600, 7_200]);
  await send(officer, button(officer, "consultation.new_button"));
  for (const [name, members] of COLLEGES) {
    await field(officer, "consultation.college_name").fill(name);
    await field(officer, "consultation.college_who").selectOption("listed");
    await field(officer, "consultation.listed").fill(members);
    await send(officer, button(officer, "consultation.college_add"));
  }
  for (const [place, identifier, college] of [["1", "demo-association", "2"], ["2", "demo-bailleur", "3"]]) {
    await field(officer, "consultation.holder_place").selectOption(place);
    await field(officer, "consultation.holder_identifier").fill(identifier);
    await field(officer, "consultation.holder_name").fill(identifier);
    await field(officer, "consultation.college").selectOption(college);
    await send(officer, button(officer, "consultation.holder_add"));
  }
  await sound(officer, "the desk");
  return link(officer, "consultation.see").getAttribute("href");
}

const codes = (page) =>
  page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => /^palier-codes-.{14}$/.test(name));
    return localStorage.getItem(key);
  });

/** Makes other codes, which the server refuses: those that it accepted before stay on the device. */
async function refused(page, address) {
  const before = await codes(page);
  assert.match(before, /"a":/);
  await page.route("**/register", (route) => route.continue({ postData: "shares=%7B%7D" }));
  await visit(page, `${address}/inscription`);
  await press(page, "register.make");
  await page.locator("#booth[data-step=made]").waitFor({ timeout: 20_000 });
  await send(page, page.locator('[data-do="register.send"]'));
  await page.getByText(say("consultation.problem_no_shares")).first().waitFor();
  await page.locator("#booth[data-step=register]").waitFor();
  assert.equal(await codes(page), before, "what is refused replaces nothing");
  await page.unroute("**/register");
}

test("three colleges adopt a text with a quorum; two holders open the box", { timeout: 600_000 }, async () => {
  const officer = await phone("officer");
  const address = await asked(officer);
  const association = await phone("association");
  const landlord = await phone("landlord");
  const keys = [await makeKey(association, address, sound), await makeKey(landlord, address, sound)];

  const desk = address.replace("/consultations/", "/gestion/consultations/");
  await visit(officer, desk);
  await setHours(officer, await election(await open(instance)), [60, 60, 125]);
  await send(officer, button(officer, "consultation.save"));
  await send(officer, button(officer, "consultation.announce"));

  const voters = { association, landlord };
  for (const role of Object.keys(VOTES)) {
    voters[role] ??= await phone(role);
    await register(voters[role], address, sound);
  }
  await refused(association, address);
  await until(officer, address, "consultation.stage_open");
  await sound(officer, "an open consultation");
  for (const [role, answer] of Object.entries(VOTES)) {
    await vote(voters[role], address, answer, sound);
  }
  await until(officer, address, "consultation.stage_closed");
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await decrypt(association, address, keys[0]);
  await decrypt(landlord, address, keys[1]);
  await until(officer, address, "consultation.stage_decided");
  await sound(officer, "the result");
  const result = await officer.locator("#resultat").innerText();
  assert.match(result, new RegExp(say("consultation.adopted")));
  assert.match(result, /Ensemble\s+3\s+1\s+1\s+5\s+6/);
  assert.ok(result.includes(say("consultation.no_breakdown")), "a college has few voters");

  await visit(officer, `${address}/urne`);
  await sound(officer, "the board");
  assert.equal((await officer.locator(".board-count").innerText()).trim(), "5");
  await officer.goto(`${address}/urne/verifier`);
  await officer.locator('[data-do="verify.go"]').click();
  await officer.locator("[data-verdict=valid]").waitFor({ timeout: 60_000 });
  for (const page of [officer, ...Object.values(voters)]) assert.deepEqual(page.trouble, []);
});
