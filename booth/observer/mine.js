// Nobody voted in my place: both codes make the public credential on the device, and the archive so
// far is searched for it here. Neither codes nor credential leave.

function minePage() {
  const given = codesOfAddress();
  const outcome = element("div", { class: "outcome" });
  const form = element(
    "form",
    { class: "stack", novalidate: true },
    ...codeFields(given),
    element("p", {}, element("button", { class: "button", "data-do": "mine.go" }, say("mine.go"))),
  );
  addEventListener("hashchange", () => {
    for (const [half, code] of Object.entries(codesOfAddress()))
      form.querySelector(`#code-${half}`).value = code;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(form.querySelector("button.button"), outcome, () => search(form, outcome));
  });
  root.replaceChildren(form, outcome);
}

async function search(form, outcome) {
  outcome.replaceChildren();
  const { booth, contract } = await desk();
  try {
    const codes = await codesOf(booth, form);
    if (!codes) return;
    const { prefix, credential } = await booth.ask("look", {
      codes,
      voters: contract.setup.credentials,
    });
    const { listed: fits } = await booth.ask("listed", { codes, list: await listed(prefix) });
    if (!fits) return outcome.replaceChildren(trouble(say("mine.unlisted"), { code: "unlisted" }));
    const bar = working("download.size", { kilobytes: 0 });
    outcome.replaceChildren(bar);
    const { ballots } = await survey(archivePieces(bar));
    const found = ballots.filter((ballot) => ballot.credential === credential);
    outcome.replaceChildren(found.length ? signed(found) : unsigned(ballots.length));
  } finally {
    booth.end();
  }
}

const unsigned = (n) =>
  element(
    "div",
    { class: "note good", role: "status", tabindex: "-1", "data-mine": "none" },
    element("p", { class: "answer" }, say("mine.none")),
    paragraph("mine.none_what", { n }),
  );

function signed(found) {
  const kept = receiptsHere().map(({ tracking }) => tracking);
  const one = ({ tracking }) => [
    element("p", {}, say("mine.one_what"), " ", element("code", { class: "tracking" }, tracking)),
    kept.includes(tracking) && paragraph("mine.kept"),
  ];
  return element(
    "div",
    { class: "note", role: "status", tabindex: "-1", "data-mine": "one" },
    element("p", { class: "answer" }, say("mine.one")),
    ...found.flatMap(one),
    paragraph("mine.one_then"),
  );
}
