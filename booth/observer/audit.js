// The second device: an opened ballot is made again here, and shown with what it really holds.

function auditPage() {
  const input = element("textarea", {
    id: "opening",
    rows: "5",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": "opening-hint",
  });
  const field = element(
    "div",
    { class: "field" },
    element("label", { for: "opening" }, say("audit.label")),
    element("p", { class: "hint", id: "opening-hint" }, say("audit.hint")),
    input,
  );
  const outcome = element("div", { class: "outcome" });
  const go = element("button", { class: "button", "data-do": "audit.go" }, say("audit.go"));
  const form = element("form", { class: "stack", novalidate: true }, field, element("p", {}, go));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(go, outcome, () => auditOne(field, input.value, outcome));
  });
  const fromAddress = () => {
    const text = fragment();
    if (!text.startsWith("palier-audit-")) return;
    wipeFragment();
    input.value = text;
    form.requestSubmit();
  };
  root.replaceChildren(form, outcome);
  addEventListener("hashchange", fromAddress);
  fromAddress();
}

async function auditOne(field, text, outcome) {
  outcome.replaceChildren();
  markField(field);
  const { booth, questions } = await desk();
  try {
    const { tracking_number: tracking, choices } = await booth.ask("audit", {
      opening: text.trim(),
    });
    outcome.replaceChildren(contents(tracking, choices, questions));
  } catch (error) {
    if (!(error instanceof Refused) || error.code === "stopped") throw error;
    const known = isSaid(`audit.error.${error.code}`) ? error.code : "opening";
    markField(field, say(`audit.error.${known}`));
    field.querySelector("textarea").focus();
  } finally {
    booth.end();
  }
}

function contents(tracking, choices, questions) {
  const names = choices.flatMap((digits, at) => {
    const { answers, blank } = questions[at];
    const all = blank ? [say("audit.blank"), ...answers] : answers;
    return all.filter((_, n) => digits[n]);
  });
  return element(
    "section",
    { class: "card", tabindex: "-1", "data-audited": tracking },
    element("p", { class: "eyebrow" }, say("audit.title")),
    element("p", { class: "chosen-name" }, names.join(", ")),
    element("p", { class: "eyebrow" }, say("audit.tracking")),
    element("p", {}, element("code", { class: "tracking" }, tracking)),
    paragraph("audit.compare"),
  );
}
