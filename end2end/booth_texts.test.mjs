// The sentences of the scripts of voters and observers: in both languages, none missing, none idle.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const booth = new URL("../booth/", import.meta.url);

const read = async (path) => readFile(new URL(path, booth), "utf8");
const texts = async (folder, language) => JSON.parse(await read(`${folder}/${language}.json`));

/** What a sentence takes, in each of its forms. */
const places = (text) =>
  Object.values(typeof text === "string" ? { text } : text).map((form) =>
    [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted(),
  );

for (const folder of ["shared", "voter", "observer"]) {
  test(`each sentence of ${folder} stands in both languages with the same values`, async () => {
    const [french, english] = [await texts(folder, "fr"), await texts(folder, "en")];
    assert.deepEqual(Object.keys(french), Object.keys(english));
    for (const key of Object.keys(french)) {
      assert.deepEqual(places(french[key]), places(english[key]), key);
    }
  });
}

async function scripts(folder) {
  const names = (await readdir(new URL(`${folder}/`, booth))).filter((name) =>
    name.endsWith(".js"),
  );
  const all = await Promise.all(names.map((name) => read(`${folder}/${name}`)));
  return all.join("\n");
}

for (const page of ["voter", "observer"]) {
  test(`each sentence that the ${page}'s script asks for is there, and each that is there is asked for`, async () => {
    const own = await texts(page, "fr");
    const known = { ...(await texts("shared", "fr")), ...own };
    const code = (await scripts("shared")) + (await scripts(page));
    // A key stands whole in quotes, or its last part is put in: `refused.${code}`.
    const whole = [...code.matchAll(/["`]([a-z]+(?:\.[a-z_-]+)+)["`]/g)].map(([, key]) => key);
    const sections = new Set(Object.keys(known).map((key) => key.split(".")[0]));
    for (const key of whole.filter((key) => sections.has(key.split(".")[0]))) {
      if (page === "observer" && !(key in known) && (await scripts("shared")).includes(key))
        continue;
      assert.ok(key in known, `${key} is not said`);
    }
    const begun = [...code.matchAll(/`((?:[a-z]+\.)+|)\$\{/g)].map(([, start]) => start);
    for (const key of Object.keys(own)) {
      const made = begun.some((start) => start && key.startsWith(start));
      const ended = /\$\{phase\}\.(title|lead|link)/.test(code) && /\.(title|lead|link)$/.test(key);
      assert.ok(
        whole.includes(key) || code.includes(`"${key}"`) || made || ended,
        `${key} is idle`,
      );
    }
  });
}
