// Voters: codes, choice, review, receipt; audits; what goes wrong on the way.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { closeBrowser, open, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { say } from "./support/say.mjs";
import {
  archiveSoFar,
  castIt,
  choose,
  election,
  enterByQr,
  letters,
  press,
  step,
  typeCodes,
} from "./support/voting.mjs";

let instance;
let address;
let line = 300;
before(async () => {
  instance = await demo();
  const page = await open(instance);
  address = await election(page);
  await page.context().close();
});
after(async () => {
  await closeBrowser();
  await instance.end();
});

/** A phone, with the letters of somebody who has not voted yet. */
async function voter(width = 360) {
  const page = await open(instance, { width });
  const own = await letters(page, (line += 1));
  return { page, own };
}

const end = async (page) => {
  assert.deepEqual(page.trouble, []);
  await page.context().close();
};

/** What axe finds on the step that is open; nothing scrolls sideways. */
async function sound(page, name) {
  assert.deepEqual(await violations(page), [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
}

test("a voter on a phone follows the QR codes of both letters, and each step is sound", async () => {
  const { page, own } = await voter();
  await page.goto(`${address}/voter#a=${own.a.code}`);
  await step(page, "codes");
  assert.equal(new URL(page.url()).hash, "", "the code is wiped from the address");
  await sound(page, "codes");
  await enterByQr(page, address, own);
  await sound(page, "choice");
  await press(page, "choice.go");
  await page.locator("#choice-error").waitFor();
  await sound(page, "choice without one");
  const name = await choose(page, 2);
  await sound(page, "review");
  const tracking = await castIt(page);
  await sound(page, "receipt");
  assert.match(tracking, /^[A-Za-z0-9+/]{43}$/);
  const receipt = await page.locator("#booth").innerText();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(kept.includes(tracking));
  for (const secret of [name, own.a.code, own.b.code, own.a.words]) {
    assert.ok(!receipt.includes(secret), "the receipt says neither codes nor choice");
    assert.ok(!kept.includes(secret), "the device keeps neither codes nor choice");
  }
  assert.ok(!kept.includes('"ballot"'), "a confirmed ballot is not kept");
  await end(page);
});

test("codes are typed as words; a wrong word is named, with its code", async () => {
  const { page, own } = await voter();
  await page.goto(`${address}/voter`);
  await step(page, "codes");
  const words = own.b.words.split(/\s+/);
  await typeCodes(page, own.a.words, words.with(4, "palier").join(" "));
  const summary = page.locator("[data-error=codes]");
  await summary.waitFor();
  assert.match(await summary.innerText(), /Code B.*5.*palier/s);
  assert.doesNotMatch(await summary.innerText(), /Code A/);
  assert.equal(await page.locator("#code-b").getAttribute("aria-invalid"), "true");
  await sound(page, "a wrong word");
  await summary.getByRole("link").click();
  assert.equal(await page.locator("#code-a").inputValue(), own.a.words, "what was typed stays");
  await typeCodes(page, own.a.words, own.b.words.toUpperCase());
  await step(page, "choice");
  await end(page);
});

test("codes of two persons do not fit, and the device says so before the choice", async () => {
  const { page, own } = await voter();
  const other = await letters(page, (line += 1));
  const asked = [];
  page.on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));
  await page.goto(`${address}/voter`);
  await step(page, "codes");
  await typeCodes(page, own.a.code, other.b.code);
  await page.locator("[data-error=unlisted]").waitFor();
  for (const code of [own.a.code, other.b.code]) {
    assert.ok(!asked.some((url) => url.includes(code)), "no code leaves the device");
  }
  await end(page);
});

test("codes typed into each other's field still find their line", async () => {
  const { page, own } = await voter();
  await page.goto(`${address}/voter`);
  await step(page, "codes");
  await typeCodes(page, own.b.code, own.a.words);
  await step(page, "choice");
  await choose(page, 0);
  await castIt(page);
  // The browser notes the first answer, that no line was found in that order.
  page.trouble.length = 0;
  await end(page);
});

test("the second letter opens in a tab of its own, and both tabs have both codes", async () => {
  const { page, own } = await voter();
  await page.goto(`${address}/voter#a=${own.a.code}`);
  await step(page, "codes");
  const tab = await page.context().newPage();
  await tab.goto(`${instance.url}${address}/voter#b=${own.b.code}`);
  for (const one of [page, tab]) {
    await one.waitForFunction(
      ([a, b]) =>
        document.getElementById("code-a")?.value === a &&
        document.getElementById("code-b")?.value === b,
      [own.a.code, own.b.code],
    );
  }
  await end(page);
});

test("an audited ballot is made again on a second device and by the command, and never counts", async () => {
  const { page, own } = await voter();
  await enterByQr(page, address, own);
  const name = await choose(page, 1);
  await press(page, "review.audit");
  await step(page, "audit");
  await sound(page, "audit");
  const tracking = await page.locator(".tracking").innerText();
  const order = [];
  page.on(
    "response",
    (response) => response.url().endsWith("/spoil") && order.push(response.status()),
  );
  await press(page, "audit.open");
  await step(page, "opened");
  assert.deepEqual(order, [200], "the number is registered before the opening is shown");
  await sound(page, "opened");
  const opening = await page.locator("#opening").inputValue();
  assert.ok(await page.locator(".opening-qr svg").isVisible());

  const second = await open(instance, { width: 360 });
  await second.goto(`${address}/urne/controle#${opening}`);
  await second.locator("[data-audited]").waitFor();
  assert.equal(await second.locator("[data-audited]").getAttribute("data-audited"), tracking);
  assert.equal(await second.locator(".chosen-name").innerText(), name);
  await sound(second, "second device");
  const parts = opening.split("/");
  const lied = parts.with(2, parts[2].slice(1) + parts[2][0]).join("/");
  await second.locator("#opening").fill(lied);
  await press(second, "audit.go");
  await second.locator(".field .error").waitFor();
  await end(second);

  const archive = await instance.file("so-far.bel", await archiveSoFar(instance, address));
  const text = await instance.file("opening.txt", opening);
  const said = await instance.run(["ballot", "audit", "--archive", archive, "--opening", text]);
  assert.ok(said.includes(tracking) && said.includes(name), said);

  await press(page, "opened.vote");
  await step(page, "choice");
  await choose(page, -1);
  assert.notEqual(await castIt(page), tracking, "a fresh ballot is made to vote");
  await end(page);
});

test("the same codes vote once", async () => {
  const { page, own } = await voter();
  await enterByQr(page, address, own);
  await choose(page, 0);
  await castIt(page);
  const { page: other } = await voter(1280);
  await enterByQr(other, address, own);
  await choose(other, 3);
  await press(other, "review.cast");
  await other.locator("#booth[data-step=refused]").waitFor();
  assert.equal(await other.locator("[data-error]").getAttribute("data-error"), "already_used");
  assert.equal(
    await other.locator(".otherwise").getByText("courrier").count(),
    0,
    "no vote on paper either",
  );
  await sound(other, "a used vote");
  await end(page);
  other.trouble.length = 0;
  await end(other);
});

test("an answer that is lost on the way: the page is loaded again and the same ballot sent again", async () => {
  const { page, own } = await voter();
  await enterByQr(page, address, own);
  await choose(page, 4);
  const tracking = await page.locator(".tracking").innerText();
  // The server takes the ballot; its answers do not arrive.
  await page.route("**/cast", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await press(page, "review.cast");
  await step(page, "unconfirmed", 30_000);
  await sound(page, "unconfirmed");
  await page.unroute("**/cast");
  await page.reload();
  await step(page, "unconfirmed");
  await press(page, "unconfirmed.again");
  await step(page, "receipt");
  assert.equal(await page.locator(".receipt-number").innerText(), tracking);
  assert.ok(await page.locator(".receipt").getByText("a vérifié la signature").isVisible());
  page.trouble.length = 0;
  await end(page);
});

test("a promise that the election's key did not sign is not taken for one", async () => {
  const { page, own } = await voter();
  await enterByQr(page, address, own);
  await choose(page, 0);
  await page.route("**/cast", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.promise.signature = answer.promise.signature.replace(/^../, (two) =>
      two === "00" ? "01" : "00",
    );
    await route.fulfill({ response, json: answer });
  });
  await press(page, "review.cast");
  await page.locator("[data-error=unsigned]").waitFor();
  await end(page);
});

test("from a third voter on one device, the page warns", async () => {
  const { page, own } = await voter();
  const others = [own, await letters(page, (line += 1))];
  for (const one of others) {
    await enterByQr(page, address, one);
    assert.equal(await page.locator("[data-warning=voters]").count(), 0);
    await choose(page, 0);
    await castIt(page);
    await press(page, "receipt.end");
    await step(page, "codes");
  }
  await page.locator("[data-warning=voters]").waitFor();
  await sound(page, "a third voter");

  // She votes; the commission learns a number, later and by a request that holds nothing.
  await enterByQr(page, address, await letters(page, (line += 1)));
  await choose(page, 0);
  const early = [];
  page.on("request", (sent) => sent.url().endsWith("/third") && early.push(sent.url()));
  await castIt(page);
  await press(page, "receipt.end");
  await step(page, "codes");
  assert.equal(early.length, 0, "nothing leaves with the vote");
  await page.evaluate(() => {
    const [key] = Object.keys(localStorage).filter((one) => one.startsWith("palier-vote-"));
    const kept = JSON.parse(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ ...kept, third: kept.third.map(() => 1) }));
  });
  const told = page.waitForRequest((sent) => sent.url().endsWith("/third"));
  await page.reload();
  const sent = await told;
  assert.equal(sent.postData(), null);
  assert.equal(sent.headers().cookie, undefined);
  assert.equal((await (await sent.response()).text()).trim(), "{}");
  await end(page);
});

test("the keyboard alone suffices to vote", async () => {
  const { page, own } = await voter(1280);
  await page.goto(`${address}/voter`);
  await step(page, "codes");
  await page.keyboard.press("Tab");
  await page.keyboard.type(own.a.code);
  await page.keyboard.press("Tab");
  await page.keyboard.type(own.b.code);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await step(page, "choice");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await step(page, "review");
  // Past the link that changes the choice.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await step(page, "receipt", 20_000);
  await end(page);
});

test("without JavaScript, or without the worker, the page names the paper channel and the help desk", async () => {
  const plain = await open(instance, { width: 360, js: false });
  await visit(plain, `${address}/voter`);
  const said = await plain.locator("main").innerText();
  assert.ok(said.includes(say("booth.no_script")) && said.includes(say("booth.paper")));
  await plain.context().close();

  const page = await open(instance, { width: 360 });
  await page.route(/\/assets\/booth\.[^/]*js/, (route) => route.abort());
  await page.goto(`${address}/voter`);
  await page.locator("#booth[data-step=unavailable]").waitFor();
  await page.locator(".otherwise a[href^='tel:']").waitFor();
  await sound(page, "unavailable");
  await page.context().close();
});

test("where the protocol allows a grace, the booth asks for a pass before the choice and shows it with the ballot", async () => {
  const { page, own } = await voter();
  await page.route("**/booth.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), grace_minutes: 10 } });
  });
  const sent = {};
  page.on("request", (request) => {
    const what = /\/(enter|cast)$/.exec(request.url())?.[1];
    if (what) sent[what] = request.postDataJSON();
  });
  await enterByQr(page, address, own);
  assert.deepEqual(Object.keys(sent.enter).toSorted(), ["credential", "r_a", "r_b"]);
  await choose(page, 0);
  await castIt(page);
  assert.match(sent.cast.pass, /^[0-9a-f]{128}$/);
  await end(page);
});

test("a code that was cut in the address does not stop the booth", async () => {
  const { page } = await voter();
  await page.goto(`${address}/voter#a=%`);
  await step(page, "codes");
  assert.equal(new URL(page.url()).hash, "");
  await press(page, "codes.go");
  await page.locator("[data-error=codes]").waitFor();
  await end(page);
});

test("a vote that ends soon is announced, and one that has ended says so", async () => {
  const page = await open(instance, { width: 360 });
  const contract = async (change) => {
    await page.unroute("**/booth.json");
    await page.route("**/booth.json", async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      await route.fulfill({ response, json: { ...json, ...change(json) } });
    });
    await page.goto(`${address}/voter`);
  };
  const later = (json, minutes) => new Date(Date.parse(json.now) + minutes * 60_000).toISOString();
  await contract((json) => ({ closes: later(json, 9) }));
  await step(page, "codes");
  await page.locator(".closing.note").waitFor();
  await contract((json) => ({ phase: "closed", closes: later(json, -9) }));
  await step(page, "closed");
  await sound(page, "closed");
  await contract((json) => ({ phase: "before", opens: later(json, 900) }));
  await step(page, "before");
  await sound(page, "before");
  await contract(() => ({ kind: "rehearsal" }));
  await step(page, "codes");
  await page.locator("[data-kind=rehearsal]").waitFor();
  await end(page);
});
