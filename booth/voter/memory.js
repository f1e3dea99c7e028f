// What this device keeps of an election: ballots until they are confirmed, then their receipts, and
// how many left from here. Never a code, never a choice.

const MEMORY = `palier-vote-${place.election}`;
const NOTHING = { pending: [], receipts: [], voters: 0, third: [] };

/** What a browser that keeps nothing knows until the page is left. */
let loose;

function recall() {
  if (loose) return loose;
  try {
    return { ...NOTHING, ...JSON.parse(localStorage.getItem(MEMORY) ?? "{}") };
  } catch {
    return { ...NOTHING };
  }
}

/** Changes what is kept; gives whether the device will remember it. */
function remember(change) {
  const next = change(recall());
  try {
    localStorage.setItem(MEMORY, JSON.stringify(next));
    loose = undefined;
    return true;
  } catch {
    loose = next;
    return false;
  }
}

const without = (list, tracking) => list.filter((one) => one.tracking !== tracking);

/** Keeps a ballot before it is sent, with what finds its line, to send the same bytes again. */
const keepBallot = (ballot) =>
  remember((kept) => ({ ...kept, pending: [...without(kept.pending, ballot.tracking), ballot] }));

const MANY_VOTERS = 2;
const LATER_MS = 7_200_000;

/** A promise came: the ballot itself is kept no longer. */
const keepReceipt = (receipt) =>
  remember((kept) => {
    const isNew = !kept.receipts.some((one) => one.tracking === receipt.tracking);
    const later = Date.now() + LATER_MS * Math.random();
    return {
      pending: without(kept.pending, receipt.tracking),
      receipts: [...without(kept.receipts, receipt.tracking), receipt],
      voters: kept.voters + (isNew ? 1 : 0),
      third: [...kept.third, ...(isNew && kept.voters >= MANY_VOTERS ? [later] : [])],
    };
  });

/** The commission learns a number alone, some time after the vote. */
function tellThird() {
  const { third } = recall();
  const due = third.find((at) => at < Date.now());
  if (!due) return;
  send("third")
    .then(() => remember((kept) => ({ ...kept, third: kept.third.filter((at) => at !== due) })))
    .catch(() => {});
}

/** Forgets a ballot that was refused, or a receipt; how many voters there were is not forgotten. */
const forget = (tracking) =>
  remember((kept) => ({
    ...kept,
    pending: without(kept.pending, tracking),
    receipts: without(kept.receipts, tracking),
  }));
