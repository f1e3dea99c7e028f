// A small landlord on a real instance, set up by the command line as its staff would.

import { real } from "./instance.mjs";

export const SLUG = "les-lilas";
export const NAME = "Les Lilas Habitat";

const ROLL = `residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel
Les Tilleuls;A;A-11;B-1;2019-03-01;;P-1;Claire Martin;1950-02-28;
Les Tilleuls;A;A-12;B-2;2021-09-01;;P-2;Idriss Benali;1984-07-14;
Les Tilleuls;B;B-01;B-3;2024-01-15;;P-3;Gisèle N’Diaye;;
`;

const TEXT = `# Charte des Lilas

Ce texte est un projet.

## Vivre ensemble

### Le bruit
{: kind=commitment plain="La nuit, on dort."}

**Bailleur :** Nous répondons en deux jours quand on nous signale un bruit.

**Locataires :** Nous baissons le son après vingt-deux heures.

### Le hall
{: kind=recommendation}

Le hall reste libre pour les poussettes et les fauteuils.
`;

/** Serves a landlord with three tenants and a charter; `codes` is their letters, by reference. */
export async function smallLandlord() {
  const instance = await real();
  try {
    const landlord = ["--landlord", SLUG];
    await instance.palier(["landlord", "add", "--slug", SLUG, "--name", NAME, "--kind", "oph"]);
    const roll = await instance.file("roll.csv", ROLL);
    await instance.palier(["roll", "import", ...landlord, roll]);
    const text = await instance.file("charter.md", TEXT);
    const dates = ["--opens", "2020-01-01", "--closes", "2099-01-01"];
    await instance.palier(["text", "import", ...landlord, text, ...dates]);
    const letters = await instance.palier(["account", "issue-codes", ...landlord]);
    await instance.serve();
    return { instance, codes: codesOf(letters) };
  } catch (error) {
    await instance.end();
    throw error;
  }
}

const STAFF = { identifier: "agent.des.lilas", passphrase: "les clés sont au clou" };

/** The same with somebody of its staff, and so many more leases in a residence of their own. */
export async function withStaff(more = 0) {
  const started = await smallLandlord();
  const { instance } = started;
  const landlord = ["--landlord", SLUG];
  const lease = (n) => `Les Ormes;A;O-${n};BO-${n};2020-01-01;;PO-${n};Locataire Orme ${n};;\n`;
  if (more) {
    const lines = Array.from({ length: more }, (_, n) => lease(n)).join("");
    await instance.palier(["roll", "import", ...landlord, await instance.file("more.csv", ROLL + lines)]);
  }
  const { identifier, passphrase } = STAFF;
  const account = ["account", "create-admin", "--no-role", "--passphrase-stdin", "--identifier", identifier, "--name", "Agent"];
  await instance.palier(account, passphrase);
  const role = ["account", "grant", "--identifier", identifier];
  await instance.palier([...role, "--role", "landlord-staff", "--at", SLUG]);
  return { ...started, staff: STAFF };
}

/** Reads the letters' file: reference first, code last. */
export function codesOf(letters) {
  const lines = letters.trim().split("\n").slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const cells = line.split(";").map((cell) => cell.replace(/^"|"$/g, "").trim());
      return [cells[0], cells.at(-1)];
    }),
  );
}

/** The code with a slip in one group, counted from 1. */
export function withSlipIn(group, code) {
  const digits = [...code.replaceAll(" ", "")];
  const at = group * 4 - 1;
  digits[at] = String((Number(digits[at]) + 1) % 10);
  return digits.join("").replace(/(.{4})(?=.)/g, "$1 ");
}
