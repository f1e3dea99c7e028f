// Step 1: both codes, and whether they fit, told on the device before the choice.

/** The code of each letter may come in a tab of its own: the tabs of this device tell each other. */
const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`palier-codes-${place.election}`) : undefined;

/** Codes that came by link; they leave the page with it. */
const scanned = codesOfAddress();

function scan(found) {
  Object.assign(scanned, found);
  if (root.dataset.step === "codes") stepCodes();
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

const MANY_VOTERS = 2;

function stepCodes() {
  const { receipts, voters } = recall();
  const form = element(
    "form",
    { class: "stack", novalidate: true, submit: checkCodes },
    ...codeFields(scanned),
    element("p", {}, element("button", { class: "button", "data-do": "codes.go" }, say("codes.go"))),
  );
  show(
    "codes",
    say("codes.title"),
    paragraph("codes.lead", {}, "lead"),
    voters >= MANY_VOTERS && element("p", { class: "note", "data-warning": "voters" }, say("codes.voters", { n: voters })),
    form,
    element("details", {}, element("summary", {}, say("codes.where")), letters()),
    element("aside", { class: "note good" }, say("codes.helper")),
    paragraph("codes.local", {}, "who"),
    receipts.length > 0 && keptReceipts(receipts),
  );
}

const letters = () =>
  element("div", { class: "prose" }, paragraph("codes.letters"), paragraph("codes.scan"), paragraph("codes.lost"));

async function checkCodes(event) {
  event.preventDefault();
  const form = event.target;
  const go = form.querySelector("button.button");
  go.disabled = true;
  try {
    const codes = await codesOf(vote.booth, form);
    if (!codes) return;
    const asked = { codes, voters: vote.contract.setup.credentials };
    const { credential } = await vote.booth.ask("look", asked);
    const { listed: fits } = await vote.booth.ask("listed", { codes, list: await listed(credential) });
    if (!fits) {
      form.prepend(trouble(say("codes.unlisted"), { code: "unlisted" }));
      return form.querySelector(".summary").focus();
    }
    vote.codes = codes;
    tabs?.close();
    stepChoice();
  } catch (error) {
    failed(error, form);
  } finally {
    go.disabled = false;
  }
}

/** The network or the device failed before anything was made. */
function failed(error, form) {
  if (!(error instanceof Unreached)) return unavailable(error);
  form.querySelector(".summary")?.remove();
  form.prepend(trouble(say("error.unreached"), { code: "unreached" }));
  form.querySelector(".summary").focus();
}
