// What a key holder does: each form asks the booth and shows what comes of it.

const TEXTS = JSON.parse(document.getElementById("texts").textContent);
let language = navigator.language.startsWith("fr") ? "fr" : "en";

/** The sentence of a key, with its values. */
function say(key, values = {}) {
  const text = TEXTS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function translate(root) {
  for (const one of root.querySelectorAll("[data-t]")) one.textContent = say(one.dataset.t);
  for (const one of root.querySelectorAll("[data-label]")) {
    one.setAttribute("aria-label", say(one.dataset.label));
  }
}

const outcome = document.getElementById("outcome");

/** The booth, in a worker; a browser that allows none to a local file computes in the page. */
let started;
function booth() {
  started ??= start();
  return started;
}

async function start() {
  const wasm = Uint8Array.from(atob(document.getElementById("wasm").textContent), (c) =>
    c.charCodeAt(0),
  );
  const code = document.getElementById("worker").textContent;
  try {
    const script = new Blob([code], { type: "text/javascript" });
    const made = new Booth(new Worker(URL.createObjectURL(script)));
    await made.ask("start", {}, { wasm });
    return made;
  } catch {
    const { port1, port2 } = new MessageChannel();
    serve(port2);
    const made = new Booth(port1);
    await made.ask("start", {}, { wasm });
    return made;
  }
}

/** The tally that this device decrypted in an election. */
const memory = {
  key: (uuid) => `palier-tally-${uuid}`,
  read(uuid) {
    return localStorage.getItem(this.key(uuid)) ?? undefined;
  },
  write(uuid, tally) {
    // Another window may have opened one since this one looked.
    if ((this.read(uuid) ?? tally) !== tally) throw new Refused({ code: "other-tally", detail: "" });
    localStorage.setItem(this.key(uuid), tally);
    if (this.read(uuid) !== tally) throw new Error("not kept");
  },
};

/** Runs what touches the memory of the device; without one nothing is decrypted. */
function remembering(task) {
  try {
    return task();
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused({ code: "memory", detail: "" });
  }
}

const download = (kind, name, text) => {
  const href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const quiet = kind === "send" ? "" : " quiet";
  return element("a", { class: `button${quiet}`, href, download: name, "data-file": name }, say(kind, { name }));
};

const paragraph = (key, values, kind = "") => element("p", kind ? { class: kind } : {}, say(key, values));

/** The files that a step gave: to keep, with the paper, and to send. */
function files({ keep, send, key_file, text }) {
  const parts = [];
  if (keep) parts.push(download("keep", keep, key_file), paragraph("keep_hint", {}, "hint"));
  parts.push(download("send", send, text), paragraph("send_hint", {}, "hint"));
  const list = element("div", { class: "outcome-files" }, ...parts);
  return keep ? [list, ...paper(key_file)] : [list];
}

function paper(key_file) {
  const button = element("button", { type: "button", class: "button quiet noprint" }, say("print"));
  button.addEventListener("click", () => print());
  return [
    button,
    element(
      "section",
      { class: "paper" },
      element("h2", {}, say("paper")),
      element("pre", {}, key_file),
      paragraph("paper_hint"),
    ),
  ];
}

const fingerprint = (value) => [
  element("h2", {}, say("fingerprint")),
  element("p", { class: "fingerprint" }, value),
  paragraph("fingerprint_hint"),
];

function facts(rows) {
  const row = ([key, value]) =>
    element("tr", {}, element("th", { scope: "row" }, key), element("td", {}, String(value)));
  return element("table", { class: "facts" }, ...rows.map(row));
}

/** Verifies an archive with its progress in sight; what was found is shown. */
async function verified(desk, archive, tell, options = {}) {
  const bar = element("progress", { max: "1", value: "0" });
  const line = element("p", { role: "status" });
  tell(line, bar);
  const { report, ...about } = await desk.verify(archive, options, ({ done, of, ballots }) => {
    bar.value = done / of;
    line.textContent = say("verifying", { done: Math.floor((100 * done) / of), ballots });
  });
  return { report, shown: verdict(report, about) };
}

function verdict(report, { name, questions }) {
  const good = report.verdict === "valid";
  const rows = [];
  if (name) rows.push(["election", name]);
  if (report.uuid) rows.push(["uuid", report.uuid]);
  if (report.stage) rows.push(["stage", say(`stage.${report.stage}`)]);
  const ballots = report.checks.find(({ rule }) => rule === "ballot-proofs");
  rows.push(["ballots", `${ballots?.done ?? 0} / ${ballots?.of ?? 0}`]);
  for (const key of report.refusal ? ["rule", "record", "culprit"] : []) {
    rows.push([key, report.refusal[key]]);
  }
  const title = element("h2", { "data-verdict": report.verdict }, say(`verdict.${report.verdict}`));
  return [
    element("div", { class: good ? "note good" : "summary" }, title),
    facts(rows.map(([key, value]) => [say(key), value])),
    ...(report.result ?? []).flatMap((counts, at) => counted(counts, questions[at])),
  ];
}

/** The result of one question, recomputed. */
function counted(counts, { question, answers, blank }) {
  const names = blank ? [say("blank"), ...answers] : answers;
  return [
    element("h2", {}, say("result")),
    element("p", {}, question),
    facts(names.map((name, at) => [name, counts[at]])),
  ];
}

const done = (...parts) => [element("h2", { class: "noprint" }, say("done.title")), ...parts];

/** What each form does; gives what is shown, and may tell something before. */
const TASKS = {
  async single(desk, fields) {
    const { public: text, key_file } = await desk.ask("single", fields);
    return done(...files({ keep: "secret.key", send: "public.json", key_file, text }));
  },
  async "round-1"(desk, fields) {
    const { public: text, key_file } = await desk.ask("round-1", fields);
    return done(...files({ keep: "secret.key", send: "certificate.json", key_file, text }));
  },
  async "round-3"(desk, fields) {
    const made = await desk.ask("round-3", fields);
    const sent = files({ send: "polynomial.json", text: made.public });
    return done(...fingerprint(made.fingerprint), ...sent);
  },
  async "round-5"(desk, fields) {
    const { public: text, key_file, fingerprint: value } = await desk.ask("round-5", fields);
    const given = files({ keep: "decryption.key", send: "output.json", key_file, text });
    return done(paragraph("round5.instead"), ...given, ...fingerprint(value));
  },
  async check(desk, { archive, key_file, passphrase }, tell) {
    const { report, shown } = await verified(desk, archive, tell);
    if (!key_file || report.verdict !== "valid") return shown;
    tell(...shown, paragraph("working"));
    const standing = await desk.ask("standing", { key_file, passphrase });
    const kind = standing.decrypts ? "note good" : "note";
    return [
      ...shown,
      element("h2", {}, say("owner")),
      paragraph(standing.decrypts ? "decrypts.yes" : "decrypts.no", {}, kind),
      paragraph("owner_is", standing),
      // What the command prints with --json, for whoever runs the election.
      ...files({ send: "standing.json", text: JSON.stringify(standing) }),
    ];
  },
  async decrypt(desk, { archive, key_file, passphrase, colleges }, tell) {
    // With colleges, their sums are made here from the ballots, which are kept for that alone.
    const { report, shown } = await verified(desk, archive, tell, { ballots: Boolean(colleges) });
    if (report.verdict !== "valid") return shown;
    tell(...shown, paragraph("working"));
    const before = remembering(() => memory.read(report.uuid));
    const asked = { key_file, passphrase, before, ...(colleges ? { colleges } : {}) };
    const made = await desk.ask("decrypt", asked);
    // Kept before anything is given out.
    remembering(() => memory.write(made.uuid, made.tally));
    const send = files({ send: "decryption.json", text: made.text });
    return [...shown, paragraph("decrypted", {}, "note good"), ...send];
  },
};

function trouble(error) {
  const { code, field, message: detail } = error;
  const key = `error.${code}`;
  const known = key in TEXTS[language];
  const person = /^holders\[(\d+)\]/.exec(field ?? "")?.[1];
  const who = person ? `${say("person", { person })} ` : "";
  const sentence = who + say(known ? key : "error.other", { detail: detail || String(error) });
  const title = element("p", { class: "summary-title" }, say("error.title"));
  const said = element("p", { "data-error": code ?? "other" }, sentence);
  return element("div", { class: "summary", role: "alert" }, title, said);
}

/** Marks the field that an error names, if it names one of the form's. */
function mark(form, field) {
  for (const place of form.querySelectorAll("[data-field]")) {
    const wrong = place.dataset.field === field;
    place.classList.toggle("wrong", wrong);
    for (const input of place.querySelectorAll("input, textarea")) {
      wrong ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
    }
  }
}

async function sent(event) {
  event.preventDefault();
  const form = event.target;
  mark(form);
  const button = form.querySelector("button.button");
  button.disabled = true;
  const view = form.closest(".view");
  const round = shows;
  // What comes of it belongs under its own form, and nowhere once that was left.
  const tell = (...parts) => round === shows && outcome.replaceChildren(...parts);
  tell(paragraph("working"));
  try {
    const fields = await given(form);
    tell(...(await TASKS[view.id](await booth(), fields, tell)));
  } catch (error) {
    if (round === shows) mark(form, error.field);
    tell(trouble(error));
  }
  button.disabled = false;
  if (round === shows) outcome.focus();
}

/** How often a view was shown. */
let shows = 0;

/** Shows the view of the address; secrets that stood in another one are forgotten. */
function show() {
  shows += 1;
  const wanted = document.querySelector(`.view[id="${location.hash.slice(1)}"]`);
  const shown = wanted ?? document.getElementById("home");
  for (const view of document.querySelectorAll(".view")) view.classList.toggle("shown", view === shown);
  for (const form of document.querySelectorAll("form")) {
    form.reset();
    mark(form);
  }
  outcome.replaceChildren();
  scrollTo(0, 0);
  document.querySelector("main").focus();
}

function speak() {
  document.documentElement.lang = language;
  document.title = `Palier – ${say("title")}`;
  document.getElementById("language").textContent = say("language");
  translate(document);
  network();
}

function network() {
  document.getElementById("stays").hidden = false;
  document.getElementById("network").textContent = say(navigator.onLine ? "online" : "offline");
}

document.querySelectorAll("[data-field]").forEach(makeField);
document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", sent));
document.getElementById("language").addEventListener("click", () => {
  language = language === "fr" ? "en" : "fr";
  // A key that was just made is nowhere else yet.
  if (!outcome.querySelector("[data-file]")) outcome.replaceChildren();
  speak();
});
addEventListener("hashchange", show);
addEventListener("online", network);
addEventListener("offline", network);
speak();
show();
