// Instances of the release binary, each with a data folder and a port of its own.

import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";

const BINARY =
  process.env.END2END_BINARY ||
  fileURLToPath(new URL("../../target/release/palier", import.meta.url));
const START_LIMIT_MS = 60_000;

/** One instance: its address, its command line, and how to end it. */
export class Instance {
  #server;
  #log = "";

  constructor(data) {
    this.data = data;
  }

  // Not the checkout, where a palier.toml may stand.
  get #folder() {
    return dirname(this.data);
  }

  /** Runs a command on this instance's data, and gives what it printed. */
  palier(args, input = "") {
    return this.run([...args, "--data", this.data], input);
  }

  /** Runs a command that has no data, and gives what it printed. */
  run(args, input = "") {
    return new Promise((resolve, reject) => {
      const child = execFile(
        BINARY,
        args,
        { cwd: this.#folder, env: environment(), maxBuffer: 1 << 28 },
        (error, stdout, stderr) =>
          error
            ? reject(new Error(`palier ${args.join(" ")}: ${stderr || error.message}`))
            : resolve(stdout),
      );
      // A command that reads nothing may have ended already.
      child.stdin.on("error", () => {});
      child.stdin.end(input);
    });
  }

  /** Writes a file beside the data, for a command to read. */
  async file(name, content) {
    const path = join(this.#folder, name);
    await writeFile(path, content);
    return path;
  }

  async serve(options = []) {
    const port = this.url ? new URL(this.url).port : await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.#server = spawn(
      BINARY,
      ["serve", ...options, "--listen", `127.0.0.1:${port}`, "--data", this.data],
      {
        cwd: this.#folder,
        env: environment({ PALIER_PUBLIC_URL: this.url }),
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    for (const stream of [this.#server.stdout, this.#server.stderr]) {
      stream.on("data", (text) => (this.#log += text));
    }
    running.add(this.#server);
    this.#server.once("exit", () => running.delete(this.#server));
    await this.#healthy();
    return this;
  }

  async #healthy() {
    const limit = Date.now() + START_LIMIT_MS;
    while (Date.now() < limit) {
      if (this.#server.exitCode !== null) break;
      const answer = await fetch(`${this.url}/health`).catch(() => null);
      if (answer?.ok) return;
      await sleep(50);
    }
    this.#server.kill("SIGKILL");
    throw new Error(`palier serve did not answer:\n${this.#log}`);
  }

  /** Serves the demonstration anew at its address, with a clock that shows this instant. */
  async at(shown) {
    await this.stop();
    return this.serve(["--demo", "--clock", shown]);
  }

  /** Stops the server and leaves its data. */
  async stop() {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    const late = setTimeout(() => server.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(late);
  }

  /** Stops the server and erases its data. */
  async end() {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

// Whatever ends this process ends its servers.
const running = new Set();
const killAll = () => running.forEach((server) => server.kill("SIGKILL"));
process.once("exit", killAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

function environment(more = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PALIER_"));
  return { ...Object.fromEntries(kept), RUST_BACKTRACE: "1", ...more };
}

async function dataFolder() {
  return join(await mkdtemp(join(tmpdir(), "palier-end2end-")), "data");
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The demo, copied from PALIER_DEMO_TEMPLATE where there is one, else generated. */
export async function demo() {
  const data = await dataFolder();
  const template = process.env.PALIER_DEMO_TEMPLATE;
  if (template) await cp(template, data, { recursive: true });
  return new Instance(data).serve(["--demo"]);
}

/** An instance for real use, empty, not yet serving. */
export async function real() {
  return new Instance(await dataFolder());
}

/** The addresses that the binary itself says it answers: method, path, access. */
export async function routes() {
  const instance = await real();
  try {
    return JSON.parse(await instance.palier(["routes"]));
  } finally {
    await instance.end();
  }
}
