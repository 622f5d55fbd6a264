"""A page of Streamlit alone, beside which ours is measured: as many widgets, and nothing behind them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# With files, a table that filters them as a page does that nobody thought about: all of them, at every rerun.
PAGE = """
import pandas as pd, streamlit as st
st.title("Demander")
st.chat_input("Question")
for number in range({widgets}):
    st.button(f"Bouton {{number}}")
if st.button("Fenêtre"):
    st.dialog("Fenêtre")(lambda: st.write("Texte"))()
if {files}:
    word = st.text_input("Mot")
    frame = pd.DataFrame({{name: [f"{{name}} {{row}}" for row in range({files})] for name in "abcdefghijklm"}})
    st.dataframe(frame[frame["a"].str.contains(word)], on_select="rerun", selection_mode="multi-row")
"""


@contextmanager
def bare(folder: Path, widgets: int, files: int) -> Iterator[str]:
    """Serve it; gives its address."""
    script = folder / f"bare-{files}.py"
    script.write_text(PAGE.format(widgets=widgets, files=files), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    flags = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    running = subprocess.Popen([*command, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(30)
