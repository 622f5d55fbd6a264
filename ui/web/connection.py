"""What a page says when its server is gone: Streamlit greys every field, and asks in English whether there is internet.

Nobody can draw then, so our words stand on the page from its first drawing (`app.py`), and the style sheet shows them.
The page goes on by itself when the server answers again, with its conversation.
"""

from __future__ import annotations

from typing import Final

# Streamlit's own window is closed in its place: it holds none of our blocks, and once closed it does not come back.
SCRIPT: Final = """(() => {
  if (window.souffleurConnection) return;
  const gone = ".stApp[data-test-connection-state]:not([data-test-connection-state='CONNECTED'])";
  window.souffleurConnection = new MutationObserver(() => {
    if (!document.querySelector(gone)) return;
    document.querySelector(".stDialog:not(:has([data-testid='stVerticalBlock'])) button")?.click();
  });
  window.souffleurConnection.observe(document.body, {childList: true});
})()"""
