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
      const wrong = slot.textContent.trim() !== "";
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
