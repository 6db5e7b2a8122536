// The address of a page leads back to what is typed in it: loaded again, or come back to, it opens the
// draft of its tab. (Browsers put back some of the fields only, and would send anew what a page answers.)
(() => {
  "use strict";
  const form = document.querySelector("form#make[data-here]");
  if (!form) return;

  // What is not of the group is kept nowhere else.
  const asked = ["way", "large", "codes", "printer", "copies", "size", "view", "each", "kept"];
  function keepAddress() {
    const address = new URL(form.dataset.here, location.href);
    if (form.elements.namedItem("each")) {
      for (const [name, value] of new FormData(form)) if (asked.includes(name)) address.searchParams.set(name, value);
    }
    history.replaceState(history.state, "", address);
  }
  if (location.pathname !== new URL(form.dataset.here, location.href).pathname) keepAddress();
  document.addEventListener("htmx:configRequest", (event) => { if (event.detail.elt === form) keepAddress(); });

  // Who changes the language, or the group, finds again what is typed: it is kept before the page is left.
  let typed = false;
  document.addEventListener("input", (event) => { if (event.target.form === form) typed = true; });
  async function keepTyped() {
    typed = false;
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    await fetch(form.getAttribute("hx-post"), { method: "POST", headers: { "HX-Request": "true" }, body }).catch(() => {});
  }
  document.addEventListener("submit", (event) => {
    const sent = event.target, button = event.submitter;
    if (!typed || event.defaultPrevented) return;
    if (sent === form) keepAddress();
    if (!sent.matches(".language, .whose")) return;
    event.preventDefault();
    keepAddress();
    const back = sent.elements.namedItem("back");
    if (back) back.value = location.pathname + location.search;
    keepTyped().then(() => sent.requestSubmit(button));
  });
})();
