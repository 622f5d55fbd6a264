"""What templates do with a conversation, by the models' own templates in one small model's file."""

from __future__ import annotations

from typing import Any

import pytest

from rag.models.message import Message
from rag.models.template import arranged
from tests.rag.models.small_model import small_model

pytestmark = pytest.mark.model

# As the files of these models hold them, without what concerns tools.
MISTRAL_7B = (  # v0.3, 2024: no system turn
    "{{ bos_token }}{% for message in messages %}"
    "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}"
    "{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}"
    "{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token }}"
    "{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}"
)
LAST_TURN = (  # Mistral's of 2025: the rules go into the last turn of the user
    "{%- if messages[0]['role'] == 'system' %}{%- set rules = messages[0]['content'] %}"
    "{%- set messages = messages[1:] %}{%- endif %}{{- bos_token }}"
    "{%- for message in messages %}{%- if message['role'] == 'user' %}"
    "{%- if loop.last and rules is defined %}{{- '[INST] ' + rules + '\n\n' + message['content'] + '[/INST]' }}"
    "{%- else %}{{- '[INST] ' + message['content'] + '[/INST]' }}{%- endif %}"
    "{%- else %}{{- ' ' + message['content'] + eos_token }}{%- endif %}{%- endfor %}"
)
MINISTRAL = (
    "{%- set default_system_message = 'You are Ministral. ' * 100 %}{{- bos_token }}"
    "{%- if messages[0]['role'] == 'system' %}{{- '[SYSTEM_PROMPT]' + messages[0]['content'] + '[/SYSTEM_PROMPT]' }}"
    "{%- set loop_messages = messages[1:] %}{%- else %}{%- set loop_messages = messages %}"
    "{{- '[SYSTEM_PROMPT]' + default_system_message + '[/SYSTEM_PROMPT]' }}{%- endif %}"
    "{%- for message in loop_messages %}{%- if message['role'] == 'user' %}"
    "{{- '[INST]' + message['content'] + '[/INST]' }}{%- else %}{{- message['content'] + eos_token }}{%- endif %}"
    "{%- endfor %}"
)
DEEPSEEK = (
    "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'system' %}{{ message['content'] }}"
    "{% elif message['role'] == 'user' %}{{ '<｜User｜>' + message['content'] }}"
    "{% else %}{{ '<｜Assistant｜>' + message['content'].split('</think>')[-1] }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\n' }}{% endif %}"
)
QWEN = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{{ '<|im_start|>assistant\n' }}"
    "{% if enable_thinking is defined and enable_thinking is false %}{{ '<think>\n\n</think>\n\n' }}{% endif %}"
)
TALK = [Message("system", "Règles"), Message("user", "Q1"), Message("user", "Q2")]


@pytest.fixture(scope="module")
def llama() -> Any:
    file = small_model()
    from llama_cpp import Llama

    return Llama(str(file), vocab_only=True, verbose=False)


def prompt_of(llama: Any, template: str, monkeypatch: pytest.MonkeyPatch, **metadata: str) -> Any:
    from rag.models.runner_prompt import Prompt

    monkeypatch.setattr(llama, "metadata", {"tokenizer.chat_template": template, **metadata})
    return Prompt(llama)


@pytest.mark.parametrize(
    ("template", "system_turn", "opens_thought"),
    [
        (MISTRAL_7B, False, False),
        (LAST_TURN, False, False),
        (MINISTRAL, True, False),
        (DEEPSEEK, True, True),
        (QWEN, True, False),
        ("", True, False),
    ],
    ids=["mistral 7b", "last turn", "ministral", "deepseek", "qwen", "none"],
)
def test_what_a_template_wants(
    llama: Any, template: str, system_turn: bool, opens_thought: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt = prompt_of(llama, template, monkeypatch)
    assert prompt.knows_system_turn() is system_turn
    assert prompt.opens_thought() is opens_thought
    turns = [{"role": one.role, "content": one.text} for one in arranged(TALK, system_turn=system_turn)]
    made = prompt(messages=turns).prompt
    assert made.index("Règles") < made.index("Q1") < made.index("Q2")
    assert "You are Ministral" not in made


def test_a_model_that_can_be_told_not_to_think_is_told_so(llama: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prompt_of(llama, QWEN, monkeypatch)(messages=[{"role": "user", "content": "Q"}]).prompt
    assert made.endswith("<think>\n\n</think>\n\n")


def test_the_first_token_is_there_once(llama: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for template in ("{{ messages[0]['content'] }}", "{{ bos_token }}{{ messages[0]['content'] }}"):
        prompt = prompt_of(llama, template, monkeypatch, **{"tokenizer.ggml.add_bos_token": "true"})
        assert prompt(messages=[{"role": "user", "content": "Q"}]).prompt == prompt.bos_token + "Q"
