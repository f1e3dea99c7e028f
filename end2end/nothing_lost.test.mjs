import assert from "node:assert/strict";
import { activate, assertText, assertTied, button, field, link, path, send, signIn, signInAs, signOut, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { SLUG, smallLandlord } from "./support/landlord.mjs";
import { firstArticle } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WORDS = "Première ligne,\nseconde ligne, et un <signe> & des « guillemets ».";
const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };

journey(
  "what was typed before signing in comes back after it",
  BOTH_AND_WITHOUT_SCRIPT,
  smallLandlord,
  async (page, { codes }) => {
    await visit(page, "/activer");
    await activate(page, codes["P-1"], CLAIRE);
    await signOut(page);

    const article = await typeAnonymously(page);
    await assertText(page.getByRole("status"), say("sign_in.kept"));
    await signIn(page, { ...CLAIRE, passphrase: "je me suis trompée" });
    await signIn(page, CLAIRE);
    await comeBack(page, article);
    await field(page.locator("section.write"), "name.label").fill("Claire M.");
    await send(page, button(page, "comment.send"));
    await assertText(page.locator("article.comment"), "seconde ligne, et un <signe>");

    await visit(page, article);
    assert.equal(await field(page.locator("section.write"), "comment.body").inputValue(), "");
  },
);

journey(
  "what was typed before the letter's code comes back with the new account",
  BOTH_AND_WITHOUT_SCRIPT.slice(0, 1),
  smallLandlord,
  async (page, { codes }) => {
    const article = await typeAnonymously(page);
    await send(page, link(page, "sign_in.have_code"));
    await activate(page, codes["P-1"], CLAIRE);
    // The identifier to write down is shown once, on the way.
    await assertText(page.getByRole("status").first(), CLAIRE.identifier);
    await send(page, link(page, "space.continue"));
    await comeBack(page, article);
  },
);

journey(
  "what was typed before choosing a role of the demo comes back",
  BOTH_AND_WITHOUT_SCRIPT.slice(0, 1),
  demo,
  async (page) => {
    await firstArticle(page);
    const article = path(page);
    await field(page.locator("section.write"), "comment.body").fill(WORDS);
    await send(page, button(page, "comment.send"));
    await send(page, link(page.getByRole("main"), "demo.choose"));
    await send(page, button(page, "demo.neighbour"));
    await comeBack(page, article);
  },
);

journey(
  "a refused comment keeps words and name, and says what is wrong at its own form",
  BOTH_AND_WITHOUT_SCRIPT,
  demo,
  async (page) => {
    await signInAs(page, "neighbour");
    await firstArticle(page);
    const form = page.locator("section.write");
    const words = field(form, "comment.body");

    await field(form, "name.label").fill("Idriss du 3e");
    await send(page, button(form, "comment.send"));
    await assertTied(words, say("problem.empty"));
    assert.equal(await field(form, "name.label").inputValue(), "Idriss du 3e");
    assert.equal(await page.getByRole("alert").count(), 1, "one form is wrong, not all");
    assert.ok((await page.title()).startsWith(say("error.title_prefix")));

    const long = "a".repeat(4_001);
    await words.fill(long);
    await send(page, button(form, "comment.send"));
    await assertTied(words, say("problem.too_long", { found: "4\u202f001", n: "4\u202f000" }));
    assert.equal(await words.inputValue(), long);

    // A wrong reply says so at its thread, not at the form below.
    const thread = page.locator("li.thread").first();
    await thread.locator("summary", { hasText: say("comment.reply") }).click();
    await send(page, button(thread, "comment.send_reply"));
    await assertTied(field(thread, "comment.reply_body"), say("problem.empty"));
    assert.equal(await page.getByRole("alert").count(), 1);
    assert.equal(await form.getByRole("alert").count(), 0);
    assert.equal(await words.inputValue(), long, "the other form still has its words");
  },
);

async function typeAnonymously(page) {
  await visit(page, `/${SLUG}/charte`);
  await send(page, page.getByRole("link", { name: /article 1\.1$/ }));
  const article = path(page);
  await field(page.locator("section.write"), "comment.body").fill(WORDS);
  await send(page, button(page, "comment.send"));
  assert.equal(new URL(page.url()).pathname, "/connexion");
  return article;
}

async function comeBack(page, article) {
  assert.equal(path(page), article);
  const form = page.locator("section.write");
  await assertText(form.getByRole("status"), say("form.kept"));
  assert.equal(await field(form, "comment.body").inputValue(), WORDS);
}
