import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertText, assertTied, button, jobDone, link, path, send, signIn, visit } from "./support/browser.mjs";
import { BOTH_AND_WITHOUT_SCRIPT, journey } from "./support/journey.mjs";
import { SLUG, withStaff } from "./support/landlord.mjs";
import { say } from "./support/say.mjs";

const ROLL = `/${SLUG}/gestion/fichier`;
const HEADER = "residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel";
const KEPT = [
  "Les Tilleuls;A;A-11;B-1;2019-03-01;;P-1;Claire Martin;1950-02-28;",
  "Les Tilleuls;A;A-12;B-2;2021-09-01;;P-2;Idriss Benali;1984-07-14;",
  "Les Tilleuls;B;B-01;B-3;2024-01-15;;P-3;Gisèle N’Diaye;;",
];
const NEW = "Les Tilleuls;B;B-02;B-4;2025-02-01;;P-4;Awa Diop;1990-01-01;";
const BAD = [
  "Les Tilleuls;B;B-03;B-5;31/02/2025;;P-5;Ana Roche;;",
  "Les Tilleuls;B;B-04;B-6;2025-02-01;;P-6;=HYPERLINK();;pas-une-adresse",
];
const main = (page) => page.getByRole("main");
const file = (...lines) => ({
  name: "fichier.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([HEADER, ...lines, ""].join("\n")),
});

journey(
  "a roll sent by the page is imported, and a bad one changes nothing and names its lines",
  BOTH_AND_WITHOUT_SCRIPT,
  withStaff,
  async (page, { staff }) => {
    await visit(page, "/connexion");
    await signIn(page, staff);
    await visit(page, ROLL);

    await send(page, button(page, "roll.send"));
    await assertTied(chooser(page), say("desk_problem.no_file"));

    await deliver(page, file(...KEPT, ...BAD));
    await assertText(main(page), say("roll.refused", { n: 2 }));
    const rows = page.locator("tbody tr");
    assert.equal(await rows.count(), 2);
    await assertText(rows.nth(0), "31/02/2025");
    await assertText(rows.nth(0), say("roll_reason.not_a_date"));
    await assertText(rows.nth(1), say("roll_reason.not_an_email"));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      link(page, "roll.report").click(),
    ]);
    const report = await readFile(await download.path(), "utf8");
    assert.equal(report.trim().split("\r\n").length, 3);
    assert.ok(report.includes("5;debut;31/02/2025;"));

    await visit(page, ROLL);
    await deliver(page, file(...KEPT, NEW));
    await assertText(main(page), say("roll.imported", { n: 4 }));
    await assertText(main(page), say("roll.added", { n: 2 }));
    await assertText(main(page), say("roll.closed", { n: 0 }));

    await visit(page, ROLL);
    await deliver(page, file(...KEPT, NEW));
    await assertText(main(page), say("roll.unchanged", { n: 4 }));

    await visit(page, ROLL);
    await assertText(main(page), say("roll.state_done"));
    await assertText(main(page), say("roll.state_refused"));
    await visit(page, `/${SLUG}/gestion/locataires?q=diop`);
    await page.getByRole("link", { name: "Awa Diop" }).waitFor();
  },
);

journey(
  "a roll that would end most leases waits until somebody confirms the number",
  BOTH_AND_WITHOUT_SCRIPT,
  () => withStaff(60),
  async (page, { staff }) => {
    await visit(page, "/connexion");
    await signIn(page, staff);
    await visit(page, ROLL);
    await deliver(page, file(...KEPT));
    await assertText(main(page), say("roll.too_many", { n: 60, running: "63" }));
    const held = path(page);
    await send(page, button(page, "roll.confirm", { n: 60 }));
    await settled(page);
    await assertText(main(page), say("roll.closed", { n: 60 }));
    await visit(page, held);
    await send(page, link(page, "roll.confirmed"));
    await assertText(main(page), say("roll.closed", { n: 60 }));
  },
);

const chooser = (page) => page.getByLabel(say("roll.file"), { exact: true });

async function deliver(page, sent) {
  await chooser(page).setInputFiles(sent);
  await send(page, button(page, "roll.send"));
  await settled(page);
}

/** The page renews itself until the job is over. */
async function settled(page) {
  const over = page.getByRole("heading", { name: say("roll.import_title"), level: 1 });
  await jobDone(page, over);
}
