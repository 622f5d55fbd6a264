"""A window that a button opens takes the keyboard: Streamlit puts it at the end of the page, behind everything else.

Only for who opened it by the keyboard: under a finger, a field that takes the keyboard would bring up a telephone's.
"""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """(() => {
  if (window.souffleurWindows) return;
  let entered = null;
  window.souffleurWindows = new MutationObserver(() => {
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
