// The case editor: each [[reference]] in a paragraph shows its footnote while it is typed, and sentences without one are named.
const WAIT = 250;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function footnote(note, number) {
  const parts = [element("strong", { textContent: note.claim }), ` ${note.words}`];
  if (note.quote) parts.push(element("q", { textContent: note.quote }));
  if (note.problem) parts.push(element("em", { textContent: ` ${note.problem}` }));
  return element("li", {}, element("span", { textContent: `${number}.` }), element("div", {}, ...parts));
}

async function preview(area, box) {
  const url = new URL(area.dataset.preview, location.href);
  url.searchParams.set("text", area.value);
  let found;
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    found = await answer.json();
  } catch {
    return;
  }
  if (found.text !== area.value) return; // an answer to what was typed before
  const notes = element("ol", { className: "footnotes" }, ...found.notes.map((note, at) => footnote(note, at + 1)));
  const bare = found.uncited.map((sentence) => element("li", { textContent: sentence }));
  const lines = [];
  if (found.notes.length) lines.push(notes);
  if (bare.length) lines.push(element("p", { className: "small", textContent: "No footnote yet for a figure or name in:" }), element("ul", { className: "small" }, ...bare));
  if (!lines.length) lines.push(element("p", { className: "small soft", textContent: "Type [[ and a claim's id to cite it." }));
  box.replaceChildren(...lines);
}

for (const area of document.querySelectorAll("textarea[data-preview]")) {
  const box = document.getElementById(area.dataset.shows);
  let timer = null;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => preview(area, box), WAIT);
  };
  area.addEventListener("input", soon);
  soon();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-cite]");
  if (!button) return;
  const area = document.querySelector("textarea[data-current]") ?? document.querySelector("textarea[data-preview]");
  if (!area) return;
  const [start, end] = [area.selectionStart, area.selectionEnd];
  area.setRangeText(` [[${button.dataset.cite}]]`, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});

document.addEventListener("focusin", (event) => {
  if (!event.target.matches?.("textarea[data-preview]")) return;
  for (const area of document.querySelectorAll("textarea[data-preview]")) delete area.dataset.current;
  event.target.dataset.current = "yes";
});
