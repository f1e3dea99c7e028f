// The booth off the main thread: a request {id, do, ...} comes in, an answer {id, ok | error} goes
// out. It stands behind the glue that wasm-bindgen writes; the address of the wasm is filled in
// when both are embedded.

const WASM = "booth:wasm";

/** Answers what comes through a port, in order: the worker itself, or one end of a channel. */
function serve(port) {
  let booth;
  let memory;
  let broken;
  let before = Promise.resolve();

  async function start(wasm) {
    ({ memory } = await wasm_bindgen({ module_or_path: wasm ?? WASM }));
    booth = new wasm_bindgen.Booth();
  }

  async function answer(data) {
    const { bytes, wasm, ...request } = data ?? {};
    const { id } = request;
    if (broken) return { id, error: { code: "stopped", detail: broken } };
    let message;
    try {
      message = JSON.stringify(request);
      if (!((bytes ?? new Uint8Array()) instanceof Uint8Array)) throw new TypeError("bytes");
    } catch (error) {
      // Nothing was lost: what waits in the booth still does.
      return { id, error: { code: "message", detail: String(error) } };
    }
    try {
      if (!booth) await start(wasm);
      if (request.do === "start") return { id, ok: { memory: memory.buffer.byteLength } };
      return JSON.parse(booth.answer(message, bytes ?? new Uint8Array()));
    } catch (error) {
      // Code that did not load may be asked for again. Where it stopped in the middle, the glue would
      // give the same memory again, and nothing in that can be trusted.
      if (booth) broken = String(error);
      return { id, error: { code: "stopped", detail: String(error) } };
    }
  }

  port.onmessage = ({ data }) => {
    before = before.then(async () => port.postMessage(await answer(data)));
  };
}

if (typeof WorkerGlobalScope !== "undefined") serve(self);
