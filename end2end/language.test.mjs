import assert from "node:assert/strict";
import { hydrated, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { CHARTER, LANDLORD, firstArticle } from "./support/pages.mjs";
import { distinctive, say } from "./support/say.mjs";

const at = (address) => (page) => visit(page, address);
const PAGES = [at("/"), at(LANDLORD), at(CHARTER), firstArticle, at("/mon-espace"), at("/demo")];

journey(
  "English and French change places, wholly, and the page stays the same",
  BOTH_AND_WITHOUT_SCRIPT,
  demo,
  async (page) => {
    await signInAs(page, "tenant");
    await firstArticle(page);
    const article = page.url();
    await choose(page, "English", "en");
    assert.equal(page.url(), article);
    for (const go of PAGES) {
      await go(page);
      await assertSpeaks(page, "en");
    }
    await visit(page, article);
    await choose(page, "Français", "fr");
    assert.equal(page.url(), article);
    await assertSpeaks(page, "fr");
    await page.getByRole("link", { name: say("nav.space") }).waitFor();
  },
);

async function choose(page, name, tag) {
  await send(page, page.getByRole("banner").getByRole("button", { name }));
  await hydrated(page);
  assert.equal(await page.locator("html").getAttribute("lang"), tag);
}

/** No sentence of the other language stands in the page, what people wrote aside. */
async function assertSpeaks(page, locale) {
  const other = locale === "fr" ? "en" : "fr";
  assert.equal(await page.locator("html").getAttribute("lang"), locale);
  const said = new Set(await page.locator("body").evaluate(ownWords));
  const strays = distinctive(other).filter((sentence) => said.has(sentence));
  assert.deepEqual(strays, [], `${page.url()} speaks ${other}`);
}

/** Texts of the page that are in its own language. */
function ownWords(body) {
  const words = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    const tagged = parentElement.closest("[lang]");
    if (tagged === document.documentElement) words.push(textContent.trim());
  }
  return words.filter((word) => word.length > 3);
}
