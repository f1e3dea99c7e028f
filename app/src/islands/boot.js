// Wakes the islands of a page, and loads their bundle only where there is one.
(() => {
  const { js, wasm } = document.currentScript.dataset;
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
