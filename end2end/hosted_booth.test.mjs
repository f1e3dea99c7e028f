// The booth on an association's own host: the same bytes, and ballots taken from declared hosts only.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { after, before, test } from "node:test";
import { closeBrowser, open } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { election, step } from "./support/voting.mjs";

const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

let instance;
let folder;
let site;
before(async () => {
  instance = await demo();
  const page = await open(instance);
  const address = await election(page);
  folder = join(dirname(instance.data), "hosted");
  await instance.run(["election", "booth", instance.url + address, "--out", folder]);
  site = createServer(async ({ url }, answer) => {
    const path = join(folder, url === "/" ? "index.html" : url);
    const body = await readFile(path).catch(() => undefined);
    answer.writeHead(body ? 200 : 404, { "content-type": KINDS[extname(path)] ?? "text/plain" });
    answer.end(body);
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  site.close();
  await closeBrowser();
  await instance.end();
});

test("an association's booth is made of the bytes that the platform serves", async () => {
  const files = await readdir(join(folder, "assets"));
  const { booth, voter } = await (await fetch(`${instance.url}/assets/workers.json`)).json();
  for (const { address, sha256 } of [booth.code, booth.wasm, voter]) {
    const name = address.replace("/assets/", "");
    assert.ok(files.includes(name), name);
    const bytes = await readFile(join(folder, "assets", name));
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256, name);
  }
});

test("the platform answers no host that the protocol does not declare, and the booth says so", async () => {
  const page = await open(instance, { width: 360 });
  await page.goto(`http://127.0.0.1:${site.address().port}/`);
  await step(page, "unavailable");
  assert.equal(await page.locator("[data-error]").getAttribute("data-error"), "unreached");
  assert.ok(await page.locator(".otherwise").getByText("courrier").isVisible());
  await page.context().close();
});

test("from a host that the platform answers, the booth opens", async () => {
  const page = await open(instance, { width: 360 });
  const allow = { "access-control-allow-origin": "*" };
  await page.route("**/booth.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...allow } });
  });
  await page.goto(`http://127.0.0.1:${site.address().port}/en.html`);
  await step(page, "codes");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  const blocked = page.trouble.filter((line) => /Content Security Policy/.test(line));
  assert.deepEqual(blocked, []);
  await page.context().close();
});
