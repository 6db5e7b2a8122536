// What is pasted: a line break that is typed prints, and those of other programs are not all meant.
(() => {
  "use strict";
  const item = /^\s*([•◦▪●‣·o§–\uf0a7\uf0b7-]\s|\(?\w{1,3}[.)]\s)/;
  // Programs that break lines for want of room (mails, pages of PDF) have lines of at least so many signs.
  const leastRoom = 55;

  // Paragraphs of word processors end in one line break each: they are paragraphs here too.
  function paragraphs(lines) {
    const between = (line, next) => (item.test(line) && item.test(next) ? "\n" : "\n\n");
    return lines.map((line, index) => line + (index + 1 < lines.length ? between(line, lines[index + 1]) : "")).join("");
  }

  // Lines that were broken where the next word had no room any more are one.
  function joined(lines) {
    const room = Math.max(...lines.map((line) => line.trimEnd().length));
    if (room < leastRoom) return lines.join("\n");
    const whole = [lines[0]];
    for (const [index, line] of lines.slice(1).entries()) {
      const before = lines[index].trimEnd(), word = line.trim().split(/\s/)[0];
      const isBroken = before && word && !item.test(line) && before.length + 1 + word.length > room;
      if (isBroken) whole.push(`${whole.pop().trimEnd()} ${line.trimStart()}`);
      else whole.push(line);
    }
    return whole.join("\n");
  }

  document.addEventListener("paste", (event) => {
    if (!event.target.matches?.("textarea[data-flows]")) return;
    const whole = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    const blocks = [...whole.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6")];
    const written = blocks.filter((one) => one.textContent.trim() && !one.querySelector("p"));
    const all = event.clipboardData.getData("text/plain").split(/\r\n?|\n/);
    const lines = all.filter((one) => one.trim());
    if (lines.length < 2) return;
    // (Lines that are no paragraphs are those of an address, or of a table: they stay.)
    const text = lines.length === written.length ? paragraphs(lines) : joined(all);
    if (text === all.join("\n")) return;
    event.preventDefault();
    // (Only this can be undone by the keyboard.)
    document.execCommand("insertText", false, text);
  });
})();
