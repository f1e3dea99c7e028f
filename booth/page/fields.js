// The fields of the forms: made once, read when a form is sent. Stands behind client.js in the page.

const FILES = { colleges: ".json", certificates: ".json", input: ".json", key_file: ".key,.txt", archive: ".bel" };
const NUMBERS = { size: 3, threshold: 2, index: 1 };

/** An element with its attributes and its children. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Fills the place of a field, in a form of which it is known whether the passphrase is new. */
function makeField(place) {
  const name = place.dataset.field;
  const id = `${place.closest(".view").id}-${name}`;
  const label = element("label", { for: id, "data-t": `field.${name}` });
  const hinted = name !== "again" && !["size", "threshold"].includes(name);
  const isNew = "new" in place.closest("form").dataset;
  const hint = name === "passphrase" && !isNew ? false : hinted;
  place.className = "field";
  place.append(label);
  if (hint) place.append(element("p", { class: "hint", id: `${id}-hint`, "data-t": `field.${name}_hint` }));
  const described = hint ? { "aria-describedby": `${id}-hint` } : {};
  if (name in FILES) place.append(...fileInputs(id, name, described));
  else if (name in NUMBERS) place.append(numberInput(id, name, described));
  else place.append(...secretInputs(id, name, isNew, described));
}

function fileInputs(id, name, described) {
  const file = element("input", { type: "file", id, accept: FILES[name], ...described });
  if (name === "archive") return [file];
  const paste = element("textarea", {
    id: `${id}-paste`,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    "data-label": "field.paste",
  });
  return [
    file,
    element("details", {}, element("summary", { "data-t": "field.paste" }), paste),
  ];
}

function numberInput(id, name, described) {
  return element("input", {
    type: "number",
    inputmode: "numeric",
    min: "1",
    max: "99",
    value: NUMBERS[name],
    id,
    ...described,
  });
}

function secretInputs(id, name, isNew, described) {
  const autocomplete = isNew ? "new-password" : "current-password";
  const input = element("input", {
    type: "password",
    id,
    autocomplete,
    autocapitalize: "off",
    spellcheck: "false",
    ...described,
  });
  if (name === "again") return [input];
  const show = element("button", { type: "button", class: "link show", "data-t": "show" });
  show.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    show.dataset.t = hidden ? "hide" : "show";
    show.textContent = say(show.dataset.t);
  });
  return [input, show];
}

/** What was given in a form, by field; a Refused names what is missing. */
async function given(form) {
  const fields = {};
  for (const place of form.querySelectorAll("[data-field]")) {
    const name = place.dataset.field;
    const value = await valueOf(place, name);
    if (!value && !("optional" in place.dataset)) {
      throw new Refused({ code: "empty", field: name, detail: say(`field.${name}`) });
    }
    fields[name] = value;
  }
  if ("again" in fields && fields.again !== fields.passphrase) {
    throw new Refused({ code: "different", field: "again", detail: "" });
  }
  delete fields.again;
  return fields;
}

async function valueOf(place, name) {
  const input = place.querySelector("input");
  if (name === "archive") return input.files[0];
  if (name in FILES) return input.files[0]?.text() ?? place.querySelector("textarea").value;
  return name in NUMBERS ? input.valueAsNumber : input.value;
}
