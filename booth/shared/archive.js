// Reads an archive as it comes: each record is the hash of its name, each event follows the one
// before. The proofs in it are for the worker to verify.

const BLOCK = 512;

/** The archive is not what it must be. */
export class Broken extends Error {}

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The tracking number of a record: the same hash in Base64, without padding. */
export const trackingOf = (hash) =>
  btoa(String.fromCharCode(...hash.match(/../g).map((pair) => parseInt(pair, 16)))).replaceAll(
    "=",
    "",
  );

/** A file of the network in pieces, with how much there is of it. */
export async function* fetched(address, progress = () => {}) {
  const answer = await fetch(address, { cache: "no-store", credentials: "omit" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const of = Number(answer.headers.get("content-length")) || undefined;
  const reader = answer.body.getReader();
  for (let done = 0; ;) {
    const { value, done: over } = await reader.read();
    if (over) return;
    done += value.length;
    progress({ done, of });
    yield value;
  }
}

/** The records of an archive given in pieces: `{ name, body }`. */
async function* records(pieces) {
  let rest = new Uint8Array();
  let wanted = BLOCK;
  for await (const piece of pieces) {
    const all = new Uint8Array(rest.length + piece.length);
    all.set(rest);
    all.set(piece, rest.length);
    let at = 0;
    for (;;) {
      if (all.length - at < BLOCK) break;
      const header = new TextDecoder("latin1").decode(all.subarray(at, at + BLOCK));
      const size = parseInt(header.slice(124, 135), 8);
      if (!(size >= 0)) throw new Broken("header");
      wanted = BLOCK + Math.ceil(size / BLOCK) * BLOCK;
      if (all.length - at < wanted) break;
      const name = header.slice(0, header.indexOf("\0"));
      yield { name, body: all.slice(at + BLOCK, at + BLOCK + size) };
      at += wanted;
    }
    rest = all.slice(at);
  }
  if (rest.length) throw new Broken("end");
}

/**
 * What an archive holds: `{ length, heads, ballots: [{ tracking, credential }] }`, `heads` the hash of
 * each event by its height. A `Broken` is thrown where name, hash or chain are wrong.
 */
export async function survey(pieces, progress = () => {}) {
  const found = { length: 0, heads: [], ballots: [] };
  const counted = (async function* () {
    for await (const piece of pieces) {
      found.length += piece.length;
      yield piece;
    }
  })();
  let data = [];
  for await (const { name, body } of records(counted)) {
    if (name === "BELENIOS") continue;
    const hash = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", body)));
    const kind = name.slice(64);
    if (name.slice(0, 64) !== hash) throw new Broken(`name ${name}`);
    if (kind === ".data.json") data.push({ hash, body });
    else if (kind === ".event.json") {
      take(found, hash, JSON.parse(new TextDecoder().decode(body)), data);
      data = [];
      if (found.heads.length % 64 === 0) progress(found);
    } else throw new Broken(`name ${name}`);
  }
  return found;
}

function take(found, hash, event, data) {
  const { height, parent, type, payload } = event;
  if (height !== found.heads.length || parent !== found.heads.at(-1))
    throw new Broken(`event ${height}`);
  found.heads.push(hash);
  if (type !== "Ballot") return;
  const ballot = data.find((one) => one.hash === payload);
  if (!ballot) throw new Broken(`ballot ${payload}`);
  const { credential } = JSON.parse(new TextDecoder().decode(ballot.body));
  found.ballots.push({ tracking: trackingOf(payload), credential });
}
