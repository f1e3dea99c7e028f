import assert from "node:assert/strict";
import { button, field, hydrated, link, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH, journey } from "./support/journey.mjs";
import { LANDLORD } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const MOST_STEPS = 600;
const WORDS = "Écrit sans souris.";

journey("the keyboard alone does it all, and shows where it is", BOTH, demo, async (page) => {
  await visit(page, "/demo");

  await page.keyboard.press("Tab");
  await assertFocused(page, link(page, "nav.skip"));
  assert.ok(await link(page, "nav.skip").isVisible());
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "contenu");

  await tabTo(page, button(page, "demo.neighbour"));
  await go(page, "Space");
  await visit(page, LANDLORD);
  await tabTo(page, link(page, "home.read_and_comment"));
  await go(page, "Enter");
  await tabTo(page, page.getByRole("link", { name: /article 1\.1$/ }));
  await go(page, "Enter");

  const form = page.locator("section.write");
  await tabTo(page, field(form, "comment.body"));
  await page.keyboard.type(WORDS);
  await tabTo(page, field(form, "name.label"));
  await page.keyboard.type("Idriss du 3e");
  await tabTo(page, form.getByRole("checkbox"));
  await page.keyboard.press("Space");
  assert.ok(await form.getByRole("checkbox").isChecked());
  await tabTo(page, button(form, "comment.send"));
  await go(page, "Enter");

  const mine = page.locator("article.comment", { hasText: WORDS });
  await tabTo(page, mine.locator("summary", { hasText: say("comment.withdraw") }));
  await page.keyboard.press("Enter");
  await tabTo(page, button(mine, "comment.withdraw_yes"));
  await go(page, "Space");
  assert.equal(await page.getByText(WORDS).count(), 0);

  await tabTo(page, page.getByRole("button", { name: "English" }));
  await go(page, "Enter");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

/** Presses a key that leads to another page. */
async function go(page, key) {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press(key)]);
  await hydrated(page);
}

/** Tabs until the element has the focus; every stop on the way must show that it has it. */
async function tabTo(page, target) {
  const wanted = await target.first().elementHandle();
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press("Tab");
    const { found, onPage, shown, what } = await wanted.evaluate(focus);
    assert.ok(!onPage || shown, `no visible focus on ${what} of ${page.url()}`);
    if (found) return;
  }
  assert.fail(`Tab never reaches ${target}`);
}

/** Whether the focused element is the wanted one, and whether its outline can be seen. */
function focus(wanted) {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    found: focused === wanted,
    onPage: focused !== document.body,
    shown: outlined && box.width > 0 && box.height > 0,
    what: focused.outerHTML.slice(0, 120),
  };
}

async function assertFocused(page, locator) {
  const handle = await locator.elementHandle();
  assert.ok(await handle.evaluate((element) => element === document.activeElement));
}
