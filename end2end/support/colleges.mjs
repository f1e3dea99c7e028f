// A landlord on a real instance whose charter can come before its colleges: five tenants with their
// letters, two associations, a facilitator, a guarantor, an agent and a delegate.

import { codesOf } from "./landlord.mjs";
import { real } from "./instance.mjs";

export const SLUG = "les-lilas";
export const TENANTS = ["P-1", "P-2", "P-3", "P-4", "P-5"];
export const PASSPHRASE = "les clés sont au clou";

const HEAD = "residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel\n";
const ROLL = HEAD + TENANTS.map((one, n) => `Les Tilleuls;A;A-${n};B-${n};2019-03-01;;${one};Locataire ${n};;\n`).join("");

const TEXT = `# Charte des Lilas

Ce texte est un projet.

## Vivre ensemble

### Le bruit
{: kind=commitment owner="Direction de la proximité" due="2031-06-30"}

**Bailleur :** Nous répondons en deux jours quand on nous signale un bruit.

**Locataires :** Nous baissons le son après vingt-deux heures.

### Le hall
{: kind=recommendation}

Le hall reste libre pour les poussettes et les fauteuils.
`;

/** Those who hold a role there: identifier, role, and where. */
const ROLES = [
  ["animatrice", "facilitator", SLUG],
  ["garante", "guarantor", SLUG],
  ["agent", "landlord-staff", SLUG],
  ["deleguee", "association-delegate", "amicale"],
];

/** Serves it; `codes` is the tenants' letters, by reference. */
export async function colleges() {
  const instance = await real();
  try {
    const landlord = ["--landlord", SLUG];
    await instance.palier(["landlord", "add", "--slug", SLUG, "--name", "Les Lilas Habitat", "--kind", "oph"]);
    await instance.palier(["roll", "import", ...landlord, await instance.file("roll.csv", ROLL)]);
    const dates = ["--opens", "2020-01-01", "--closes", "2099-01-01"];
    await instance.palier(["text", "import", ...landlord, await instance.file("charter.md", TEXT), ...dates]);
    for (const [slug, name] of [["amicale", "Amicale des Lilas"], ["union", "Union des locataires"]]) {
      await instance.palier(["association", "add", "--slug", slug, "--name", name, "--about", "Une association.", ...landlord]);
    }
    for (const [identifier, role, at] of ROLES) {
      const account = ["account", "create-admin", "--no-role", "--passphrase-stdin", "--identifier", identifier];
      await instance.palier([...account, "--name", identifier], PASSPHRASE);
      await instance.palier(["account", "grant", "--identifier", identifier, "--role", role, "--at", at]);
    }
    const letters = await instance.palier(["account", "issue-codes", ...landlord]);
    await instance.serve();
    return { instance, codes: codesOf(letters) };
  } catch (error) {
    await instance.end();
    throw error;
  }
}
