// Registering in a consultation: both codes are made here, kept on this device, shown to be printed;
// what registers them goes with the page's own form, which knows who is signed in.

/** Where the codes are kept. A function, since other files of this script ask before this one ran. */
function codesKey() {
  return `palier-codes-${place.election}`;
}

/** The codes that this device made for this consultation. */
function codesOfDevice() {
  if (place.kind !== "consultation") return {};
  try {
    return JSON.parse(localStorage.getItem(codesKey()) ?? "{}");
  } catch {
    return {};
  }
}

/** Keeps the codes; gives whether the device will remember them. */
function keepCodes(codes) {
  try {
    localStorage.setItem(codesKey(), JSON.stringify(codes));
    return true;
  } catch {
    return false;
  }
}

/** The page: a button first, so that nothing is made for whoever only looks. */
function registering() {
  const form = document.getElementById("inscription");
  const has = "a" in codesOfDevice();
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
    // The earlier codes stay until these are about to be registered.
    keepCodes({ a, b });
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
