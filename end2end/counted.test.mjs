import assert from "node:assert/strict";
import { violations } from "./support/axe.mjs";
import { assertText, link } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH, journey } from "./support/journey.mjs";
import { resultPage } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

journey("an election that is over names the platform’s share, and offers no lost letter", BOTH, demo, async (page) => {
  await resultPage(page, "/dechiffrement");
  const [first, second] = await page.locator("main tbody th").allInnerTexts();
  assert.equal(first, `1. ${say("closing.platform")}`);
  assert.match(second, /^2\. \p{Lu}/u, "then those whom the protocol names");
  assert.deepEqual(await violations(page), []);
  await resultPage(page);
  assert.equal(await link(page, "lost_letter.title").count(), 0);
  const letter = say("lost_letter.half_a");
  await assertText(page.getByRole("main"), say("lost_letter.not_gone", { letter }));
  assert.deepEqual(await violations(page), []);
});
