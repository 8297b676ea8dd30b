// What this browser remembers, and nothing else: the theme and the keys, and in one window that a page was waited for. Works, and
// forgets, where storage is switched off.
const PREFIX = "pactwatch.";

export function remembered(name, otherwise) {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, typeof value === "string" ? value : JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

// Note that the page that was waited for is there; without `now`, say whether it has come just now.
export function ready(now = false) {
  try {
    const came = sessionStorage.getItem(`${PREFIX}ready`) === location.href;
    if (now) sessionStorage.setItem(`${PREFIX}ready`, location.href);
    else sessionStorage.removeItem(`${PREFIX}ready`);
    return came;
  } catch {
    return false;
  }
}
