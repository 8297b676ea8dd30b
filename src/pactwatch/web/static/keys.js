// Keys: each action has a name, and acts on the element of the page that carries it as data-key. Whatever a key does,
// a link, a button or a form on the page does too.
import { remember, remembered } from "./store.js";

export const ACTIONS = [
  ["next", "j", "next claim"], ["previous", "k", "previous claim"], ["accept", "a", "accept"], ["reject", "r", "reject"],
  ["edit", "e", "edit"], ["grade", "g", "grade"], ["note", "n", "note"], ["undo", "u", "undo the last act"],
  ["retract", "x", "retract"], ["open", "o", "open the claim's own page"], ["evidence", "v", "go to the evidence in the text"],
  ["search", "/", "search"], ["help", "?", "show the keys"], ["theme", "t", "light, dark or as the system"],
  ["overview", "1", "go to the overview"], ["review", "2", "go to review"], ["claims", "3", "go to the claims"],
  ["origins", "4", "go to origins"], ["figures", "5", "go to figures"], ["cases", "6", "go to cases"],
  ["pacts", "7", "go to pacts"], ["map", "8", "go to the map"], ["provisions", "9", "go to provisions"], ["sources", "0", "go to sources"],
  ["alerts", "l", "go to alerts"], ["read", "i", "take an article in"],
];
const PRINTABLE = 1;

export function bindings() {
  const own = remembered("keys", {});
  return new Map(ACTIONS.map(([name, key]) => [name, typeof own[name] === "string" ? own[name] : key]));
}

export function bind(name, key) {
  const now = Object.fromEntries(bindings());
  for (const other of Object.keys(now)) if (key && now[other] === key) now[other] = "";
  return remember("keys", { ...now, [name]: key });
}

export const unbind = () => remember("keys", null);
export const silenced = () => remembered("keys-off", false) === true;
export const silence = (off) => remember("keys-off", off ? true : null);

export function usable(event) {
  return event.key.length === PRINTABLE && event.key.trim() !== "" && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function typing(target) {
  return target.closest?.("input:not([type='checkbox'], [type='radio'], [type='range']), select, textarea, [contenteditable], dialog[open]") !== null;
}

// Why an action is not to be had here, for those who ask for it by its key.
function tell(element) {
  element.hidden = false;
  element.focus();
  document.getElementById("live").textContent = element.textContent;
}

function act(element) {
  if (element.hasAttribute("data-told")) return tell(element);
  const box = element.matches("summary") ? element.parentElement : element.matches("details") ? element : null;
  if (box) {
    box.open = true;
    (box.querySelector("[data-first], input:not([type='hidden']), select, textarea") ?? element).focus();
  } else if (element.matches("input, select, textarea, [tabindex='-1']")) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

const own = new Map();

// Out of a form by Escape: back to what opened it, or to what the page is about.
function leave(field) {
  const opener = field.closest("details")?.querySelector("summary");
  (opener ?? document.getElementById("claim-heading") ?? document.getElementById("main"))?.focus({ preventScroll: !opener });
}

// Let a page's module do more for an action than its element does.
export const on = (name, does) => own.set(name, does);

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) return leave(event.target);
    if (!usable(event) || typing(event.target) || silenced() || event.repeat) return;
    for (const [name, key] of bindings()) {
      if (key !== event.key) continue;
      const element = document.querySelector(`[data-key="${name}"]`);
      if (own.has(name)) own.get(name)(element);
      else if (element) act(element);
      else return;
      event.preventDefault();
      return;
    }
  });
}

// Write the keys in force on every hint of the page.
export function label(root = document) {
  const now = bindings();
  const off = silenced();
  for (const hint of root.querySelectorAll("kbd[data-hint]")) {
    hint.textContent = now.get(hint.dataset.hint) ?? "";
    hint.hidden = off || hint.textContent === "";
  }
}
