// The server's promise: a signature over the tracking number and the head of the board.

const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/**
 * Whether the promise is for this ballot and signed by the election's key. Nothing is said by a
 * browser that cannot check such signatures.
 */
async function isSigned({ election, tracking, head, signature }, expected, key) {
  if (election !== place.election || tracking !== expected) return false;
  const message = new TextEncoder().encode(`palier|promise|1|${election}|${tracking}|${head}`);
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", unhex(key), "Ed25519", false, ["verify"]);
  } catch {
    return undefined;
  }
  return crypto.subtle.verify("Ed25519", imported, unhex(signature), message);
}

/** What finds the line of the roll from one code, as `crates/ballots` derives it. */
async function linkHalf(code, half) {
  const text = `palier|link|${place.election}|${half}|${code}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
