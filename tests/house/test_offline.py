"""The switches against calling home: all set before anything is imported, each of them needed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest

from rag import offline
from tests.network import LeftTheMachine

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

PROGRAM = """
import sys
sys.path.insert(0, ".")
from tests.network import refuse_outside
sys.addaudithook(refuse_outside)
{before}
{statement}
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


def test_the_suite_cannot_leave_this_machine() -> None:
    with pytest.raises(LeftTheMachine):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("example.org", 443)
