// Whoever runs a small instance, and hands over mails where no mail server is named.

import { send, signIn, visit, button } from "./browser.mjs";
import { smallLandlord } from "./landlord.mjs";

const CHEFFE = { identifier: "cheffe", passphrase: "un trousseau de douze clés" };

/** The small landlord, and an administrator who can sign in. */
export async function smallLandlordWithAdministrator() {
  const started = await smallLandlord();
  const create = ["account", "create-admin", "--identifier", CHEFFE.identifier, "--passphrase-stdin"];
  await started.instance.palier(create, CHEFFE.passphrase);
  return started;
}

/** Signs the administrator in. */
export async function signInAsAdministrator(page) {
  await visit(page, "/connexion");
  await signIn(page, CHEFFE);
}

/** The path of the link in the latest mail, read by the administrator. */
export async function linkInLatestMail(page) {
  await visit(page, "/admin/courriels");
  await visit(page, await page.locator("main .plain a").first().getAttribute("href"));
  await send(page, button(page, "admin.reveal"));
  const words = await page.locator(".letter-words").innerText();
  return new URL(words.match(/http:\S+\/connexion\/\S+/)[0]).pathname;
}
