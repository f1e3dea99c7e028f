// How a page asks the booth; each request is a promise.

/** Why a request was refused: a code to translate, and where. */
export class Refused extends Error {
  constructor({ code, field, detail }) {
    super(detail);
    this.code = code;
    this.field = field;
  }
}

const PIECE = 1 << 18;

/** A booth behind a worker, or behind one end of a channel. */
export class Booth {
  #port;
  #asked = 0;
  #waiting = new Map();
  #stopped;

  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data: { id, ok, error } }) => {
      const asked = this.#waiting.get(id);
      this.#waiting.delete(id);
      error ? asked?.reject(new Refused(error)) : asked?.resolve(ok);
    };
    // The worker's script did not load.
    port.onerror = () => this.#stop("the worker did not start");
  }

  /** No answer comes any more: whoever waits is told, and whoever asks later too. */
  #stop(detail) {
    this.#stopped = new Refused({ code: "stopped", detail });
    for (const { reject } of this.#waiting.values()) reject(this.#stopped);
    this.#waiting.clear();
  }

  /** Starts the worker at an address. */
  static at(address) {
    return new Booth(new Worker(address));
  }

  /** Asks one thing; bytes are handed over, not copied. */
  ask(what, fields = {}, { bytes, wasm } = {}) {
    if (this.#stopped) return Promise.reject(this.#stopped);
    const id = ++this.#asked;
    const moved = [bytes?.buffer].filter(Boolean);
    return new Promise((resolve, reject) => {
      this.#port.postMessage({ ...fields, id, do: what, bytes, wasm }, moved);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Verifies an archive, a Blob, piece by piece; `progress({ done, of, ballots })` on the way. */
  async verify(archive, options = {}, progress = () => {}) {
    await this.ask("verify", options);
    let more = true;
    for (let at = 0; more && at < archive.size; at += PIECE) {
      const piece = await archive.slice(at, at + PIECE).arrayBuffer();
      const told = await this.ask("piece", {}, { bytes: new Uint8Array(piece) });
      more = told.more;
      progress({ done: told.bytes, of: archive.size, ballots: told.ballots });
    }
    return this.ask("report");
  }

  /** Ends the worker, and all that it knew with it. */
  end() {
    this.#port.terminate?.();
    this.#stop("the booth was ended");
  }
}
