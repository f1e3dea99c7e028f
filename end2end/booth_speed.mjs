// How long the booth takes in Chromium, through its worker: one line of JSON for the bench.

import { archive, vector } from "./support/archive.mjs";
import { closeBrowser, open, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";

const SMALL = "33-small-ed25519";

const instance = await demo();
try {
  const page = await open(instance);
  await visit(page, "/");
  const codes = JSON.parse(await vector(SMALL, "private_creds.json"));
  const figures = await page.evaluate(
    async ({ election, code, base64 }) => {
      const { booth, holder, client } = await (await fetch("/assets/workers.json")).json();
      const { Booth } = await import(client.address);
      const time = async (task) => {
        const start = performance.now();
        await task();
        return performance.now() - start;
      };
      const rounded = (number) => Math.round(number * 100) / 100;

      let desk;
      const start = await time(async () => {
        desk = Booth.at(booth.code.address);
        await desk.ask("start");
      });
      await desk.ask("election", { election });
      const seal = () => desk.ask("seal", { codes: [code], choices: [[0, 0, 0, 1, 0, 0]] });
      const first = await time(seal);
      const made = [];
      for (let n = 0; n < 60; n++) made.push(await time(seal));
      made.sort((a, b) => a - b);

      const blob = new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]);
      const each = [];
      for (let n = 0; n < 6; n++) {
        let report;
        const taken = await time(async () => ({ report } = await desk.verify(blob)));
        const { done } = report.checks.find(({ rule }) => rule === "ballot-proofs");
        each.push(taken / done);
      }
      each.sort((a, b) => a - b);
      const { memory } = await desk.ask("start");

      const keeper = Booth.at(holder.code.address);
      await keeper.ask("start");
      const key = await time(() => keeper.ask("single", { passphrase: "cheval agrafe pile" }));
      const { memory: kept } = await keeper.ask("start");
      return {
        start_ms: rounded(start),
        first_ballot_ms: rounded(first),
        make_ms: rounded(made[made.length >> 1]),
        verify_ms: rounded(each[each.length >> 1]),
        booth_memory_mib: rounded(memory / 1048576),
        key_ms: rounded(key),
        holder_memory_mib: rounded(kept / 1048576),
      };
    },
    {
      election: (await vector(SMALL, "election.json")).trim(),
      code: codes["voter1@example.org"],
      base64: (await archive("33-n100-ed25519")).toString("base64"),
    },
  );
  console.log(JSON.stringify(figures));
} finally {
  await closeBrowser();
  await instance.end();
}
