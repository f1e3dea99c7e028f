// The booth opens: the contract is read, the worker started, and the first step shown.

/** The vote cannot go on here: why, and how else one votes. */
function unavailable(error) {
  console.warn("the booth stopped:", error);
  const code = error instanceof Unreached ? "unreached" : (error?.code ?? "stopped");
  const sentence = say(isSaid(`error.${code}`) ? `error.${code}` : "error.stopped");
  const again = element(
    "div",
    { class: "act" },
    button("error.reload", () => location.reload()),
  );
  show("unavailable", say("error.booth"), trouble(sentence, { code }), again, otherwise());
}

/** The contract, and the worker with the election's sealed record. */
async function open() {
  vote.contract = await read("booth.json");
  vote.ahead = new Date(vote.contract.now) - Date.now();
  if (vote.contract.phase !== "open") return;
  if (typeof WebAssembly !== "object" || !place.worker)
    throw new Refused({ code: "wasm", detail: "no wasm" });
  vote.booth = Booth.at(place.worker);
  const { uuid, questions } = await vote.booth.ask("election", {
    election: vote.contract.setup.election,
  });
  if (uuid !== place.election || questions.length !== 1)
    throw new Refused({ code: "record", detail: uuid });
  vote.questions = questions;
}

const DAY_MS = 86_400_000;

function stepWait() {
  const { phase, opens, closes } = vote.contract;
  const when = moment(phase === "before" ? opens : closes);
  const left = new Date(opens) - Date.now() - vote.ahead;
  // Whoever came early need not do anything; not all at the same second.
  if (phase === "before" && left < DAY_MS)
    setTimeout(() => location.reload(), left + 5_000 * Math.random());
  const { receipts } = recall();
  show(
    phase,
    say(`${phase}.title`),
    element("p", { class: "lead" }, say(`${phase}.lead`, { when })),
    element("p", {}, link(`${phase}.link`, phase === "before" ? place.base : `${place.base}/urne`)),
    receipts.length > 0 && keptReceipts(receipts),
    phase === "before" && otherwise(),
  );
}

async function begin() {
  await open();
  tellThird();
  setInterval(tellThird, 60_000);
  const [pending] = recall().pending;
  if (vote.contract.phase !== "before" && pending) return stepUnconfirmed(pending);
  vote.contract.phase === "open" ? stepCodes() : stepWait();
}

place.page === "register" ? registering() : begin().catch(unavailable);
