// A small landlord of the demonstration, whose clock can be moved: its people, and the files of those
// who work offline.

import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { button, field, open, send, signIn, visit } from "./browser.mjs";
import { device, downloaded, file, step } from "./holder.mjs";
import { demo } from "./instance.mjs";

export const SLUG = "petit-bois";
export const NAME = "Petit Bois Habitat";
export const DESK = `/${SLUG}/gestion/election`;

const lease = (n) => `Le Petit Bois;A;A-${n};PB-${n};2019-03-01;;PBP-${n};Locataire Bois ${n};;\n`;
const ROLL = `residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel
${[1, 2, 3, 4, 5].map(lease).join("")}`;

const passphrase = "la mare aux douze canards";
/** Those who act in the election, by what they are in it. */
export const PEOPLE = {
  officer: { identifier: "bois-responsable", passphrase },
  commission: { identifier: "bois-commission", passphrase },
  board: { identifier: "bois-bureau", passphrase },
  authorities: { identifier: "bois-codes", passphrase },
};

/** The demonstration, with this landlord beside the others. */
export async function smallLandlordOfTheDemo() {
  const instance = await demo();
  try {
    await people(instance);
    return instance;
  } catch (error) {
    await instance.end();
    throw error;
  }
}

async function people(instance) {
  await instance.palier(["landlord", "add", "--slug", SLUG, "--name", NAME, "--kind", "oph"]);
  const roll = await instance.file("petit-bois.csv", ROLL);
  await instance.palier(["roll", "import", "--landlord", SLUG, roll]);
  for (const { identifier } of Object.values(PEOPLE)) {
    const account = ["account", "create-admin", "--no-role", "--passphrase-stdin"];
    await instance.palier([...account, "--identifier", identifier, "--name", identifier], passphrase);
  }
  const role = ["--role", "election-officer", "--at", SLUG];
  await instance.palier(["account", "grant", "--identifier", PEOPLE.officer.identifier, ...role]);
}

/** A page of somebody who has just signed in; nobody on a phone unless a person is named. */
export async function pageOf(instance, person, width = person ? 1280 : 360) {
  const page = await open(instance, { width });
  if (person) {
    await visit(page, "/connexion");
    await signIn(page, PEOPLE[person]);
  }
  return page;
}

/** A protocol with three holders of the key, two of whom suffice, and two rival authorities. */
export async function threeHolders(page) {
  const fill = (name, value) => page.locator(`[name=${name}]`).fill(String(value));
  const pick = (name, value) => page.locator(`[name=${name}]`).selectOption(value);
  await fill("extension_weeks", 6);
  await fill("commission", "Alice Petit\nBruno Roy");
  await fill("tally_board", "Alice Petit\nBruno Roy\nChloé Diop");
  const holders = [
    ["Alice Petit", "landlord", ""],
    ["Bruno Roy", "list", "CNL"],
    ["Chloé Diop", "list", "CLCV"],
  ];
  for (const [at, [person, interest, of]] of holders.entries()) {
    await fill(`holder_${at}`, person);
    await pick(`interest_${at}`, interest);
    await fill(`for_${at}`, of);
  }
  await fill("threshold", 2);
  await fill("authority_a", "Imprimerie du Port");
  await fill("authority_a_sender", "Imprimerie du Port");
  await pick("authority_a_interest", "landlord");
  await fill("authority_b", "Maître Lenoir");
  await fill("authority_b_sender", "Maître Lenoir");
  await pick("authority_b_interest", "neutral");
  await fill("authority_b_for", "huissier");
  await fill("publication_minutes", 1);
  await fill("least_published", 1);
  await fill("recommendation_title", "Texte de 2027");
  await fill("recommendation_since", "2027-01-01");
  await send(page, button(page, "protocol.save").last());
}

/** Gives somebody a part in the election, from the officer's page of its protocol. */
export async function name(page, person, role) {
  await field(page, "protocol_step.member_identifier").fill(PEOPLE[person].identifier);
  await field(page, "protocol_step.member_role").selectOption(role);
  await send(page, button(page, "protocol_step.member_add"));
}

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

  /** Her part of the tally, once she has verified the whole archive. */
  async share(archive) {
    const given = ["--archive", await this.#given("summed.bel", archive)];
    const key = ["--key-file", join(this.#own, "decryption.key"), ...(await this.#phrase())];
    const state = ["--state", join(this.#own, "memory")];
    const out = join(this.#own, "decryption.json");
    await this.offline.run("trustee", "decrypt", ...given, ...key, ...state, "--out", out);
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

  async share(archive) {
    const page = await this.#opened();
    await step(page, "decrypt", {
      archive: { name: "summed.bel", mimeType: "application/x-tar", buffer: archive },
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

/** The codes of a line of a rehearsal, as its page of letters shows them. */
export async function rehearsalCodes(page, line) {
  const [a, b] = await page.locator("tbody tr").nth(line).locator("code").allInnerTexts();
  return { a: { code: a }, b: { code: b } };
}

/** Waits until the booth's contract says something of the phase, as the server does by itself. */
export async function phase(instance, address, wanted) {
  for (let n = 0; n < 200; n++) {
    const booth = await (await fetch(`${instance.url}${address}/booth.json`)).json();
    if (booth.phase === wanted) return booth;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${address} does not come to ${wanted}`);
}
