"""A folder that is dragged onto the page keeps its folders: the browser knows them, Streamlit asks in one way only.

Streamlit sends a file's `webkitRelativePath`, which is empty for what was dragged; the library that it takes dragged
folders apart with leaves the path in `relativePath`. A script of fixed text, which the page's policy allows by its
hash, lets the one stand for the other. Without it the files arrive, all in one folder.
"""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """(() => {
  if (window.souffleurFolders) return;
  window.souffleurFolders = true;
  const own = Object.getOwnPropertyDescriptor(File.prototype, "webkitRelativePath").get;
  Object.defineProperty(File.prototype, "webkitRelativePath", {
    configurable: true,
    get() {
      const path = this.relativePath || "", parts = path.split("/").filter(part => part && part !== ".");
      return own.call(this) || (parts.length > 1 ? parts.join("/") : "");
    },
  });
})()"""
