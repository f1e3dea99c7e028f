import assert from "node:assert/strict";
import { assertText, button, field, link, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { LANDLORD } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

const WORDS = "Le banc devant la loge manque depuis l’été, remettez-le.";
const BETTER = "Le banc devant la loge manque depuis juin, remettez-le.";
const SPOKESWOMAN = "Josiane P.";
const REPLY = "Nous l’avons demandé aussi, avec quarante signatures.";

journey(
  "a tenant reads, comments, is answered and supported, corrects and withdraws",
  BOTH_AND_WITHOUT_SCRIPT,
  demo,
  async (page, { another }) => {
    await signInAs(page, "neighbour");
    await visit(page, LANDLORD);
    await send(page, link(page, "home.read_and_comment"));
    await send(page, page.getByRole("link", { name: /article 1\.2$/ }));
    const address = new URL(page.url()).pathname;

    // The first time, she chooses how she is called and whether her residence shows.
    const form = page.locator("section.write");
    await field(form, "comment.body").fill(WORDS);
    await field(form, "name.label").fill("Idriss du 3e");
    await form.getByRole("checkbox").check();
    const residence = /\((.*)\)/.exec(await form.locator("label.check").innerText())[1];
    await send(page, button(form, "comment.send"));
    await assertText(page.getByRole("status"), say("comment.published"));
    const mine = page.locator("article.comment", { hasText: WORDS });
    await assertText(mine, "Idriss du 3e");
    await assertText(mine, say("quality.tenant_of", { estate: residence }));
    assert.equal(await button(mine, "comment.support").count(), 0, "nobody supports herself");

    // The second time the name is known.
    assert.equal(await field(form, "name.label").count(), 0);
    await assertText(form, say("comment.signed", { name: "Idriss du 3e" }));

    const other = await another();
    await signInAs(other, "association");
    await visit(other, address);
    const thread = other.locator("li.thread", { hasText: WORDS });
    await send(other, button(thread.locator("article", { hasText: WORDS }), "comment.support"));
    await assertText(thread, say("comment.supports", { n: 1 }));
    await thread.locator("summary", { hasText: say("comment.reply") }).click();
    await answer(other, thread);
    const reply = thread.locator("article", { hasText: REPLY });
    await assertText(reply, "CNL Rive-Neuve");
    await assertText(reply, SPOKESWOMAN);

    // Support given by mistake is taken back.
    await send(other, button(thread.locator("article", { hasText: WORDS }), "comment.supported"));
    assert.ok(!(await thread.innerText()).includes(say("comment.supports", { n: 1 })));

    await visit(page, address);
    await assertText(page.locator("li.thread", { hasText: WORDS }), REPLY);
    await mine.locator("summary", { hasText: say("comment.edit") }).click();
    await field(mine, "comment.body").fill(BETTER);
    await send(page, button(mine, "comment.edit_save"));
    const corrected = page.locator("article.comment", { hasText: BETTER });
    await assertText(corrected, say("comment.edited"));

    await corrected.locator("summary", { hasText: say("comment.withdraw") }).click();
    await send(page, button(corrected, "comment.withdraw_yes"));
    const trace = page.locator("li.thread", { hasText: REPLY });
    await assertText(trace, say("comment.withdrawn"));
    assert.equal(await page.getByText(BETTER).count(), 0, "the words are gone");

    await visit(page, "/mon-espace");
    await assertText(page.locator("li.mine"), say("comment.withdrawn"));
  },
);

async function answer(page, thread) {
  await field(thread, "comment.reply_body").fill(REPLY);
  const name = field(thread, "name.label");
  if (await name.count()) await name.fill(SPOKESWOMAN);
  await send(page, button(thread, "comment.send_reply"));
}
