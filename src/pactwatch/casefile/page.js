
"use strict";
// Lights up a claim's evidence while the claim is pointed at, focused or chosen; j and k step through the claims.
(() => {
  const cards = [...document.querySelectorAll("[data-claim]")];
  const marks = [...document.querySelectorAll("mark[data-claims]")];
  const has = (mark, n) => mark.dataset.claims.split(" ").includes(n);
  const light = (n) => {
    for (const mark of marks) mark.classList.toggle("lit", n !== null && has(mark, n));
    for (const card of cards) card.classList.toggle("lit", card.dataset.claim === n);
  };
  let chosen = null;
  const choose = (n, from) => {
    chosen = n;
    light(n);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const show = (element) => element && element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    if (from !== "text") show(marks.find((mark) => has(mark, n)));
    if (from !== "card") show(document.getElementById("claim-" + n));
  };
  for (const card of cards) {
    const n = card.dataset.claim;
    card.tabIndex = 0;
    card.addEventListener("mouseenter", () => light(n));
    card.addEventListener("mouseleave", () => light(chosen));
    card.addEventListener("focus", () => choose(n, "card"));
    card.addEventListener("click", (event) => { if (!event.target.closest("a")) choose(n, "card"); });
  }
  for (const mark of marks) {
    mark.addEventListener("click", () => choose(mark.dataset.claims.split(" ").at(-1), "text"));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || cards.length === 0) return;
    if (event.key === "Escape") { chosen = null; light(null); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const now = cards.findIndex((card) => card.dataset.claim === chosen);
    const next = event.key === "j" ? Math.min(now + 1, cards.length - 1) : Math.max(now - 1, 0);
    cards[next].focus();
  });
})();
