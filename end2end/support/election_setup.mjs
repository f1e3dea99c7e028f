// An election made through its pages: protocol, announcement, lists.

import { button, field, link, send, signInAs, signOut, visit } from "./browser.mjs";
import { say } from "./say.mjs";

export const DESK = "/rive-neuve/gestion/election";
export const PDF = { name: "acte.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") };

/** Begins an election as the officer; gives its handle. */
export async function begin(page, title, day) {
  await signInAs(page, "officer");
  await visit(page, DESK);
  await field(page, "protocol.new_title").fill(title);
  await field(page, "protocol.new_day").fill(day);
  await send(page, button(page, "protocol.new_button"));
  return new URL(page.url()).pathname.split("/")[4];
}

/** Names boards, holders, authorities and the recommendation, and saves; `weeks` of extension. */
export async function complete(page, weeks = 0) {
  await field(page, "protocol_field.extension").fill(String(weeks));
  const names = (label, lines) => field(page, label).fill(lines.join("\n"));
  await names("protocol_field.commission", ["Alice Petit", "Bruno Roy"]);
  await names("protocol_field.tally_board", ["Alice Petit", "Bruno Roy", "Chloé Diop"]);
  const holders = [
    ["Alice Petit", "landlord", ""],
    ["Bruno Roy", "landlord", ""],
    ["Chloé Diop", "list", "CNL"],
    ["David Kaya", "list", "CLCV"],
    ["Élise Morin", "list", "CSF"],
    ["Farid Sow", "list", "AFOC"],
  ];
  for (const [at, [person, interest, of]] of holders.entries()) {
    await page.locator(`[name=holder_${at}]`).fill(person);
    await page.locator(`[name=interest_${at}]`).selectOption(interest);
    await page.locator(`[name=for_${at}]`).fill(of);
  }
  await field(page, "protocol_field.threshold").fill("4");
  for (const [letter, name, interest] of [
    ["a", "Imprimerie du Port", "landlord"],
    ["b", "Maître Lenoir", "neutral"],
  ]) {
    await page.locator(`[name=authority_${letter}]`).fill(name);
    await page.locator(`[name=authority_${letter}_interest]`).selectOption(interest);
    await page.locator(`[name=authority_${letter}_sender]`).fill(name);
  }
  await page.locator("[name=authority_b_for]").fill("huissier");
  await field(page, "protocol_field.recommendation_title").fill("Texte de 2027");
  await field(page, "protocol_field.recommendation_since").fill("2027-01-01");
  await send(page, button(page, "protocol.save").last());
}

/** Records the board's word and the posting. */
export async function settle(page) {
  await field(page, "protocol_step.validated_day").fill("2030-09-20");
  await send(page, button(page, "protocol_step.validated_button"));
  await field(page, "protocol_step.posted_day").fill("2030-09-25");
  await send(page, button(page, "protocol_step.posted_button"));
}

export async function announce(page) {
  await send(page, button(page, "protocol_step.announce"));
}

/** An announced election with the guarantor on its commission; the officer is signed in. */
export async function announced(page, title = "Élection d’essai", day = "2030-12-13", weeks = 0) {
  const handle = await begin(page, title, day);
  await complete(page, weeks);
  await settle(page);
  await announce(page);
  await field(page, "protocol_step.member_identifier").fill("demo-garante");
  await field(page, "protocol_step.member_role").selectOption("commission");
  await send(page, button(page, "protocol_step.member_add"));
  return { handle, address: `/rive-neuve/election/${handle}` };
}

/** A list handed in on paper, as the officer, with its candidates: filed all the same. */
export async function paperList(page, address, title, candidates = []) {
  await visit(page, `${address}/listes/deposer`);
  await field(page, "list_file.paper_by").fill("Mme Lopez");
  await send(page, button(page, "list_file.paper_start"));
  for (const one of candidates) await candidate(page, one);
  await field(page, "list_form.list_title").fill(title);
  await send(page, button(page, "list_form.check").first());
  await page.locator("[name=despite]").check();
  await send(page, button(page, "list_form.file_button"));
}

/** Adds a candidate to the list that is open, and comes back to it. */
async function candidate(page, { name, sex, birth }) {
  await send(page, link(page, "list_form.add"));
  await field(page, "list_form.name").fill(name);
  await field(page, `list_form.${sex}`).check();
  await field(page, "list_form.birth").fill(birth);
  await send(page, button(page, "list_form.save_candidate"));
}

/** Draws the order of the lists and closes them, as the commission. */
export async function closeLists(page) {
  await field(page, "list_judge.seed").fill("07-31-44");
  await field(page, "list_judge.source").fill("Trois boules devant un huissier");
  await send(page, button(page, "list_judge.draw_button"));
  await send(page, button(page, "lists.close"));
}

/** Signs in as somebody else. */
export async function become(page, role) {
  await signOut(page);
  await signInAs(page, role);
}

/** Judges the list of a title, on the page of lists. */
export async function judge(page, address, title, word, reason) {
  await visit(page, `${address}/listes`);
  await send(page, page.getByRole("link", { name: `${say("lists.judge_link")} ${title}` }));
  await page.getByLabel(say(`list_judge.${word}`)).check();
  await field(page, "list_judge.reason").fill(reason);
  await send(page, button(page, "list_judge.button"));
}

export { link };
