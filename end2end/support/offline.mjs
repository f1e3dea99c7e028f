// Those who work offline in an election: holders of the key, authorities of the codes, their files.

import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { device, downloaded, file, step } from "./holder.mjs";

/** A folder that no server sees: what holders and authorities keep, and their commands. */
export class Offline {
  static async with(instance) {
    return new Offline(instance, await mkdtemp(join(tmpdir(), "palier-offline-")));
  }

  constructor(instance, folder) {
    this.instance = instance;
    this.folder = folder;
  }

  at(name) {
    return join(this.folder, name);
  }

  run(...args) {
    return this.instance.run(args);
  }

  read(name) {
    return readFile(this.at(name), "utf8");
  }

  async write(name, content) {
    await writeFile(this.at(name), content);
    return this.at(name);
  }

  /** SHA-256 of a file, as the seals print it. */
  async sha256(name) {
    return createHash("sha256").update(await readFile(this.at(name))).digest("hex");
  }

  end() {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const PHRASE = "cheval agrafe pile correct";

/** A holder who types commands; each part gives her public message. */
export class HolderByCommand {
  constructor(offline, index) {
    this.offline = offline;
    this.index = index;
  }

  /** Her folder, and the options that open her key file. */
  get #own() {
    return this.offline.at(`holder-${this.index}`);
  }

  async #phrase() {
    return ["--passphrase-file", await this.offline.write("phrase.txt", `${PHRASE}\n`)];
  }

  async #given(name, text) {
    return this.offline.write(`${this.index}-${name}`, text);
  }

  async certificate() {
    const plan = ["--group", "Ed25519", "--size", "3", "--threshold", "2", "--index", `${this.index}`];
    await this.offline.run("trustee", "pedersen", "1", ...plan, ...(await this.#phrase()), "--out", this.#own);
    return readFile(join(this.#own, "certificate.json"), "utf8");
  }

  async polynomial(certificates) {
    const given = ["--certificates", await this.#given("certificates.json", certificates)];
    const key = ["--key-file", join(this.#own, "secret.key"), ...(await this.#phrase())];
    const out = join(this.#own, "polynomial.json");
    await this.offline.run("trustee", "pedersen", "3", ...given, ...key, "--out", out);
    return readFile(out, "utf8");
  }

  async output(certificates, input) {
    const given = ["--certificates", await this.#given("certificates.json", certificates)];
    const own = ["--input", await this.#given("input.json", input)];
    const key = ["--key-file", join(this.#own, "secret.key"), ...(await this.#phrase())];
    await this.offline.run("trustee", "pedersen", "5", ...given, ...own, ...key, "--out", this.#own);
    return readFile(join(this.#own, "output.json"), "utf8");
  }

  async reopened(archive) {
    const given = ["--archive", await this.#given("trial.bel", archive), "--json"];
    const key = ["--key-file", join(this.#own, "decryption.key"), ...(await this.#phrase())];
    return this.offline.run("trustee", "check", ...given, ...key);
  }

  async decryption(archive) {
    const given = ["--archive", await this.#given("tallied.bel", archive)];
    const key = ["--key-file", join(this.#own, "decryption.key"), ...(await this.#phrase())];
    const out = join(this.#own, "part.json");
    const state = ["--state", join(this.#own, "decrypted"), "--out", out];
    await this.offline.run("trustee", "decrypt", ...given, ...key, ...state);
    return readFile(out, "utf8");
  }

  /** What of her must be nowhere else. */
  async secrets() {
    const files = ["secret.key", "decryption.key"].map((name) => join(this.#own, name));
    return Promise.all(files.map((name) => readFile(name, "utf8")));
  }

  async end() {}
}

/** A holder who opens the offline page in a browser. */
export class HolderByPage {
  #page;
  #keys = {};

  constructor(offline, index) {
    this.offline = offline;
    this.index = index;
  }

  async #opened() {
    if (!this.#page) {
      const path = this.offline.at("holder.html");
      await this.offline.run("trustee", "page", "--out", path);
      this.#page = await device(pathToFileURL(path).href);
    }
    return this.#page;
  }

  async certificate() {
    const page = await this.#opened();
    const plan = { size: 3, threshold: 2, index: this.index };
    await step(page, "round-1", { ...plan, passphrase: PHRASE, again: PHRASE });
    this.#keys.secret = await downloaded(page, "secret.key");
    return downloaded(page, "certificate.json");
  }

  async polynomial(certificates) {
    const page = await this.#opened();
    const key_file = file("secret.key", this.#keys.secret);
    await step(page, "round-3", {
      certificates: file("certificates.json", certificates),
      key_file,
      passphrase: PHRASE,
    });
    return downloaded(page, "polynomial.json");
  }

  async output(certificates, input) {
    const page = await this.#opened();
    await step(page, "round-5", {
      certificates: file("certificates.json", certificates),
      input: file("input.json", input),
      key_file: file("secret.key", this.#keys.secret),
      passphrase: PHRASE,
    });
    this.#keys.decryption = await downloaded(page, "decryption.key");
    return downloaded(page, "output.json");
  }

  async reopened(archive) {
    const page = await this.#opened();
    await step(page, "check", {
      archive: { name: "trial.bel", mimeType: "application/x-tar", buffer: archive },
      key_file: file("decryption.key", this.#keys.decryption),
      passphrase: PHRASE,
    });
    return downloaded(page, "standing.json");
  }

  async decryption(archive) {
    const page = await this.#opened();
    await step(page, "decrypt", {
      archive: { name: "tallied.bel", mimeType: "application/x-tar", buffer: archive },
      key_file: file("decryption.key", this.#keys.decryption),
      passphrase: PHRASE,
    });
    return downloaded(page, "decryption.json");
  }

  async secrets() {
    return Object.values(this.#keys);
  }

  /** The page, closed; what went wrong behind it. */
  async end() {
    await this.#page?.context().close();
    return this.#page?.trouble ?? [];
  }
}

/** The codes of a line, as the letters' addresses carry them. */
export async function codesOf(offline, line) {
  const code = async (half) => {
    const rows = (await offline.read(`${half}/codes.csv`)).trim().split(/\r?\n/);
    return { code: rows[line].split(",")[1] };
  };
  return { a: await code("a"), b: await code("b") };
}
