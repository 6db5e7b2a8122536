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
  // (Not of a page that is being left: a browser takes it for a journey that was stopped.)
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt === form && !form.dataset.left) keepAddress();
  });

  // What is typed is sent with a delay: these are the fields that have not been answered yet.
  const unsent = new Map();
  let sent = [], typed = false;
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const field = event.target;
      if (field.form !== form || !field.name || field.type === "file") return;
      // (What is typed from here on is not saved any more.)
      const said = new URL(location).searchParams.has("saved") && document.querySelector(".notice[autofocus]");
      if (said) said.hidden = true;
      if (!typed) keepAddress();
      typed = true;
      unsent.set(field.name, field.type === "checkbox" ? field.checked : field.value);
    });
  }
  document.addEventListener("htmx:beforeSend", (event) => { if (event.detail.elt === form) sent = [...unsent]; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) return;
    if (event.detail.successful) answered(sent);
    sent = [];
  });
  function answered(fields) {
    for (const [name, value] of fields) if (unsent.get(name) === value) unsent.delete(name);
  }
  const whole = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  // (A page that is left may go on sending 64 kB: Fetch, "keepalive".)
  const isShort = (body) => body.toString().length < 60000;
  async function keepTyped() {
    const body = whole(), last = [...unsent];
    const sending = { method: "POST", headers: { "HX-Request": "true" }, body, keepalive: isShort(body) };
    const answer = await fetch(form.getAttribute("hx-post"), sending).catch(() => {});
    if (answer?.ok) answered(last);
  }

  // Who closes the page, or looks at another, at once: the workshop keeps it. Who loads it again: what comes
  // was read before that, and this tab puts it back.
  const place = `typed ${form.elements.namedItem("tab").value}`;
  const isUnsent = () => unsent.size && !form.dataset.left;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isUnsent()) keepTyped();
  });
  // Of a longer text, the last letters would be lost: the browser asks before it leaves, while they are sent.
  window.addEventListener("beforeunload", (event) => {
    const last = [...unsent].some(([name, value]) => !sent.some((one) => one[0] === name && one[1] === value));
    if (!isUnsent() || !last || isShort(whole())) return;
    keepTyped();
    event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (isUnsent()) sessionStorage.setItem(place, JSON.stringify([...unsent]));
  });
  function putBack() {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "[]");
    sessionStorage.removeItem(place);
    for (const field of kept.length ? form.elements : []) {
      const [, value] = kept.find(([name]) => name === field.name) ?? [];
      if (value === undefined) continue;
      if (field.type === "checkbox") field.checked = value;
      else if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  window.addEventListener("pageshow", putBack);

  // Who changes the language, or the group, finds again what is typed: it is kept before the page is left.
  document.addEventListener("submit", (event) => {
    const left = event.target, button = event.submitter;
    if (!typed || event.defaultPrevented) return;
    if (left === form) keepAddress();
    if (!left.matches(".language, .whose")) return;
    event.preventDefault();
    keepAddress();
    const back = left.elements.namedItem("back");
    if (back) back.value = location.pathname + location.search;
    typed = false;
    keepTyped().then(() => { unsent.clear(); left.requestSubmit(button); });
  });
})();
