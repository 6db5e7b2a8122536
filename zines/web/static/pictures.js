// Pictures of papers and pages: which of them are loaded, and what stands in their place until they are drawn.
(() => {
  "use strict";

  // Without a script, a browser loads at once all pictures that a page names: those after the first are named here.
  const named = () => document.querySelectorAll("img[data-later]").forEach((one) => { one.src = one.dataset.later; delete one.dataset.later; });
  named();
  document.addEventListener("htmx:afterSwap", named);
  // A picture that is still being drawn is an empty sheet: blank, its place looked like an empty list.
  document.documentElement.classList.add("awaits");
  for (const one of document.images) if (one.complete) one.classList.add("here");
  for (const kind of ["load", "error"]) {
    document.addEventListener(kind, (event) => { if (event.target.matches?.("img")) event.target.classList.add("here"); }, true);
  }
})();
