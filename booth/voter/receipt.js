// The receipt: that the ballot is in, never what it holds. Shown, printed, saved; never mailed.

function stepReceipt(receipt, kept = true) {
  show(
    "receipt",
    say("receipt.title"),
    paragraph("receipt.lead", {}, "lead"),
    receiptCard(receipt),
    !kept && element("p", { class: "note" }, say("receipt.unkept")),
    element(
      "div",
      { class: "act screen-only" },
      button("receipt.print", () => print()),
      save("receipt.save", receiptName(receipt), receiptText(receipt)),
    ),
    heading("receipt.then"),
    element(
      "ul",
      { class: "prose" },
      element(
        "li",
        {},
        link("receipt.find", `${place.base}/urne#${receipt.tracking}`),
        " ",
        say("receipt.find_when"),
      ),
      element(
        "li",
        {},
        link("receipt.mine", `${place.base}/urne/a-ma-place`),
        " ",
        say("receipt.mine_when"),
      ),
    ),
    element("p", { class: "screen-only" }, button("receipt.end", leave, "button quiet")),
  );
}

function receiptCard({ tracking, promise, signed }) {
  return element(
    "section",
    { class: "card receipt" },
    element("p", { class: "receipt-label" }, say("receipt.number")),
    element("p", { class: "receipt-number" }, element("code", { class: "tracking" }, tracking)),
    paragraph("receipt.proves", {}, "who"),
    paragraph("receipt.where", { page: addressOf("urne") }, "who tracking-place"),
    element(
      "details",
      { open: true },
      element("summary", {}, say("receipt.promise")),
      paragraph(signed ? "receipt.signed" : "receipt.kept_promise", {}, "who"),
      element(
        "dl",
        { class: "figures" },
        element("dt", {}, say("receipt.head")),
        element("dd", {}, element("code", {}, promise.head)),
        element("dt", {}, say("receipt.signature")),
        element("dd", {}, element("code", {}, promise.signature)),
      ),
    ),
  );
}

const receiptName = ({ tracking }) => `recu-${tracking.slice(0, 8).replaceAll(/\W/g, "x")}.txt`;

const receiptText = ({ tracking, promise, title }) =>
  [
    title,
    say("labelled", { label: say("receipt.number"), value: tracking }),
    say("receipt.proves"),
    addressOf("urne"),
    JSON.stringify(promise),
    "",
  ].join("\n");

/** The receipts of this device, each with a way to forget it. */
function keptReceipts(receipts) {
  const one = (receipt) =>
    element(
      "li",
      {},
      element("code", { class: "tracking" }, receipt.tracking),
      button("receipt.show", () => stepReceipt(receipt), "link"),
      button(
        "receipt.forget",
        ({ target }) => (forget(receipt.tracking), target.closest("li").remove()),
        "link",
      ),
    );
  return element(
    "details",
    { class: "receipts" },
    element("summary", {}, say("receipt.kept")),
    paragraph("receipt.kept_what", {}, "who"),
    element("ul", { class: "plain" }, receipts.map(one)),
  );
}
