// Step 1: both codes, and whether they fit, told on the device before the choice.

/** The code of each letter may come in a tab of its own: the tabs of this device tell each other. */
const tabs =
  "BroadcastChannel" in window ? new BroadcastChannel(`palier-codes-${place.election}`) : undefined;

/** Codes that came by link, which leave the page with it, or that this device made itself. */
const scanned = { ...codesOfDevice(), ...codesOfAddress() };

/** Codes that came while the page is open: what was typed in the other field stays. */
function scan(found) {
  Object.assign(scanned, found);
  for (const [half, code] of Object.entries(found)) {
    const field = root.querySelector(`[data-half=${half}]`);
    if (!field) continue;
    field.querySelector("textarea").value = code;
    markField(field);
  }
}

addEventListener("hashchange", () => scan(codesOfAddress()));
if (tabs) {
  tabs.onmessage = ({ data: { asks, codes } }) => {
    if (asks && Object.keys(scanned).length) tabs.postMessage({ codes: scanned });
    const news = Object.entries(codes ?? {}).filter(([half]) => !(half in scanned));
    if (news.length) scan(Object.fromEntries(news));
  };
  if (Object.keys(scanned).length) tabs.postMessage({ asks: true, codes: scanned });
}

function stepCodes() {
  const { receipts, voters } = recall();
  const form = element(
    "form",
    { class: "stack", novalidate: true, submit: checkCodes },
    ...codeFields(scanned),
    element(
      "p",
      {},
      element("button", { class: "button", "data-do": "codes.go" }, say("codes.go")),
    ),
  );
  show(
    "codes",
    say("codes.title"),
    paragraph("codes.lead", {}, "lead"),
    voters >= MANY_VOTERS &&
      element("p", { class: "note", "data-warning": "voters" }, say("codes.voters", { n: voters })),
    form,
    element("details", {}, element("summary", {}, say("codes.where")), letters()),
    element("aside", { class: "note good" }, say("codes.helper")),
    paragraph("codes.local", {}, "who"),
    receipts.length > 0 && keptReceipts(receipts),
  );
}

const letters = () =>
  element(
    "div",
    { class: "prose" },
    paragraph("codes.letters"),
    paragraph("codes.scan"),
    paragraph("codes.lost"),
  );

async function checkCodes(event) {
  event.preventDefault();
  const form = event.target;
  const go = form.querySelector("button.button");
  go.disabled = true;
  try {
    const codes = await codesOf(vote.booth, form);
    if (!codes) return;
    const asked = { codes, voters: vote.contract.setup.credentials };
    const { prefix, credential } = await vote.booth.ask("look", asked);
    const { listed: fits } = await vote.booth.ask("listed", { codes, list: await listed(prefix) });
    if (!fits) {
      form.prepend(trouble(say("codes.unlisted"), { code: "unlisted" }));
      return form.querySelector(".summary").focus();
    }
    vote.codes = codes;
    vote.pass = vote.contract.grace_minutes ? await enter(credential) : undefined;
    tabs?.close();
    stepChoice();
  } catch (error) {
    failed(error, form);
  } finally {
    go.disabled = false;
  }
}

/** The halves that find the voter's line: as the fields say, then with the codes exchanged. */
async function links() {
  const [a, b] = vote.codes;
  // The credential is the same either way; only the order finds the line.
  return Promise.all(
    [
      [a, b],
      [b, a],
    ].map(async ([first, second]) => [await linkHalf(first, "a"), await linkHalf(second, "b")]),
  );
}

/** Tries both orders of the codes, until one finds a line. */
async function inOrder(pairs, ask) {
  for (const [at, [r_a, r_b]] of pairs.entries()) {
    try {
      return await ask({ r_a, r_b });
    } catch (error) {
      const unknown = error instanceof Declined && error.code === "codes_unknown";
      if (!unknown || at === pairs.length - 1) throw error;
    }
  }
}

/** Where the protocol allows a grace after closing: a pass, which only an accepted voter has. */
const enter = async (credential) =>
  (await inOrder(await links(), (halves) => send("enter", { credential, ...halves }))).pass;

/** The network or the device failed before anything was made. */
function failed(error, form) {
  if (!(error instanceof Unreached || error instanceof Declined)) return unavailable(error);
  form.querySelector(".summary")?.remove();
  const sentence = error instanceof Declined ? refusal(error) : say("error.unreached");
  form.prepend(trouble(sentence, { code: error.code ?? "unreached" }));
  form.querySelector(".summary").focus();
}
