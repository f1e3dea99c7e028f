// The holders' page, on a device of its own without a network.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { launched } from "./browser.mjs";

/** The page, opened from the address of its file. */
export async function device(home, { width = 360, locale = "fr-FR" } = {}) {
  const context = await (await launched()).newContext({
    viewport: { width, height: 740 },
    locale,
    offline: true,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.home = home;
  page.trouble = [];
  page.on("pageerror", (error) => page.trouble.push(`script: ${error.message}`));
  page.on("console", (message) => page.trouble.push(`console: ${message.text()}`));
  await page.goto(home);
  return page;
}

/** A file to choose, from its text. */
export const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Fills the form of a view and sends it. */
export async function step(page, view, fields) {
  await page.goto(`${page.home}#${view}`);
  for (const [name, value] of Object.entries(fields)) {
    const input = page.locator(`[id="${view}-${name}"]`);
    // Of a key for the check, which waits behind a summary.
    if (!(await input.isVisible())) await page.locator(`#${view} > form > details > summary`).click();
    await (typeof value === "object" ? input.setInputFiles(value) : input.fill(String(value)));
  }
  await page.locator(`[id="${view}"] form > button`).click();
  await page.locator("#outcome").locator("h2, [data-error]").first().waitFor();
  await page.locator(`[id="${view}"] form > button:enabled`).waitFor();
}

/** The text of a file that a step gave, downloaded. */
export async function downloaded(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`[data-file="${name}"]`).click(),
  ]);
  assert.equal(download.suggestedFilename(), name);
  return readFile(await download.path(), "utf8");
}
