// The two codes: their fields, how they are read on the device, and what is wrong with them.

const HALVES = ["a", "b"];

/** The fields of both codes; `given` are codes that came with a link. */
function codeFields(given = {}) {
  return HALVES.map((half) => {
    const id = `code-${half}`;
    const input = element("textarea", {
      id,
      rows: "2",
      name: id,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-describedby": `${id}-hint`,
    });
    input.value = given[half] ?? "";
    return element(
      "div",
      { class: "field ballot-code", "data-half": half },
      element("label", { for: id }, say(`code.${half}`)),
      element(
        "p",
        { class: "hint", id: `${id}-hint` },
        say(given[half] ? "code.scanned" : "code.hint"),
      ),
      input,
    );
  });
}

/** Takes the codes out of the address, which is wiped from the history at once. */
function codesOfAddress() {
  const found = {};
  for (const part of fragment().split("&")) {
    const [half, code] = part.split("=");
    if (HALVES.includes(half) && code) found[half] = code;
  }
  if (Object.keys(found).length) wipeFragment();
  return found;
}

/** What is wrong with a code, in the voter's words; the word or character is named. */
function wrongCode({ code, message: detail }, text) {
  if (code === "credential-word") {
    const at = Number(detail);
    return say("code.wrong-word", { number: at + 1, word: text.trim().split(/\s+/)[at] });
  }
  if (code === "credential-words") return say("code.words", { n: Number(detail) });
  if (code === "credential-character") {
    const plain = text.replaceAll(/[\s\u2010-\u2015-]/g, "");
    // The place is counted with the hyphens that the code is written with.
    const at = Number(detail);
    const hyphens = [5, 12, 18].filter((hyphen) => hyphen < at).length;
    return say("code.character", { character: plain[at - hyphens] });
  }
  if (code === "credential-checksum") return say("code.checksum");
  return say(text.trim() ? "code.shape" : "code.empty");
}

/** Marks a field, or clears its mark, and says what is wrong beside it. */
function markField(field, sentence) {
  const input = field.querySelector("input, textarea");
  field.querySelector(".error")?.remove();
  field.classList.toggle("wrong", Boolean(sentence));
  const hint = `${input.id}-hint`;
  const error = `${input.id}-error`;
  input.setAttribute("aria-describedby", sentence ? `${hint} ${error}` : hint);
  if (!sentence) return input.removeAttribute("aria-invalid");
  input.setAttribute("aria-invalid", "true");
  input.before(element("p", { class: "error", id: error }, sentence));
}

/** Reads both codes on the device: `{ codes }`, or `{ wrong }` with a sentence for each half. */
async function readCodes(booth, form) {
  const codes = [];
  const wrong = {};
  for (const half of HALVES) {
    const field = form.querySelector(`[data-half=${half}]`);
    const text = field.querySelector("textarea").value;
    try {
      codes.push((await booth.ask("words", { code: text })).code);
      markField(field);
    } catch (error) {
      if (!(error instanceof Refused) || error.code === "stopped") throw error;
      wrong[half] = wrongCode(error, text);
      markField(field, wrong[half]);
    }
  }
  if (codes.length === 2 && codes[0] === codes[1]) wrong.b = say("code.same");
  return Object.keys(wrong).length ? { wrong } : { codes };
}

/** The summary of what is wrong with the codes, each line leading to its field. */
function codesTrouble(wrong) {
  const line = (half) => {
    const said = say("labelled", { label: say(`code.${half}`), value: wrong[half] });
    return element("li", {}, element("a", { href: `#code-${half}` }, said));
  };
  return element(
    "div",
    { class: "summary", role: "alert", tabindex: "-1", "data-error": "codes" },
    element("p", { class: "summary-title" }, say("error.title")),
    element("ul", {}, HALVES.filter((half) => wrong[half]).map(line)),
  );
}

/** Both codes of a form, or nothing after what is wrong was shown above it. */
async function codesOf(booth, form) {
  form.querySelector(".summary")?.remove();
  const { codes, wrong } = await readCodes(booth, form);
  if (codes) return codes;
  form.prepend(codesTrouble(wrong));
  form.querySelector(".summary").focus();
}
