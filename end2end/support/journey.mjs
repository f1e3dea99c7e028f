// A journey is a claim, the ways of visiting in which it must hold, and its steps.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { closeBrowser, open } from "./browser.mjs";

export const PHONE = { width: 360 };
export const DESKTOP = { width: 1280 };
export const BOTH = [PHONE, DESKTOP];
export const BOTH_AND_WITHOUT_SCRIPT = [...BOTH, ...BOTH.map((way) => ({ ...way, js: false }))];

const PICTURES = fileURLToPath(new URL("../../target/end2end", import.meta.url));

after(closeBrowser);

/**
 * Runs the steps once per way, each time on an instance of its own that `start` gives as
 * `{ instance, ... }` or alone. A script error, a console complaint or a request to another host
 * fails the journey, whatever its steps.
 */
export function journey(claim, ways, start, steps) {
  for (const way of ways) {
    test(`${claim} (${named(way)})`, { timeout: 180_000 }, () => travel(claim, way, start, steps));
  }
}

const named = ({ width, js = true }) => `${width} px${js ? "" : ", without JavaScript"}`;

async function travel(claim, way, start, steps) {
  const started = await start();
  const instance = started.instance ?? started;
  const pages = [];
  const another = async (other = way, elsewhere = instance) => {
    pages.push(await open(elsewhere, other));
    return pages.at(-1);
  };
  try {
    await steps(await another(), { ...started, instance, way, another });
    for (const page of pages) assert.deepEqual(page.trouble, []);
  } catch (error) {
    await picture(pages.at(-1), `${claim} ${named(way)}`);
    throw error;
  } finally {
    for (const page of pages) await page.context().close();
    await instance.end();
  }
}

/** What the page looked like when the journey failed. */
async function picture(page, name) {
  await mkdir(PICTURES, { recursive: true });
  const path = `${PICTURES}/${name.replace(/[^a-z0-9]+/gi, "-")}.png`;
  await page?.screenshot({ path, fullPage: true }).catch(() => {});
}
