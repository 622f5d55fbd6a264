// Arrow keys walk through what a search found, Enter opens (a button does so by itself), Escape goes back.
// Everything is found by its place on the page at the moment of the key: Streamlit draws it again at every letter.
const BOX = ".st-key-sf-sought input";
const FOUND = '[class*="st-key-hit-"] button';
const CLOSE = ".st-key-close-preview button";

function step(event) {
  const box = document.querySelector(BOX);
  const here = document.activeElement;
  const found = [...document.querySelectorAll(FOUND)];
  const place = found.indexOf(here);
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") {
    const close = document.querySelector(CLOSE);
    const elsewhere = document.querySelector('[role="dialog"], [role="listbox"]');
    if (elsewhere || (here === box && box.value && !close)) return;
    if (close) close.click();
    else if (place >= 0) box?.focus();
    return;
  }
  if ((here !== box && place < 0) || !found.length) return;
  let next = null;
  if (event.key === "ArrowDown") next = found[Math.min(place + 1, found.length - 1)];
  else if (event.key === "ArrowUp") next = place > 0 ? found[place - 1] : place === 0 ? box : null;
  else if (event.key === "Home" && place >= 0) next = found[0];
  else if (event.key === "End" && place >= 0) next = found[found.length - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.closest('[class*="st-key-hit-"]')?.scrollIntoView({ block: "nearest" });
}

export default function () {
  const box = document.querySelector(BOX);
  if (box && document.activeElement === document.body && matchMedia("(pointer: fine)").matches) box.focus();
  document.addEventListener("keydown", step);
  return () => document.removeEventListener("keydown", step);
}
