// The booth in a real browser: its workers, started from a page of the site. What they make is
// checked by the command, which shares no code with the browser but the crate.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { archive, corrupt, grown, secret, vector } from "./support/archive.mjs";
import { closeBrowser, open, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";

const SMALL = "33-small-ed25519";
const PASSPHRASE = "cheval agrafe pile correct";
const CHOICES = [[0, 0, 0, 1, 0, 0]];

let instance;
let page;
let election;
let codes;
before(async () => {
  instance = await demo();
  election = (await vector(SMALL, "election.json")).trim();
  codes = JSON.parse(await vector(SMALL, "private_creds.json"));
  page = await open(instance);
  await visit(page, "/");
  // As a page of ours does: the client's module, and a worker by its address.
  await page.evaluate(async () => {
    const { booth, holder, client } = await (await fetch("/assets/workers.json")).json();
    const { Booth, Refused } = await import(client.address);
    window.booth = () => Booth.at(booth.code.address);
    window.holder = () => Booth.at(holder.code.address);
    window.code = (asked) =>
      asked.then(
        () => "done",
        (error) => (error instanceof Refused ? error.code : String(error)),
      );
    window.blob = (base64) => new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]);
  });
});
after(async () => {
  assert.deepEqual(page.trouble, []);
  await closeBrowser();
  await instance.end();
});

/** What the command says of an archive. */
async function verified(bytes) {
  const path = await instance.file("made.bel", bytes);
  return JSON.parse(await instance.run(["election", "verify", path, "--json"]));
}

test("a ballot made in the browser is accepted by the command", async () => {
  const ballot = await page.evaluate(
    async ({ election, code, choices }) => {
      const booth = window.booth();
      await booth.ask("election", { election });
      await booth.ask("seal", { codes: [code], choices });
      const { ballot } = await booth.ask("cast");
      booth.end();
      return ballot;
    },
    { election, code: codes["voter4@example.org"], choices: CHOICES },
  );
  const bytes = grown(await archive(SMALL, "1-setup"), "Ballot", [ballot]);
  const { verdict, stage, checks } = await verified(bytes);
  assert.deepEqual({ verdict, stage }, { verdict: "valid", stage: "Ballot" });
  for (const rule of ["ballot-proofs", "ballot-signature", "ballot-credential"]) {
    const { done, of } = checks.find((check) => check.rule === rule);
    assert.deepEqual({ done, of }, { done: 1, of: 1 }, rule);
  }
});

test("an opened ballot is never cast, and another device finds what it held", async () => {
  const seen = await page.evaluate(
    async ({ election, code, choices }) => {
      const [device, other] = [window.booth(), window.booth()];
      await device.ask("election", { election });
      await other.ask("election", { election });
      const sealed = await device.ask("seal", { codes: [code], choices });
      const opened = await device.ask("open");
      const cast = await window.code(device.ask("cast"));
      const again = await window.code(device.ask("open"));
      const audited = await other.ask("audit", { opening: opened.opening });
      const altered = opened.opening.replace("/000100/", "/001000/");
      const lied = await window.code(other.ask("audit", { opening: altered }));
      device.end();
      other.end();
      return { sealed, opened, cast, again, audited, lied };
    },
    { election, code: codes["voter1@example.org"], choices: CHOICES },
  );
  assert.equal(seen.cast, "nothing-sealed");
  assert.equal(seen.again, "nothing-sealed");
  assert.equal(seen.opened.tracking_number, seen.sealed.tracking_number);
  assert.deepEqual(seen.audited, {
    tracking_number: seen.sealed.tracking_number,
    choices: CHOICES,
  });
  assert.equal(seen.lied, "proof");
  assert.ok(seen.opened.opening.length <= 600);
});

test("whether a code fits is told on the device", async () => {
  const lines = JSON.parse(await vector(SMALL, "public_creds.json"));
  const list = lines.map((line) => line.split(",")[0]);
  const seen = await page.evaluate(
    async ({ election, list, right, wrong }) => {
      const booth = window.booth();
      await booth.ask("election", { election });
      const fits = async (code) => {
        const { prefix } = await booth.ask("look", { codes: [code], voters: 4096 });
        const found = list.filter((entry) => entry.startsWith(prefix));
        return (await booth.ask("listed", { codes: [code], list: found })).listed;
      };
      const { words } = await booth.ask("words", { code: right });
      const told = [await fits(right), await fits(words), await fits(wrong)];
      booth.end();
      return told;
    },
    { election, list, right: codes["voter2@example.org"], wrong: "k3ns7-TzTnLQ-eq4gz-3gGx9X" },
  );
  assert.deepEqual(seen, [true, true, false]);
});

test("what is no message is answered, and what waits is not lost", async () => {
  const seen = await page.evaluate(
    async ({ election, code, choices }) => {
      const booth = window.booth();
      await booth.ask("election", { election });
      const { tracking_number } = await booth.ask("seal", { codes: [code], choices });
      const odd = await window.code(booth.ask("piece", { number: 1n }));
      const bytes = await window.code(booth.ask("piece", {}, { bytes: "text" }));
      const sealed = (await booth.ask("cast")).tracking_number === tracking_number;
      booth.end();
      return { odd, bytes, sealed };
    },
    { election, code: codes["voter3@example.org"], choices: CHOICES },
  );
  assert.deepEqual(seen, { odd: "message", bytes: "message", sealed: true });
});

test("a worker that is sent nothing at all goes on", { timeout: 20_000 }, async () => {
  const answers = await page.evaluate(async () => {
    const { booth } = await (await fetch("/assets/workers.json")).json();
    const worker = new Worker(booth.code.address);
    const told = [];
    const second = new Promise((resolve) => {
      worker.onmessage = ({ data }) => told.push(data.error?.code) === 2 && resolve();
    });
    worker.postMessage(null);
    worker.postMessage({ id: 2, do: "cast" });
    await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    worker.terminate();
    return told;
  });
  assert.deepEqual(answers, ["message", "nothing-sealed"]);
});

test("nobody waits for a booth that has ended or never started", { timeout: 20_000 }, async () => {
  const seen = await page.evaluate(async () => {
    const late = (asked) =>
      Promise.race([
        window.code(asked),
        new Promise((resolve) => setTimeout(resolve, 5_000, "still waits")),
      ]);
    const ended = window.booth();
    const before = ended.ask("cast");
    ended.end();
    // A worker of which the script does not load says so once.
    const { port1: port } = new MessageChannel();
    const absent = new ended.constructor(port);
    port.onerror();
    return [await late(before), await late(ended.ask("cast")), await late(absent.ask("cast"))];
  });
  assert.deepEqual(seen, ["stopped", "stopped", "stopped"]);
});

test("three workers make a key of which two suffice", async () => {
  const seen = await page.evaluate(
    async ({ passphrase }) => {
      const holders = [1, 2, 3].map(() => window.holder());
      const each = (ask) => Promise.all(holders.map(ask));
      const first = await each((holder, at) =>
        holder.ask("round-1", { size: 3, threshold: 2, index: at + 1, passphrase }),
      );
      // What the server does between the rounds is sorting.
      const certificates = `{"certs":[${first.map((made) => made.public).join()}]}`;
      const third = await each((holder, at) =>
        holder.ask("round-3", { key_file: first[at].key_file, passphrase, certificates }),
      );
      const sent = third.map((made) => JSON.parse(made.public));
      const input = (at) =>
        JSON.stringify({
          polynomial: sent[at].polynomial,
          secrets: sent.map(({ secrets }) => secrets[at]),
          coefexps: sent.map(({ coefexps }) => coefexps),
          signatures: sent.map(({ signature }) => signature),
        });
      const last = (holder, at, input) =>
        holder.ask("round-5", { key_file: first[at].key_file, passphrase, certificates, input });
      const fifth = await each((holder, at) => last(holder, at, input(at)));
      const crossed = await window.code(last(holders[0], 0, input(1)));
      holders.forEach((holder) => holder.end());
      return { fingerprints: [...third, ...fifth].map((made) => made.fingerprint), fifth, crossed };
    },
    { passphrase: PASSPHRASE },
  );
  assert.equal(new Set(seen.fingerprints).size, 1);
  const keys = seen.fifth.map((made) => JSON.parse(made.public).public_key.public_key);
  assert.equal(new Set(keys).size, 3);
  for (const { key_file } of seen.fifth) assert.match(key_file, /^PALIER KEY 1\n01 /);
  assert.equal(seen.crossed, "message-unreadable");
});

test("what a holder decrypts in the browser is accepted by the command", async () => {
  const tallied = await archive(SMALL, "4-encryptedtally");
  const key = { format: 1, kind: "single", group: "Ed25519" };
  key.secret = await secret(SMALL, "privkey");
  const seen = await page.evaluate(
    async ({ base64, key_file, passphrase }) => {
      const holder = window.holder();
      const early = await window.code(holder.ask("decrypt", { key_file, passphrase }));
      const { report, name } = await holder.verify(window.blob(base64));
      const standing = await holder.ask("standing", { key_file, passphrase });
      const decrypted = await holder.ask("decrypt", { key_file, passphrase });
      const before = "0".repeat(64);
      const second = await window.code(holder.ask("decrypt", { key_file, passphrase, before }));
      holder.end();
      return { early, report, name, standing, decrypted, second };
    },
    {
      base64: tallied.toString("base64"),
      key_file: JSON.stringify(key),
      passphrase: PASSPHRASE,
    },
  );
  assert.equal(seen.early, "no-archive");
  assert.equal(seen.report.verdict, "valid");
  assert.equal(seen.name, "Test assembly");
  assert.equal(seen.standing.decrypts, true);
  assert.equal(seen.second, "other-tally");
  const { owner, decryption } = JSON.parse(seen.decrypted.text);
  assert.equal(owner, seen.standing.owner);
  const body = JSON.stringify(decryption);
  const { createHash } = await import("node:crypto");
  const payload = createHash("sha256").update(body).digest("hex");
  const bytes = grown(tallied, "PartialDecryption", [body, JSON.stringify({ owner, payload })]);
  const { verdict, stage } = await verified(bytes);
  assert.deepEqual({ verdict, stage }, { verdict: "valid", stage: "PartialDecryption" });
});

const verify = (bytes, which = "booth") =>
  page.evaluate(
    async ({ base64, which }) => {
      const booth = window[which]();
      const steps = [];
      const told = await booth
        .verify(window.blob(base64), {}, (step) => steps.push(step))
        .catch(({ code, message }) => ({ code, message }));
      booth.end();
      return { ...told, steps };
    },
    { base64: bytes.toString("base64"), which },
  );

test("archives of Belenios are verified, and their progress is told", async () => {
  for (const name of [SMALL, "33-smallthr-ed25519", "33-multi03-ed25519", "33-weights-ed25519"]) {
    const bytes = await archive(name);
    const { report, steps } = await verify(bytes);
    assert.equal(report.verdict, "valid", name);
    assert.equal(report.stage, "Result", name);
    assert.deepEqual(report, await verified(bytes), `${name}: browser and command agree`);
    assert.equal(steps.at(-1).done, bytes.length);
  }
});

test("broken archives are refused in the browser as by the command", async () => {
  for (const variant of ["01-iproof-response-resigned", "16-unknown-credential"]) {
    const { report } = await verify(await corrupt(SMALL, variant), "holder");
    assert.equal(report.verdict, "refused", variant);
  }
});

test("an election in a group that the browser lacks is not called wrong", async () => {
  const { code, message } = await verify(await archive("20-small-belenios2048"));
  assert.deepEqual({ code, message }, { code: "group", message: "BELENIOS-2048" });
});

test("the worker reaches no other host", async () => {
  const { headers } = await fetch(
    instance.url + (await (await fetch(`${instance.url}/assets/workers.json`)).json()).booth.code.address,
  );
  const policy = headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src 'self'/);
});
