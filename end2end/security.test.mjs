import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeBrowser, open, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { CHARTER, firstArticle, take, ways } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

let instance;
before(async () => {
  instance = await demo();
});
after(async () => {
  await closeBrowser();
  await instance.end();
});

for (const way of await ways()) {
  test(`${way.name} keeps to its own host, with no error in the console`, async () => {
    const page = await open(instance);
    try {
      await take(page, way);
      // The browser itself says aloud that a page is not there.
      const trouble = page.trouble.filter((line) => !/status of 404/.test(line));
      assert.deepEqual(trouble, []);
    } finally {
      await page.context().close();
    }
  });
}

test("every answer says what may run, with a nonce that is never twice the same", async () => {
  const nonces = new Set();
  for (const address of ["/", CHARTER, "/nulle-part", "/health"]) {
    const { headers } = await fetch(instance.url + address);
    const policy = headers.get("content-security-policy");
    nonces.add(/script-src [^;]*'nonce-([^']{16,})'/.exec(policy)?.[1]);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "same-origin");
  }
  assert.equal(nonces.size, 4);
  assert.ok(!nonces.has(undefined));
});

test("a form sent from elsewhere is refused", async () => {
  const post = (headers) =>
    fetch(`${instance.url}/api/locale/choose`, {
      method: "POST",
      body: new URLSearchParams({ locale: "en", back: "/" }),
      headers,
      redirect: "manual",
    });
  assert.equal((await post({ origin: "https://evil.example" })).status, 403);
  assert.equal((await post({ origin: "null" })).status, 403);
  assert.equal((await post({ "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await post({ "sec-fetch-site": "same-site" })).status, 403);
  assert.equal((await post({ origin: instance.url })).status, 303);
});

test("no way back leaves the site", async () => {
  const foreign = ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"];
  for (const back of foreign) {
    const answer = await fetch(`${instance.url}/api/locale/choose`, {
      method: "POST",
      body: new URLSearchParams({ locale: "fr", back }),
      redirect: "manual",
    });
    const target = new URL(answer.headers.get("location"), instance.url);
    assert.equal(target.origin, instance.url, `${JSON.stringify(back)} leads to ${target}`);
  }
});

test("a page in a frame of another site stays empty", async () => {
  const page = await open(instance);
  try {
    await page.setContent(`<iframe src="${instance.url}/"></iframe>`);
    await page.waitForTimeout(500);
    const titles = await Promise.all(page.frames().slice(1).map((frame) => frame.title()));
    assert.ok(!titles.some((title) => title.includes("Palier")), titles.join());
  } finally {
    await page.context().close();
  }
});

test("the listen button comes to life, and stays away without JavaScript", async () => {
  const page = await open(instance, { width: 360 });
  const still = await open(instance, { width: 360, js: false });
  try {
    await firstArticle(page);
    await page.getByRole("button", { name: say("article.listen") }).first().waitFor();
    await firstArticle(still);
    assert.ok(!(await still.locator("button.listen").first().isVisible()));
  } finally {
    await page.context().close();
    await still.context().close();
  }
});

test("cookies are out of reach of scripts and of other sites", async () => {
  const page = await open(instance);
  try {
    await signInAs(page, "tenant");
    await visit(page, "/");
    await send(page, page.getByRole("button", { name: "English" }));
    const cookies = await page.context().cookies();
    assert.ok(cookies.length >= 2);
    for (const { name, httpOnly, sameSite } of cookies) {
      assert.deepEqual({ name, httpOnly, sameSite }, { name, httpOnly: true, sameSite: "Lax" });
    }
  } finally {
    await page.context().close();
  }
});
