// A consultation as those who hold its key and those who vote in it meet it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { button, link, send, visit } from "./browser.mjs";
import { say } from "./say.mjs";
import { castIt, choose, press, step } from "./voting.mjs";

const PASSPHRASE = "cheval agrafe pile correct";

async function downloaded(page, place) {
  const [download] = await Promise.all([page.waitForEvent("download"), place.click()]);
  return readFile(await download.path());
}

const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });

/** Whoever looks at a page on the way, under a name: `async (page, name) => ...`. */
const NOBODY = async () => {};

/** Makes a holder's key on the page that computes on her device, and hands in what is public. */
export async function makeKey(page, address, look = NOBODY) {
  await visit(page, `${address}/cle`);
  await look(page, "the page of a holder");
  const tool = await page.context().newPage();
  await tool.goto("/assets/detenteur.html#single");
  await tool.locator("#single-passphrase").fill(PASSPHRASE);
  await tool.locator("#single-again").fill(PASSPHRASE);
  await tool.locator("#single button.button").click();
  await tool.locator("[data-file='secret.key']").waitFor({ timeout: 60_000 });
  const key = await downloaded(tool, tool.locator("[data-file='secret.key']"));
  const made = await downloaded(tool, tool.locator("[data-file='public.json']"));
  await tool.close();
  await page.locator("#cle-file").setInputFiles(file("public.json", made));
  await send(page, button(page, "consultation.send"));
  await page.getByText(say("consultation.key_made")).waitFor();
  return key;
}

/** Verifies the whole box on the device, decrypts, and hands in the holder's part. */
export async function decrypt(page, address, key) {
  await visit(page, `${address}/cle`);
  const archive = await downloaded(page, link(page, "consultation.decrypt_archive"));
  const tool = await page.context().newPage();
  await tool.goto("/assets/detenteur.html#decrypt");
  await tool.locator("#decrypt-archive").setInputFiles(file("urne.bel", archive));
  await tool.locator("#decrypt-key_file").setInputFiles(file("secret.key", key));
  await tool.locator("#decrypt-passphrase").fill(PASSPHRASE);
  await tool.locator("#decrypt button.button").click();
  await tool.locator("[data-file='decryption.json']").waitFor({ timeout: 60_000 });
  const made = await downloaded(tool, tool.locator("[data-file='decryption.json']"));
  await tool.close();
  await page.locator("#cle-file").setInputFiles(file("decryption.json", made));
  await send(page, button(page, "consultation.send"));
  await page.getByText(say("consultation.key_done")).waitFor();
}

/** Registers on the device of whoever is signed in, which keeps the codes. */
export async function register(page, address, look = NOBODY) {
  await visit(page, `${address}/inscription`);
  await press(page, "register.make");
  await page.locator("#booth[data-step=made]").waitFor({ timeout: 20_000 });
  await look(page, "codes that were made");
  await send(page, page.locator('[data-do="register.send"]'));
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.match(kept, /palier-codes-/, "the device keeps its codes");
  await page.locator("main p.note.good[role=status]").waitFor();
}

/** Votes with the codes that the device keeps; gives the tracking number. */
export async function vote(page, address, answer, look = NOBODY) {
  await page.goto(`${address}/voter`);
  await step(page, "codes");
  assert.equal((await page.locator("#code-a").inputValue()).length, 25, "filled in by the device");
  await press(page, "codes.go");
  await step(page, "choice");
  await look(page, "the choice");
  await choose(page, answer);
  const tracking = await castIt(page);
  assert.match(tracking, /^[A-Za-z0-9+/]{43}$/);
  return tracking;
}

/** Waits until the public page says what stage it is at. */
export async function until(page, address, key) {
  for (let n = 0; n < 300; n++) {
    await visit(page, address);
    if ((await page.locator("main .tag").first().textContent()) === say(key)) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`${address} never says ${say(key)}`);
}

/** The landlord's hour so many seconds from now, as a browser's field takes it. */
export function hour(seconds) {
  const at = new Date(Date.now() + 1000 * seconds);
  return at.toLocaleString("sv-SE", { timeZone: "Europe/Paris" }).replace(" ", "T");
}
