// What a page does beside its links and forms, all of which work without this.
(() => {
  "use strict";

  // The pages that were seen stay until the new ones are drawn.
  let seen = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "see") return;
    seen = [...event.detail.target.querySelectorAll(".sheets img")].map((image) => image.src);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "see") return;
    const images = [...event.detail.target.querySelectorAll(".sheets img")];
    images.forEach((image, index) => {
      if (!seen[index] || image.complete) return;
      image.style.backgroundImage = `url("${seen[index]}")`;
      image.addEventListener("load", () => { image.style.backgroundImage = ""; }, { once: true });
    });
    for (const slot of document.querySelectorAll(".slot")) {
      // (A group and a list have no field of this name, but may be folded.)
      if (slot.querySelector(".wrong")) unfold(slot);
      const field = document.getElementById(slot.id.replace(/^p-/, "f-")) || document.getElementById(slot.id.slice(2));
      field?.setAttribute("aria-invalid", String(slot.querySelector(".error") !== null));
    }
  });

  // A job that is done asks no more.
  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (target.id !== "job" || !target.querySelector("[data-done]")) return;
    const done = target.cloneNode(true);
    done.removeAttribute("hx-trigger");
    target.replaceWith(done);
    // (Who has used nothing meanwhile goes on from what is ready, not from the head of the page.)
    if (document.activeElement === document.body) done.querySelector("[data-said]")?.focus();
  });

  // Where the workshop was closed, or has stopped, nothing is sent until it answers again. Where it has
  // been opened anew since, it takes nothing from this page any more.
  const gone = document.getElementById("gone"), stale = document.getElementById("stale");
  async function answers() {
    try {
      await fetch("/static/icon.svg", { cache: "no-store" });
      // (What was typed meanwhile was sent in vain: it is kept, and shown, now.)
      if (!gone.hidden) followTyped();
      gone.hidden = true;
    } catch {
      gone.hidden = false;
    }
  }
  if (gone) {
    const listen = async () => {
      if (document.visibilityState === "visible") await answers();
      setTimeout(listen, gone.hidden ? 4000 : 2000);
    };
    if (document.querySelector("form[method=post]:not(.language)")) setTimeout(listen, 4000);
    document.addEventListener("htmx:sendError", answers);
    document.addEventListener("htmx:responseError", (event) => {
      const notice = event.detail.xhr.status === 403 ? stale : document.getElementById("failed");
      notice.hidden = false;
    });
    document.addEventListener("htmx:afterSwap", () => { document.getElementById("failed").hidden = true; });
    document.addEventListener("submit", (event) => {
      if (gone.hidden && stale.hidden) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      (gone.hidden ? stale : gone).focus();
    }, true);
  }

  // Pages are set of what the form has now.
  const followTyped = () => document.querySelector("form#make[hx-post]")?.dispatchEvent(new Event("change"));
  function isChanged(field) {
    if (field.type === "hidden") return false;
    if (field.matches("select")) {
      const first = [...field.options].find((one) => one.defaultSelected) ?? field.options[0];
      return field.value !== (first?.value ?? "");
    }
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.matches("input, textarea") && field.type !== "color" && field.value !== field.defaultValue;
  }

  let waiting = 0;
  const busy = document.querySelector("#busy .busy") ?? document.createElement("span");

  // What changes in a part of the page is said aloud by an element that was there before (WCAG, ARIA22):
  // few screen readers say one that comes with its words.
  const said = document.getElementById("said");
  document.addEventListener("htmx:afterSwap", (event) => {
    said.textContent = event.detail.target.querySelector("[data-said]")?.textContent.trim() ?? said.textContent;
  });

  // A form that is sent is sent once: a second click, or a late request to see what is typed (which
  // htmx would send to where the button leads), finds its page left.
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    // (Enter in a field: its pages follow anyway, and nothing is loaded anew.)
    if (button?.hidden && !button.hasAttribute("formaction")) event.preventDefault();
    if (event.defaultPrevented) return;
    if (form.dataset.left) event.preventDefault();
    form.dataset.left = "yes";
    // (Pages of a booklet, or a file of 60 MB, take seconds, and one would press again.)
    if (!event.defaultPrevented) waiting = setTimeout(() => { busy.hidden = false; }, 700);
  });
  // (Those of a booklet follow what is typed after some seconds: nothing seemed to happen.)
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.detail.elt.id !== "make") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { busy.hidden = false; }, 1500);
  });
  document.addEventListener("htmx:afterRequest", ({ detail: { elt } }) => { if (elt.id === "make" && !elt.dataset.left) stay(); });
  // (Who stops the answer, or types on while it is waited for, is still here: what is typed is kept.)
  function stay() {
    clearTimeout(waiting);
    busy.hidden = true;
    for (const form of document.forms) delete form.dataset.left;
  }
  // (The browser's own button to stop: HTML, "inform the navigation API about aborting navigation".)
  window.navigation?.addEventListener("navigate", (event) => { event.signal.addEventListener("abort", stay); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stay(); });
  document.addEventListener("input", (event) => { if (event.target.form?.dataset.left) stay(); });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (pressed && event.detail.elt.id === "make") held = event.detail.elt;
    if (event.detail.elt.dataset.left || held) event.preventDefault();
  });
  // (htmx would send what is typed to where a button leads as soon as the button has the focus.)
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "make") event.detail.path = event.detail.elt.getAttribute("hx-post");
  });
  // While a button is pressed, nothing moves from under it: pages are shown anew when it is released.
  let pressed = false, held = null;
  document.addEventListener("pointerdown", (event) => { pressed = Boolean(event.target.closest("button")); });
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => setTimeout(() => {
      const form = held;
      pressed = false;
      held = null;
      if (form) form.dispatchEvent(new Event("change"));
    }));
  }
  window.addEventListener("pageshow", (event) => {
    // (Sent, it may be saved: a page that the browser has kept does not know, and is asked for anew.)
    if (event.persisted && document.querySelector("form#make[data-left]")) location.reload();
    stay();
    const back = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    offerSizes();
    // (A browser puts back what was chosen and typed, beside pages that were set without it.)
    if (back && [...document.querySelector("form#make")?.elements ?? []].some(isChanged)) followTyped();
  });

  // Two tabs never write one draft: that of a browser's tab which was copied gets an id of its own.
  const shown = document.querySelector("form#make[data-here]");
  if (shown) {
    const tabs = new BroadcastChannel("tabs"), id = () => shown.elements.namedItem("tab").value;
    tabs.addEventListener("message", ({ data: { tab, taken } }) => {
      if (tab !== id()) return;
      if (!taken) tabs.postMessage({ tab, taken: true });
      const own = Array.from(crypto.getRandomValues(new Uint8Array(6)), (one) => one.toString(16).padStart(2, "0")).join("");
      for (const one of taken ? document.getElementsByName("tab") : []) one.value = own;
      if (taken) shown.dataset.here = shown.dataset.here.replace(tab, own);
    });
    tabs.postMessage({ tab: id(), taken: false });
  }

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("select[data-go]")) target.form.requestSubmit();
    if (target.matches("input[name=way]")) offerSizes();
    if (target.matches("select[name$='.kind']")) showNeeded(target);
  });

  // Empty fields of an item come when they are opened. (Without an answer, their button stays.)
  async function fetched(place) {
    if (!place) return false;
    place.answer ??= fetch(place.dataset.from).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    const fields = await place.answer;
    if (!fields) place.answer = undefined;
    if (!fields || !place.isConnected) return Boolean(fields);
    const around = place.closest("fieldset");
    place.insertAdjacentHTML("afterend", fields);
    place.remove();
    const kind = around.querySelector(":scope > .field > select[name$='.kind']");
    if (kind) showNeeded(kind);
    return true;
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.more[open]")) fetched(event.target.querySelector(":scope > .later"));
  }, true);

  // A problem leads to its field, wherever it is folded, or has still to come.
  function unfold(inner) {
    for (let one = inner.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  }
  async function goTo(id) {
    let field = document.getElementById(id);
    while (!field) {
      const around = [...document.querySelectorAll(".later")].filter((one) => id.startsWith(`f-${one.dataset.at}`));
      if (!await fetched(around.pop())) return;
      field = document.getElementById(id);
    }
    unfold(field);
    field.focus();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f-']");
    if (!link) return;
    event.preventDefault();
    goTo(link.hash.slice(1));
  });

  // What a kind of part needs is not among what else it can hold.
  async function showNeeded(kind) {
    await fetched(kind.closest("fieldset").querySelector(":scope > details.more > .later"));
    const folded = kind.closest("fieldset").querySelector(":scope > details.more");
    for (const one of folded?.querySelectorAll(":scope > [data-needed]") ?? []) {
      if (one.dataset.needed.split(" ").includes(kind.value)) folded.before(one);
    }
  }

  // The formats that are offered are those of the way that is ticked.
  function offerSizes() {
    const sizes = document.getElementById("size"), way = document.querySelector("input[name=way]:checked");
    if (!sizes || !way) return;
    const own = [...sizes.querySelectorAll("option[data-of]")].filter((one) => {
      one.hidden = one.disabled = one.dataset.of !== way.dataset.role;
      return !one.disabled;
    });
    if (own.length && (sizes.selectedOptions[0]?.disabled ?? true)) sizes.value = own[0].value;
    sizes.closest(".field").hidden = !own.length;
  }
  document.addEventListener("input", (event) => {
    const changed = event.target;
    if (changed.matches("input[type=color][data-for]")) document.getElementById(changed.dataset.for).value = changed.value;
    const swatch = changed.id && document.querySelector(`input[type=color][data-for="${CSS.escape(changed.id)}"]`);
    if (swatch && /^#[0-9a-f]{6}$/i.test(changed.value.trim())) swatch.value = changed.value.trim();
  });

  // One more place in a list, without sending the form: the last, copied and emptied.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add]");
    if (!button) return;
    event.preventDefault();
    const rows = [...button.parentElement.children].filter((one) => one.matches(".item"));
    const last = rows[rows.length - 1], number = rows.length;
    const next = last.cloneNode(true);
    // (Of a list inside, the first place stays.)
    for (const one of next.querySelectorAll(".item ~ .item")) one.remove();
    for (const one of next.querySelectorAll("*")) {
      for (const name of ["name", "id", "for", "aria-describedby", "data-at", "data-from", "data-drawings", ...(one.matches("button") ? ["value"] : [])]) {
        const old = one.getAttribute(name);
        if (old) one.setAttribute(name, old.replaceAll(`${button.value}.${number - 1}.`, `${button.value}.${number}.`));
      }
      if (one.matches("button[data-add]")) one.hidden = false;
      if (one.matches(".chosen img")) one.hidden = true;
      if (one.matches("input[type=checkbox]")) one.checked = false;
      else if (one.matches("input[type=radio]")) one.checked = !one.value;
      else if (one.matches("select, textarea, input")) one.value = "";
    }
    const legend = next.querySelector("legend");
    legend.textContent = legend.textContent.replace(String(number), String(number + 1));
    const summary = next.matches("details") && next.querySelector("summary");
    if (summary) {
      next.open = true;
      summary.querySelector("b").textContent = number + 1;
      summary.querySelector(".called").textContent = "";
    }
    last.after(next);
    next.querySelector("fieldset input, fieldset select, fieldset textarea, input, select, textarea").focus();
    button.hidden = number + 1 >= Number(button.dataset.add);
  });

  // Sheets of another fold, or of another file, are not taken by mistake: what is changed is shown anew.
  const imposed = document.querySelector("#see a[href^='/impose/']")?.closest("#see");
  if (imposed) document.getElementById("make").addEventListener("input", () => { imposed.hidden = true; });
})();
