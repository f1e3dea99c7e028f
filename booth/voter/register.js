// Registering in a consultation: both codes are made here, kept on this device, shown to be printed;
// what registers them goes with the page's own form, which knows who is signed in.

/** Where the codes are kept. A function, since other files of this script ask before this one ran. */
function codesKey() {
  return `palier-codes-${place.election}`;
}

/** Where codes wait that were sent and whose answer has not come. */
function sentKey() {
  return `${codesKey()}-envoi`;
}

/** What the device keeps there. */
function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

/** Keeps it there; gives whether the device will remember it. */
function keep(key, codes) {
  try {
    localStorage.setItem(key, JSON.stringify(codes));
    return true;
  } catch {
    return false;
  }
}

/** The codes that this device made for this consultation: those that were accepted, before any others. */
function codesOfDevice() {
  if (place.kind !== "consultation") return {};
  const { a, b } = "a" in kept(codesKey()) ? kept(codesKey()) : kept(sentKey());
  return a && b ? { a, b } : {};
}

/**
 * Codes that were sent count once the page says that the account registered since; until then those
 * before stay, whatever was refused.
 */
function settle(form) {
  const { a, b, before } = kept(sentKey());
  if (!a || before === form.dataset.registered) return;
  if (keep(codesKey(), { a, b })) localStorage.removeItem(sentKey());
}

/** The page: a button first, so that nothing is made for whoever only looks. */
function registering() {
  const form = document.getElementById("inscription");
  settle(form);
  const has = "a" in kept(codesKey());
  root.dataset.step = "register";
  root.replaceChildren(
    ...[
      has && paragraph("register.has", {}, "note good"),
      element("div", { class: "act" }, button("register.make", () => made(form).catch(broken))),
      paragraph("register.what", {}, "hint"),
    ].filter(Boolean),
  );
}

async function made(form) {
  if (typeof WebAssembly !== "object" || !place.worker)
    throw new Refused({ code: "wasm", detail: "no wasm" });
  const booth = Booth.at(place.worker);
  const { codes, shares } = await booth.ask("register", { uuid: place.election });
  booth.end();
  const [a, b] = codes;
  form.querySelector("[name=shares]").value = JSON.stringify(shares);
  root.dataset.step = "made";
  const text = [document.title, `${say("code.a")} ${a}`, `${say("code.b")} ${b}`, ""].join("\n");
  const confirm = ({ target }) => {
    target.disabled = true;
    // The earlier codes stay until these are accepted.
    keep(sentKey(), { a, b, before: form.dataset.registered });
    form.submit();
  };
  root.replaceChildren(
    element(
      "section",
      { class: "card codes-made" },
      heading("register.codes"),
      element("dl", { class: "figures" }, [
        element("dt", {}, say("code.a")),
        element("dd", {}, element("code", {}, a)),
        element("dt", {}, say("code.b")),
        element("dd", {}, element("code", {}, b)),
      ]),
    ),
    paragraph("register.keep"),
    element(
      "div",
      { class: "act screen-only" },
      save("register.save", `codes-${place.election}.txt`, text),
      button("register.print", () => print(), "button quiet"),
    ),
    element("div", { class: "act screen-only" }, button("register.send", confirm)),
    paragraph("register.sent", {}, "hint"),
  );
  root.querySelector("h2").setAttribute("tabindex", "-1");
  root.querySelector("h2").focus();
}

/** Nothing was made or sent: why. */
function broken(error) {
  console.warn("no codes were made:", error);
  const code = error?.code ?? "stopped";
  root.prepend(trouble(say(isSaid(`error.${code}`) ? `error.${code}` : "error.stopped"), { code }));
  root.querySelector(".summary").focus();
}
