// A drawing is seen as soon as it is chosen, and chosen among pictures that come when they are asked for.
(() => {
  "use strict";

  document.addEventListener("change", (event) => {
    const list = event.target;
    const picture = list.matches("select") && list.closest(".field")?.querySelector(".chosen img");
    if (!picture) return;
    picture.hidden = !list.value;
    if (list.value) picture.src = `/drawings/${list.value}.webp`;
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-drawings]");
    if (!button) return;
    event.preventDefault();
    const field = button.closest(".field"), chosen = encodeURIComponent(field.querySelector("select").value);
    button.asked ??= fetch(`${button.dataset.drawings}&value=${chosen}`).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    const pictures = await button.asked;
    button.asked = undefined;
    document.getElementById("failed").hidden = Boolean(pictures);
    if (!pictures || !field.isConnected) return;
    field.insertAdjacentHTML("beforebegin", pictures);
    const drawings = field.previousElementSibling;
    field.remove();
    (drawings.querySelector("input:checked") ?? drawings).focus();
  });
})();
