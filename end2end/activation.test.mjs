import assert from "node:assert/strict";
import { activate, assertText, assertTied, button, field, link, path, send, signIn, signOut, visit } from "./support/browser.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { smallLandlord, withSlipIn } from "./support/landlord.mjs";
import { say } from "./support/say.mjs";

const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };

journey(
  "the code of a letter opens an account, and a slip is named",
  BOTH_AND_WITHOUT_SCRIPT,
  smallLandlord,
  async (page, { codes }) => {
    const code = codes["P-1"];
    await visit(page, "/");
    await send(page, link(page, "sign_in.have_code"));

    const typed = field(page, "activation.code");
    await typed.fill(withSlipIn(3, code));
    await send(page, button(page, "activation.continue"));
    await assertTied(typed, say("problem.code_group", { n: 3 }));

    await activate(page, code, CLAIRE);
    assert.equal(path(page), "/mon-espace?bienvenue=1");
    await assertText(page.getByRole("main"), say("space.welcome"));
    await assertText(page.getByRole("main"), CLAIRE.identifier);

    await signOut(page);
    await link(page, "nav.sign_in").waitFor();

    await send(page, link(page, "nav.sign_in"));
    await signIn(page, { ...CLAIRE, passphrase: "une autre phrase de passe" });
    await assertText(page.getByRole("alert"), say("problem.wrong_credentials"));
    assert.equal(await field(page, "sign_in.identifier").inputValue(), CLAIRE.identifier);
    assert.equal(await field(page, "sign_in.passphrase").inputValue(), "");
    await signIn(page, CLAIRE);
    await link(page, "nav.space").waitFor();
  },
);

journey(
  "a code opens one account only",
  BOTH_AND_WITHOUT_SCRIPT.slice(0, 1),
  smallLandlord,
  async (page, { codes, another }) => {
    await visit(page, "/activer");
    await activate(page, codes["P-2"], { identifier: "idriss", passphrase: "le hall est à tous" });
    const later = await another();
    await visit(later, "/activer");
    await field(later, "activation.code").fill(codes["P-2"]);
    await send(later, button(later, "activation.continue"));
    await assertTied(field(later, "activation.code"), say("problem.code_used"));
  },
);

journey(
  "a new account says what is wrong and keeps the identifier",
  BOTH_AND_WITHOUT_SCRIPT.slice(0, 1),
  smallLandlord,
  async (page, { codes }) => {
    await visit(page, "/activer");
    await activate(page, codes["P-3"], { identifier: "gisele", passphrase: "court" });
    await assertTied(field(page, "new_account.passphrase"), say("problem.too_short", { n: 10 }));
    assert.equal(await field(page, "new_account.identifier").inputValue(), "gisele");
  },
);
