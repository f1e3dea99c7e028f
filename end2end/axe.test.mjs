import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { closeBrowser, open } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { take, ways } from "./support/pages.mjs";

const LOOKS = [
  { width: 360, dark: false },
  { width: 1280, dark: true },
];

let instance;
before(async () => {
  instance = await demo();
});
after(async () => {
  await closeBrowser();
  await instance.end();
});

for (const look of LOOKS) {
  for (const way of await ways()) {
    test(`axe finds nothing on ${way.name} (${look.width} px, ${look.dark ? "dark" : "light"})`, async () => {
      const page = await open(instance, look);
      try {
        await take(page, way);
        assert.deepEqual(await violations(page), []);
      } finally {
        await page.context().close();
      }
    });
  }
}
