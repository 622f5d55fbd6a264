"""What a model says of minutes: the form that it is held to, and how its answer is read. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ROWS: Final = 30  # of one answer
WHAT, WHO = 240, 60  # characters that the form allows: a model that repeats itself comes to its end
LONGEST: Final = 600  # characters of one field


class Unreadable(ValueError):
    """An answer that is not of the form; its text says why, for the model."""


class SaidRow(BaseModel):
    """One row as the model gives it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    line: int  # number of the sentence
    kind: Literal["decision", "action", "open"]
    what: str = Field(default="", max_length=LONGEST)
    who: str = Field(default="", max_length=LONGEST)
    due: str = Field(default="", max_length=LONGEST)


class Said(BaseModel):
    """One answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    rows: list[SaidRow] = Field(max_length=MOST_ROWS * 2)


def schema(numbers: Iterable[int]) -> dict[str, Any]:
    """The form as a JSON schema: no sentence can be named but these."""
    row = {
        "type": "object",
        "properties": {
            "line": {"enum": list(numbers)},
            "kind": {"enum": ["decision", "action", "open"]},
            "what": {"type": "string", "maxLength": WHAT},
            "who": {"type": "string", "maxLength": WHO},
            "due": {"type": "string", "maxLength": WHO},
        },
        "required": ["line", "kind", "what", "who", "due"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"rows": {"type": "array", "items": row, "maxItems": MOST_ROWS}},
        "required": ["rows"],
        "additionalProperties": False,
    }


def read_answer(text: str) -> Said:
    """The answer as values; what stands around the object is left aside.

    Raises:
        Unreadable: it is cut off, no JSON, or of another form.
    """
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        message = "no JSON object"
        raise Unreadable(message)
    try:
        return Said.model_validate(json.loads(text[start : end + 1]))
    except json.JSONDecodeError as trouble:
        message = f"{trouble.msg}, character {trouble.pos}"
        raise Unreadable(message) from trouble
    except ValidationError as trouble:
        first = trouble.errors(include_url=False, include_input=False)[0]
        message = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
        raise Unreadable(message) from trouble
