// Paragraphs of word processors: they end in one line break each, which in a text is a space.
(() => {
  "use strict";
  const item = /^\s*([•◦▪●‣·o§–\uf0a7\uf0b7-]\s|\(?\w{1,3}[.)]\s)/;

  document.addEventListener("paste", (event) => {
    if (!event.target.matches?.("textarea[data-flows]")) return;
    const whole = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    const blocks = [...whole.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6")];
    const written = blocks.filter((one) => one.textContent.trim() && !one.querySelector("p"));
    const lines = event.clipboardData.getData("text/plain").split(/\r\n?|\n/).filter((one) => one.trim());
    // (Lines that are no paragraphs are those of an address, or of a table: they stay.)
    if (lines.length < 2 || lines.length !== written.length) return;
    event.preventDefault();
    const between = (line, next) => (item.test(line) && item.test(next) ? "\n" : "\n\n");
    const text = lines.map((line, index) => line + (index + 1 < lines.length ? between(line, lines[index + 1]) : "")).join("");
    // (Only this can be undone by the keyboard.)
    document.execCommand("insertText", false, text);
  });
})();
