// How long a visitor's browser takes to verify a large archive: the file is the first argument.

import { readFile } from "node:fs/promises";

import { closeBrowser, open, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";

// A message between this process and the browser is of limited length.
const PIECE = 12 * 1024 * 1024;

const file = await readFile(process.argv[2]);
const instance = await demo();
try {
  const page = await open(instance);
  await visit(page, "/");
  for (let at = 0; at < file.length; at += PIECE) {
    const base64 = file.subarray(at, at + PIECE).toString("base64");
    await page.evaluate((text) => {
      globalThis.pieces ??= [];
      globalThis.pieces.push(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
    }, base64);
  }
  const figures = await page.evaluate(async () => {
    const { booth, client } = await (await fetch("/assets/workers.json")).json();
    const { Booth } = await import(client.address);
    const desk = Booth.at(booth.code.address);
    await desk.ask("start");
    const blob = new Blob(globalThis.pieces);
    const start = performance.now();
    const { report } = await desk.verify(blob);
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    const { done } = report.checks.find(({ rule }) => rule === "ballot-proofs");
    const { memory } = await desk.ask("start");
    return { verdict: report.verdict, ballots: done, seconds, memory_mib: memory / 1048576 };
  });
  console.log(JSON.stringify(figures));
} finally {
  await closeBrowser();
  await instance.end();
}
