// Step 3: one page to read again, one button; auditing the device is a link beside it.

function stepReview() {
  const chosen = vote.chosen.map((at) => answers()[at]);
  const blank = chosen[0].blank;
  show(
    "review",
    say("review.title"),
    element(
      "section",
      { class: "card chosen" },
      element("p", { class: "eyebrow" }, say(blank ? "review.blank" : "review.list")),
      chosen.flatMap(({ title, affiliation }) => [
        element("p", { class: "chosen-name", lang: blank ? undefined : "fr" }, title),
        affiliation && element("p", { class: "who", lang: "fr" }, affiliation),
      ]),
      element("p", {}, button("review.change", stepChoice, "link")),
    ),
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
      button("review.cast", cast),
      paragraph("review.final", {}, "hint"),
    ),
    element(
      "p",
      { class: "beside" },
      button("review.audit", stepAudit, "link"),
      " ",
      element("span", { class: "who" }, say("review.audit_what")),
    ),
  );
}
