import assert from "node:assert/strict";
import { activate, assertText, button, field, link, path, send, visit } from "./support/browser.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { SLUG, codesOf, smallLandlord } from "./support/landlord.mjs";
import { writeComment } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };
const WORDS = "Le hall résonne le soir.";

journey(
  "she takes her data away, deletes her account, and can come back with a new code",
  BOTH_AND_WITHOUT_SCRIPT,
  smallLandlord,
  async (page, { instance, codes }) => {
    await visit(page, "/activer");
    await activate(page, codes["P-1"], CLAIRE);
    await visit(page, `/${SLUG}/charte`);
    const article = await page.locator(".article .talk a").first().getAttribute("href");
    await visit(page, article);
    await writeComment(page, WORDS, "Claire du 3e");

    await visit(page, "/mon-espace");
    await send(page, link(page, "my_data.title"));
    const href = await link(page, "my_data.download").getAttribute("href");
    const file = await (await page.request.get(href)).json();
    assert.deepEqual([file.format, file.version], ["palier-my-data", 1]);
    assert.equal(file.comments[0].body, WORDS);
    assert.equal(file.persons[0].name, "Claire Martin");

    await send(page, link(page, "leaving.title"));
    await field(page, "leaving.passphrase").fill(CLAIRE.passphrase);
    await send(page, button(page, "leaving.button"));
    await assertText(page.getByRole("alert"), say("moderation.problem_choose_one"));
    await field(page, "leaving.keep_nameless").check();
    await field(page, "leaving.passphrase").fill("une autre phrase");
    await send(page, button(page, "leaving.button"));
    await assertText(page.getByRole("alert"), say("problem.wrong_passphrase"));
    assert.ok(await field(page, "leaving.keep_nameless").isChecked());
    await field(page, "leaving.passphrase").fill(CLAIRE.passphrase);
    await send(page, button(page, "leaving.button"));
    assert.equal(path(page), "/connexion?supprime=1");
    await assertText(page.getByRole("status"), say("leaving.done"));

    await visit(page, article);
    const main = page.getByRole("main");
    await assertText(main, WORDS);
    await assertText(main, say("leaving.author"));
    assert.ok(!(await main.innerText()).includes("Claire du 3e"));

    const letters = await instance.palier(["account", "issue-codes", "--landlord", SLUG]);
    await visit(page, "/activer");
    await activate(page, codesOf(letters)["P-1"], CLAIRE);
    await assertText(page.getByRole("main"), say("space.welcome"));
    await assertText(page.getByRole("main"), say("space.no_comment"));
  },
);
