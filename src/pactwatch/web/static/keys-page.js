// The page on which keys are changed.
import { ACTIONS, bind, bindings, label, silence, silenced, unbind, usable } from "./keys.js";

const list = document.getElementById("bindings");
const said = document.getElementById("bindings-said");
const off = document.getElementById("keys-off");

function shown() {
  const now = bindings();
  list.replaceChildren(...ACTIONS.map(([name, , words]) => {
    const row = document.createElement("tr");
    const head = Object.assign(document.createElement("th"), { scope: "row", textContent: words });
    const cell = document.createElement("td");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    const key = Object.assign(document.createElement("kbd"), { textContent: now.get(name) || "none" });
    button.append(key, ` change`);
    button.setAttribute("aria-label", `Change the key of: ${words}; now ${now.get(name) || "none"}`);
    button.addEventListener("click", () => ask(button, name, words));
    cell.append(button);
    row.append(head, cell);
    return row;
  }));
  off.checked = silenced();
  label();
}

function ask(button, name, words) {
  button.textContent = "press a key, or Escape; Backspace for none";
  said.textContent = `Press the key for: ${words}.`;
  const heard = (event) => {
    if (event.key === "Tab" || event.key === "Escape") return done(event.key === "Escape" ? event : null, "Nothing changed.");
    if (event.key === "Backspace") {
      bind(name, "");
      return done(event, `${words}: no key.`);
    }
    if (!usable(event)) return;
    const taken = [...bindings()].find(([other, key]) => key === event.key && other !== name);
    bind(name, event.key);
    const lost = taken ? ` It was the key of: ${ACTIONS.find(([other]) => other === taken[0])[2]}, which has none now.` : "";
    done(event, `${words}: ${event.key}.${lost}`);
  };
  const done = (event, told) => {
    event?.preventDefault();
    event?.stopPropagation();
    button.removeEventListener("keydown", heard);
    const index = ACTIONS.findIndex(([other]) => other === name);
    shown();
    said.textContent = told;
    if (event) list.querySelectorAll("button")[index].focus();
  };
  button.addEventListener("keydown", heard);
}

document.getElementById("keys-reset").addEventListener("click", () => {
  unbind();
  shown();
  said.textContent = "All keys are as they were made.";
});
off.addEventListener("change", () => {
  silence(off.checked);
  label();
  said.textContent = off.checked ? "Keys are off." : "Keys are on.";
});
shown();
