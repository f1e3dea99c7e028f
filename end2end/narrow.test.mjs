import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeBrowser, open } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { take, ways } from "./support/pages.mjs";

const WIDTH = 320;

let instance;
before(async () => {
  instance = await demo();
});
after(async () => {
  await closeBrowser();
  await instance.end();
});

for (const way of await ways()) {
  test(`${way.name} does not scroll sideways at ${WIDTH} px`, async () => {
    const page = await open(instance, { width: WIDTH });
    try {
      await take(page, way);
      const { width, culprits } = await page.evaluate(sideways, WIDTH);
      assert.ok(width <= WIDTH, `${width} px wide: ${culprits.join(", ")}`);
    } finally {
      await page.context().close();
    }
  });
}

/** The width of the page, and the innermost elements that stick out. */
function sideways(most) {
  const culprits = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > most + 0.5)
    .filter((element) => element.childElementCount === 0)
    .map((element) => element.outerHTML.slice(0, 80));
  return { width: document.documentElement.scrollWidth, culprits: culprits.slice(0, 5) };
}
