"""A timer that calls in the moment a drawing ends loses nothing of it, with Streamlit's own sessions and runners."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from ui.web import reruns

PAGE = """
import streamlit as st

@st.fragment(run_every=60)
def clock():
    st.write("the time")

clock()
st.write("below it")
"""
SECONDS = 30.0


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `streamlit.testing` has it: runners ask a server for its stores."""
    held = MagicMock(spec=Runtime)
    held.media_file_mgr = MediaFileManager(MemoryMediaFileStorage("/media"))
    held.dataframe_source_mgr = DataframeSourceManager()
    monkeypatch.setattr(Runtime, "_instance", held)


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit as it comes, whatever a test before has set up."""
    monkeypatch.setattr(AppSession, "request_rerun", reruns._REQUEST)


@pytest.fixture
def repaired(untouched: None) -> None:
    reruns.keep_what_was_drawn()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():  # noqa: ASYNC110 - Streamlit tells nobody
            await asyncio.sleep(0.01)


async def drawn(session: AppSession) -> list[str]:
    """The kinds of the messages that go to the browser once nothing runs any more."""
    await until(lambda: session._scriptrunner is None)
    return [str(message.WhichOneof("type")) for message in session.flush_browser_queue()]


async def timer_at_the_end(page: Path) -> list[str]:
    """What the browser is told when a timer calls after a run's end and before its messages are handed on."""
    session = AppSession(ScriptData(str(page), is_hello=False), MagicMock(), ScriptCache(), lambda: None, {})
    session.request_rerun(ClientState())
    await until(lambda: session._scriptrunner is None)
    clocks = [one.auto_rerun.fragment_id for one in session.flush_browser_queue() if one.HasField("auto_rerun")]
    session.request_rerun(ClientState())
    runner = session._scriptrunner
    assert runner is not None
    while runner._requests._state is not ScriptRequestType.STOP:
        time.sleep(0.01)  # noqa: ASYNC251 - a server that is busy with other readers
    session.request_rerun(ClientState(fragment_id=clocks[0], is_auto_rerun=True))
    await asyncio.sleep(5 * reruns.STEP_SECONDS)
    return await drawn(session)


@pytest.mark.usefixtures("repaired")
def test_a_timer_in_the_moment_a_drawing_ends_loses_nothing_of_it(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(PAGE, encoding="utf-8")
    told = asyncio.run(timer_at_the_end(page))
    assert told.count("auto_rerun") == 1
    assert told.count("new_session") == 2  # the drawing, and the timer's after it
    assert told.index("auto_rerun") < len(told) - told[::-1].index("new_session") - 1


@pytest.mark.usefixtures("untouched")
def test_streamlit_alone_loses_it(tmp_path: Path) -> None:
    """When this fails, Streamlit has mended it: `ui/web/reruns.py` can go."""
    page = tmp_path / "page.py"
    page.write_text(PAGE, encoding="utf-8")
    assert "auto_rerun" not in asyncio.run(timer_at_the_end(page))


@pytest.mark.usefixtures("repaired")
def test_a_runner_that_hangs_does_not_hold_the_page_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ClientState | None] = []
    monkeypatch.setattr(reruns, "_REQUEST", lambda _, state: asked.append(state))
    monkeypatch.setattr(reruns, "STEPS", 3)

    async def hanging() -> None:
        session = MagicMock(_event_loop=asyncio.get_running_loop())
        session._scriptrunner._requests._state = ScriptRequestType.STOP
        reruns._request_rerun(session, ClientState(fragment_id="clock"))
        assert not asked
        await until(lambda: bool(asked))

    asyncio.run(hanging())
    assert [state.fragment_id for state in asked if state] == ["clock"]
