// Chromium, one page per journey, and what journeys do again and again.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { say } from "./say.mjs";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser;

/** The browser of this file of journeys, started when first wanted. */
export async function launched() {
  browser ??= chromium.launch({
    executablePath: process.env.PALIER_CHROMIUM || "/usr/bin/chromium",
    args: FLAGS,
  });
  return browser;
}

export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}

/**
 * A page of its own context: a way of visiting is `{ width, js, dark, locale }`.
 * What goes wrong behind the page is collected in `page.trouble`.
 */
export async function open(instance, { width = 1280, js = true, dark = false } = {}) {
  const context = await (await launched()).newContext({
    baseURL: instance.url,
    viewport: { width, height: width < 600 ? 740 : 900 },
    hasTouch: width < 600,
    javaScriptEnabled: js,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.js = js;
  page.instance = instance;
  page.trouble = [];
  page.on("pageerror", (error) => page.trouble.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      page.trouble.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== instance.url) {
      page.trouble.push(`foreign host: ${request.url()}`);
    }
  });
  return page;
}

/** Waits until the islands are awake; without JavaScript there is nothing to wait for. */
export async function hydrated(page) {
  if (!page.js) return;
  const awake = page.locator("html[data-hydrated]").waitFor({ state: "attached" });
  await awake.catch((error) => {
    throw new Error([`${page.url()} stays asleep`, ...page.trouble].join("\n"), { cause: error });
  });
}

/** Opens an address and waits until the page is complete. */
export async function visit(page, address) {
  const answer = await page.goto(address);
  await hydrated(page);
  return answer;
}

/** Presses a button and waits for the page that answers. */
export async function send(page, button) {
  await Promise.all([page.waitForEvent("domcontentloaded"), button.click()]);
  await hydrated(page);
}

export const button = (scope, key, values) =>
  scope.getByRole("button", { name: say(key, values) });

export const link = (scope, key, values) => scope.getByRole("link", { name: say(key, values) });

export const field = (scope, key, values) =>
  scope.getByLabel(say(key, values), { exact: true });

/** Signs in on a demo: `tenant`, `neighbour`, `association`, `landlord`, ... */
export async function signInAs(page, role) {
  await visit(page, "/demo");
  await send(page, button(page, `demo.${role}`));
}

/** Signs in with identifier and passphrase, from the sign-in page. */
export async function signIn(page, { identifier, passphrase }) {
  await field(page, "sign_in.identifier").fill(identifier);
  await field(page, "sign_in.passphrase").fill(passphrase);
  await send(page, page.getByRole("main").getByRole("button", { name: say("sign_in.button") }));
}

export async function signOut(page) {
  await visit(page, "/mon-espace");
  await send(page, button(page, "space.sign_out"));
}

/** Follows the letter: code, then identifier and passphrase. */
export async function activate(page, code, { identifier, passphrase }) {
  await field(page, "activation.code").fill(code);
  await send(page, button(page, "activation.continue"));
  await field(page, "new_account.identifier").fill(identifier);
  await field(page, "new_account.passphrase").fill(passphrase);
  await field(page, "new_account.again").fill(passphrase);
  await send(page, button(page, "new_account.button"));
}

/** The path of the page, without its anchor. */
export function path(page) {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** The field is marked wrong and the sentence is among those that describe it. */
export async function assertTied(input, sentence) {
  assert.equal(await input.getAttribute("aria-invalid"), "true");
  const ids = ((await input.getAttribute("aria-describedby")) ?? "").split(" ");
  const said = await Promise.all(ids.map((id) => input.page().locator(`[id="${id}"]`).innerText()));
  assert.ok(said.includes(sentence), `"${sentence}" is not among ${JSON.stringify(said)}`);
}

export async function assertText(locator, text) {
  await locator.first().waitFor();
  const said = await locator.first().innerText();
  assert.ok(said.includes(text), `"${text}" is not in "${said}"`);
}

/** Waits for the page of a job that is over: it renews itself, and by hand without JavaScript. */
export async function jobDone(page, over) {
  for (let n = 0; n < 100 && !(await over.isVisible()); n++) {
    await page.waitForTimeout(300);
    const again = link(page, "form.renew");
    if (!page.js && (await again.isVisible())) await send(page, again);
  }
  await over.waitFor();
}
