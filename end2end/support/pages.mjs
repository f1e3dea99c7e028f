// Every page that the router lists, as concrete addresses of the demo: what axe, the narrow
// screen, the security walk and the pictures go through. A listed page without a way here fails.

import assert from "node:assert/strict";
import { ADOPTED_WAYS } from "./adopted_ways.mjs";
import { ADOPTION_WAYS } from "./adoption_ways.mjs";
import { AGREEMENT_WAYS } from "./agreement_ways.mjs";
import { AMENDMENT_WAYS } from "./amendment_ways.mjs";
import { TREAT_WAYS } from "./treat_ways.mjs";
import { button, field, hydrated, link, send, signInAs, visit } from "./browser.mjs";
import { SETUP_WAYS } from "./election_ways.mjs";
import { routes } from "./instance.mjs";
import { say } from "./say.mjs";

export const LANDLORD = "/rive-neuve";
/** The landlord whose tenants elect their representatives. */
export const NEIGHBOUR = "/les-coteaux";
export const CHARTER = `${LANDLORD}/charte`;

const at = (address) => (page) => visit(page, address);

/** Ways through a page: how to get there, and as whom (`null` for nobody). */
const way = (name, go, as = null) => ({ name, go, as });

/** The desk of the landlord's staff: roll, people, letters. */
const DESK = `${LANDLORD}/gestion`;
const DESK_OF_STAFF = {
  "/{landlord}/gestion/fichier": [way("roll", at(`${DESK}/fichier`), "landlord")],
  "/{landlord}/gestion/fichier/exemple.csv": [],
  "/{landlord}/gestion/fichier/{job}": [
    way("roll-refused", (page) => sentRoll(page, "residence;bail\nLes Tilleuls;B1\n"), "landlord"),
  ],
  "/{landlord}/gestion/fichier/{job}/rapport.csv": [],
  "/{landlord}/gestion/locataires": [
    way("people", at(`${DESK}/locataires?q=benali`), "landlord"),
    way("people-none", at(`${DESK}/locataires?q=zzz`), "landlord"),
  ],
  "/{landlord}/gestion/locataires/{person}": [way("person", firstPerson, "landlord")],
  "/{landlord}/gestion/courriers": [way("letters", at(`${DESK}/courriers`), "landlord")],
  "/{landlord}/gestion/courriers/{batch}": [way("letter-batch", firstBatch, "landlord")],
  "/{landlord}/gestion/courriers/{batch}/impression": [way("letter-print", firstPrint, "landlord")],
  "/{landlord}/gestion/courriers/{batch}/liste.csv": [],
  "/{landlord}/gestion/coordonnees": [way("contact", at(`${DESK}/coordonnees`), "landlord")],
};

const WAYS = {
  "/{landlord}/election": [
    way("elections", at(`${NEIGHBOUR}/election`)),
    way("elections-over", at(`${LANDLORD}/election`)),
  ],
  "/{landlord}/election/{handle}": [way("election", (page) => electionPage(page))],
  "/{landlord}/election/{handle}/participation": [way("turnout", (page) => electionPage(page, "/participation"))],
  "/{landlord}/election/{handle}/voter": [way("booth", booth)],
  "/{landlord}/election/{handle}/urne": [
    way("urn", (page) => electionPage(page, "/urne")),
    way("urn-absent", (page) => electionPage(page, `/urne?numero=${"x".repeat(43)}`)),
  ],
  "/{landlord}/election/{handle}/urne/verifier": [way("urn-verify", (page) => electionPage(page, "/urne/verifier"))],
  "/{landlord}/election/{handle}/urne/a-ma-place": [way("urn-mine", (page) => electionPage(page, "/urne/a-ma-place"))],
  "/{landlord}/election/{handle}/urne/controle": [way("urn-audit", (page) => electionPage(page, "/urne/controle"))],
  "/{landlord}/election/{handle}/urne/veille": [way("urn-watch", (page) => electionPage(page, "/urne/veille"))],
  "/{landlord}/election/{handle}/confiance": [way("election-trust", (page) => electionPage(page, "/confiance"))],
  "/{landlord}/election/{handle}/liste-electorale": [way("electors", (page) => electionPage(page, "/liste-electorale"))],
  "/{landlord}/election/{handle}/lettre-perdue": [way("lost-letter", (page) => electionPage(page, "/lettre-perdue"))],
  "/{landlord}/gestion/election/{handle}/lettres-perdues": [
    way("lost-letters", (page) => electionDesk(page, "/lettres-perdues?q=C001-A-002"), "board"),
    way("lost-letter-record", lostLetter, "board"),
  ],
  "/{landlord}/election/{handle}/electeur": [way("elector", (page) => electionPage(page, "/electeur"), "tenant")],
  "/{landlord}/election/{handle}/electeur/demande/{correction}": [],
  "/{landlord}/gestion/election/{handle}/liste-electorale": [
    way("electors-desk", (page) => electionDesk(page, "/liste-electorale"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/liste-electorale/saisie": [
    way("electors-enter", (page) => electionDesk(page, "/liste-electorale/saisie"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/liste-electorale/demande/{correction}": [],
  "/{landlord}/gestion/election/{handle}/urne": [
    way("ballot-box", (page) => electionDesk(page, "/urne?q=C001-A-001"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/depouillement-papier": [
    way("paper-desk", (page) => electionDesk(page, "/depouillement-papier"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/depouillement-papier/enveloppes": [
    way("paper-envelopes", (page) => electionDesk(page, "/depouillement-papier/enveloppes"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/depouillement-papier/comptage": [
    way("paper-count", (page) => electionDesk(page, "/depouillement-papier/comptage"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/depouillement-papier/lettres": [
    way("paper-letters", (page) => electionDesk(page, "/depouillement-papier/lettres"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/repetition": [way("rehearsal", (page) => electionDesk(page, "/repetition"), "board")],
  "/{landlord}/election/{handle}/codes": [way("codes", (page) => electionPage(page, "/codes"), "board")],
  "/{landlord}/election/{handle}/codes/lignes.csv": [],
  "/{landlord}/election/{handle}/codes/courriers.csv": [],
  "/{landlord}/election/{handle}/cles": [way("keys", (page) => electionPage(page, "/cles"))],
  "/{landlord}/election/{handle}/cles/certificats.json": [],
  "/{landlord}/election/{handle}/cles/cle.json": [],
  "/{landlord}/election/{handle}/cles/entree/{holder}": [],
  "/{landlord}/election/{handle}/cles/essai.bel": [],
  "/{landlord}/election/{handle}/scelles": [way("seals", (page) => electionPage(page, "/scelles"))],
  // After a vote; before the count `whole_election.test.mjs` walks them, axe included.
  "/{landlord}/election/{handle}/depouillement": [way("closing", (page) => resultPage(page, "/depouillement"))],
  "/{landlord}/election/{handle}/dechiffrement": [way("decryption", (page) => resultPage(page, "/dechiffrement"))],
  "/{landlord}/election/{handle}/comptage": [],
  "/health": [],
  "/robots.txt": [],
  "/": [way("index", at("/"))],
  "/connexion": [
    way("sign-in", at("/connexion")),
    way("sign-in-kept", at("/connexion?garde=1&suite=/rive-neuve/charte")),
    way("sign-in-refused", refusedSignIn),
  ],
  "/activer": [way("activation", at("/activer")), way("activation-refused", refusedCode)],
  "/activer/compte": [way("new-account", rightCode)],
  "/mon-espace": [way("space", at("/mon-espace"), "tenant")],
  "/connexion/lien": [
    way("link", at("/connexion/lien")),
    way("link-asked", at("/connexion/lien?envoye=1")),
    way("link-refused", refusedLink),
  ],
  "/connexion/lien/{token}": [way("link-over", at("/connexion/lien/fini")), way("link-door", linkDoor, "administrator")],
  "/connexion/courriel/{token}": [way("address-done", at("/connexion/courriel/fait"))],
  "/mon-espace/courriel": [way("address", at("/mon-espace/courriel"), "tenant"), way("address-refused", refusedAddress, "neighbour")],
  "/mon-espace/donnees": [way("my-data", at("/mon-espace/donnees"), "tenant")],
  "/mon-espace/donnees/fichier": [],
  "/mon-espace/supprimer": [
    way("leaving", at("/mon-espace/supprimer"), "tenant"),
    way("leaving-refused", refusedLeaving, "tenant"),
  ],
  "/aide": [way("help", at("/aide"))],
  "/accessibilite": [way("accessibility", at("/accessibilite"))],
  "/confidentialite": [way("privacy", at("/confidentialite"))],
  "/mentions-legales": [way("legal", at("/mentions-legales"))],
  "/admin": [way("admin", at("/admin"), "administrator")],
  "/admin/comptes": [way("admin-accounts", at("/admin/comptes"), "administrator")],
  "/admin/comptes/{account}": [
    way("admin-account", demoAccount, "administrator"),
    way("admin-account-refused", refusedRole, "administrator"),
  ],
  "/admin/courriels": [way("admin-mails", at("/admin/courriels"), "administrator")],
  "/admin/courriels/{mail}": [way("admin-mail", firstMail, "administrator")],
  "/admin/journal": [
    way("admin-journal", at("/admin/journal"), "administrator"),
    way("admin-journal-entries", at("/admin/journal?chaine=instance"), "administrator"),
    way("admin-journal-verified", verifiedJournal, "administrator"),
  ],
  "/demo": [way("demo", at("/demo"))],
  "/demo/courriers": [way("voting-letters", at("/demo/courriers"))],
  "/{landlord}": [way("home", at(LANDLORD)), way("home-tenant", at(LANDLORD), "tenant")],
  "/{landlord}/gestion": [way("desk", at(`${LANDLORD}/gestion`), "landlord")],
  "/{landlord}/gestion/charte": [
    way("texts", at(`${LANDLORD}/gestion/charte`), "landlord"),
    way("texts-refused", refusedDates, "landlord"),
  ],
  "/{landlord}/gestion/charte/texte.md": [],
  "/{landlord}/gestion/charte/projet/{draft}": [
    way("draft", draft("## Un chapitre de plus\n\nDes mots.\n"), "landlord"),
    way("draft-wrong", draft("#### Trop profond\n"), "landlord"),
  ],
  ...DESK_OF_STAFF,
  ...SETUP_WAYS,
  ...AGREEMENT_WAYS,
  ...AMENDMENT_WAYS,
  ...ADOPTED_WAYS,
  ...TREAT_WAYS,
  ...ADOPTION_WAYS,
  "/{landlord}/charte": [way("charter", at(CHARTER)), way("charter-staff", at(CHARTER), "landlord")],
  "/{landlord}/charte/impression": [way("charter-print", at(`${CHARTER}/impression`))],
  "/{landlord}/charte/version/{sequence}": [way("charter-version", at(`${CHARTER}/version/1`))],
  "/{landlord}/charte/{handle}": [
    way("article", firstArticle),
    way("article-first-time", firstArticle, "neighbour"),
    way("article-mine", ownComment, "tenant"),
    way("article-refused", refusedComment, "association"),
    way("article-observer", firstArticle, "guarantor"),
  ],
};

/** Moderation, and comments entered for somebody. */
Object.assign(WAYS, {
  "/{landlord}/charte/amendements": [
    way("amendments", at(`${CHARTER}/amendements`)),
    way("amendments-to-vote", at(`${CHARTER}/amendements?reste=1&etat=under_discussion`)),
  ],
  "/{landlord}/charte/amendements/{number}": [
    way("amendment", at(`${CHARTER}/amendements/1`)),
    way("amendment-changes", at(`${CHARTER}/amendements/2?mots=changements`), "tenant"),
  ],
  "/{landlord}/charte/suites": [way("fates", at(`${CHARTER}/suites`))],
  "/{landlord}/charte/comparer": [way("compare", at(`${CHARTER}/comparer?mots=texte`))],
  "/{landlord}/charte/origine/{handle}": [way("origin", origin)],
  "/{landlord}/charte/recherche": [
    way("search", at(`${CHARTER}/recherche?q=chauffage`)),
    way("search-none", at(`${CHARTER}/recherche?q=zzz`)),
  ],
  "/{landlord}/charte/moderation": [way("moderation-log", at(`${CHARTER}/moderation`))],
  "/{landlord}/charte/{handle}/avis/{comment}/signaler": [
    way("report", reportFirst),
    way("report-refused", refusedReport),
    way("report-sent", sentReport),
  ],
  "/{landlord}/gestion/moderation": [way("moderation", at(`${LANDLORD}/gestion/moderation`), "facilitator")],
  "/{landlord}/gestion/moderation/{comment}": [
    way("moderation-case", firstCase, "guarantor"),
    way("moderation-case-refused", refusedDecision, "facilitator"),
  ],
  "/mon-espace/decision/{moderation}": [way("decision", ownDecision, "tenant")],
  "/{landlord}/gestion/saisie": [
    way("entry", at(`${LANDLORD}/gestion/saisie`), "landlord"),
    way("entry-refused", refusedEntry, "facilitator"),
  ],
  "/{landlord}/gestion/saisie/{comment}/talon": [way("slip", firstSlip, "landlord")],
  "/{landlord}/gestion/talons": [way("slips", at(`${LANDLORD}/gestion/talons`), "landlord")],
  "/suivi": [way("follow", at("/suivi")), way("follow-refused", refusedSlip)],
  "/suivi/{code}": [way("followed", followed, "landlord")],
});

/** The consultations of the demonstration: the latest takes votes, the one before registrations. */
const consultation = (place, below = "") => async (page) => {
  await visit(page, `${LANDLORD}/consultations`);
  const href = await page.locator("main .card.main h2 a").nth(place).getAttribute("href");
  await visit(page, `${href}${below}`);
};
const VOTING = 1;
const REGISTERING = 0;
const ASKED = "/{landlord}/consultations";

Object.assign(WAYS, {
  [ASKED]: [way("consultations", at(`${LANDLORD}/consultations`)), way("consultations-none", at(`${NEIGHBOUR}/consultations`))],
  [`${ASKED}/{handle}`]: [
    way("consultation", consultation(REGISTERING), "tenant"),
    way("consultation-open", consultation(VOTING)),
  ],
  [`${ASKED}/{handle}/inscription`]: [
    way("consultation-register", consultation(REGISTERING, "/inscription"), "tenant"),
    way("consultation-register-none", consultation(REGISTERING, "/inscription"), "facilitator"),
  ],
  [`${ASKED}/{handle}/cle`]: [way("consultation-key", consultation(VOTING, "/cle"), "association")],
  [`${ASKED}/{handle}/voter`]: [
    way("consultation-booth", async (page) => {
      await consultation(VOTING, "/voter")(page);
      if (page.js) await page.locator("#booth[data-step]").waitFor();
    }),
  ],
  [`${ASKED}/{handle}/urne`]: [
    way("consultation-urn", consultation(VOTING, "/urne")),
    way("consultation-urn-absent", consultation(VOTING, `/urne?numero=${"x".repeat(43)}`)),
  ],
  [`${ASKED}/{handle}/urne/verifier`]: [way("consultation-verify", consultation(VOTING, "/urne/verifier"))],
  [`${ASKED}/{handle}/urne/a-ma-place`]: [way("consultation-mine", consultation(VOTING, "/urne/a-ma-place"))],
  [`${ASKED}/{handle}/urne/controle`]: [way("consultation-audit", consultation(VOTING, "/urne/controle"))],
  [`${ASKED}/{handle}/booth.json`]: [],
  [`${ASKED}/{handle}/credentials/{file}`]: [],
  [`${ASKED}/{handle}/urne.json`]: [],
  [`${ASKED}/{handle}/archive.bel`]: [],
  [`${ASKED}/{handle}/colleges.json`]: [],
  [`${ASKED}/{handle}/regles.json`]: [],
  "/{landlord}/gestion/consultations": [
    way("consultations-desk", at(`${LANDLORD}/gestion/consultations`), "facilitator"),
    way("consultations-desk-refused", refusedConsultation, "facilitator"),
  ],
  "/{landlord}/gestion/consultations/{handle}": [way("consultation-desk", draftedConsultation, "facilitator")],
});

async function refusedConsultation(page) {
  await visit(page, `${LANDLORD}/gestion/consultations`);
  await send(page, button(page, "consultation.new_button"));
}

/** A draft with nothing in it yet but its question and hours. */
async function draftedConsultation(page) {
  await visit(page, `${LANDLORD}/gestion/consultations`);
  await field(page, "consultation.title").fill("Une consultation à parcourir");
  await field(page, "consultation.question").fill("Est-ce bien ?");
  for (const [name, hour] of [["roll_closes", "10:00"], ["vote_opens", "11:00"], ["vote_closes", "12:00"]]) {
    await field(page, `consultation.${name}`).fill(`2031-01-10T${hour}`);
  }
  await send(page, button(page, "consultation.new_button"));
}

/** What the booth and monitors fetch: no pages. */
Object.assign(WAYS, {
  "/{landlord}/election/{handle}/booth.json": [],
  "/{landlord}/election/{handle}/credentials/{file}": [],
  "/{landlord}/election/{handle}/urne.json": [],
  "/{landlord}/election/{handle}/archive.bel": [],
});

/** After the count: the other landlord’s election is over. */
Object.assign(WAYS, {
  "/{landlord}/election/{handle}/resultat": [way("result", (page) => resultPage(page, "/resultat"))],
  "/{landlord}/election/{handle}/resultat/voix.csv": [],
  "/{landlord}/election/{handle}/resultat/resultat.json": [],
  "/{landlord}/election/{handle}/resultat/schema.json": [],
  "/{landlord}/election/{handle}/resultat/affiche": [
    way("result-poster", (page) => resultPage(page, "/resultat/affiche")),
  ],
  "/{landlord}/election/{handle}/resultat/affiche.pdf": [],
  "/{landlord}/election/{handle}/proces-verbal": [
    way("official-record", (page) => resultPage(page, "/proces-verbal")),
  ],
  "/{landlord}/election/{handle}/proces-verbal.pdf": [],
  "/{landlord}/election/{handle}/dossier.tar": [],
  "/{landlord}/gestion/election/{handle}/proces-verbal": [
    way("record-desk", (page) => electionDesk(page, "/proces-verbal"), "board"),
  ],
  "/{landlord}/gestion/election/{handle}/affichage": [
    way("posting", (page) => resultDesk(page, "/affichage"), "officer"),
  ],
  "/{landlord}/gestion/election/{handle}/suites": [
    way("afterwards", (page) => resultDesk(page, "/suites"), "officer"),
  ],
});

/** Pages that no route lists. */
const BESIDES = [way("not-found", at("/nulle-part")), way("not-found-inside", at(`${CHARTER}/0`))];

/** All ways, after making sure that no listed page is left out and no way leads nowhere. */
export async function ways() {
  const pages = (await routes()).filter(({ method }) => method === "GET").map(({ path }) => path);
  assert.deepEqual(pages.toSorted(), Object.keys(WAYS).toSorted(), "pages and ways to them differ");
  return [...Object.values(WAYS).flat(), ...BESIDES];
}

/** Takes a page along a way, signed in as it asks. */
export async function take(page, { go, as }) {
  if (as) await signInAs(page, as);
  await go(page);
}

async function sentRoll(page, content) {
  await visit(page, `${DESK}/fichier`);
  const buffer = Buffer.from(content);
  await page.locator("input[type=file]").setInputFiles({ name: "f.csv", mimeType: "text/csv", buffer });
  await send(page, button(page, "roll.send"));
  await page.getByRole("heading", { name: say("roll.import_title"), level: 1 }).waitFor();
  await hydrated(page);
}

async function firstPerson(page) {
  await visit(page, `${DESK}/locataires?q=benali`);
  await send(page, page.locator("main ul.plain a").first());
}

/** The page of the election that is open; a name below it leads to one of its other pages. */
export async function electionPage(page, below = "") {
  await visit(page, `${NEIGHBOUR}/election`);
  const href = await page.locator("main .card.main h2 a").getAttribute("href");
  await visit(page, `${href}${below}`);
}

/** The election of the other landlord, which is over, or one of its pages. */
export async function resultPage(page, below = "") {
  await visit(page, `${await counted(page)}${below}`);
}

/** A desk of that election. */
async function resultDesk(page, below) {
  await visit(page, `${(await counted(page)).replace("/election/", "/gestion/election/")}${below}`);
}

async function counted(page) {
  await visit(page, `${LANDLORD}/election`);
  return page.locator(`main a[href^="${LANDLORD}/election/"]`).first().getAttribute("href");
}

/** The booth, once its script stands where the page left a place. */
async function booth(page) {
  await electionPage(page, "/voter");
  if (page.js) await page.locator("#booth[data-step]").waitFor();
}

/** A desk of the election that is open. */
async function electionDesk(page, below) {
  await visit(page, `${NEIGHBOUR}/election`);
  const href = await page.locator("main .card.main h2 a").getAttribute("href");
  await visit(page, `${href.replace("/election/", "/gestion/election/")}${below}`);
}

/** The form that puts a lost letter on record. */
async function lostLetter(page) {
  await electionDesk(page, "/lettres-perdues?q=C001-A-002");
  await send(page, page.locator("main li.card a").first());
}

async function firstBatch(page) {
  await visit(page, `${DESK}/courriers`);
  await send(page, page.locator("main ul.plain a").last());
}

async function firstPrint(page) {
  await firstBatch(page);
  await send(page, page.locator(".slices a").first());
}

export async function firstArticle(page) {
  await visit(page, CHARTER);
  const href = await page.locator(".article .talk a").first().getAttribute("href");
  return visit(page, href);
}

async function refusedLink(page) {
  await visit(page, "/connexion/lien");
  await send(page, button(page, "link.send"));
}

async function refusedAddress(page) {
  await visit(page, "/mon-espace/courriel");
  await field(page, "address.label").fill("claire");
  await send(page, button(page, "address.send"));
}

async function refusedLeaving(page) {
  await visit(page, "/mon-espace/supprimer");
  await send(page, button(page, "leaving.button"));
}

async function demoAccount(page) {
  await visit(page, "/admin/comptes?q=demo-locataire");
  await send(page, page.getByRole("link", { name: "demo-locataire" }));
}

async function refusedRole(page) {
  await demoAccount(page);
  await page.locator("details summary").click();
  await field(page, "admin.place").selectOption("instance");
  await send(page, button(page, "admin.grant_button"));
}

async function firstMail(page) {
  await visit(page, "/admin/courriels");
  await send(page, page.locator("main .plain a").first());
}

async function verifiedJournal(page) {
  await visit(page, "/admin/journal");
  await send(page, button(page, "admin.verify"));
}

/** A link to Claire, asked for by the administrator, who finds it in the outbox. */
async function linkDoor(page) {
  await demoAccount(page);
  await send(page, button(page, "admin.send_link"));
  // Another mail tells the owner of it.
  await visit(page, "/admin/courriels");
  await send(page, link(page, "mail.link_subject").first());
  await send(page, button(page, "admin.reveal"));
  const words = await page.locator(".letter-words").innerText();
  await visit(page, new URL(words.match(/http:\S+\/connexion\/lien\/\S+/)[0]).pathname);
}

async function refusedSignIn(page) {
  await visit(page, "/connexion");
  await field(page, "sign_in.identifier").fill("personne");
  await field(page, "sign_in.passphrase").fill("trois mots inventés");
  await send(page, page.getByRole("main").locator("form button"));
}

async function refusedCode(page) {
  await visit(page, "/activer");
  await field(page, "activation.code").fill("1234 5678");
  await send(page, button(page, "activation.continue"));
}

async function refusedDates(page) {
  await visit(page, `${LANDLORD}/gestion/charte`);
  await field(page, "texts.closes").fill("2020-01-01");
  await send(page, button(page, "texts.dates_save"));
}

/** Adds words at the end of the charter's text, and asks what that would change. */
function draft(words) {
  return async (page) => {
    await visit(page, `${LANDLORD}/gestion/charte`);
    const source = field(page, "texts.source");
    await source.fill(`${await source.inputValue()}\n${words}`);
    await send(page, button(page, "texts.check"));
  };
}

async function rightCode(page) {
  await visit(page, "/demo");
  await send(page, link(page, "demo.code_use"));
  await send(page, button(page, "activation.continue"));
}

async function refusedComment(page) {
  await firstArticle(page);
  await send(page, button(page, "comment.send"));
}

async function ownComment(page) {
  await firstArticle(page);
  await writeComment(page, "Une phrase pour voir comment la page se tient.");
  for (const summary of await page.locator(".acts summary").all()) await summary.click();
}

/** Publishes a comment on the article that is open, choosing a name when none is chosen yet. */
export async function writeComment(page, words, name = "Prune T.") {
  const form = page.locator("section.write");
  await field(form, "comment.body").fill(words);
  const nameField = field(form, "name.label");
  if (await nameField.count()) await nameField.fill(name);
  await send(page, button(form, "comment.send"));
}

export async function reportFirst(page) {
  await firstArticle(page);
  await send(page, page.locator("article.comment a.report").first());
}

async function refusedReport(page) {
  await reportFirst(page);
  await send(page, button(page, "report.send"));
}

async function sentReport(page) {
  await reportFirst(page);
  await page.getByRole("main").getByRole("radio").first().check();
  await send(page, button(page, "report.send"));
}

async function firstCase(page) {
  await visit(page, `${LANDLORD}/gestion/moderation`);
  await send(page, page.locator("li.case a").first());
}

async function refusedDecision(page) {
  await firstCase(page);
  await send(page, button(page, "case.send"));
}

async function ownDecision(page) {
  await visit(page, "/mon-espace");
  await send(page, link(page, "notice.comment_hidden"));
}

async function refusedEntry(page) {
  await visit(page, `${LANDLORD}/gestion/saisie`);
  await send(page, button(page, "entry.send"));
}

/** The slip of the comment that the demo's facilitator heard. */
export async function firstSlip(page) {
  await visit(page, `${LANDLORD}/gestion/talons`);
  await send(page, page.getByRole("main").locator('li a[href$="/talon"]').first());
}

async function refusedSlip(page) {
  await visit(page, "/suivi");
  await field(page, "follow.code").fill("K7MD-4QX");
  await send(page, button(page, "follow.go"));
}

async function followed(page) {
  await firstSlip(page);
  const code = await page.locator(".slip .slip-code").innerText();
  await visit(page, `/suivi/${code}`);
}

/** Where the words of the first article come from. */
async function origin(page) {
  await visit(page, CHARTER);
  const href = await page.locator(".article .talk a").first().getAttribute("href");
  return visit(page, href.replace("/charte/", "/charte/origine/").replace(/#.*/, ""));
}
