// What every page of voters and observers is made of: elements, sentences, dates, steps.

const TEXTS = "booth:texts";

/** The place that the page leaves to the script, with what the server wrote on it. */
const root = document.getElementById("booth");

/** Addresses and names: `base`, `api`, `worker`, `election`, `zone`. */
const place = root.dataset;

const language = document.documentElement.lang === "en" ? "en" : "fr";

/** The whole address of a page of the election, also where the booth is hosted elsewhere. */
const addressOf = (page) => new URL(`${place.base}/${page}`, location.href).href;

/** What stands behind the # of the address, which no server sees. */
function fragment() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes it away from the address and from the history. */
const wipeFragment = () => history.replaceState(null, "", location.pathname + location.search);

/** The spaces of French that must not break. */
const held = (text) =>
  language === "en"
    ? text
    : text
        .replaceAll("« ", "«\u00a0")
        .replaceAll(/ ([:»])/g, "\u00a0$1")
        .replaceAll(/ ([;?!])/g, "\u202f$1");

/** What is voted on, where it is no election, has sentences of its own. */
const own = (key) => `${place.kind}.${key}` in TEXTS[language];

/** Whether there is a sentence of this key. */
const isSaid = (key) => key in TEXTS[language];

/** The sentence of a key, with its values; `n` chooses between one and several. */
function say(key, values = {}) {
  const text = TEXTS[language][own(key) ? `consultation.${key}` : key] ?? key;
  const one = language === "fr" ? values.n < 2 : values.n === 1;
  const form = typeof text === "string" ? text : one ? text.one : text.other;
  return held(form).replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? values[name].toLocaleString(language) : (values[name] ?? ""),
  );
}

/** An element with its attributes and its children; nothing is made of what is missing. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== undefined && value !== false)
      made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return made;
}

const paragraph = (key, values, kind) => element("p", { class: kind }, say(key, values));

const heading = (key, values) => element("h2", {}, say(key, values));

/** A button that does something; the first of a page stands out. */
const button = (key, click, kind = "button") =>
  element("button", { type: "button", class: kind, click, "data-do": key }, say(key));

const link = (key, href, values) => element("a", { href }, say(key, values));

/** A day and a time as people say them; shorter in a table. */
function moment(instant, dateStyle = "full") {
  const style = { dateStyle, timeStyle: "short", timeZone: place.zone || "Europe/Paris" };
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", style).format(
    new Date(instant),
  );
}

/** Says what goes on while something takes its time. */
function working(key, values) {
  const line = element("p", { role: "status", class: "who" }, say(key, values));
  const bar = element("progress", { max: "1", "aria-label": say(key, values) });
  const box = element("div", { class: "progress" }, line, bar);
  box.tell = (sentence, part) => {
    line.textContent = sentence;
    if (part !== undefined) bar.value = part;
  };
  return box;
}

/** What went wrong, before what can be done about it. */
function trouble(sentence, { code, ...parts } = {}) {
  return element(
    "div",
    { class: "summary", role: "alert", tabindex: "-1", "data-error": code },
    element("p", { class: "summary-title" }, say("error.title")),
    element("p", {}, sentence),
    ...Object.values(parts),
  );
}

/** Shows a file to keep. */
function save(key, name, text, kind = "button quiet") {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  return element("a", { class: kind, href, download: name, "data-file": name }, say(key));
}
