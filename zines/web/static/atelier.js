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
      const field = document.getElementById(slot.id.replace(/^p-/, "f-"));
      if (!field) continue;
      const wrong = slot.querySelector(".error") !== null;
      field.setAttribute("aria-invalid", String(wrong));
    }
  });

  // A job that is done asks no more.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "job" && event.detail.target.querySelector("[data-done]")) {
      event.detail.target.removeAttribute("hx-trigger");
      event.detail.target.replaceWith(event.detail.target.cloneNode(true));
    }
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
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.dataset.left) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.left;
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("select[data-go]")) target.form.submit();
  });
  document.addEventListener("input", (event) => {
    const picked = event.target;
    if (!picked.matches("input[type=color][data-for]")) return;
    const field = document.getElementById(picked.dataset.for);
    field.value = picked.value;
  });

  // One more place in a list, without sending the form: the last, copied and emptied.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-add]");
    if (!button) return;
    event.preventDefault();
    const rows = [...button.parentElement.children].filter((one) => one.matches(".cells"));
    const last = rows[rows.length - 1], number = rows.length;
    const next = last.cloneNode(true);
    for (const one of next.querySelectorAll("*")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const old = one.getAttribute(name);
        if (old) one.setAttribute(name, old.replace(`${button.value}.${number - 1}.`, `${button.value}.${number}.`));
      }
      if (one.matches("input[type=checkbox]")) one.checked = false;
      else if (one.matches("select, textarea, input")) one.value = "";
    }
    const legend = next.querySelector("legend");
    legend.textContent = legend.textContent.replace(String(number), String(number + 1));
    last.after(next);
    next.querySelector("input, select, textarea").focus();
    button.hidden = number + 1 >= Number(button.dataset.add);
  });

  // A file may be dropped anywhere near its field.
  for (const place of document.querySelectorAll(".drop")) {
    const field = place.querySelector("input[type=file]");
    place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("over");
      field.files = event.dataTransfer.files;
    });
  }
})();
