// The archive so far, fetched as any visitor would, with its progress in sight.

/** How far a download is, in words and as a part. */
function downloaded(bar, { done, of }) {
  const part = of ? Math.floor((100 * done) / of) : undefined;
  const sentence = of
    ? say("download", { part })
    : say("download.size", { kilobytes: Math.floor(done / 1024) });
  bar.tell(sentence, of ? done / of : undefined);
}

/** The pieces of the archive so far. */
const archivePieces = (bar) =>
  fetched(`${place.base}/archive.bel`, (step) => downloaded(bar, step));

/** The archive so far as one file; `look` sees each piece on its way. */
async function archiveFile(bar) {
  const pieces = [];
  for await (const piece of archivePieces(bar)) pieces.push(piece);
  return new Blob(pieces, { type: "application/octet-stream" });
}

/** A file as pieces, to be read as one that comes. */
async function* piecesOf(file) {
  const reader = file.stream().getReader();
  for (let next; !(next = await reader.read()).done;) yield next.value;
}

/** What went wrong, in a sentence. */
function told(error) {
  console.warn("the page stopped:", error);
  const code =
    error instanceof Unreached || error instanceof TypeError
      ? "unreached"
      : (error?.code ?? "stopped");
  const known = error?.message === "404" ? "empty" : isSaid(`error.${code}`) ? code : "stopped";
  return trouble(say(`error.${known}`), { code: known });
}

/** The worker with the election's sealed record. */
async function desk() {
  const booth = Booth.at(place.worker);
  const contract = await read("booth.json");
  const { questions } = await booth.ask("election", { election: contract.setup.election });
  return { booth, contract, questions };
}

/** Does something behind a button, and shows what comes of it in one place. */
async function doing(control, outcome, task) {
  control.disabled = true;
  try {
    await task();
  } catch (error) {
    outcome.replaceChildren(told(error));
  }
  control.disabled = false;
  outcome.querySelector("[tabindex]")?.focus();
}
