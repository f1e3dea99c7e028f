// A small landlord of the demonstration, whose clock can be moved: its people, and what they do.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { button, field, open, send, signIn, visit } from "./browser.mjs";
import { demo } from "./instance.mjs";

export const SLUG = "petit-bois";
export const NAME = "Petit Bois Habitat";
export const DESK = `/${SLUG}/gestion/election`;

/** Leases on its roll. */
export const LEASES = 12;
/** The reference of a lease, from 1. */
export const leaseOf = (n) => `PB-${String(n).padStart(2, "0")}`;
const lease = (n) => `Le Petit Bois;A;A-${n};${leaseOf(n)};2019-03-01;;PBP-${n};Locataire Bois ${n};;\n`;
const ROLL = `residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel
${Array.from({ length: LEASES }, (_, at) => lease(at + 1)).join("")}`;

const passphrase = "la mare aux douze canards";
/** Those who act in the election, by what they are in it. */
export const PEOPLE = {
  officer: { identifier: "bois-responsable", passphrase },
  commission: { identifier: "bois-commission", passphrase },
  board: { identifier: "bois-bureau", passphrase },
  scrutineer: { identifier: "bois-assesseure", passphrase },
  authorities: { identifier: "bois-codes", passphrase },
};

/** The demonstration, with this landlord beside the others. */
export async function smallLandlordOfTheDemo() {
  const instance = await demo();
  try {
    await people(instance);
    return instance;
  } catch (error) {
    await instance.end();
    throw error;
  }
}

async function people(instance) {
  await instance.palier(["landlord", "add", "--slug", SLUG, "--name", NAME, "--kind", "oph"]);
  const roll = await instance.file("petit-bois.csv", ROLL);
  await instance.palier(["roll", "import", "--landlord", SLUG, roll]);
  for (const { identifier } of Object.values(PEOPLE)) {
    const account = ["account", "create-admin", "--no-role", "--passphrase-stdin"];
    await instance.palier([...account, "--identifier", identifier, "--name", identifier], passphrase);
  }
  const role = ["--role", "election-officer", "--at", SLUG];
  await instance.palier(["account", "grant", "--identifier", PEOPLE.officer.identifier, ...role]);
}

/** A page of somebody who has just signed in; nobody on a phone unless a person is named. */
export async function pageOf(instance, person, width = person ? 1280 : 360) {
  const page = await open(instance, { width });
  // Sealing takes the fingerprint of the software, which is large when it is not a release.
  page.context().setDefaultTimeout(30_000);
  if (person) {
    await visit(page, "/connexion");
    await signIn(page, PEOPLE[person]);
  }
  return page;
}

/** A protocol with three holders of the key, two of whom suffice, and two rival authorities. */
export async function threeHolders(page) {
  const fill = (name, value) => page.locator(`[name=${name}]`).fill(String(value));
  const pick = (name, value) => page.locator(`[name=${name}]`).selectOption(value);
  await fill("extension_weeks", 6);
  await fill("commission", "Alice Petit\nBruno Roy");
  await fill("tally_board", "Alice Petit\nBruno Roy\nChloé Diop");
  const holders = [
    ["Alice Petit", "landlord", ""],
    ["Bruno Roy", "list", "CNL"],
    ["Chloé Diop", "list", "CLCV"],
  ];
  for (const [at, [person, interest, of]] of holders.entries()) {
    await fill(`holder_${at}`, person);
    await pick(`interest_${at}`, interest);
    await fill(`for_${at}`, of);
  }
  await fill("threshold", 2);
  await fill("authority_a", "Imprimerie du Port");
  await fill("authority_a_sender", "Imprimerie du Port");
  await pick("authority_a_interest", "landlord");
  await fill("authority_b", "Maître Lenoir");
  await fill("authority_b_sender", "Maître Lenoir");
  await pick("authority_b_interest", "neutral");
  await fill("authority_b_for", "huissier");
  await fill("publication_minutes", 1);
  await fill("least_published", 1);
  await fill("recommendation_title", "Texte de 2027");
  await fill("recommendation_since", "2027-01-01");
  await send(page, button(page, "protocol.save").last());
}

/** Gives somebody a part in the election, from the officer's page of its protocol. */
export async function name(page, person, role) {
  await field(page, "protocol_step.member_identifier").fill(PEOPLE[person].identifier);
  await field(page, "protocol_step.member_role").selectOption(role);
  await send(page, button(page, "protocol_step.member_add"));
}

/** The codes of a line of a rehearsal, as its page of letters shows them. */
export async function rehearsalCodes(page, line) {
  const [a, b] = await page.locator("tbody tr").nth(line).locator("code").allInnerTexts();
  return { a: { code: a }, b: { code: b } };
}

/** Waits until the booth's contract says something of the phase, as the server does by itself. */
export async function phase(instance, address, wanted) {
  for (let n = 0; n < 200; n++) {
    const booth = await (await fetch(`${instance.url}${address}/booth.json`)).json();
    if (booth.phase === wanted) return booth;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${address} does not come to ${wanted}`);
}

/** Nothing that axe finds, nothing wider than the screen, no complaint of the browser. */
export async function sound(page) {
  const where = new URL(page.url()).pathname;
  assert.deepEqual(await violations(page), [], where);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
  assert.deepEqual(page.trouble, [], where);
}

/** The bytes of an address, fetched as whoever the page is. */
export async function fetched(page, path) {
  const answer = await page.request.get(`${page.instance.url}${path}`);
  assert.equal(answer.status(), 200, path);
  return answer.body();
}
