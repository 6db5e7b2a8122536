// What is pasted: a line break that is typed prints, and those of other programs are not all meant.
(() => {
  "use strict";
  // (A line may begin with the end of a sentence, "lui. ", or with an initial, "M. Durand".)
  const item = /^\s*([•◦▪●‣·o§–\uf0a7\uf0b7-]\s|\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|\(?[A-Z]\)\s)/;
  // Programs that break lines for want of room (mails, pages of PDF) have lines of at least so many signs.
  const leastRoom = 55;

  // Word processors and pages of the web end each paragraph, item and row of a table in one line break.
  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6";
  // What is struck out where changes are followed, and comments, which Word sends too.
  const LEFT_OUT = "del, .msocomanchor, [style*='mso-element:comment-list']";
  function without(block, kinds) {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(kinds).forEach((one) => one.remove());
    return copy;
  }
  function linesIn(block) {
    if (block.matches("tr")) return block.textContent.trim() ? 1 : 0;
    const own = without(block, BLOCKS);
    own.querySelectorAll("br").forEach((one) => one.replaceWith("\0"));
    return own.textContent.split("\0").filter((one) => one.trim()).length;
  }
  // The block of each line, or nothing if they are other lines. A row is one line, or each paragraph of its cells is.
  function blocksOf(page, count) {
    const all = [...page.querySelectorAll(`${BLOCKS}, tr`)], isRow = (one) => one.matches("tr");
    const rows = all.filter((one) => isRow(one) || !one.closest("tr")), cells = all.filter((one) => !isRow(one));
    const found = [rows, cells].map((some) => some.flatMap((one) => Array(linesIn(one)).fill(one)));
    return found.find((some) => some.length === count);
  }
  function levelOf(block) {
    let lists = 0;
    for (let one = block.closest("ul, ol"); one; one = one.parentElement.closest("ul, ol")) lists += 1;
    return Number(/mso-list:[^;]* level(\d)/.exec(block.getAttribute("style"))?.[1] ?? lists);
  }
  const isTable = (block) => block.matches("tr") && [...block.closest("table").rows].some((one) => one.cells.length > 1);
  // The mark of an item: that of its line, or of its list, where a browser leaves it out.
  function markOf(line, listed, isNew) {
    const mark = item.exec(line)?.[0].trim();
    if (mark) return /[.)]$/.test(mark) ? mark : "-";
    if (!listed || !isNew) return "";
    return listed.parentElement.matches("ol") ? `${[...listed.parentElement.children].indexOf(listed) + 1}.` : "-";
  }

  function paragraphs(lines, blocks) {
    // (The items around the next one: what is inside them is indented by as much as their marks take.)
    let whole = "", around = [], last = null;
    for (const [index, block] of blocks.entries()) {
      if (block.closest(LEFT_OUT)) continue;
      let line = lines[index].trimEnd();
      const level = levelOf(block), listed = block.closest("li"), isNew = block !== last?.block;
      if (block.querySelector(LEFT_OUT) && linesIn(block) === 1) {
        const words = without(block, `${LEFT_OUT}, [style*='mso-list:Ignore']`).textContent.replace(/[ \t\r\n]+/g, " ").trim();
        if (!words) continue;
        line = (item.exec(line)?.[0] ?? "") + words;
      }
      const mark = level && isNew ? markOf(line, listed, listed !== last?.listed) : "";
      around = around.filter((one) => one.level < level);
      if (mark) {
        line = " ".repeat(around.reduce((sum, one) => sum + one.width, 0)) + mark + " " + line.replace(item, "").trimStart();
        // (Other marks than these begin a line, and no list.)
        around.push({ level, width: /^(-|\d+[.)])$/.test(mark) ? mark.length + 1 : 0 });
      } else if (isTable(block)) line = line.split("\t").filter((cell) => cell.trim()).join(" – ");
      const kind = isTable(block) ? "row" : mark || item.test(line) ? "item" : "";
      const isClose = last && (!isNew || (kind && kind === last.kind));
      whole += (last ? (isClose ? "\n" : "\n\n") : "") + line;
      last = { block, listed, kind };
    }
    return whole;
  }

  // Lines that were broken where the next word had no room any more are one.
  function joined(lines) {
    const room = Math.max(...lines.map((line) => line.trimEnd().length));
    if (room < leastRoom) return lines.join("\n");
    const whole = [lines[0]];
    for (const [index, line] of lines.slice(1).entries()) {
      const before = lines[index].trimEnd(), word = line.trim().split(/\s/)[0];
      const isBroken = before && word && !item.test(line) && before.length + 1 + word.length > room;
      // (A word that is broken at its hyphen goes on after it.)
      const between = /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(word) ? "" : " ";
      if (isBroken) whole.push(whole.pop().trimEnd() + between + line.trimStart());
      else whole.push(line);
    }
    return whole.join("\n");
  }

  document.addEventListener("paste", (event) => {
    if (!event.target.matches?.("textarea[data-flows]")) return;
    const whole = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    const all = event.clipboardData.getData("text/plain").split(/\r\n?|[\n\v]/);
    const lines = all.filter((one) => one.trim());
    if (lines.length < 2) return;
    const blocks = blocksOf(whole, lines.length);
    const text = blocks ? paragraphs(lines, blocks) : joined(all);
    if (text === all.join("\n")) return;
    event.preventDefault();
    // (Only this can be undone by the keyboard.)
    document.execCommand("insertText", false, text);
  });
})();
