"""The switches against calling home: all set before anything is imported, each of them needed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit.config
import streamlit.net_util

import ui.server
from rag import offline
from tests.network import LeftTheMachine
from tests.ui.api.parts import KEY, open_engine
from ui.security import content_policy

# What the dependencies were found to listen to, written down here a second time on purpose: who removes a switch from
# rag/offline.py must remove it here too, and say why.
NEEDED = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "UNSTRUCTURED_DISABLE_NOTICE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "OTEL_SDK_DISABLED": "true",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "DISABLE_SAFETENSORS_CONVERSION": "1",
    "NNCF_CI": "1",
}
FORBIDDEN = {"OPENAI_API_KEY", "OPENAI_API_BASE", "OPENAI_BASE_URL", "NLTK_DATA", "TIKTOKEN_CACHE_DIR",
             "CHROMA_OTEL_COLLECTION_ENDPOINT", "ALLOW_PANDOC_NO_SANDBOX"}  # fmt: skip

# The same for Streamlit, whose switches are read from its own file alone.
STREAMLIT = {
    "browser.gatherUsageStats": False,  # the reader's browser would tell data.streamlit.io what it sees
    "browser.serverAddress": "127.0.0.1",  # unset, our outer address is asked for outside
    "server.headless": True,
    "server.showEmailPrompt": False,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.fileWatcherType": "none",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,  # links to search engines, with the text of the error
    "client.toolbarMode": "minimal",  # the button that publishes an app
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
}
# What the page may load, and from where; anything else is refused by the browser.
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

PROGRAM = """
import sys
sys.path.insert(0, ".")
from tests.network import refuse_outside
sys.addaudithook(refuse_outside)
{before}
{statement}
"""

PAGE = """
import asyncio, sys, tempfile
from pathlib import Path
sys.path.insert(0, ".")
import httpx
import ui.server
from tests.ui.api.parts import KEY, open_engine
{before}

async def get(app):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        return (await client.get("/")).headers

with tempfile.TemporaryDirectory() as folder, open_engine(Path(folder)) as engine:
    headers = asyncio.run(get(ui.server.create_app(engine, KEY, "127.0.0.1", "fr")))
    print(headers.get("Content-Security-Policy", ""))
"""


def lacking(environment: dict[str, str], modules: dict[str, object]) -> list[str]:
    """Switches that are not set, variables that must not be, modules that are not blocked."""
    wrong = [name for name, value in NEEDED.items() if environment.get(name) != value]
    wrong += sorted(FORBIDDEN & environment.keys())
    wrong += [name for name in ("openvino_telemetry",) if modules.get(name, "") is not None]
    return wrong


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in NEEDED}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env={**clean, **environment}
    )


@pytest.mark.parametrize(
    "module", ["rag", "ingest", "ui", "rag.models.runner_child", "ingest.parse.child", "ui.server"]
)
def test_any_first_import_sets_every_switch(module: str) -> None:
    package = module.rpartition(".")[0] or module  # a parent is imported first, so it is what counts
    program = (
        f"import importlib, json, os, sys; importlib.import_module({package!r});"
        "print(json.dumps([dict(os.environ), [name for name, one in sys.modules.items() if one is None]]))"
    )
    said = run(program, OPENAI_API_KEY="sk-of-somebody")
    assert said.returncode == 0, said.stderr
    environment, blocked = json.loads(said.stdout)
    assert lacking(environment, dict.fromkeys(blocked)) == []


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_switch_that_is_removed_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "SWITCHES", {key: value for key, value in offline.SWITCHES.items() if key != name})
    monkeypatch.delenv(name)
    offline.apply()
    assert lacking(dict(os.environ), dict(sys.modules)) == [name]


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_a_talking_variable_is_taken_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    offline.apply()
    assert name not in os.environ
    monkeypatch.setattr(offline, "ABSENT", tuple(one for one in offline.ABSENT if one != name))
    monkeypatch.setenv(name, "x")
    offline.apply()
    assert lacking(dict(os.environ), dict(sys.modules)) == [name]


def test_a_blocked_module_cannot_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportError):
        __import__("openvino_telemetry")
    monkeypatch.setattr(offline, "BLOCKED_MODULES", ())
    monkeypatch.delitem(sys.modules, "openvino_telemetry")
    offline.apply()
    assert lacking(dict(os.environ), dict(sys.modules)) == ["openvino_telemetry"]


@pytest.mark.slow
def test_without_the_switches_a_dependency_does_call_home() -> None:
    """The proof that the switches are not decoration, and that the hook sees a call when there is one."""
    call = "from unstructured.utils import scarf_analytics; scarf_analytics()"
    switched_off = run(PROGRAM.format(before="import rag", statement=call))
    assert switched_off.returncode == 0, switched_off.stderr
    talking = run(PROGRAM.format(before="", statement=call))
    assert "LeftTheMachine" in talking.stderr


def talking(config: dict[str, Any]) -> list[str]:
    """Options of Streamlit that are not as they must be; fonts from an address included."""
    wrong = []
    for name, value in STREAMLIT.items():
        section, _, key = name.partition(".")
        if config.get(section, {}).get(key) != value:
            wrong.append(name)
    return wrong + [f"theme.{key}" for key, value in config.get("theme", {}).items() if "://" in str(value)]


def open_to(policy: str) -> list[str]:
    """Directives of a Content-Security-Policy that are missing or allow more than they should."""
    said = dict(part.partition(" ")[::2] for part in policy.split("; ")) if policy else {}
    wrong = [name for name, value in POLICY.items() if said.get(name) != value]
    scripts = [one for one in said.get("script-src", "*").split() if not one.startswith("'sha256-")]
    return wrong if scripts == ["'self'", "'wasm-unsafe-eval'"] else [*wrong, "script-src"]


def streamlit_config() -> dict[str, Any]:
    return tomllib.loads((ui.server.SCRIPT.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The application is made, as the server makes it: in a process where nobody read Streamlit's options before."""
    monkeypatch.setattr(streamlit.config, "_config_options", None)
    monkeypatch.setattr(streamlit.net_util, "_external_ip", None)
    monkeypatch.setattr(streamlit.net_util, "_internal_ip", None)
    with open_engine(tmp_path) as engine:
        ui.server.create_app(engine, KEY, "127.0.0.1", "fr")
        yield
        ui.server._HOUSES.pop().jobs.close()


def test_streamlit_is_silent() -> None:
    assert talking(streamlit_config()) == []


@pytest.mark.parametrize("name", sorted(STREAMLIT))
def test_a_switch_of_streamlit_that_is_removed_is_noticed(name: str) -> None:
    config = streamlit_config()
    section, _, key = name.partition(".")
    del config[section][key]
    assert talking(config) == [name]


def test_a_font_from_outside_is_noticed() -> None:
    config = streamlit_config()
    config["theme"]["font"] = "Inter:https://fonts.example/inter.css"
    assert talking(config) == ["theme.font"]


@pytest.mark.usefixtures("page")
def test_streamlit_reads_this_file_and_no_other() -> None:
    from streamlit import config

    for name, value in STREAMLIT.items():
        assert config.get_option(name) == value, name


@pytest.mark.usefixtures("page")
def test_our_outer_address_is_never_asked_for() -> None:
    assert streamlit.net_util.get_external_ip() == "127.0.0.1"
    assert streamlit.net_util.get_internal_ip() == "127.0.0.1"


def test_without_the_seal_streamlit_does_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(streamlit.net_util, "_external_ip", None)
    monkeypatch.setattr(streamlit.net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    streamlit.net_util.get_external_ip()
    assert asked
    assert all("amazonaws" in url for url in asked)


def policy_of_the_page(before: str = "") -> str:
    """The policy that comes with `/`; in a process of its own, because Streamlit runs once a process."""
    said = run(PAGE.format(before=before))
    assert said.returncode == 0, said.stderr
    return said.stdout.strip()


def test_the_page_may_load_nothing_from_outside() -> None:
    assert open_to(policy_of_the_page()) == []


def test_a_page_without_its_policy_is_noticed() -> None:
    bare = policy_of_the_page("ui.server.security_headers = lambda *_: {}")
    assert set(open_to(bare)) == {*POLICY, "script-src"}


@pytest.mark.parametrize("name", [*sorted(POLICY), "script-src"])
def test_a_directive_that_is_removed_or_widened_is_noticed(name: str) -> None:
    policy = content_policy("<script>window.a = 1;</script>")
    parts = policy.split("; ")
    assert open_to(policy) == []
    assert open_to("; ".join(part for part in parts if not part.startswith(f"{name} "))) == [name]
    assert open_to("; ".join(f"{part} https:" if part.startswith(f"{name} ") else part for part in parts)) == [name]


def test_the_suite_cannot_leave_this_machine() -> None:
    with pytest.raises(LeftTheMachine):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("example.org", 443)
