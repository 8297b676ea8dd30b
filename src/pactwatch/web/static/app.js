// On every page: the theme, the keys and their list.
import { ACTIONS, bindings, label, listen, on, silenced } from "./keys.js";
import { ready, remember } from "./store.js";

const root = document.documentElement;
const THEMES = ["", "dark", "light"];
const WORDS = { "": "auto", dark: "dark", light: "light" };

function told(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

function named() {
  for (const button of document.querySelectorAll("[data-theme-button]")) button.textContent = `Theme: ${WORDS[root.dataset.theme ?? ""]}`;
}

function turn() {
  const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "") + 1) % THEMES.length];
  if (next) root.dataset.theme = next;
  else delete root.dataset.theme;
  remember("theme", next || null);
  named();
  told(`Theme: ${WORDS[next]}`);
}

function help() {
  const dialog = document.getElementById("keys");
  const list = dialog.querySelector("dl");
  const now = bindings();
  const here = ACTIONS.filter(([name]) => ["help", "theme"].includes(name) || document.querySelector(`[data-key="${name}"]`));
  list.replaceChildren(...here.flatMap(([name, , words]) => {
    const key = document.createElement("dt");
    const what = document.createElement("dd");
    key.append(Object.assign(document.createElement("kbd"), { textContent: now.get(name) || "–" }));
    what.textContent = words;
    return [key, what];
  }));
  dialog.querySelector("[data-off]").hidden = !silenced();
  dialog.showModal();
}

on("help", help);
on("theme", turn);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-button]")) turn();
  if (event.target.closest("[data-help-button]")) help();
});
// On paper nothing is folded up; afterwards it is as it was.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) folded.open = folded.dataset.printed = true;
});
addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-printed]")) {
    folded.open = false;
    delete folded.dataset.printed;
  }
});
for (const hidden of document.querySelectorAll("[data-scripted]")) hidden.hidden = false;
named();
label();
listen();
if (ready() && !document.querySelector("[data-waiting]")) {
  document.getElementById("main").focus();
  told("The page is ready.");
}
