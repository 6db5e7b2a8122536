// Beside the form, the real pages go to the one where the field that is edited is printed.
(() => {
  "use strict";
  const seeing = document.querySelector(".seeing"), typing = document.querySelector(".typing");
  if (!seeing || !typing) return;

  // (So many characters of the field around the cursor, and of the form before and after them. With more, a heading
  // at the foot of a page would be taken for a running head of the next.)
  const OWN = 160, AROUND = 160, texts = "textarea, input[type=text]";
  // (The fields of a text, or of a group, not those for printing.)
  const isTyped = (one) => one?.matches?.("[name^='g.'], [name^='y.']") && typing.contains(one);
  const isText = typing.querySelector("form#make")?.action.includes("/texts/");
  // Who has turned to the pages stays where they are until the next field.
  let hasTurned = false, waiting = 0, asked = new AbortController();
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    seeing.addEventListener(kind, () => { hasTurned = true; }, { passive: true });
  }
  function words(field) {
    // The fields around it: of the same chapter, section or line; if it is alone, those of the whole text. (Those
    // of a group are not printed beside each other.)
    const part = field.name.match(/^[gy]\.[^.]+(\.\d+)?\./)?.[0], own = field.matches(texts) ? field.value : "";
    const others = [...typing.querySelectorAll(texts)].filter((one) => one !== field && isTyped(one)
      && (part ? one.name.slice(1).startsWith(part.slice(1)) : isText) && /\p{L}/u.test(one.value));
    const beside = (where) => others.filter((one) => field.compareDocumentPosition(one) & where).map((one) => one.value).join(" ");
    const at = field.selectionStart ?? 0, start = Math.max(0, at - OWN / 2), end = start + OWN;
    const before = `${beside(Node.DOCUMENT_POSITION_PRECEDING)} ${own.slice(0, start)}`;
    const after = `${own.slice(end)} ${beside(Node.DOCUMENT_POSITION_FOLLOWING)}`;
    const around = `${before.slice(-AROUND)} ${after.slice(0, AROUND)}`;
    return { words: own.slice(start, end), around, ...(part && { part: "on" }) };
  }
  const pictures = () => [...seeing.querySelectorAll("#see .sheets:not(.recipe) img")];
  const isSeen = (one) => {
    const page = one.getBoundingClientRect(), room = seeing.getBoundingClientRect();
    const high = Math.min(page.bottom, room.bottom) - Math.max(page.top, room.top);
    return high > Math.min(page.height, room.height) / 2;
  };
  async function follow(field) {
    // (Under the form, in a narrow window, they would move the field itself out of sight.)
    if (hasTurned || document.activeElement !== field || getComputedStyle(seeing).overflowY !== "auto") return;
    const all = pictures(), sent = words(field), { signal } = asked;
    if (all.length < 2 || !(sent.words.trim() || sent.part)) return;
    // The pages come first: they are drawn by the same process.
    await Promise.all(all.filter((one) => isSeen(one) || one.loading !== "lazy").map((one) => one.decode().catch(() => {})));
    if (signal.aborted || document.activeElement !== field) return;
    const address = all[0].src.replace(/[^/]*$/, `page?${new URLSearchParams(sent)}`);
    const answer = await fetch(address, { signal }).then((one) => one.text(), () => "");
    const found = answer.split(" ").flatMap((number) => all[Number(number) - 1] ?? []), page = found[0];
    if (!page?.isConnected || signal.aborted || hasTurned || document.activeElement !== field || found.some(isSeen)) return;
    // (At once, without motion. The focus stays, and nothing is said aloud.)
    seeing.scrollTop += page.getBoundingClientRect().top - seeing.getBoundingClientRect().top;
  }
  function soon(field) {
    clearTimeout(waiting);
    asked.abort();
    asked = new AbortController();
    // (A click places the cursor only after the focus; who goes through the fields by Tab is not followed in each.)
    waiting = setTimeout(() => follow(field), 150);
  }
  document.addEventListener("focusin", ({ target }) => {
    if (!isTyped(target)) return;
    hasTurned = false;
    soon(target);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "see" && isTyped(document.activeElement)) soon(document.activeElement);
  });
})();
