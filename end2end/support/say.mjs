// The sentences of the interface, from the same files as the pages: a reworded one breaks no journey.

import { readdirSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";

/** Sections of all files of a language. */
function read(locale) {
  const folder = new URL(`../../app/locales/${locale}/`, import.meta.url);
  const files = readdirSync(folder).map((name) => parse(readFileSync(new URL(name, folder), "utf8")));
  return Object.assign({}, ...files);
}

const locales = { fr: read("fr"), en: read("en") };

/** A sentence by section and key, as in `say("comment.send")`; `n` chooses its plural. */
export function say(key, values = {}, locale = "fr") {
  const [section, name] = key.split(".");
  const found = locales[locale][section]?.[name];
  if (found === undefined) throw new Error(`app/locales/${locale} lacks ${key}`);
  const isOne = locale === "fr" ? values.n < 2 : values.n === 1;
  const sentence = typeof found === "string" ? found : isOne ? found.one : found.other;
  const held = locale === "fr" ? french(sentence) : sentence;
  return held.replace(/\{(\w+)\}/g, (_, placeholder) => values[placeholder]);
}

/** The spaces of French that must not break, as the build of the interface writes them. */
const french = (sentence) =>
  sentence
    .replaceAll("« ", "«\u00a0")
    .replaceAll(/ ([:»])/g, "\u00a0$1")
    .replaceAll(/ ([;?!])/g, "\u202f$1");

/** Every whole sentence of one language that reads otherwise in the other. */
export function distinctive(locale) {
  const other = locale === "fr" ? "en" : "fr";
  return Object.entries(locales[locale]).flatMap(([section, keys]) =>
    Object.entries(keys)
      .filter(([key, text]) => typeof text === "string" && text !== locales[other][section][key])
      .map(([, text]) => (locale === "fr" ? french(text) : text))
      .filter((text) => !text.includes("{")),
  );
}
