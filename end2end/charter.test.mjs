// Writing the charter together: what conflicts is voted as alternatives, who loses is told why, what
// waits follows the new version; an author accepts other words, a tenant signs and speaks.

import assert from "node:assert/strict";
import { assertText, button, field, link, send, signInAs, visit } from "./support/browser.mjs";
import {
  CHARTER,
  NOISE,
  admits,
  comesIn,
  deliberating,
  facilitates,
  givesAddress,
  latestMail,
  lists,
  proposes,
  sound,
  steps,
  until,
} from "./support/deliberation.mjs";
import { demo } from "./support/instance.mjs";
import { BOTH, BOTH_AND_WITHOUT_SCRIPT, DESKTOP, PHONE, journey } from "./support/journey.mjs";
import { say } from "./support/say.mjs";

const ONE_DAY = { title: "Un jour pour répondre", find: "en deux jours", put: "en un jour", name: "Claire M." };
const BY_LETTER = {
  title: "Cinq jours, et par écrit",
  find: "en deux jours",
  put: "par écrit, dans les cinq jours ouvrés",
  name: "Idriss B.",
};
const AT_NIGHT = { title: "La nuit aussi", find: "signale un bruit", put: "signale un bruit, même la nuit", name: "Gisèle N." };

journey(
  "two amendments conflict, one is voted, the author of the other is told, a third follows the new version",
  BOTH,
  deliberating,
  async (claire, { codes, another, way }) => {
    const wide = { ...way, width: 1280 };
    const administrator = await another(wide);
    await comesIn(claire, codes["P-1"], "claire.des.tilleuls");
    await givesAddress(claire, administrator, "claire@example.org");
    await proposes(claire, ONE_DAY);
    const idriss = await another();
    await comesIn(idriss, codes["P-2"], "idriss.des.tilleuls");
    await proposes(idriss, BY_LETTER);
    const gisele = await another();
    await comesIn(gisele, codes["P-3"], "gisele.des.tilleuls");
    await proposes(gisele, AT_NIGHT);

    const facilitator = await facilitates(await another());
    for (const number of [1, 2, 3]) await admits(facilitator, number);
    await steps(facilitator, "treat.step_freeze");
    for (const number of [1, 2]) await lists(facilitator, number);
    await steps(facilitator, "treat.step_votes");

    // The furthest from the text is voted first; it is carried, so the other is not voted any more.
    await visit(facilitator, `${CHARTER}/vote`);
    await assertText(facilitator.getByRole("main"), say("treat.bundle", { n: 2 }));
    await facilitator.locator("details summary").first().click();
    const first = facilitator.locator("details form fieldset").first();
    await assertText(first.locator("legend"), say("amendment_card.number", { n: 2 }));
    await field(facilitator, "treat.place").fill("Assemblée des locataires, salle Jean-Moulin");
    const hands = (key) => first.getByLabel(`${say("treat.college_tenants")}, ${say(key)}`, { exact: true });
    await hands("treat.ayes").fill("12");
    await hands("treat.noes").fill("3");
    await sound(facilitator);
    await send(facilitator, button(facilitator, "treat.enter_button"));
    await assertText(facilitator.getByRole("main"), say("treat.results"));
    await sound(facilitator);

    // Its author reads why, on its page and in a mail.
    const why = say("treat.lapse_beside", { n: 2 });
    await visit(claire, `${CHARTER}/amendements/1`);
    await assertText(claire.getByRole("main"), say("amendment_tag.lapsed"));
    await assertText(claire.getByRole("main"), why);
    await sound(claire);
    const mail = await latestMail(administrator);
    assert.ok(mail.includes("claire@example.org") && mail.includes(why), mail);

    await steps(facilitator, "treat.step_consolidate");
    await visit(claire, `${CHARTER}/fusion`);
    await assertText(claire.locator("main ins:visible").first(), "par écrit");
    await sound(claire);
    await visit(facilitator, `${CHARTER}/fusion`);
    await sound(facilitator);
    await send(facilitator, button(facilitator, "treat.publish_button"));
    await visit(claire, CHARTER);
    await assertText(claire.getByRole("main"), "par écrit, dans les cinq jours ouvrés");

    await until(gisele, `${CHARTER}/amendements/3`, say("amendment_tag.rebased"));
    await assertText(gisele.getByRole("main"), "même la nuit");
    await sound(gisele);

    // Who proposed these words, what was said of them, what was decided.
    await visit(claire, `${CHARTER}/origine/${NOISE}`);
    const words = claire.locator("a.from").first();
    await assertText(words, "par écrit");
    await words.click();
    const told = claire.locator("#amendement-2");
    await assertText(told, BY_LETTER.title);
    await assertText(told, BY_LETTER.name);
    await sound(claire);
    await send(claire, link(claire, "amendment_read.debate", { n: 2 }));
    await assertText(claire.getByRole("main"), say("amendment_tag.incorporated"));
  },
);

journey("an author accepts the words that the committee proposes", BOTH_AND_WITHOUT_SCRIPT, demo, async (page) => {
  await signInAs(page, "tenant");
  await visit(page, "/rive-neuve/charte/mes-amendements");
  await sound(page);
  await send(page, page.getByRole("link", { name: "Les caves et le sous-sol aussi" }));
  const form = page.locator("form", { hasText: say("amend.answer_title") });
  await assertText(form, "une fois par mois");
  await sound(page);
  await form.getByRole("radio", { name: say("amend.answer_agreed") }).check();
  await field(form, "amend.answer_words").fill("Une fois par mois, c’est mieux que jamais.");
  await send(page, button(form, "amend.answer_send"));
  await assertText(page.getByRole("status"), say("amend.done_answered"));
  await send(page, link(page, "amend.public_page"));
  await assertText(page.getByRole("main"), "Une fois par mois, c’est mieux que jamais.");
  await sound(page);
});

journey(
  "a tenant signs with an author and gives her opinion",
  [PHONE, DESKTOP].flatMap((way) => [{ ...way, js: false }, way]),
  demo,
  async (page) => {
    await signInAs(page, "neighbour");
    await visit(page, "/rive-neuve/charte/amendements?etat=submitted");
    await sound(page);
    await send(page, page.locator(".amendment h3 a").last());
    const sign = page.locator("form", { hasText: say("amend.sign_what") });
    const name = field(sign, "name.label");
    if (await name.count()) await name.fill("Voisin V.");
    await send(page, button(sign, "amend.sign"));
    await assertText(page.getByRole("status"), say("amend.done_signed"));
    await sound(page);
    if (await link(page, "amend.public_page").count()) await send(page, link(page, "amend.public_page"));
    await assertText(page.getByRole("main"), "Voisin V.");
    const words = "Je suis d’accord, et mes deux voisines aussi.";
    const write = page.locator("section.write").first();
    await field(write, "comment.body").fill(words);
    await send(page, button(write, "comment.send"));
    await assertText(page.locator("article.comment", { hasText: words }), "Voisin V.");
    await assertText(page.getByRole("status"), say("comment.published"));
    await sound(page);
  },
);
