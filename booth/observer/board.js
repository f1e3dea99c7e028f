// Finding a ballot: the number is compared here, with the numbers that the board publishes, and is
// not sent.

/** The receipts that this device keeps of the election. */
function receiptsHere() {
  try {
    return JSON.parse(localStorage.getItem(`palier-vote-${place.election}`))?.receipts ?? [];
  } catch {
    return [];
  }
}

const PAGE = 1000;

/** The board, with all its tracking numbers. */
async function wholeBoard() {
  const board = await read("urne.json?from=0");
  const tracking = [...board.tracking];
  while (tracking.length < board.ballots) {
    const more = (await read(`urne.json?from=${tracking.length}`)).tracking;
    if (!more.length) break;
    tracking.push(...more.slice(0, PAGE));
  }
  return { ...board, tracking };
}

const SHAPE = /^[A-Za-z0-9+/]{43}$/;

async function find(number, outcome) {
  const typed = number.replaceAll(/[\s=]/g, "");
  if (!SHAPE.test(typed))
    return outcome.replaceChildren(trouble(say("find.shape"), { code: "shape" }));
  outcome.replaceChildren(element("p", { role: "status" }, say("find.searching")));
  const board = await wholeBoard();
  const isIn = board.tracking.includes(typed);
  const next = board.next_at && say("find.when", { when: moment(board.next_at) });
  outcome.replaceChildren(
    element(
      "div",
      {
        class: isIn ? "note good" : "note",
        role: "status",
        tabindex: "-1",
        "data-found": isIn ? "yes" : "no",
      },
      element("p", { class: "answer" }, say(isIn ? "find.found" : "find.absent")),
      element("p", {}, element("code", { class: "tracking" }, typed)),
      ...(isIn ? [] : [next && element("p", {}, next), paragraph("find.late")].filter(Boolean)),
    ),
  );
  outcome.firstChild.focus();
}

function boardPage() {
  const form = document.getElementById("find");
  const input = form.querySelector("input");
  const outcome = element("div", { class: "outcome" });
  const search = (number) =>
    find(number, outcome).catch((error) => outcome.replaceChildren(told(error)));
  form.after(outcome);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(input.value);
  });
  const one = ({ tracking }) => {
    const look = () => ((input.value = tracking), search(tracking));
    return element(
      "li",
      {},
      element("code", { class: "tracking" }, tracking),
      " ",
      button("find.this", look, "link"),
    );
  };
  const receipts = receiptsHere();
  if (receipts.length) {
    const kept = element(
      "section",
      { class: "receipts" },
      heading("find.kept"),
      element("ul", { class: "plain" }, receipts.map(one)),
    );
    outcome.after(kept);
  }
  // A receipt leads here with its number behind the #, which no server sees.
  const asked = fragment();
  if (!SHAPE.test(asked)) return;
  wipeFragment();
  input.value = asked;
  search(asked);
}
