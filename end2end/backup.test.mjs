import { join, dirname } from "node:path";
import { activate, assertText, send, signIn, signInAs, visit } from "./support/browser.mjs";
import { demo, real } from "./support/instance.mjs";
import { BOTH, BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { SLUG, smallLandlord } from "./support/landlord.mjs";
import { firstArticle, writeComment } from "./support/pages.mjs";

const WORDS = "Le local à vélos ferme mal depuis l’été.";
const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };

/** The backup of a running instance, restored into a new one that serves. */
async function restored(instance, options = []) {
  const file = join(dirname(instance.data), "move.backup");
  await instance.palier(["backup", file]);
  const other = await real();
  await other.palier(["restore", file]);
  await other.palier(["journal", "verify"]);
  return other.serve(options);
}

journey(
  "a backup taken while serving is restored: account, passphrase and words are there",
  BOTH_AND_WITHOUT_SCRIPT,
  smallLandlord,
  async (page, { instance, codes, way, another }) => {
    await visit(page, "/activer");
    await activate(page, codes["P-1"], CLAIRE);
    await visit(page, `/${SLUG}/charte`);
    await send(page, page.locator(".article .talk a").first());
    await writeComment(page, WORDS);

    const other = await restored(instance);
    try {
      const there = await another(way, other);
      await visit(there, "/connexion");
      await signIn(there, CLAIRE);
      await assertText(there.getByRole("main"), WORDS);
    } finally {
      await other.end();
    }
  },
);

journey(
  "a demonstration that was restored is one still",
  BOTH.slice(0, 1),
  demo,
  async (page, { instance, way, another }) => {
    await signInAs(page, "tenant");
    await firstArticle(page);
    await writeComment(page, WORDS);
    const other = await restored(instance, ["--demo"]);
    try {
      const there = await another(way, other);
      await signInAs(there, "tenant");
      await visit(there, "/mon-espace");
      await assertText(there.getByRole("main"), WORDS);
    } finally {
      await other.end();
    }
  },
);
