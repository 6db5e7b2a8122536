// Files from this computer: a table, a PDF, a picture, a logo.
(() => {
  "use strict";
  const of = (place) => place?.querySelector("input[type=file]");
  const alarm = (kind, field) => document.getElementById(`${kind}-${field.id}`) ?? document.createElement("p");

  // A file that is too large is reported before it is sent.
  const isTooLarge = (field) => [...field.files].some((file) => file.size > Number(field.dataset.most));
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=file][data-most]")) return;
    alarm("l", event.target).hidden = !isTooLarge(event.target);
    for (const kind of ["n", "s"]) alarm(kind, event.target).hidden = true;
    // (What is said of the file before it.)
    document.getElementById(`p-${event.target.id.replace(/-file$/, "")}`)?.replaceChildren();
    event.target.removeAttribute("aria-invalid");
  });
  document.addEventListener("submit", (event) => {
    const kind = event.submitter?.formEnctype || event.target.enctype;
    const chosen = [...event.target.querySelectorAll("input[type=file][data-most]")].filter((one) => one.files.length);
    if (kind !== "multipart/form-data") {
      // A file that was chosen, and not sent, would be left out without a word: that is said once. (Enter in a
      // field only shows the pages.)
      if (event.submitter?.hidden && !event.submitter.hasAttribute("formaction")) return;
      // (One that is too large has been told of already.)
      const found = chosen.find((one) => alarm("n", one).hidden && alarm("n", one).isConnected && !isTooLarge(one));
      if (!found) return;
      event.preventDefault();
      alarm("n", found).hidden = false;
      found.closest(".field").querySelector("button").focus();
      return;
    }
    // (Of several pictures, the one beside the button is sent.)
    const into = event.submitter?.closest(".field");
    if (of(into)) for (const one of event.target.querySelectorAll("input[type=file]")) if (!into.contains(one)) one.value = "";
    const found = chosen.find((one) => one.files.length && isTooLarge(one));
    if (!found) return;
    event.preventDefault();
    found.focus();
  });

  // A file may be dropped anywhere near its field. Dropped beside it, it would take the place of the page.
  let over = null;
  function show(place) {
    over?.classList.remove("over");
    over = place;
    over?.classList.add("over");
  }
  const near = ({ target }) => target.closest?.(".drop, .field:has(> .file)");
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(near(event));
    event.dataTransfer.dropEffect = over ? "copy" : "none";
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) show(null); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const field = of(near(event)), { files } = event.dataTransfer;
    show(null);
    if (!field || !files.length) return;
    // (Their order is that of a folder, not that of whoever drops them.)
    alarm("s", field).hidden = files.length === 1;
    if (files.length > 1) return;
    field.files = files;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  });
})();
