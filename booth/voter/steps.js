// One step of the booth at a time: its heading is focused, what stood before is gone.

/** What the voter has done so far; wiped when she leaves. */
const vote = {};

const STEPS = ["codes", "choice", "review"];

/** Shows a step: where it stands in the way, its heading, its parts. */
function show(name, title, ...parts) {
  const at = STEPS.indexOf(name);
  const { title: election = "" } = vote.contract ?? {};
  const heading = element("h1", { tabindex: "-1" }, title);
  root.dataset.step = name;
  root.replaceChildren(
    element(
      "p",
      { class: "eyebrow" },
      element("span", { lang: "fr" }, election),
      at >= 0 && say("step", { at: at + 1, of: STEPS.length }),
    ),
    heading,
    ...banners(),
    ...parts.flat().filter(Boolean),
  );
  document.title = `${title} – ${vote.contract?.title ?? "Palier"}`;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

/** What must never be overlooked: a rehearsal, invented people, the end of the vote coming near. */
function banners() {
  const { contract } = vote;
  if (!contract) return [];
  // The demo's own pages say it above already; a booth hosted elsewhere does not.
  const kind =
    contract.kind === "rehearsal" ||
    (contract.kind === "demo" && !document.querySelector("aside.demo"));
  return [
    kind &&
      element("p", { class: "note", "data-kind": contract.kind }, say(`kind.${contract.kind}`)),
    contract.phase === "open" && closingLine(),
  ].filter(Boolean);
}

const NEAR_MS = 15 * 60_000;

/** When the vote closes, by the server's clock: minutes are counted when few are left. */
function closing() {
  const left = new Date(vote.contract.closes) - Date.now() - vote.ahead;
  if (left > NEAR_MS)
    return { near: false, text: say("closes", { when: moment(vote.contract.closes) }) };
  const text = left > 0 ? say("closes.soon", { n: Math.ceil(left / 60_000) }) : say("closes.over");
  return { near: true, text };
}

function closingLine() {
  const { near, text } = closing();
  return element("p", { class: near ? "note closing" : "who closing", role: "status" }, text);
}

setInterval(() => {
  const line = root.querySelector(".closing");
  // Said again only when it reads otherwise: a screen reader would repeat it.
  if (line && line.textContent !== closing().text) line.replaceWith(closingLine());
}, 20_000);

/** Who helps, and how else one votes, unless the vote is used. */
function otherwise({ paper = true } = {}) {
  const { phone, place: where } = vote.contract?.help ?? place;
  return element(
    "section",
    { class: "card otherwise" },
    heading(paper ? "other.title" : "other.help"),
    paper && paragraph("other.paper"),
    phone &&
      element(
        "p",
        {},
        `${say("other.phone")} `,
        element("a", { href: `tel:${phone.replaceAll(/[^+\d]/g, "")}` }, phone),
      ),
    where && element("p", {}, say("other.place", { where })),
  );
}

/** Forgets codes and choice, and begins anew. */
function leave() {
  vote.booth?.end();
  location.replace(location.pathname);
}

// A page that comes back out of the browser's cache would still know the codes.
addEventListener("pageshow", ({ persisted }) => persisted && leave());
