// Casting: kept before it is sent, the same bytes sent again, the promise checked and kept.

/** Answers after which the same ballot will never be taken. */
const FINAL = ["ballot_invalid", "codes_unknown", "already_used", "spoiled", "closed"];

async function cast({ target }) {
  target.disabled = true;
  try {
    const { ballot, tracking_number: tracking } = await vote.booth.ask("cast");
    const pending = { tracking, ballot, links: await links(), pass: vote.pass };
    vote.kept = keepBallot(pending);
    await deliver(pending);
  } catch (error) {
    unavailable(error);
  }
}

const PAUSE_MS = [0, 1_500, 4_000];

/** Sends a kept ballot, twice more when no answer comes, and shows what came of it. */
async function deliver(pending) {
  const waiting = working("cast.sending");
  show("sending", say("cast.title"), waiting);
  let error;
  for (const pause of PAUSE_MS) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (pause) waiting.tell(say("cast.again"));
    try {
      return await delivered(pending, await offer(pending));
    } catch (caught) {
      error = caught;
      if (!(error instanceof Unreached || error.code === "busy")) break;
    }
  }
  if (error instanceof Unreached) return stepUnconfirmed(pending);
  if (error instanceof Declined) return stepRefused(pending, error);
  throw error;
}

/** Offers the ballot with its line's halves. */
const offer = async ({ ballot, links, pass }) =>
  (await inOrder(links, (halves) => send("cast", { ballot, ...halves, pass }))).promise;

async function delivered({ tracking }, promise) {
  const signed = await isSigned(promise, tracking, vote.contract.promise_key);
  const receipt = { tracking, promise, signed, title: vote.contract.title };
  if (signed === false) return stepUnsigned(receipt);
  const kept = keepReceipt(receipt);
  vote.codes = vote.chosen = undefined;
  vote.booth?.end();
  stepReceipt(receipt, kept);
}

/** No answer: nobody knows whether the ballot arrived, and the same bytes may be sent again. */
function stepUnconfirmed(pending) {
  show(
    "unconfirmed",
    say("unconfirmed.title"),
    paragraph("unconfirmed.lead", {}, "lead"),
    element(
      "p",
      {},
      say("review.tracking"),
      " ",
      element("code", { class: "tracking" }, pending.tracking),
    ),
    vote.kept === false && element("p", { class: "note" }, say("receipt.unkept")),
    element(
      "div",
      { class: "act" },
      button("unconfirmed.again", () => deliver(pending).catch(unavailable)),
    ),
    paragraph("unconfirmed.safe", {}, "hint"),
    vote.contract.phase === "open" &&
      element("p", {}, button("unconfirmed.other", stepCodes, "link")),
    otherwise(),
  );
}

/** A refusal in the voter's words. */
function refusal({ code, more }) {
  const known = isSaid(`refused.${code}`) ? code : "other";
  return say(`refused.${known}`, { when: more.opens ? moment(more.opens) : "", code });
}

function stepRefused(pending, error) {
  const final = FINAL.includes(error.code);
  const used = error.code === "already_used";
  if (final) forget(pending.tracking);
  const again = final
    ? undefined
    : button("unconfirmed.again", () => deliver(pending).catch(unavailable));
  show(
    "refused",
    say("refused.title"),
    trouble(refusal(error), { code: error.code }),
    error.code === "closed" &&
      element("p", {}, link("receipt.find", `${place.base}/urne#${pending.tracking}`)),
    used && paragraph("refused.already_used_then"),
    used && element("p", {}, link("receipt.mine", `${place.base}/urne/a-ma-place`)),
    element(
      "div",
      { class: "act" },
      ...[again, button("refused.anew", leave, final ? "button" : "button quiet")].filter(Boolean),
    ),
    otherwise({ paper: !used && error.code !== "closed" }),
  );
}

/** The answer is not the promise that it should be: told plainly, and kept. */
function stepUnsigned(receipt) {
  const text = JSON.stringify(receipt.promise);
  show(
    "unsigned",
    say("unsigned.title"),
    trouble(say("unsigned.what"), { code: "unsigned" }),
    element(
      "p",
      {},
      say("review.tracking"),
      " ",
      element("code", { class: "tracking" }, receipt.tracking),
    ),
    element(
      "div",
      { class: "act" },
      save("receipt.save", "reponse-du-serveur.json", text, "button"),
    ),
    otherwise(),
  );
}
