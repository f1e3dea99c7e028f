// What changed between what a device saw of a box and the box as it is now.

/** So much of a tracking number is kept: enough to name it, for tens of thousands of ballots. */
const SHORT = 16;

const pieced = (text) => text.match(new RegExp(`.{${SHORT}}`, "g")) ?? [];

/** The ballots of a box, to be remembered. */
export const shortened = ({ ballots }) =>
  ballots.map(({ tracking }) => tracking.slice(0, SHORT)).join("");

/**
 * `{ first }`, `{ grown }`, or `{ gone, rewritten, since }` where ballots are missing or the event at
 * the earlier height is another one: its hash commits to all before it.
 */
export function compared({ copies, known }, box) {
  const last = copies.at(-1);
  if (!last) return { first: true };
  const now = new Set(pieced(shortened(box)));
  const gone = pieced(known).filter((tracking) => !now.has(tracking));
  const rewritten = box.heads[last.height] !== last.head;
  if (gone.length || rewritten) return { gone, rewritten, since: last.at };
  return { grown: box.ballots.length - last.ballots };
}
