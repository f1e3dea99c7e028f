import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { closeBrowser, open } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { take, ways } from "./support/pages.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
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

async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }),
    RULES,
  );
  return found.violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    where: nodes.slice(0, 5).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`),
  }));
}
