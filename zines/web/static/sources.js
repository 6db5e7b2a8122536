// A source is chosen by its title, and written where the cursor was.
(() => {
  "use strict";
  const make = document.querySelector("form#make[data-sources]");
  if (!make) return;

  let asked, dialog, into, how;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const all = () => [...dialog.querySelectorAll("fieldset label")];
  async function opened() {
    asked ??= fetch(make.dataset.sources).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    const window = await asked;
    if (!window) asked = undefined;
    document.getElementById("failed").hidden = Boolean(window);
    if (!window || dialog) return dialog;
    document.body.insertAdjacentHTML("beforeend", window);
    dialog = document.getElementById("sources");
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.querySelector("input[type=search]").addEventListener("input", search);
    dialog.querySelector("form").addEventListener("submit", choose);
    // (The button is hidden while its field is left: the focus goes to the field.)
    dialog.addEventListener("close", () => into.focus());
    return dialog;
  }
  function search() {
    const wanted = plain(dialog.querySelector("input[type=search]").value).split(/\s+/);
    const status = dialog.querySelector("[role=status]");
    for (const one of all()) one.hidden = !wanted.every((word) => plain(one.textContent).includes(word));
    status.textContent = all().every((one) => one.hidden) ? status.dataset.none : "";
  }
  function choose(event) {
    event.preventDefault();
    const found = all().filter((one) => !one.hidden).map((one) => one.querySelector("input"));
    const chosen = found.find((one) => one.checked) ?? (found.length === 1 ? found[0] : null);
    if (!chosen) return found[0]?.focus();
    dialog.close();
    const before = into.value.slice(0, into.selectionStart), after = into.value.slice(into.selectionEnd);
    const mark = how === "mark" ? `[@${chosen.value}]` : chosen.value;
    // (A bare name has a line of its own; a mark is parted from words, not from another mark or a full stop.)
    const apart = how === "mark" ? " " : "\n", space = !before || /[\s\]]$/.test(before) ? "" : apart;
    const end = (how === "mark" ? /^[\p{L}\p{N}]/u : /^./).test(after) ? apart : "";
    into.setRangeText(space + mark + end, into.selectionStart, into.selectionEnd, "end");
    into.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-cite]");
    if (!button || !await opened()) return;
    into = button.closest(".field").querySelector("textarea, input[type=text]");
    how = button.dataset.cite;
    const words = [...make.querySelectorAll("textarea, input[type=text]")].map((one) => one.value).join(" ").split(/[^\w-]+/);
    const cited = all().filter((one) => words.includes(one.querySelector("input").value));
    // (Those that the text cites already come first.)
    for (const one of all()) one.querySelector("input").checked = false;
    dialog.querySelector("legend").after(...cited);
    dialog.querySelector("input[type=search]").value = "";
    search();
    dialog.showModal();
  });
})();
