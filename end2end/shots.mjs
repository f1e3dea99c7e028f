// shots.mjs FOLDER: a picture of every page, at two widths, light and dark.

import { mkdir } from "node:fs/promises";
import { closeBrowser, open } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { take, ways } from "./support/pages.mjs";

const folder = process.argv[2];
const LOOKS = [360, 1280].flatMap((width) => [false, true].map((dark) => ({ width, dark })));

await mkdir(folder, { recursive: true });
const instance = await demo();
let count = 0;
try {
  for (const way of await ways()) {
    for (const look of LOOKS) {
      const page = await open(instance, look);
      await take(page, way);
      const name = `${way.name}-${look.width}-${look.dark ? "dark" : "light"}.png`;
      await page.screenshot({ path: `${folder}/${name}`, fullPage: true });
      await page.context().close();
      count++;
    }
  }
} finally {
  await closeBrowser();
  await instance.end();
}
console.log(`${count} pictures in ${folder}`);
