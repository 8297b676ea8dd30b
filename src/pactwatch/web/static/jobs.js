// Reading: files can be dropped, and the state of a job follows by itself. Without this module the page is loaded anew by hand.
const drop = document.getElementById("drop");
const input = drop?.querySelector("input[type='file']");

if (input) {
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const url = event.dataTransfer.getData("text/uri-list").split("\n")[0];
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.form.requestSubmit();
    } else if (url) {
      drop.ownerDocument.getElementById("read-url").value = url;
    }
  });
}

const WAIT = 700;

async function follow() {
  const now = document.querySelector("[data-job]");
  if (!now || now.dataset.job === "done") return;
  await new Promise((resolve) => setTimeout(resolve, WAIT));
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
    if (fresh) {
      now.replaceWith(document.adoptNode(fresh));
      document.getElementById("live").textContent = fresh.querySelector("[data-said]")?.textContent.trim() ?? "";
    }
  } catch {
    document.getElementById("live").textContent = "The server does not answer; trying again.";
  }
  follow();
}

follow();
