"""What a run of the page has drawn reaches its reader, also when a timer of the page calls in the moment it ends.

Streamlit 1.67 starts a new runner for a fragment where the one before has just ended, and throws away all that the
former one drew and that is still in the queue: a page that counted on a timer among it waits for an answer for ever,
with its question box closed. (`AppSession.request_rerun` says so in a comment and mends the case of a fragment that is
gone; https://github.com/streamlit/streamlit/issues/9921.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

if TYPE_CHECKING:
    from streamlit.proto.ClientState_pb2 import ClientState

STEP_SECONDS: Final = 0.02  # between two looks whether the former run's drawing is on its way
STEPS: Final = 100  # then Streamlit has its way: a runner that hangs must not keep the page from a new one

_REQUEST: Final = AppSession.request_rerun


def keep_what_was_drawn() -> None:
    """Have every session wait for the end of a run before a fragment is run by a new runner; once a process."""
    AppSession.request_rerun = _request_rerun  # type: ignore[method-assign,assignment]  # the only seam


def _request_rerun(session: AppSession, client_state: ClientState | None, step: int = 0) -> None:
    if client_state is not None and client_state.fragment_id and _ending(session) and step < STEPS:
        session._event_loop.call_later(STEP_SECONDS, _request_rerun, session, client_state, step + 1)  # noqa: SLF001
        return
    _REQUEST(session, client_state)


def _ending(session: AppSession) -> bool:
    """Whether the runner takes no more requests, but what it drew is not all handed on."""
    runner = session._scriptrunner  # noqa: SLF001 - let go by Streamlit after the last of its messages
    return runner is not None and runner._requests._state is ScriptRequestType.STOP  # noqa: SLF001
