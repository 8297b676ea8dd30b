"use strict";
// Runs before the first paint, so that a chosen theme never flashes: what the system prefers holds unless one was chosen.
(() => {
  try {
    const chosen = localStorage.getItem("pactwatch.theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // storage is switched off: the system's preference holds
  }
})();
