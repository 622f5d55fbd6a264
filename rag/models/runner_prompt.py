"""In the child: a conversation as the model reads it, by the template that stands in its file.

llama_cpp would take a template of its own where it knows the one in the file by sight; here what is counted and what is
read are made by the same code.
"""

from __future__ import annotations

from typing import Any, Final

import llama_cpp
from llama_cpp.llama_chat_format import ChatFormatterResponse, Jinja2ChatFormatter

# For a file without a template: the form that most fine-tuned models know.
CHATML: Final = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
ABSENT: Final = -1  # number of a special token that a tokenizer does not have
OPENINGS: Final = ("<think>", "[THINK]")
RULES, FIRST, SECOND = "rules 7f3a", "first 7f3a", "second 7f3a"  # found again in what a template makes of them


class Prompt(Jinja2ChatFormatter):
    """Makes the text of a conversation."""

    def __init__(self, llama: llama_cpp.Llama) -> None:
        last = llama.token_eos()
        super().__init__(
            template=llama.metadata.get("tokenizer.chat_template") or CHATML,
            eos_token=_text(llama, last),
            bos_token=_text(llama, llama.token_bos()),
            stop_token_ids=[last],
        )
        self._llama = llama
        self._begins = self.bos_token if llama.metadata.get("tokenizer.ggml.add_bos_token") == "true" else ""

    def __call__(self, *, messages: Any, **options: Any) -> ChatFormatterResponse:  # noqa: ANN401 - as llama_cpp has it
        """See `Jinja2ChatFormatter`; models that can be told not to think are told so."""
        made = super().__call__(messages=messages, **{"enable_thinking": False, **options})
        if self._begins and not made.prompt.startswith(self._begins):
            made.prompt = self._begins + made.prompt  # the template leaves it to the tokenizer
        return made

    def tokens(self, text: str) -> int:
        """How many tokens a text takes as a part of a conversation."""
        return len(self._llama.tokenize(text.encode("utf-8", "replace"), add_bos=False, special=True))

    def knows_system_turn(self) -> bool:
        """Whether the template puts the rules before the first turn of the user.

        Some raise when they are given rules, some leave them out, some put them into the last turn: what was read
        already could never be reused then.
        """
        try:
            made = self(
                messages=[
                    {"role": "system", "content": RULES},
                    {"role": "user", "content": FIRST},
                    {"role": "assistant", "content": "yes"},
                    {"role": "user", "content": SECOND},
                ]
            ).prompt
        except Exception:  # noqa: BLE001 - whatever a template may raise
            return False
        return 0 <= made.find(RULES) < made.find(FIRST)

    def opens_thought(self) -> bool:
        """Whether the template ends with the mark that begins a thought: only the closing one is then written."""
        return self(messages=[{"role": "user", "content": FIRST}]).prompt.rstrip().endswith(OPENINGS)


def _text(llama: llama_cpp.Llama, token: int) -> str:
    if token == ABSENT:
        return ""
    text = llama_cpp.llama_vocab_get_text(llama_cpp.llama_model_get_vocab(llama.model), token)
    return (text or b"").decode("utf-8", "replace")
