// The demonstration's election as a voter meets it: her letters, the booth step by step, the board.

import assert from "node:assert/strict";
import { visit } from "./browser.mjs";
import { electionPage } from "./pages.mjs";

/** The address of the election that is open. */
export async function election(page) {
  await electionPage(page);
  return new URL(page.url()).pathname;
}

/** The two codes of a line, as its letters show them: characters and words. */
export async function letters(page, line) {
  await visit(page, `/demo/courriers?ligne=${line}`);
  const text = (selector) => page.locator(`.voting-letter ${selector}`).allInnerTexts();
  const [codes, words] = [await text(".letter-code"), await text(".code-words")];
  const of = (at) => ({ code: codes[at].trim(), words: words[at].trim() });
  return { a: of(0), b: of(1) };
}

/** Presses what a step offers. */
export const press = (page, what) => page.locator(`[data-do="${what}"]`).click();

/** Waits for a step of the booth: its heading has the focus. */
export async function step(page, name, timeout = 30_000) {
  await page.locator(`#booth[data-step="${name}"]`).waitFor({ timeout });
  const focused = await page.evaluate(() => document.activeElement.tagName);
  assert.equal(focused, "H1", `the heading of ${name} has the focus`);
}

/** Opens the booth with both codes as two letters' QR codes bring them, one after the other. */
export async function enterByQr(page, address, { a, b }) {
  await page.goto(`${address}/voter#a=${a.code}`);
  await step(page, "codes");
  await page.goto(`${address}/voter#b=${b.code}`);
  await page.waitForFunction((code) => document.getElementById("code-b").value === code, b.code);
  await press(page, "codes.go");
  await step(page, "choice");
}

/** Types both codes and goes on. */
export async function typeCodes(page, a, b, go = "codes.go") {
  await page.locator("#code-a").fill(a);
  await page.locator("#code-b").fill(b);
  await press(page, go);
}

/** The place of the blank vote, after all lists. */
export const BLANK = -1;

/** Chooses an answer, by its place on the page or a list's title, and reads it again. */
export async function choose(page, answer) {
  const names = await page.locator("label.choice strong").allInnerTexts();
  const at = typeof answer === "string" ? names.indexOf(answer) : answer;
  await page.locator("label.choice").nth(at).click();
  const name = await page.locator("label.choice strong").nth(at).innerText();
  await press(page, "choice.go");
  await step(page, "review");
  assert.equal(await page.locator(".chosen-name").innerText(), name);
  return name;
}

/** Casts what is on the review page; gives the tracking number of the receipt. */
export async function castIt(page) {
  await press(page, "review.cast");
  await step(page, "receipt", 20_000);
  return page.locator(".receipt-number").innerText();
}

/** Waits until the board shows a tracking number: the demonstration publishes each minute. */
export async function published(instance, address, tracking) {
  for (let n = 0; n < 100; n++) {
    const board = await (await fetch(`${instance.url}${address}/urne.json`)).json();
    if (board.tracking.includes(tracking)) return board;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
  throw new Error(`${tracking} was not published`);
}

/** The archive so far. */
export async function archiveSoFar(instance, address) {
  return Buffer.from(await (await fetch(`${instance.url}${address}/archive.bel`)).arrayBuffer());
}
