import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { activate, assertText, button, field, jobDone, link, path, send, signIn, visit } from "./support/browser.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, DESKTOP, journey } from "./support/journey.mjs";
import { NAME, SLUG, withStaff } from "./support/landlord.mjs";
import { say } from "./support/say.mjs";

const DESK = `/${SLUG}/gestion`;
const CLAIRE = { identifier: "claire.des.tilleuls", passphrase: "trois chats sur le palier" };
const main = (page) => page.getByRole("main");

journey(
  "staff make letters, print them, and the code of one opens an account",
  BOTH_AND_WITHOUT_SCRIPT,
  withStaff,
  async (page, { staff, another }) => {
    await enter(page, staff);
    await visit(page, `${DESK}/courriers`);
    await fillContact(page);
    await makeAll(page);
    await assertText(main(page), say("letters.batch_count", { n: 3 }));

    await send(page, link(page, "letters.print_all", { n: 3 }));
    const sheets = page.locator("article.letter");
    assert.equal(await sheets.count(), 3);
    await assertText(sheets.first(), "Claire Martin");
    await assertText(sheets.first(), NAME);
    await assertText(sheets.first(), say("letter.help_phone", { phone: "01 23 45 67 89" }));
    assert.equal(await sheets.first().locator("svg path").count(), 1);
    const code = await sheets.first().locator(".letter-digits").innerText();
    assert.match(code, /^(\d{4} ){4}\d{4}$/);

    // The square leads there.
    const tenant = await another();
    await visit(tenant, `/activer?code=${code.replaceAll(" ", "")}`);
    await activate(tenant, code, CLAIRE);
    assert.equal(path(tenant), "/mon-espace?bienvenue=1");

    await page.reload();
    assert.equal(await sheets.count(), 2, "a code that was used is printed no more");

    await send(page, link(page, "letters.print_back"));
    await assertText(main(page), say("letters.gone", { n: 1 }));
    await send(page, button(page, "letters.erase_button"));
    await assertText(main(page), say("letters.erased", { day: "" }).slice(0, 30));
    const address = path(page);
    await visit(page, `${address}/impression`);
    assert.equal(await sheets.count(), 0);
  },
);

journey(
  "a lost code is replaced: the old letter opens nothing, the new one does",
  BOTH_AND_WITHOUT_SCRIPT,
  withStaff,
  async (page, { staff, codes, another }) => {
    await enter(page, staff);
    await visit(page, `${DESK}/locataires`);
    await field(page, "people.search").fill("NDIAYE gis");
    await send(page, button(page, "people.button"));
    await assertText(main(page), say("people.none"));
    await field(page, "people.search").fill("diaye gisele");
    await send(page, button(page, "people.button"));
    await assertText(main(page), say("people.found", { n: 1 }));
    await send(page, page.getByRole("link", { name: "Gisèle N’Diaye" }));
    await assertText(main(page), say("people.no_account"));
    await send(page, button(page, "people.reissue"));
    await send(page, link(page, "letters.print_all", { n: 1 }));
    const code = await page.locator(".letter-digits").innerText();

    const tenant = await another();
    await visit(tenant, "/activer");
    await field(tenant, "activation.code").fill(codes["P-3"]);
    await send(tenant, button(tenant, "activation.continue"));
    await assertText(tenant.getByRole("alert"), say("problem.code_replaced"));
    await activate(tenant, code, { ...CLAIRE, identifier: "gisele" });
    assert.equal(path(tenant), "/mon-espace?bienvenue=1");

    await visit(page, `${DESK}/locataires?q=P-3`);
    await send(page, page.getByRole("link", { name: "Gisèle N’Diaye" }));
    await assertText(main(page), say("people.account"));
    await assertText(main(page), say("people.code_used"));
    const words = await main(page).innerText();
    assert.ok(!words.includes("gisele"), "nothing more is said of the account");
  },
);

journey(
  "each letter is one sheet of A4, with its address in the envelope's window",
  [DESKTOP],
  withStaff,
  async (page, { staff }) => {
    await enter(page, staff);
    await visit(page, `${DESK}/courriers`);
    await makeAll(page);
    await send(page, link(page, "letters.print_all", { n: 3 }));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.equal(sheetsOf(pdf), 3);
    // The same with the margins of somebody's browser.
    const margin = { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" };
    assert.equal(sheetsOf(await page.pdf({ format: "A4", margin })), 3);
    await page.emulateMedia({ media: "print" });
    const millimetres = (pixels) => (pixels * 25.4) / 96;
    const sheet = await page.locator("article.letter").first().boundingBox();
    const to = await page.locator(".letter-to").first().boundingBox();
    assert.ok(Math.abs(millimetres(sheet.height) - 297) < 0.5);
    assert.ok(Math.abs(millimetres(to.x - sheet.x) - 110) < 0.5);
    assert.ok(Math.abs(millimetres(to.y - sheet.y) - 50) < 0.5);
  },
);

journey(
  "a table for the mail merge holds a line per letter",
  [DESKTOP],
  withStaff,
  async (page, { staff, instance }) => {
    await enter(page, staff);
    await visit(page, `${DESK}/courriers`);
    await makeAll(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      link(page, "letters.merge_button").click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    assert.ok(text.startsWith("\u{feff}reference;nom;adresse_1;"));
    const lines = text.trim().split("\r\n");
    assert.equal(lines.length, 4);
    assert.ok(lines[1].includes(`${instance.url}/activer?code=`));
  },
);

const sheetsOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;

async function enter(page, staff) {
  await visit(page, "/connexion");
  await signIn(page, staff);
}

async function fillContact(page) {
  await send(page, main(page).getByRole("link", { name: say("contact.title") }));
  await field(page, "contact.postal").fill("1 rue des Lilas\n75020 Paris");
  await field(page, "contact.phone").fill("01 23 45 67 89");
  await send(page, button(page, "contact.button"));
  await assertText(page.getByRole("status"), say("contact.saved"));
  await visit(page, `${DESK}/courriers`);
}

/** Letters to everybody, codes that were issued before included; waits until they are made. */
async function makeAll(page) {
  await field(page, "letters.who_all").check();
  await send(page, button(page, "letters.make_button"));
  await jobDone(page, page.getByRole("heading", { name: say("letters.print_title") }));
}
