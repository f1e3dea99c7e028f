// Paper: envelopes opened or set aside, two counts that differ once, and what is settled.

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertText, button, field, link, send, visit } from "../support/browser.mjs";
import { figures, leases, scan, told, verdict } from "../support/paper.mjs";
import { DESK, LEASES, leaseOf, pageOf, sound } from "../support/preparing.mjs";
import { say } from "../support/say.mjs";
import { SETTLED, as, here, main } from "./world.mjs";

const desk = () => `${DESK}/${here.handle}`;
const paper = () => `${desk()}/depouillement-papier`;

/** As the first operator counts. */
const COUNTED = {
  [say("paper_count.voters_post")]: 7,
  Ensemble: 2,
  Toits: 2,
  Voisins: 1,
  Jardins: 1,
  [say("paper_count.blank")]: 1,
  [say("paper_count.null")]: 0,
};
/** The second took the blank sheet for a null one. */
const OTHERWISE = { ...COUNTED, [say("paper_count.blank")]: 0, [say("paper_count.null")]: 1 };

test("envelopes of who voted online, came late or did not sign are set aside unopened", async () => {
  const page = await pageOf(here.instance, "board");
  await visit(page, paper());
  await field(page, "paper_desk.received_count").fill("10");
  await send(page, button(page, "paper_desk.received_button"));
  await assertText(page.getByRole("status"), say("paper_desk.noted"));
  await sound(page);

  const { online, none } = await leases(page, desk(), leaseOf, 3, LEASES - 3);
  const [late, unsigned, ...inOrder] = none;
  await visit(page, paper());
  await send(page, link(page, "paper_desk.envelopes_go"));
  await sound(page);
  for (const lease of inOrder) {
    await scan(page, lease);
    await assertText(verdict(page), say("paper_envelope.accepted"));
  }
  await scan(page, online[0]);
  await assertText(verdict(page), say("paper_envelope.aside"));
  await assertText(main(page), say("paper_envelope.double"));
  await sound(page);
  await scan(page, late, "late");
  await assertText(verdict(page), say("paper_envelope.aside"));
  await scan(page, unsigned, "unsigned");
  await assertText(verdict(page), say("paper_envelope.aside"));
  assert.deepEqual(await told(page), {
    [say("paper_envelope.is_accepted")]: "7",
    [say("paper_envelope.double")]: "1",
    [say("paper_envelope.is_late")]: "1",
    [say("paper_envelope.is_unsigned")]: "1",
    [say("paper_envelope.unknown")]: "0",
  });
  await sound(page);
  await page.context().close();
});

test("two operators count apart and differ once, and the difference is settled with its reason", async () => {
  await as("board", async (page) => {
    await visit(page, `${paper()}/comptage`);
    await sound(page);
    await figures(page, COUNTED);
    await send(page, button(page, "paper_count.send"));
    await assertText(page.getByRole("status"), say("paper_count.waits"));
    assert.equal(await main(page).locator("table").count(), 0);
  });
  // The second counts on a phone, and sees nothing of the first.
  const page = await pageOf(here.instance, "scrutineer", 360);
  await visit(page, `${paper()}/comptage`);
  assert.equal(await main(page).locator("table").count(), 0);
  await assertText(main(page).locator(".note"), say("paper_count.second"));
  await sound(page);
  await figures(page, OTHERWISE);
  await send(page, button(page, "paper_count.send"));
  await assertText(page.getByRole("status"), say("paper_count.differ", { n: 2 }));
  assert.equal(await page.locator("tr.differs").count(), 2);
  await sound(page);

  const { [say("paper_count.blank")]: blank, [say("paper_count.null")]: none } = COUNTED;
  await page.locator("[name=post_blank]").fill(String(blank));
  await page.locator("[name=post_null]").fill(String(none));
  await field(page, "paper_count.reason").fill(SETTLED);
  await send(page, button(page, "paper_count.settle_button"));
  await assertText(page.getByRole("status"), say("paper_count.settled"));
  await assertText(main(page), SETTLED);
  await sound(page);
  await page.context().close();
});
