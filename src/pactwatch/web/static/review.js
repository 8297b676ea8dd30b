// Review: acts and steps change the page in place, so that the eye stays where it is. Without this module they are plain
// links and forms that do the same.
import { label } from "./keys.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const page = () => document.getElementById("review-page");
let going = null;

function settle(words) {
  label(page());
  const mark = document.querySelector("mark.lit");
  const seen = mark?.getBoundingClientRect();
  if (seen && (seen.top < 0 || seen.bottom > innerHeight)) mark.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  const wrong = page().querySelector("[data-problem]");
  (wrong ?? document.getElementById("claim-heading"))?.focus({ preventScroll: wrong === null });
  document.getElementById("live").textContent = words;
}

// What was typed stays where it is: the page is kept, and what is wrong stands above it.
function refuse(words) {
  page().removeAttribute("aria-busy");
  for (const form of page().querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  const box = page().querySelector("[data-problem]") ?? document.createElement("div");
  Object.assign(box, { className: "note bad", tabIndex: -1 });
  box.setAttribute("role", "alert");
  box.dataset.problem = "";
  box.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  if (!box.isConnected) page().querySelector(".page-head").after(box);
  box.focus();
}

async function show(url, request, push) {
  going?.abort();
  going = new AbortController();
  page().setAttribute("aria-busy", "true");
  let answer;
  let text;
  try {
    answer = await fetch(url, { ...request, signal: going.signal, headers: { Accept: "text/html" } });
    text = await answer.text();
  } catch (error) {
    if (error.name === "AbortError") return;
    return refuse("The server does not answer; nothing was changed.");
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const found = fresh.getElementById("review-page");
  if (!found && answer.status === 401) return location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  if (!found && request.method === "POST" && !answer.ok) {
    return refuse(fresh.querySelector("[role='alert'] p")?.textContent ?? "That did not work; nothing was changed.");
  }
  if (!found) return location.assign(answer.url);
  page().replaceWith(document.adoptNode(found));
  document.title = fresh.title;
  if (push && answer.ok) history.pushState({}, "", answer.url);
  settle(found.querySelector("[data-said]")?.textContent.trim() ?? "");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("#review-page a[data-step]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
  event.preventDefault();
  show(link.href, {}, true);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#review-page form[data-act]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.sent) return; // a form is sent once, however quick the keys are
  form.dataset.sent = "yes";
  const body = new URLSearchParams(new FormData(form, event.submitter));
  show(form.getAttribute("action"), { method: "POST", body }, true); // form.action is the field of that name
});

addEventListener("popstate", () => show(location.href, {}, false));

// The words selected in the article become the evidence of the edit form: offsets count code points, as the ledger's do.
function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-at]");
  if (!piece || node.nodeType !== Node.TEXT_NODE) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return Number(piece.dataset.at) + [...before.toString()].length;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const chosen = getSelection();
  const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
  const start = range && !range.collapsed ? place(range.startContainer, range.startOffset) : null;
  const end = range && !range.collapsed ? place(range.endContainer, range.endOffset) : null;
  const told = document.getElementById("live");
  if (start === null || end === null) {
    told.textContent = "Select words of the article first.";
    return;
  }
  document.getElementById(button.dataset.take).value = `${start}-${end}`;
  told.textContent = "The selected words are the evidence now; save the edit to keep it.";
});

settle(page().querySelector("[data-said]")?.textContent.trim() ?? "");
