// A page that is being computed: asked for again until it is there, then opened. Without this module the browser loads it anew by itself.
import { ready } from "./store.js";

const WAIT = 1000;
const box = document.querySelector("[data-waiting]");

async function follow() {
  await new Promise((resolve) => setTimeout(resolve, WAIT));
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.status !== 202) {
      ready(true);
      return location.reload();
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-said]");
    const said = box.querySelector("[data-said]");
    if (fresh && fresh.textContent !== said.textContent) said.textContent = fresh.textContent;
  } catch {
    document.getElementById("live").textContent = "The server does not answer; trying again.";
  }
  follow();
}

box.focus();
follow();
