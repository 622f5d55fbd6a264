"""In the child: when nobody listens any more, the computation stops, in the middle of reading a prompt too.

llama_cpp.server looks for its client between two words only, and reading a long prompt on a processor takes tens of
seconds. llama.cpp asks between any two steps of a computation whether to give it up; the one who hangs up says yes.
"""

from __future__ import annotations

import asyncio
import ctypes
import sys
from typing import TYPE_CHECKING, Any, Final

import llama_cpp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

ANSWERS: Final = "/v1/chat/completions"


class StopsWithClient:
    """Around the server's application: one answer at a time, given up when its client has gone."""

    def __init__(self, app: App, llama: llama_cpp.Llama) -> None:
        self._app = app
        self._llama = llama
        self._one = asyncio.Lock()
        # llama.cpp asks some thousand times a second, from its own threads: `strlen` of one byte and a zero answers
        # 0 or 1 without waiting for Python.
        self._flag = ctypes.create_string_buffer(b"\0\0", 2)
        library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        self._asked = ctypes.cast(library.strlen, llama_cpp.ggml_abort_callback)
        llama_cpp.llama_set_abort_callback(llama.ctx, self._asked, ctypes.cast(self._flag, ctypes.c_void_p))

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != ANSWERS:
            await self._app(scope, receive, send)
            return

        gone = False

        async def heard() -> Message:
            nonlocal gone
            message = await receive()
            if message["type"] == "http.disconnect":
                gone = True
                self._flag[0] = b"\1"
            return message

        async with self._one:
            self._flag[0] = b"\0"
            try:
                await self._app(scope, heard, send)
            except Exception:
                if not gone:
                    raise
            finally:
                self._flag[0] = b"\0"
                if gone:
                    self._settle()

    def _settle(self) -> None:
        """Forget what was being read: of a step that was given up, any part may be in the model's memory."""
        llama = self._llama
        memory = llama_cpp.llama_get_memory(llama.ctx)
        if not llama_cpp.llama_memory_seq_rm(memory, -1, llama.n_tokens, -1):
            llama_cpp.llama_memory_clear(memory, True)  # noqa: FBT003 - the data too
            llama.n_tokens = 0
        # What the last step computed is not to be taken for the end of a prompt.
        llama._requires_eval = True  # noqa: SLF001 - nothing public says it
