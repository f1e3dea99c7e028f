// Verifies the whole archive so far on the visitor's device.

function verifyPage() {
  const outcome = element("div", { class: "outcome" });
  const go = button("verify.go", () => doing(go, outcome, () => verifyAll(outcome)));
  root.replaceChildren(element("p", {}, go), outcome);
}

async function verifyAll(outcome) {
  const bar = working("download.size", { kilobytes: 0 });
  outcome.replaceChildren(bar);
  const file = await archiveFile(bar);
  const booth = Booth.at(place.worker);
  try {
    const { report } = await booth.verify(file, {}, ({ done, of, ballots }) =>
      bar.tell(say("verify.checking", { part: Math.floor((100 * done) / of), ballots }), done / of),
    );
    outcome.replaceChildren(...verdict(report, file));
  } finally {
    booth.end();
  }
}

function verdict(report, file) {
  const good = report.verdict === "valid";
  const { done = 0 } = report.checks.find(({ rule }) => rule === "ballot-proofs") ?? {};
  const name = `${place.election}.bel`;
  const keep = element(
    "a",
    { class: "button quiet", href: URL.createObjectURL(file), download: name },
    say("watch.save"),
  );
  const title = element("p", { class: "answer" }, say(`verify.${report.verdict}`));
  const more = good ? paragraph("verify.valid_what", { n: done }) : paragraph("verify.then");
  return [
    element(
      "div",
      {
        class: good ? "note good" : "summary",
        role: "status",
        tabindex: "-1",
        "data-verdict": report.verdict,
      },
      title,
      more,
    ),
    report.refusal && refused(report.refusal),
    report.stage &&
      element(
        "p",
        {},
        say("labelled", { label: say("verify.stage"), value: say(`stage.${report.stage}`) }),
      ),
    element("details", {}, element("summary", {}, say("verify.checks")), checks(report.checks)),
    element("p", {}, keep),
  ].filter(Boolean);
}

/** A rule in plain words; one that this page does not know by its name in reports. */
const ruleName = (rule) => (isSaid(`rule.${rule}`) ? say(`rule.${rule}`) : rule);

const refused = ({ rule, record, culprit }) =>
  element(
    "dl",
    { class: "figures" },
    ...[
      ["verify.rule", ruleName(rule)],
      ["verify.record", record],
      ["verify.culprit", culprit],
    ].flatMap(([key, value]) => [
      element("dt", {}, say(key)),
      element("dd", {}, String(value ?? "")),
    ]),
  );

const checks = (all) =>
  element(
    "div",
    { class: "table", tabindex: "0", role: "region", "aria-label": say("verify.checks") },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "col" }, say("verify.rule")),
          element("th", { scope: "col" }, say("verify.done")),
        ),
      ),
      element(
        "tbody",
        {},
        all.map(({ rule, done, of }) =>
          element(
            "tr",
            {},
            element("th", { scope: "row", "data-rule": rule }, ruleName(rule)),
            element("td", {}, `${done} / ${of}`),
          ),
        ),
      ),
    ),
  );
