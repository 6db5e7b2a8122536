// Beside the form, the real pages go to the one where the field that is typed in is printed.
(() => {
  "use strict";
  const seeing = document.querySelector(".seeing"), typing = document.querySelector(".typing");
  if (!seeing || !typing) return;

  // (So many characters of the field around the cursor, and of the form before and after them. With more, a heading
  // at the foot of a page would be taken for a running head of the next.)
  const OWN = 160, AROUND = 160;
  const isTyped = (one) => one?.matches?.("textarea, input[type=text]") && typing.contains(one);
  // Who has turned to the pages stays where they are until the next field.
  let hasTurned = false, waiting = 0, asked = new AbortController();
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    seeing.addEventListener(kind, () => { hasTurned = true; }, { passive: true });
  }
  function words(field) {
    const texts = [...typing.querySelectorAll("textarea, input[type=text]")], index = texts.indexOf(field);
    const joined = (some) => some.map((one) => one.value).filter(Boolean).join(" ");
    const at = field.selectionStart ?? 0, start = Math.max(0, at - OWN / 2), end = start + OWN;
    const before = `${joined(texts.slice(0, index))} ${field.value.slice(0, start)}`;
    const after = `${field.value.slice(end)} ${joined(texts.slice(index + 1))}`;
    return { words: field.value.slice(start, end), before: before.slice(-AROUND), after: after.slice(0, AROUND) };
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
    const all = pictures(), sent = words(field);
    if (all.length < 2 || !sent.words.trim()) return;
    // The pages come first: they are drawn by the same process.
    await Promise.all(all.filter((one) => isSeen(one) || one.loading !== "lazy").map((one) => one.decode().catch(() => {})));
    const address = all[0].src.replace(/[^/]*$/, `page?${new URLSearchParams(sent)}`), { signal } = asked;
    const answer = await fetch(address, { signal }).then((one) => one.text(), () => "");
    const page = all[Number(answer) - 1];
    if (!page?.isConnected || signal.aborted || hasTurned || document.activeElement !== field || isSeen(page)) return;
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
