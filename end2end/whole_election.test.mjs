// An election from its protocol to its online result, on a small landlord of the demonstration whose
// clock is moved: keys and codes are made offline, a rehearsal is voted to its end, the box is sealed
// empty, and the vote opens and ends by itself. One test goes on from where the one before stopped.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  assertText,
  button,
  closeBrowser,
  field,
  link,
  send,
  visit,
} from "./support/browser.mjs";
import { announce, closeLists, judge, paperList, settle } from "./support/election_setup.mjs";
import { HolderByCommand, HolderByPage, Offline, codesOf } from "./support/offline.mjs";
import {
  DESK,
  NAME,
  SLUG,
  fetched,
  name,
  pageOf,
  phase,
  rehearsalCodes,
  smallLandlordOfTheDemo,
  sound,
  threeHolders,
} from "./support/preparing.mjs";
import { filesOf } from "./support/files.mjs";
import { say } from "./support/say.mjs";
import {
  archiveSoFar,
  castIt,
  choose,
  enterByQr,
  press,
  published,
  step,
  typeCodes,
} from "./support/voting.mjs";

// D is 14 January 2031, in a window that the minister extended; the vote opens two weeks before.
const DAY = "2031-01-14";
const ROLL_FROZEN = "2030-12-23T10:00:00+01:00";
const EVE = "2030-12-30T10:00:00+01:00";
const OPENING = "2030-12-31T08:59:50+01:00";
const LATER = "2030-12-31T09:05:00+01:00";
const CLOSING = "2031-01-14T11:59:50+01:00";

let instance;
let offline;
let holders;
/** Where the election's pages begin, its identifier, and the same of its rehearsal. */
let address;
let handle;
let rehearsal;
let rehearsed;
/** The archive as it was when the vote opened. */
let earlier;

before(async () => {
  instance = await smallLandlordOfTheDemo();
  offline = await Offline.with(instance);
  holders = [
    new HolderByCommand(offline, 1),
    new HolderByCommand(offline, 2),
    new HolderByPage(offline, 3),
  ];
});
after(async () => {
  for (const holder of holders ?? []) await holder.end();
  await closeBrowser();
  await offline?.end();
  await instance?.end();
});

const main = (page) => page.getByRole("main");

/** Does something as somebody, on a page of her own. */
async function as(person, task, width) {
  const page = await pageOf(instance, person, width);
  const done = await task(page);
  assert.deepEqual(page.trouble, []);
  await page.context().close();
  return done;
}

/** Does something as nobody, on a phone. */
const anybody = (task) => as(null, task);

/** Hands a holder's public message over, as a member of the tally board. */
async function hand(page, text) {
  await visit(page, `${address}/cles`);
  const buffer = Buffer.from(text);
  const message = { name: "message.json", mimeType: "application/json", buffer };
  await page.locator("#message-file").setInputFiles(message);
  await send(page, button(page, "sealing.keys_send"));
  assert.equal(await page.getByRole("alert").count(), 0, await main(page).innerText());
}

test("a protocol, two lists and a roll, up to the roll's publication", async () => {
  await as("officer", async (page) => {
    await visit(page, DESK);
    await field(page, "protocol.new_title").fill("Élection du Petit Bois");
    await field(page, "protocol.new_day").fill(DAY);
    await send(page, button(page, "protocol.new_button"));
    handle = new URL(page.url()).pathname.split("/")[4];
    address = `/${SLUG}/election/${handle}`;
    await threeHolders(page);
    await assertText(main(page), say("protocol.sound"));
    await assertText(main(page), say("protocol_keys.nobody_alone"));
    await settle(page);
    await announce(page);
    for (const [person, role] of [
      ["commission", "commission"],
      ["board", "tally_board"],
      ["authorities", "code_authorities"],
    ]) {
      await name(page, person, role);
    }
    await sound(page);
    await paperList(page, address, "Ensemble");
    await paperList(page, address, "Toits");
  });
  await as("commission", async (page) => {
    await judge(page, address, "Ensemble", "admit", "La liste respecte les règles.");
    await judge(page, address, "Toits", "admit", "La liste respecte les règles.");
    await closeLists(page);
    await sound(page);
  });
  await as("officer", async (page) => {
    await visit(page, `${DESK}/${handle}/liste-electorale`);
    await send(page, button(page, "electoral.make"));
    await send(page, button(page, "electoral.publish"));
    await sound(page);
  });
  await anybody(async (page) => {
    await visit(page, `${address}/cles`);
    const names = "Alice Petit, Bruno Roy, Chloé Diop";
    await assertText(main(page), say("sealing.keys_turn", { round: "1", names }));
    await assertText(main(page), say("sealing.keys_nobody_alone"));
    await sound(page);
    await visit(page, `${address}/scelles`);
    await assertText(main(page), say("sealing.seals_none"));
    await sound(page);
  });
});

test("three holders make a key offline, and the public page says whose turn it is", async () => {
  await instance.at(ROLL_FROZEN);
  await as("officer", async (page) => {
    await visit(page, `${DESK}/${handle}/liste-electorale`);
    await send(page, button(page, "electoral.freeze"));
    await assertText(main(page), say("electoral.fingerprint"));
    await sound(page);
  });
  const board = await pageOf(instance, "board");
  const turn = (round, names) =>
    anybody(async (page) => {
      await visit(page, `${address}/cles`);
      await assertText(main(page), say("sealing.keys_turn", { round, names }));
      await sound(page);
    });

  for (const holder of holders.slice(0, 2)) await hand(board, await holder.certificate());
  await turn("1", "Chloé Diop");
  await hand(board, await holders[2].certificate());
  await turn("3", "Alice Petit, Bruno Roy, Chloé Diop");

  const certificates = `${await fetched(board, `${address}/cles/certificats.json`)}`;
  // In any order.
  for (const holder of holders.toReversed()) await hand(board, await holder.polynomial(certificates));
  for (const holder of holders) {
    const input = `${await fetched(board, `${address}/cles/entree/${holder.index}`)}`;
    await hand(board, await holder.output(certificates, input));
  }
  await sound(board);
  await send(board, button(board, "sealing.keys_make"));
  await sound(board);
  await board.context().close();
  await anybody(async (page) => {
    await visit(page, `${address}/cles`);
    await assertText(main(page), say("sealing.keys_over"));
    const part = JSON.parse(await fetched(page, `${address}/cles/cle.json`));
    assert.equal(part.threshold, 2);
    await sound(page);
  });
});

test("two authorities make the codes offline, and only what is public comes back", async () => {
  const page = await pageOf(instance, "authorities");
  await visit(page, `${address}/codes`);
  await sound(page);
  const lines = await fetched(page, `${address}/codes/lignes.csv`);
  assert.equal(`${lines}`.trim().split("\n").length, 5);
  await offline.write("lignes.csv", lines);
  await offline.write("courriers.csv", await fetched(page, `${address}/codes/courriers.csv`));

  // As the page says, word for word: each authority on a machine of its own.
  const said = await main(page).locator("pre code").allInnerTexts();
  const generate = said.find((one) => one.includes("credentials generate"));
  assert.match(generate, new RegExp(`--group Ed25519 --uuid ${handle} --voters lignes.csv --half a`));
  for (const half of ["a", "b"]) {
    const election = ["--group", "Ed25519", "--uuid", handle, "--voters", offline.at("lignes.csv")];
    const own = ["--half", half, "--out", offline.at(half)];
    await offline.run("credentials", "generate", ...election, ...own);
    const codes = ["--codes", offline.at(`${half}/codes.csv`), "--roll", offline.at("courriers.csv")];
    const site = ["--site", `${instance.url}${address}`, "--landlord", NAME, "--phone", "01 99 00 00 00"];
    const sender = ["--sender", `Expéditeur ${half}`, "--half", half, "--out", offline.at(half)];
    await offline.run("credentials", "letters", ...codes, ...site, ...sender);
  }
  const shares = [offline.at("a/shares.json"), offline.at("b/shares.json")];
  await offline.run("credentials", "combine", ...shares, "--out", offline.at("ensemble"));

  // A file in another's place is refused beside its field.
  const choose = async (name, from = name) => {
    const input = page.locator(`#codes input[name=${name}]`);
    await input.setInputFiles(offline.at(`ensemble/${from}.json`));
  };
  await choose("credentials");
  await choose("tags");
  await choose("record", "tags");
  await send(page, button(page, "sealing.codes_send"));
  await assertText(page.getByRole("alert"), say("sealing_problem.other_codes"));
  await sound(page);
  for (const name of ["credentials", "tags", "record"]) await choose(name);
  await send(page, button(page, "sealing.codes_send"));
  await assertText(main(page), say("sealing.codes_there", { n: 5 }));
  await assertText(main(page), await offline.sha256("ensemble/credentials.json"));
  await send(page, button(page, "sealing.codes_seal"));
  await sound(page);
  await page.context().close();
});

test("a rehearsal is made in one action and voted to its end, and its codes are its own", async () => {
  let tracking;
  const officer = await pageOf(instance, "officer");
  const desk = `${DESK}/${handle}/repetition`;
  await visit(officer, desk);
  await sound(officer);
  await send(officer, button(officer, "sealing.rehearse"));
  rehearsal = `/${SLUG}/election/${new URL(officer.url()).pathname.split("/")[4]}`;
  await assertText(main(officer), say("election.rehearsal_stamp"));
  await sound(officer);
  rehearsed = [await rehearsalCodes(officer, 0), await rehearsalCodes(officer, 1)];
  const { closes } = await phase(instance, rehearsal, "open");

  await anybody(async (page) => {
    await visit(page, rehearsal);
    await assertText(main(page), say("election.rehearsal_stamp"));
    await sound(page);
    // A code of the real election is told apart before any choice.
    const real = await codesOf(offline, 1);
    await page.goto(`${rehearsal}/voter`);
    await step(page, "codes");
    await page.locator("[data-kind=rehearsal]").waitFor();
    await typeCodes(page, real.a.code, real.b.code);
    await assertText(page.locator("[data-error=unlisted]"), "pas ensemble dans cette élection");
    await sound(page);
  });
  await anybody(async (page) => {
    await enterByQr(page, rehearsal, rehearsed[0]);
    await choose(page, 0);
    tracking = await castIt(page);
  });

  await visit(officer, desk);
  await send(officer, button(officer, "sealing.rehearsed"));
  await assertText(officer.getByRole("alert"), say("sealing_problem.rehearsal_goes_on"));
  await sound(officer);
  await officer.context().close();

  await instance.at(new Date(Date.parse(closes) - 3_000).toISOString());
  await phase(instance, rehearsal, "closed");
  await published(instance, rehearsal, tracking);
  await anybody(async (page) => {
    await page.goto(`${rehearsal}/voter`);
    await step(page, "closed");
    await sound(page);
    await visit(page, rehearsal);
    await assertText(main(page), say("election_stage.frozen"));
  });
  await as("officer", async (page) => {
    await visit(page, desk);
    await send(page, button(page, "sealing.rehearsed"));
    assert.equal(await page.getByRole("alert").count(), 0);
    await sound(page);
  });
});

test("on the eve each holder opens her key again, and the box is sealed, shown empty", async () => {
  await instance.at(EVE);
  const board = await pageOf(instance, "board");
  await visit(board, `${address}/scelles`);
  await send(board, button(board, "sealing.seals_button"));
  await board.getByRole("alert").waitFor();
  await sound(board);
  await visit(board, `${address}/cles`);
  await sound(board);
  const archive = await fetched(board, `${address}/cles/essai.bel`);
  for (const holder of holders) {
    await visit(board, `${address}/cles`);
    await field(board, "sealing.reopen_said").fill(await holder.reopened(archive));
    await send(board, button(board, "sealing.reopen_send"));
    assert.equal(await board.getByRole("alert").count(), 0);
  }
  await visit(board, `${address}/scelles`);
  await send(board, button(board, "sealing.seals_button"));
  await assertText(main(board), say("sealing.seals_empty"));
  await sound(board);
  await board.context().close();

  await anybody(async (page) => {
    await visit(page, `${address}/scelles`);
    const figures = { ballots: "0", marks: "0", lines: "5" };
    await assertText(main(page), say("sealing.seals_empty"));
    await assertText(main(page), say("sealing.seals_count", figures));
    await assertText(main(page), await offline.sha256("ensemble/credentials.json"));
    assert.equal(await main(page).locator("dl.figures dt").count(), 9);
    await sound(page);
    await page.goto(`${address}/voter`);
    await step(page, "before");
    await sound(page);
  });
});

test("the vote opens by itself at its hour, and the codes of the rehearsal are worth nothing in it", async () => {
  await instance.at(OPENING);
  const booth = await (await fetch(`${instance.url}${address}/booth.json`)).json();
  assert.equal(booth.phase, "before");
  await phase(instance, address, "open");
  earlier = await archiveSoFar(instance, address);

  await anybody(async (page) => {
    await visit(page, address);
    await sound(page);
    await send(page, link(page, "election.vote"));
    await step(page, "codes");
    const [, other] = rehearsed;
    await typeCodes(page, other.a.code, other.b.code);
    await assertText(page.locator("[data-error=unlisted]"), "pas ensemble dans cette élection");
    await sound(page);
    // One code of each: nor so.
    const own = await codesOf(offline, 1);
    await typeCodes(page, own.a.code, other.b.code);
    await page.locator("[data-error=unlisted]").waitFor();
  });

  for (const [line, at] of [
    [3, 0],
    [4, -1],
  ]) {
    await anybody(async (page) => {
      await enterByQr(page, address, await codesOf(offline, line));
      await choose(page, at);
      await castIt(page);
    });
  }
  await anybody(async (page) => {
    await enterByQr(page, address, await codesOf(offline, 2));
    assert.equal(await page.locator("[data-kind=rehearsal]").count(), 0);
    await sound(page);
    await choose(page, 1);
    const tracking = await castIt(page);
    await sound(page);
    await instance.at(LATER);
    await published(instance, address, tracking);
    await visit(page, `${address}/urne`);
    await press(page, "find.this");
    await page.locator("[data-found=yes]").waitFor();
    await sound(page);
  });

  // As the letter of a line carries both codes' addresses.
  const letters = await offline.read("a/letters.html");
  assert.ok(letters.includes((await codesOf(offline, 3)).a.code));
  await offline.write("earlier.bel", earlier);
  await offline.write("so-far.bel", await archiveSoFar(instance, address));
  const after = ["--after", offline.at("earlier.bel"), "--json"];
  const said = await offline.run("election", "verify", offline.at("so-far.bel"), ...after);
  const { verdict, stage, checks } = JSON.parse(said);
  assert.deepEqual([verdict, stage], ["valid", "Ballot"]);
  const ballots = checks.find(({ rule }) => rule === "ballot-proofs");
  assert.deepEqual([ballots.done, ballots.of], [3, 3]);
});

test("the vote ends by itself at its hour", async () => {
  await instance.at(CLOSING);
  await phase(instance, address, "closed");
  await anybody(async (page) => {
    await page.goto(`${address}/voter`);
    await step(page, "closed");
    await sound(page);
    await visit(page, address);
    await assertText(main(page), say("election_stage.frozen"));
    await sound(page);
  });
});

/** Waits for a page to say something, as jobs are done. */
async function comesTo(page, path, words) {
  for (let n = 0; n < 100; n += 1) {
    await visit(page, path);
    if ((await main(page).innerText()).includes(words)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${path} does not say ${words}: ${await main(page).innerText()}`);
}

test("the frozen box is on record, and its ballots are added up by the board's word", async () => {
  const frozen = await archiveSoFar(instance, address);
  await offline.write("frozen.bel", frozen);
  await anybody(async (page) => {
    await visit(page, `${address}/depouillement`);
    await assertText(main(page), await offline.sha256("frozen.bel"));
    await assertText(main(page), say("closing.marks_agree", { marks: "3", voters: "3" }));
    assert.equal(await main(page).locator("form").count(), 0, "the tally board's alone");
    await sound(page);
  });
  await as("board", async (page) => {
    await visit(page, `${address}/depouillement`);
    await sound(page);
    await send(page, button(page, "closing.tally_button"));
    await comesTo(page, `${address}/depouillement`, say("closing.tallied"));
    await sound(page);
  });
  const summed = await archiveSoFar(instance, address);
  assert.ok(summed.subarray(0, frozen.length).equals(frozen), "the archive only grows");
});

test("holders decrypt offline, a part changed on its way is named and skipped, and the result opens", async () => {
  const summed = await archiveSoFar(instance, address);
  const shares = [];
  for (const holder of holders) shares.push(await holder.decryption(summed));
  const board = await pageOf(instance, "board");
  const handIn = async (text) => {
    await visit(board, `${address}/dechiffrement`);
    const buffer = Buffer.from(text);
    const part = { name: "part.json", mimeType: "application/json", buffer };
    await board.locator("#part-file").setInputFiles(part);
    await send(board, button(board, "closing.share_send"));
    await sound(board);
  };
  await handIn(shares[0]);
  assert.equal(await board.getByRole("alert").count(), 0, await main(board).innerText());
  const changed = shares[1].replace(/"response":"(\d)/, (_, digit) => `"response":"${(Number(digit) % 8) + 1}`);
  assert.notEqual(changed, shares[1]);
  await handIn(changed);
  await assertText(board.getByRole("alert"), "Bruno Roy");
  await anybody(async (page) => {
    await visit(page, `${address}/dechiffrement`);
    await assertText(main(page), say("closing.invalid"));
    await assertText(main(page), say("closing.decryption_turn", { n: 1, names: "Bruno Roy, Chloé Diop" }));
    await sound(page);
  });
  await handIn(shares[2]);
  await comesTo(board, `${address}/depouillement`, say("closing.result"));
  await sound(board);
  await send(board, link(board, "closing.count_desk"));
  await assertText(main(board), say("closing.awaited_paper"));
  await sound(board);
  await board.context().close();
  await anybody(async (page) => {
    await visit(page, `${address}/depouillement`);
    await assertText(main(page), say("closing.result_what"));
    await sound(page);
  });

  // Anybody's command says the same of the finished archive.
  await offline.write("finished.bel", await archiveSoFar(instance, address));
  const after = ["--after", offline.at("frozen.bel"), "--finished", "--json"];
  const said = JSON.parse(await offline.run("election", "verify", offline.at("finished.bel"), ...after));
  assert.equal(said.verdict, "valid");
  assert.deepEqual(said.result[0].reduce((sum, votes) => sum + votes), 3);
});

test("no file of the server holds a holder's key, a private half or a letter's code", async () => {
  const secrets = (await Promise.all(holders.map((holder) => holder.secrets()))).flat();
  for (let line = 1; line <= 5; line += 1) {
    const { a, b } = await codesOf(offline, line);
    secrets.push(a.code, b.code);
  }
  await instance.stop();
  const files = await filesOf(instance.data);
  // What must be found is found: the search can find.
  const handles = files.filter(({ bytes }) => bytes.includes(handle));
  assert.ok(handles.length > 1, "the election's database and its box");
  for (const { path, bytes } of files) {
    for (const secret of secrets) {
      for (const piece of secret.trim().split("\n").filter((one) => one.length > 12)) {
        if (piece.startsWith("PALIER KEY")) continue;
        assert.ok(!bytes.includes(piece), `${path} holds ${piece.slice(0, 12)}`);
      }
    }
  }
});
