import assert from "node:assert/strict";
import { assertText, assertTied, button, field, link, path, send, signInAs, visit } from "./support/browser.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { CHARTER, LANDLORD } from "./support/pages.mjs";
import { say } from "./support/say.mjs";

journey(
  "the landlord publishes a version and closes the discussion",
  BOTH_AND_WITHOUT_SCRIPT,
  demo,
  async (page) => {
    await signInAs(page, "landlord");
    await visit(page, "/mon-espace");
    await send(page, link(page, "desk.enter"));
    await send(page, link(page, "texts.title"));

    // A text with a slip names its line; the text is still there.
    const source = field(page, "texts.source");
    const before = await source.inputValue();
    await source.fill(`${before}\n#### Trop profond\n`);
    await send(page, button(page, "texts.check"));
    await assertText(page.getByRole("alert"), say("grammar.heading_too_deep"));
    const again = field(page, "texts.source");
    assert.match(await again.inputValue(), /#### Trop profond/);
    await again.fill(`${before}\n### Le local à vélos\n\nLe local à vélos ferme à clef.\n`);
    await send(page, button(page, "texts.check"));
    await assertText(page.getByRole("main"), "Le local à vélos ferme à clef.");
    await send(page, button(page, "texts.publish"));
    await assertText(page.getByRole("status"), say("texts.version_done"));

    // Dates: a wrong one is tied to its field, right ones hold at once.
    await field(page, "texts.closes").fill("2029-01-01");
    await send(page, button(page, "texts.dates_save"));
    await assertTied(field(page, "texts.closes"), say("problem.dates_reversed"));
    await field(page, "texts.closes").fill("2030-12-04");
    await field(page, "texts.next").fill("Les réponses viennent le 15 janvier.");
    await send(page, button(page, "texts.dates_save"));
    await assertText(page.getByRole("status"), say("texts.dates_done"));

    await visit(page, CHARTER);
    await assertText(page.getByRole("main"), "Les réponses viennent le 15 janvier.");
    await assertText(page.getByRole("main"), "Le local à vélos");
    await visit(page, LANDLORD);
    await assertText(page.getByRole("main"), say("home.closed"));
    assert.equal(path(page), LANDLORD);
  },
);
