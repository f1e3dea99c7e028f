// The worker's own code, with glue that fails as wasm does: what stopped once is not used again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const code = await readFile(new URL("../booth/worker.js", import.meta.url), "utf8");

/** Serves with this glue; `ask` gives the answer to a request. */
function served(wasm_bindgen) {
  const context = createContext({ wasm_bindgen, Uint8Array });
  runInContext(code, context);
  const waiting = [];
  const port = { postMessage: (answer) => waiting.shift()(answer) };
  context.serve(port);
  let id = 0;
  const ask = (what) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port.onmessage({ data: { id: ++id, do: what } });
    });
  return { ask };
}

/** Glue that gives the same memory whenever it is asked, as wasm-bindgen's does. */
function glue(answer) {
  const load = async () => ({ memory: { buffer: new ArrayBuffer(8) } });
  load.Booth = class {
    answer = answer;
  };
  return load;
}

test("a booth that stopped in the middle is given nothing more", async () => {
  let asked = 0;
  const { ask } = served(
    glue(() => {
      asked += 1;
      throw new Error("unreachable");
    }),
  );
  assert.equal((await ask("start")).ok.memory, 8);
  for (const what of ["seal", "cast", "start"]) assert.equal((await ask(what)).error.code, "stopped");
  assert.equal(asked, 1);
});

test("code that did not load is asked for again", async () => {
  let loads = 0;
  const good = glue(() => '{"id":2,"ok":"sealed"}');
  const { ask } = served(
    Object.assign(
      async (...from) => {
        loads += 1;
        if (loads === 1) throw new Error("no network");
        return good(...from);
      },
      { Booth: good.Booth },
    ),
  );
  assert.equal((await ask("seal")).error.code, "stopped");
  assert.equal((await ask("seal")).ok, "sealed");
});
