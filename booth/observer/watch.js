// The delegate's page: keeps what this device saw of the box, and says plainly when a later box does
// not begin with an earlier one.

const WATCH = `palier-watch-${place.election}`;

/** How many copies are listed; the last one is what a later box is compared with. */
const COPIES = 50;

function watched() {
  try {
    return JSON.parse(localStorage.getItem(WATCH)) ?? { copies: [], known: "" };
  } catch {
    return { copies: [], known: "" };
  }
}

function watchPage() {
  const outcome = element("div", { class: "outcome", "aria-live": "polite" });
  const table = element("div", {});
  const go = button("watch.go", () => doing(go, outcome, () => look(outcome, table)));
  const auto = element("input", { type: "checkbox", id: "watch-auto" });
  const line = element(
    "label",
    { class: "check", for: "watch-auto" },
    auto,
    element("span", {}, say("watch.auto")),
  );
  root.replaceChildren(element("p", {}, go), line, outcome, heading("watch.copies"), table);
  table.replaceChildren(seen(watched()));
  let timer;
  const next = async () => {
    clearTimeout(timer);
    if (!auto.checked) return;
    const { next_at: at, now = Date.now() } = await read("urne.json?from=0").catch(() => ({}));
    const wait = at ? new Date(at) - new Date(now) : 0;
    timer = setTimeout(
      async () => {
        await doing(go, outcome, () => look(outcome, table));
        // An alarm is not looked away.
        if (!outcome.querySelector("[data-watch=alarm]")) next();
      },
      Math.max(wait, 0) + 60_000,
    );
  };
  auto.addEventListener("change", next);
}

async function look(outcome, table) {
  const bar = working("download.size", { kilobytes: 0 });
  outcome.replaceChildren(bar);
  const board = await read("urne.json?from=0");
  const file = await archiveFile(bar);
  const before = watched();
  let box;
  try {
    box = await survey(piecesOf(file), ({ ballots }) =>
      bar.tell(say("watch.reading", { n: ballots.length })),
    );
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return outcome.replaceChildren(
      alarm([element("p", {}, say("watch.broken", { what: error.message }))], before, file),
    );
  }
  const news = compared(before, box);
  if ("rewritten" in news) return outcome.replaceChildren(alarm(rewritten(news), before, file));
  const copy = {
    at: new Date().toISOString(),
    length: box.length,
    height: box.heads.length - 1,
    head: box.heads.at(-1),
    ballots: box.ballots.length,
  };
  const kept = keepCopy(before, copy, box);
  const calm = news.first
    ? say("watch.first")
    : news.grown
      ? say("watch.grown", { n: news.grown })
      : say("watch.same");
  outcome.replaceChildren(
    element(
      "p",
      { class: "note good", tabindex: "-1", "data-watch": news.first ? "first" : "calm" },
      calm,
    ),
    element(
      "p",
      { class: "who" },
      say("verify.head"),
      " ",
      element("code", { class: "tracking" }, copy.head),
    ),
    // The board may have been published again between the two answers: only an unknown state is told.
    ...(box.heads.includes(board.head)
      ? []
      : [element("p", { class: "note" }, say("watch.board"))]),
    ...(kept ? [] : [element("p", { class: "note" }, say("watch.kept_not"))]),
  );
  table.replaceChildren(seen(watched()));
}

function keepCopy(before, copy, box) {
  const copies =
    before.copies.at(-1)?.head === copy.head ? before.copies : [...before.copies, copy];
  const known = shortened(box);
  try {
    localStorage.setItem(WATCH, JSON.stringify({ copies: copies.slice(-COPIES), known }));
    return true;
  } catch {
    return false;
  }
}

const rewritten = ({ gone, since }) => [
  element("p", {}, say("watch.alarm_what", { when: moment(since) })),
  gone.length
    ? element(
        "div",
        {},
        paragraph("watch.gone", { n: gone.length }),
        element(
          "ul",
          {},
          gone.map((one) => element("li", {}, element("code", {}, `${one}…`))),
        ),
      )
    : paragraph("watch.none_gone"),
];

/** Told so that nobody overlooks it; what was seen before is not written over. */
function alarm(parts, before, file) {
  const today = element(
    "a",
    { class: "button", href: URL.createObjectURL(file), download: `${place.election}.bel` },
    say("watch.save"),
  );
  return element(
    "div",
    { class: "summary", role: "alert", tabindex: "-1", "data-watch": "alarm" },
    element("p", { class: "summary-title" }, say("watch.alarm")),
    ...parts,
    paragraph("watch.then"),
    element(
      "div",
      { class: "act" },
      today,
      save("watch.save_seen", `${place.election}-vu.json`, JSON.stringify(before)),
    ),
  );
}

function seen({ copies }) {
  if (!copies.length) return element("p", { class: "empty" }, say("watch.none"));
  const head = ["watch.when", "watch.ballots", "watch.head"].map((key) =>
    element("th", { scope: "col" }, say(key)),
  );
  const row = ({ at, ballots, head }) =>
    element(
      "tr",
      {},
      element("td", {}, moment(at, "short")),
      element("td", {}, ballots.toLocaleString(language)),
      element("td", {}, element("code", {}, `${head.slice(0, 8)}…`)),
    );
  const body = copies.toReversed().map(row);
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, body),
  );
  return element(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": say("watch.copies") },
    table,
  );
}
