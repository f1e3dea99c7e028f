// A small landlord whose tenants amend its charter: its people, and what each does.

import assert from "node:assert/strict";
import { linkInLatestMail, signInAsAdministrator, smallLandlordWithAdministrator } from "./administrator.mjs";
import { violations } from "./axe.mjs";
import { activate, button, field, send, signIn, visit } from "./browser.mjs";
import { SLUG } from "./landlord.mjs";
import { say } from "./say.mjs";

export const CHARTER = `/${SLUG}/charte`;
export const DESK = `/${SLUG}/gestion/amendements`;
/** The article on noise: the third heading of the text. */
export const NOISE = 4;

const passphrase = "trois chats sur le palier";
const FACILITATOR = { identifier: "animatrice.des.lilas", passphrase };

/** The small landlord, with its administrator and a facilitator. */
export async function deliberating() {
  const started = await smallLandlordWithAdministrator();
  const { instance } = started;
  const { identifier } = FACILITATOR;
  const account = ["account", "create-admin", "--no-role", "--passphrase-stdin", "--identifier", identifier, "--name", "Hélène"];
  await instance.palier(account, passphrase);
  await instance.palier(["account", "grant", "--identifier", identifier, "--role", "facilitator", "--at", SLUG]);
  return started;
}

/** Nothing that axe finds, nothing wider than the screen. */
export async function sound(page) {
  const where = new URL(page.url()).pathname;
  if (page.js) assert.deepEqual(await violations(page), [], where);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${where} is ${wide} px too wide`);
}

/** A page of the facilitator. */
export async function facilitates(page) {
  await visit(page, "/connexion");
  await signIn(page, FACILITATOR);
  return page;
}

/** Comes in by letter, under a name of her own. */
export async function comesIn(page, code, identifier) {
  await visit(page, "/activer");
  await activate(page, code, { identifier, passphrase });
}

/** Gives the address to which mails go, and confirms it by the link that the administrator hands over. */
export async function givesAddress(page, administrator, address) {
  await visit(page, "/mon-espace/courriel");
  await field(page, "address.label").fill(address);
  await field(page, "address.passphrase").fill(passphrase);
  await send(page, button(page, "address.send"));
  await signInAsAdministrator(administrator);
  await visit(page, await linkInLatestMail(administrator));
  await send(page, button(page, "address.door_button"));
}

/** Writes an amendment of the landlord's commitment on noise, and hands it in. */
export async function proposes(page, { title, find, put, name }) {
  await visit(page, `${CHARTER}/${NOISE}/amender`);
  const words = page.locator(".clause-edit textarea").nth(1);
  const before = await words.inputValue();
  assert.ok(before.includes(find), before);
  await words.fill(before.replace(find, put));
  await field(page, "amend.name").fill(title);
  await field(page, "amend.reasons").fill(`Pour que chacun dorme : ${title.toLowerCase()}.`);
  const shown = field(page, "name.label");
  if (await shown.count()) await shown.fill(name);
  await sound(page);
  await send(page, button(page, "amend.preview"));
  await sound(page);
  await send(page, button(page, "amend.submit"));
}

/** Says of an amendment that it is admissible. */
export async function admits(page, number) {
  await visit(page, `${DESK}/${number}`);
  await sound(page);
  await page.getByRole("radio", { name: say("treat.admissible"), exact: true }).check();
  await field(page, "treat.public_reason").first().fill("Clair, et sur le sujet.");
  await send(page, button(page, "treat.rule_button"));
}

/** Puts it on the list of what is voted. */
export async function lists(page, number) {
  await visit(page, `${DESK}/${number}`);
  await send(page, button(page, "treat.list_button"));
}

/** Takes the next step of the version. */
export async function steps(page, key) {
  await visit(page, DESK);
  await sound(page);
  await send(page, button(page, key));
  await page.getByRole("status").getByText(say("treat.done")).waitFor();
}

/** What the latest mail in the outbox says, read by the administrator. */
export async function latestMail(page) {
  await visit(page, "/admin/courriels");
  await visit(page, await page.locator("main .plain a").first().getAttribute("href"));
  const reveal = button(page, "admin.reveal");
  if (await reveal.count()) await send(page, reveal);
  return page.getByRole("main").innerText();
}

/** Waits until a page says something, as the platform does it by itself. */
export async function until(page, address, words) {
  for (let n = 0; n < 90; n++) {
    await visit(page, address);
    if ((await page.getByRole("main").innerText()).includes(words)) return;
    await page.waitForTimeout(1_000);
  }
  throw new Error(`${address} never says "${words}"`);
}

