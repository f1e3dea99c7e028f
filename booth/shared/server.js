// What is asked of the server, and what it answers.

/** No answer came, or none that can be read: nobody knows whether the server has what was sent. */
class Unreached extends Error {}

/** The server said no: a code of the contract, and what belongs to it. */
class Declined extends Error {
  constructor({ error, ...more }) {
    super(error);
    this.code = error;
    this.more = more;
  }
}

const LIMIT_MS = 30_000;

async function answered(address, options) {
  let response;
  try {
    // Without cookies: who is signed in on this device has nothing to do with a vote.
    const ours = { credentials: "omit", signal: AbortSignal.timeout(LIMIT_MS) };
    response = await fetch(address, { ...options, ...ours });
  } catch (cause) {
    throw new Unreached(String(cause), { cause });
  }
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  if (typeof body?.error === "string") throw new Declined(body);
  throw new Unreached(`${response.status}`);
}

/** Reads a file of the election: its path below the election's address. */
const read = (path) => answered(`${place.base}/${path}`, { cache: "no-store" });

/** Sends something to the election. */
const send = (what, body) =>
  answered(`${place.api}/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** The entries of the public list that begin so. */
const listed = (prefix) => read(`credentials/${prefix}.json`);
