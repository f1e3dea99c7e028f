// The codes, made by two authorities.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, send, visit } from "../support/browser.mjs";
import { LEASES, NAME, fetched, pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { here, main } from "./world.mjs";

test("two authorities make the codes offline, and only what is public comes back", async () => {
  const page = await pageOf(here.instance, "authorities");
  await visit(page, `${here.address}/codes`);
  await sound(page);
  const lines = await fetched(page, `${here.address}/codes/lignes.csv`);
  assert.equal(`${lines}`.trim().split("\n").length, LEASES);
  await here.offline.write("lignes.csv", lines);
  await here.offline.write("courriers.csv", await fetched(page, `${here.address}/codes/courriers.csv`));

  // As the page says, word for word: each authority on a machine of its own.
  const said = await main(page).locator("pre code").allInnerTexts();
  const generate = said.find((one) => one.includes("credentials generate"));
  assert.match(generate, new RegExp(`--group Ed25519 --uuid ${here.handle} --voters lignes.csv --half a`));
  for (const half of ["a", "b"]) {
    const election = ["--group", "Ed25519", "--uuid", here.handle, "--voters", here.offline.at("lignes.csv")];
    const own = ["--half", half, "--out", here.offline.at(half)];
    await here.offline.run("credentials", "generate", ...election, ...own);
    const codes = ["--codes", here.offline.at(`${half}/codes.csv`), "--roll", here.offline.at("courriers.csv")];
    const site = ["--site", `${here.instance.url}${here.address}`, "--landlord", NAME, "--phone", "01 99 00 00 00"];
    const sender = ["--sender", `Expéditeur ${half}`, "--half", half, "--out", here.offline.at(half)];
    await here.offline.run("credentials", "letters", ...codes, ...site, ...sender);
  }
  const shares = [here.offline.at("a/shares.json"), here.offline.at("b/shares.json")];
  await here.offline.run("credentials", "combine", ...shares, "--out", here.offline.at("ensemble"));

  // A file in another's place is refused beside its field.
  const choose = async (name, from = name) => {
    const input = page.locator(`#codes input[name=${name}]`);
    await input.setInputFiles(here.offline.at(`ensemble/${from}.json`));
  };
  await choose("credentials");
  await choose("tags");
  await choose("record", "tags");
  await send(page, button(page, "sealing.codes_send"));
  await assertText(page.getByRole("alert"), say("sealing_problem.other_codes"));
  await sound(page);
  for (const name of ["credentials", "tags", "record"]) await choose(name);
  await send(page, button(page, "sealing.codes_send"));
  await assertText(main(page), say("sealing.codes_there", { n: LEASES }));
  await assertText(main(page), await here.offline.sha256("ensemble/credentials.json"));
  await send(page, button(page, "sealing.codes_seal"));
  await sound(page);
  await page.context().close();
});
