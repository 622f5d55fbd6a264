"""What opens is where its reader looks: a window has the keyboard, and a document's text stands at the words marked.

Streamlit puts a window at the end of the page, behind everything else. It takes the keyboard only for who opened it by
the keyboard: under a finger, a field that takes the keyboard would bring up a telephone's.
"""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """(() => {
  if (window.souffleurWindows) return;
  let entered = null;
  const shown = new WeakMap();
  const scroll = () => document.querySelectorAll(".sf-reading").forEach(box => {
    const mark = [...box.querySelectorAll("mark")].find(one => one.offsetParent);
    if (!mark || shown.get(box) === mark) return;
    shown.set(box, mark);
    const below = mark.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
    if (below > box.clientHeight) box.scrollTop += below - box.clientHeight / 2;
  });
  window.souffleurWindows = new MutationObserver(() => {
    scroll();
    const opened = document.querySelector("[data-testid='stPopoverBody']");
    const first = opened?.querySelector(":is(input, button, textarea):not([disabled])");
    if (!first) entered = opened ? entered : null;
    if (!first || entered === opened) return;
    entered = opened;
    const by = document.activeElement;
    if (by?.dataset.testid === "stPopoverButton" && by.matches(":focus-visible")) first.focus();
  });
  window.souffleurWindows.observe(document.body, {childList: true, subtree: true});
})()"""
