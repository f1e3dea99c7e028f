// Auditing the device: a ballot that will not count is opened, after the server refused it for ever.

function stepAudit() {
  show(
    "audit",
    say("audit.title"),
    paragraph("audit.lead", {}, "lead"),
    element(
      "ol",
      { class: "prose" },
      ["audit.one", "audit.two", "audit.three"].map((key) => element("li", {}, say(key))),
    ),
    element("p", { class: "note" }, say("audit.unkept", { choice: chosenTitles() })),
    element(
      "p",
      { class: "who" },
      say("review.tracking"),
      " ",
      element("code", { class: "tracking" }, vote.tracking),
    ),
    element(
      "div",
      { class: "act" },
      button("audit.open", openBallot),
      button("audit.back", stepChoice, "button quiet"),
    ),
  );
}

async function openBallot({ target }) {
  target.disabled = true;
  root.querySelector(".summary")?.remove();
  try {
    vote.spoiled ??= (await vote.booth.ask("spoil")).ballot;
    // Whoever sees the opening could put the ballot together: it is refused from now on.
    const { tracking } = await send("spoil", { ballot: vote.spoiled });
    if (tracking !== vote.tracking) throw new Declined({ error: "ballot_invalid" });
    const { opening } = await vote.booth.ask("open");
    vote.spoiled = undefined;
    vote.audited = true;
    stepOpened(opening);
  } catch (error) {
    if (!(error instanceof Unreached || error instanceof Declined)) return unavailable(error);
    target.disabled = false;
    const sentence = error instanceof Declined ? refusal(error) : say("audit.unreached");
    target.parentElement.before(trouble(sentence, { code: error.code ?? "unreached" }));
    root.querySelector(".summary").focus();
  }
}

function stepOpened(opening) {
  const page = addressOf("urne/controle");
  const qr = drawn(`${page}#${opening}`);
  const text = element("textarea", { id: "opening", readonly: true, rows: "5" });
  text.value = opening;
  const held = chosenTitles();
  show(
    "opened",
    say("opened.title"),
    paragraph("opened.spoiled", {}, "note good"),
    element("p", {}, say("opened.holds"), " ", element("strong", {}, held)),
    element(
      "p",
      {},
      say("opened.tracking"),
      " ",
      element("code", { class: "tracking" }, vote.tracking),
    ),
    heading("opened.how"),
    element(
      "ol",
      { class: "prose" },
      ["opened.one", "opened.two"].map((key) => element("li", {}, say(key, { page }))),
    ),
    qr &&
      element(
        "figure",
        { class: "opening-qr" },
        qr,
        element("figcaption", { class: "who" }, say("opened.qr")),
      ),
    element(
      "div",
      { class: "field" },
      element("label", { for: "opening" }, say("opened.text")),
      text,
    ),
    element(
      "div",
      { class: "act" },
      save(
        "opened.save",
        `ouverture-${vote.tracking.slice(0, 6).replaceAll(/\W/g, "x")}.txt`,
        `${opening}\n`,
      ),
    ),
    element(
      "details",
      {},
      element("summary", {}, say("opened.expert")),
      element(
        "pre",
        {},
        `palier ballot audit --archive ${place.election}.bel --opening ouverture.txt`,
      ),
    ),
    heading("opened.then"),
    paragraph("opened.again"),
    element(
      "div",
      { class: "act" },
      button("opened.vote", () => ((vote.chosen = undefined), stepChoice())),
    ),
  );
}
