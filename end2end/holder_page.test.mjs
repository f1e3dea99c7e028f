// The holders' page, opened from a file without a network: what its holders make together, and what
// one decrypts, the commands accept.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { archive, corrupt, grown, secret } from "./support/archive.mjs";
import { closeBrowser, launched } from "./support/browser.mjs";
import { device as opened, downloaded, file, step } from "./support/holder.mjs";
import { real } from "./support/instance.mjs";

const SMALL = "33-small-ed25519";
const PASSPHRASE = "cheval agrafe pile correct";

let instance;
let folder;
let address;
before(async () => {
  instance = await real();
  folder = await mkdtemp(join(tmpdir(), "palier-holders-"));
  const path = join(folder, "holder.html");
  await instance.run(["trustee", "page", "--out", path]);
  address = pathToFileURL(path).href;
});
after(async () => {
  await closeBrowser();
  await instance.end();
  await rm(folder, { recursive: true, force: true });
});

const device = (way) => opened(address, way);

async function done(...pages) {
  for (const page of pages) {
    assert.deepEqual(page.trouble, []);
    await page.context().close();
  }
}

test("without JavaScript the page says what to do, in both languages, and nothing else", async () => {
  const context = await (await launched()).newContext({
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
    offline: true,
  });
  const page = await context.newPage();
  await page.goto(address);
  const notes = await page.locator(".note:visible").allInnerTexts();
  assert.equal(notes.length, 2);
  assert.match(notes[0], /Remettez-le en marche.*palier trustee/s);
  assert.match(notes[1], /Turn it on.*palier trustee/s);
  assert.equal(await page.locator("a:visible, button:visible, form:visible").count(), 0);
  await context.close();
});

const refusal = (page) => page.locator("[data-error]").getAttribute("data-error");

const phrase = { passphrase: PASSPHRASE, again: PASSPHRASE };

/** Files beside each other, for a command to take. */
async function written(prefix, texts) {
  const paths = texts.map((_, at) => join(folder, `${prefix}-${at + 1}.json`));
  await Promise.all(texts.map((text, at) => writeFile(paths[at], text)));
  return paths;
}

test("three holders make a key by page and file, two decrypt with it, and no second tally", { timeout: 180_000 }, async () => {
  const pages = await Promise.all([360, 800, 1280].map((width) => device({ width })));
  const each = (task) => Promise.all(pages.map(task));
  const first = await each(async (page, at) => {
    await step(page, "round-1", { size: 3, threshold: 2, index: at + 1, ...phrase });
    return {
      key: await downloaded(page, "secret.key"),
      sent: await downloaded(page, "certificate.json"),
      paper: await page.locator(".paper pre").innerText(),
    };
  });
  assert.equal(first[0].paper.trim(), first[0].key.trim());
  const certificates = join(folder, "certificates.json");
  const certs = await written("certificate", first.map(({ sent }) => sent));
  await instance.run(
    ["trustee", "pedersen", "2", "--certificate", ...certs, "--threshold", "2", "--out", certificates],
  );
  const together = file("certificates.json", await readFile(certificates, "utf8"));

  const third = await each(async (page, at) => {
    const key_file = file("secret.key", first[at].key);
    await step(page, "round-3", { certificates: together, key_file, passphrase: PASSPHRASE });
    const fingerprint = await page.locator(".fingerprint").innerText();
    return { sent: await downloaded(page, "polynomial.json"), fingerprint };
  });
  assert.equal(new Set(third.map(({ fingerprint }) => fingerprint)).size, 1);
  const polynomials = await written("polynomial", third.map(({ sent }) => sent));
  const inputs = join(folder, "inputs");
  const common = ["--certificates", certificates, "--polynomial", ...polynomials];
  await instance.run(["trustee", "pedersen", "4", ...common, "--out", inputs]);

  const input = async (at) =>
    file("input.json", await readFile(join(inputs, `input-${at + 1}.json`), "utf8"));
  const last = async (page, at, from) =>
    step(page, "round-5", {
      certificates: together,
      input: await input(from),
      key_file: file("secret.key", first[at].key),
      passphrase: PASSPHRASE,
    });
  await last(pages[0], 0, 1);
  assert.equal(await refusal(pages[0]), "message-unreadable");
  const fifth = await each(async (page, at) => {
    await last(page, at, at);
    const key = await downloaded(page, "decryption.key");
    return { key: file("decryption.key", key), sent: await downloaded(page, "output.json") };
  });
  const outputs = await written("output", fifth.map(({ sent }) => sent));
  const finished = join(folder, "holders.json");
  await instance.run(
    ["trustee", "pedersen", "6", ...common, "--output", ...outputs, "--out", finished],
  );

  const [box, fork] = await tallied(finished);
  const decrypt = async (page, at, path) =>
    step(page, "decrypt", {
      archive: { name: "box.bel", mimeType: "application/x-tar", buffer: await readFile(path) },
      key_file: fifth[at].key,
      passphrase: PASSPHRASE,
    });
  // The second of three stays away.
  for (const at of [0, 2]) {
    await decrypt(pages[at], at, box);
    const part = join(folder, `part-${at}.json`);
    await writeFile(part, await downloaded(pages[at], "decryption.json"));
    await instance.run(["election", "add-decryption", box, part]);
  }
  await instance.run(["election", "result", box]);
  const said = await instance.run(["election", "verify", "--finished", "--json", box]);
  assert.deepEqual(JSON.parse(said).result, [[1, 1, 1]]);

  // A server that left one ballot out would learn it from a second tally.
  await decrypt(pages[0], 0, fork);
  assert.equal(await refusal(pages[0]), "other-tally");
  assert.equal(await pages[0].locator("[data-file]").count(), 0);
  await done(...pages);
});

/** An election of which the holders' part is in a file: its tally, and another one of it. */
async function tallied(holders) {
  const uuid = "EssaiDePaLier2";
  const at = (name) => join(folder, name);
  const palier = (...args) => instance.run(args);
  await writeFile(at("roll.csv"), "claire\nidriss\nmalik\n");
  const question = { answers: ["A", "B"], blank: true, min: 1, max: 1, question: "Qui ?" };
  const template = { description: "Un essai.", name: "Essai", questions: [question] };
  await writeFile(at("template.json"), JSON.stringify(template));
  const election = ["--group", "Ed25519", "--uuid", uuid];
  await palier("credentials", "generate", ...election, "--voters", at("roll.csv"), "--out", at("list"));
  const setup = ["--template", at("template.json"), "--credentials", at("list/credentials.json")];
  await palier("election", "setup", ...election, ...setup, "--trustee", holders, "--out", folder);
  const box = at(`${uuid}.bel`);
  const fork = at("fork.bel");
  const lines = (await readFile(at("list/codes.csv"), "utf8")).trim().split(/\r?\n/);
  const votes = { claire: "[[0,1,0]]", idriss: "[[0,0,1]]", malik: "[[1,0,0]]" };
  for (const [voter, choices] of Object.entries(votes)) {
    const line = lines.find((one) => one.startsWith(`${voter},`));
    await writeFile(at(`${voter}.txt`), line.split(",")[1]);
    if (voter === "malik") await copyFile(box, fork);
    const made = ["--credential-file", at(`${voter}.txt`), "--choices", choices, "--out", at(voter)];
    await palier("ballot", "make", "--archive", box, ...made);
    await palier("election", "cast", box, at(`${voter}/ballot.json`));
  }
  for (const one of [box, fork]) {
    await palier("election", "close", one);
    await palier("election", "tally", one);
  }
  return [box, fork];
}

/** A key of the small election, as a file that needs no passphrase. */
async function smallKey() {
  const key = { format: 1, kind: "single", group: "Ed25519" };
  key.secret = await secret(SMALL, "privkey");
  return file("server.key", JSON.stringify(key));
}

test("what was decrypted is kept, and given again but no other", async () => {
  const page = await device();
  const tallied = await archive(SMALL, "4-encryptedtally");
  const box = { name: "box.bel", mimeType: "application/x-tar", buffer: tallied };
  const fields = { archive: box, key_file: await smallKey(), passphrase: PASSPHRASE };
  await step(page, "decrypt", fields);
  const { owner, decryption } = JSON.parse(await downloaded(page, "decryption.json"));
  const body = JSON.stringify(decryption);
  const payload = createHash("sha256").update(body).digest("hex");
  const bytes = grown(tallied, "PartialDecryption", [body, JSON.stringify({ owner, payload })]);
  const path = await instance.file("opened.bel", bytes);
  const report = JSON.parse(await instance.run(["election", "verify", path, "--json"]));
  assert.equal(report.verdict, "valid");
  assert.equal(report.stage, "PartialDecryption");

  // The same tally again is given again; the device remembers which it was.
  await step(page, "decrypt", fields);
  assert.equal(await page.locator('[data-file="decryption.json"]').count(), 1);
  const { encrypted_tally: tally } = JSON.parse(
    /\{"num_tallied[^}]*\}/.exec(tallied.toString("latin1"))[0],
  );
  const kept = () => page.evaluate(() => Object.entries(localStorage));
  assert.deepEqual(await kept(), [["palier-tally-BbGQ2n8QqP5bjx", tally]]);
  await page.evaluate(() =>
    localStorage.setItem("palier-tally-BbGQ2n8QqP5bjx", "0".repeat(64)),
  );
  await step(page, "decrypt", fields);
  assert.equal(await refusal(page), "other-tally");
  assert.equal(await page.locator("[data-file]").count(), 0);
  await done(page);
});

test("another window that decrypts meanwhile is noticed", async () => {
  const page = await device();
  const buffer = await archive(SMALL, "4-encryptedtally");
  const box = { name: "box.bel", mimeType: "application/x-tar", buffer };
  // When this window looks there is nothing yet; when it writes, there is.
  await page.evaluate(() => {
    const { getItem } = Storage.prototype;
    let looked = false;
    Storage.prototype.getItem = function (key) {
      if (looked) return getItem.call(this, key);
      looked = true;
      localStorage.setItem(key, "0".repeat(64));
      return null;
    };
  });
  await step(page, "decrypt", { archive: box, key_file: await smallKey(), passphrase: PASSPHRASE });
  assert.equal(await refusal(page), "other-tally");
  assert.equal(await page.locator("[data-file]").count(), 0);
  const kept = await page.evaluate(() => Object.values(localStorage));
  assert.deepEqual(kept, ["0".repeat(64)]);
  await done(page);
});

test("what a form gave stands under that form alone, and stays in another language", async () => {
  const page = await device();
  await page.goto(`${address}#single`);
  await page.locator("#single-passphrase").fill(PASSPHRASE);
  await page.locator("#single-again").fill(PASSPHRASE);
  // Left at once: the key would come up beside another form.
  await page.evaluate(() => {
    document.querySelector("#single form > button").click();
    location.hash = "#decrypt";
  });
  await page.locator("#decrypt").waitFor();
  await page.waitForFunction(() => !document.querySelector("#single form > button").disabled);
  assert.equal(await page.locator("#outcome").innerText(), "");
  await step(page, "single", phrase);
  await page.locator("#language").click();
  assert.match(await downloaded(page, "secret.key"), /^PALIER KEY 1\n/);
  await done(page);
});

test("a slip in a key typed from paper is told by its line, in French alone", async () => {
  const page = await device();
  await step(page, "single", phrase);
  const key = await downloaded(page, "secret.key");
  const slip = file("secret.key", key.replace(" : ", " : f"));
  const buffer = await archive(SMALL, "1-setup");
  const box = { name: "box.bel", mimeType: "application/x-tar", buffer };
  await step(page, "decrypt", { archive: box, key_file: slip, passphrase: PASSPHRASE });
  const said = await page.locator("[data-error]").innerText();
  assert.match(said, /^La ligne \d+ de la clé n’est pas recopiée exactement\.$/);
  await done(page);
});

test("a broken archive is shown as refused, and nothing of it is decrypted", async () => {
  const page = await device({ width: 1280 });
  const buffer = await corrupt(SMALL, "01-iproof-response-resigned");
  const box = { name: "box.bel", mimeType: "application/x-tar", buffer };
  await step(page, "check", { archive: box });
  assert.equal(await page.locator("[data-verdict]").getAttribute("data-verdict"), "refused");
  await step(page, "decrypt", { archive: box, key_file: await smallKey(), passphrase: PASSPHRASE });
  assert.equal(await page.locator("[data-verdict]").getAttribute("data-verdict"), "refused");
  assert.equal(await page.locator("[data-file]").count(), 0);
  await done(page);
});

test("a key is checked before the vote, and a result is shown with its answers", async () => {
  const page = await device({ locale: "en-GB" });
  const at = async (stage) => ({
    name: "box.bel",
    mimeType: "application/x-tar",
    buffer: await archive(SMALL, stage),
  });
  await step(page, "check", {
    archive: await at("1-setup"),
    key_file: await smallKey(),
    passphrase: PASSPHRASE,
  });
  const said = await page.locator("#outcome").innerText();
  assert.match(said, /Your key is ready for this election/);
  await step(page, "check", { archive: await at() });
  assert.match(await page.locator("#outcome").innerText(), /List D\s+2/);
  await done(page);
});

test("axe finds nothing in the page, made keys and refusals included", async () => {
  const page = await device({ width: 320 });
  const found = async () => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run());
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  };
  for (const view of ["home", "single", "round-1", "round-3", "round-5", "check", "decrypt"]) {
    await page.goto(`${address}#${view}`);
    assert.deepEqual(await found(), [], view);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, view);
  }
  await step(page, "single", { passphrase: PASSPHRASE, again: "" });
  assert.equal(await page.locator("#single-again").getAttribute("aria-invalid"), "true");
  assert.deepEqual(await found(), [], "refused");
  await step(page, "single", phrase);
  assert.deepEqual(await found(), [], "made");
  await done(page);
});

test("two passphrases that differ make no key, and a short one neither", async () => {
  const page = await device();
  await step(page, "single", { passphrase: PASSPHRASE, again: "cheval agrafe pile faux" });
  assert.equal(await refusal(page), "different");
  await step(page, "single", { passphrase: "azerty", again: "azerty" });
  assert.equal(await refusal(page), "passphrase-short");
  await step(page, "single", phrase);
  assert.match(await downloaded(page, "secret.key"), /^PALIER KEY 1\n/);
  await done(page);
});

test("without workers the page computes by itself", async () => {
  const page = await device();
  await page.addInitScript(() => delete window.Worker);
  await page.goto("about:blank");
  await page.goto(address);
  await step(page, "single", phrase);
  assert.match(await downloaded(page, "public.json"), /"public_key"/);
  await done(page);
});

test("the page can send nothing anywhere", async () => {
  const page = await device();
  await page.context().setOffline(false);
  const tried = await page.evaluate(() =>
    fetch("http://127.0.0.1:9/").then(
      () => "sent",
      (error) => error.name,
    ),
  );
  assert.equal(tried, "TypeError");
  const blocked = page.trouble.filter((line) => /Content Security Policy/.test(line));
  assert.ok(blocked.length > 0, page.trouble.join("\n"));
  await page.context().close();
});
