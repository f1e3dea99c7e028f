// Wakes the islands of a page, and loads their bundle only where there is one.
(() => {
  const { js, wasm, renew } = document.currentScript.dataset;
  // Work under way: the page is asked again, unless somebody is about to press something.
  if (renew) setTimeout(() => { if (document.activeElement === document.body) location.reload(); }, renew * 1000);
  const awake = () => { document.documentElement.dataset.hydrated = ""; };
  const islands = document.querySelectorAll("leptos-island");
  if (!js || islands.length === 0) { awake(); return; }
  const wake = async () => {
    const bundle = await import(js);
    await bundle.default({ module_or_path: wasm });
    bundle.hydrate();
    for (const island of islands) bundle[island.dataset.component]?.(island);
    awake();
  };
  // The page is complete without them: a failure is told to developers, not to people.
  const start = () => wake().catch((error) => console.warn("islands stay asleep:", error));
  if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: 2000 });
  else setTimeout(start, 1);
})();
