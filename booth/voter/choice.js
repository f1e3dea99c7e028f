// Step 2: all lists on one page in the drawn order, the blank vote beside them.

/** The answers of the sealed record, each with the affiliation that the contract adds. */
function answers() {
  const [question] = vote.questions;
  const lists = question.answers.map((title, at) => ({
    title,
    affiliation: vote.contract.lists[at]?.affiliation,
  }));
  return question.blank ? [...lists, { title: say("choice.blank"), blank: true }] : lists;
}

/** How many answers may be chosen. */
const most = () => vote.questions[0].max;

/** The choices as the record counts them: blank comes first there, last on the page. */
function chosenVector(chosen) {
  const all = answers();
  const digits = all.map((_, n) => (chosen.includes(n) ? 1 : 0));
  return [vote.questions[0].blank ? [digits.at(-1), ...digits.slice(0, -1)] : digits];
}

/** What was chosen, as people call it. */
const chosenTitles = () => vote.chosen.map((at) => answers()[at].title).join(", ");

/** What a vector holds, as people call it. */
function chosenNames([digits]) {
  const all = answers();
  const ordered = vote.questions[0].blank ? [...digits.slice(1), digits[0]] : digits;
  return all
    .filter((_, at) => ordered[at])
    .map(({ title }) => title)
    .join(", ");
}

function stepChoice() {
  const options = answers().map(({ title, affiliation, blank }, at) =>
    element(
      "label",
      { class: "choice" },
      element("input", {
        type: most() > 1 ? "checkbox" : "radio",
        name: "list",
        value: at,
        required: most() === 1,
        checked: vote.chosen?.includes(at),
      }),
      element(
        "span",
        {},
        element("strong", { lang: blank ? undefined : "fr" }, title),
        affiliation && element("small", { lang: "fr" }, affiliation),
      ),
    ),
  );
  const form = element(
    "form",
    { novalidate: true, submit: choose, change: chosenAtLast },
    element(
      "fieldset",
      { class: "choices" },
      element("legend", {}, say("choice.legend", { question: vote.questions[0].question })),
      most() > 1 && paragraph("choice.most", { n: most() }, "hint"),
      options,
    ),
    element(
      "p",
      {},
      element("button", { class: "button", "data-do": "choice.go" }, say("choice.go")),
    ),
  );
  show(
    "choice",
    say("choice.title"),
    vote.audited && element("p", { class: "note good" }, say("choice.audited")),
    form,
    paragraph("choice.secret", {}, "note good"),
  );
}

/** What was said of a missing choice is no longer true. */
function chosenAtLast({ currentTarget }) {
  const field = currentTarget.querySelector("fieldset");
  field.querySelector(".error")?.remove();
  field.classList.remove("wrong");
  field.removeAttribute("aria-describedby");
}

/** Why what was picked cannot be voted, if it cannot. */
function unfit(picked) {
  if (picked.length === 0) return say("choice.none");
  if (picked.length > most()) return say("choice.many", { n: most() });
  const blank = picked.some((at) => answers()[at].blank);
  return blank && picked.length > 1 ? say("choice.mixed") : undefined;
}

async function choose(event) {
  event.preventDefault();
  const form = event.target;
  const picked = [...form.querySelectorAll("input:checked")].map(({ value }) => Number(value));
  const wrong = unfit(picked);
  if (wrong) {
    const field = form.querySelector("fieldset");
    field.querySelector(".error")?.remove();
    field.classList.add("wrong");
    field.setAttribute("aria-describedby", "choice-error");
    field
      .querySelector("legend")
      .after(element("p", { class: "error", id: "choice-error", role: "alert" }, wrong));
    return field.querySelector("input").focus();
  }
  vote.chosen = picked;
  form.querySelector("button").disabled = true;
  try {
    await seal();
    stepReview();
  } catch (error) {
    unavailable(error);
  }
}

/** Encrypts and signs the choice; its tracking number is fixed before anybody knows whether it is audited. */
async function seal() {
  const asked = { codes: vote.codes, choices: chosenVector(vote.chosen) };
  vote.spoiled = undefined;
  vote.tracking = (await vote.booth.ask("seal", asked)).tracking_number;
}
