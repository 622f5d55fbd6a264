"""Every setting as a value to be shown and changed: what it is, its bounds, where its value comes from. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from pydantic import ValidationError

from rag.errors import NotANumber, NotWhole, OutOfBounds, SettingShape
from rag.options import Settings
from rag.settings import explanation

if TYPE_CHECKING:
    from collections.abc import Container

    from pydantic.fields import FieldInfo

    from rag.errors import Language

Value = bool | int | float | str | tuple[str, ...]
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f'’]")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_YES: Final = frozenset({"true", "oui", "yes", "1"})
_NO: Final = frozenset({"false", "non", "no", "0"})


class Form(StrEnum):
    """How a setting is written."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    WHOLE = "whole"  # a whole number
    NUMBER = "number"
    TEXT = "text"
    NAMES = "names"  # several, separated by commas


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the settings file."""

    name: str  # in full: `chat.model`
    form: Form
    value: Value  # that of the file, else the default
    default: Value
    written: bool  # it stands in the file
    in_force: bool  # this process works with it already
    french: str  # what it does
    english: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def section(self) -> str:
        """The table of the file that it stands in."""
        return self.name.partition(".")[0]


def every_setting(kept: Settings, working: Settings, written: Container[str]) -> tuple[Setting, ...]:
    """All of them in the order of the file.

    Args:
        kept: what the file says.
        working: what this process works with.
        written: names in full that stand in the file.
    """
    found = []
    for section, values in kept:
        there = getattr(working, section)
        for key, field in type(values).model_fields.items():
            name, value = f"{section}.{key}", getattr(values, key)
            found.append(_setting(name, field, value, name in written, value == getattr(there, key)))
    return tuple(found)


def value_of(setting: Setting, written: str, language: Language) -> Value:
    """What somebody wrote for a setting.

    Args:
        setting: which one.
        written: as a person of that language writes it: `8,5` and `1 000` in French, `8.5` and `1,000` in English.
        language: of the writer.

    Raises:
        NotANumber, NotWhole, OutOfBounds, SettingShape: it is no value of this setting.
    """
    text = written.strip()
    match setting.form:
        case Form.YES_NO if text.casefold() in _YES | _NO:
            value: Value = text.casefold() in _YES
        case Form.WHOLE | Form.NUMBER:
            value = _number(setting, text, language)
        case Form.NAMES:
            value = tuple(one.strip() for one in text.split(",") if one.strip())
        case _:
            value = text
    section, _, key = setting.name.partition(".")
    try:
        type(getattr(Settings(), section)).model_validate({key: value})
    except ValidationError as trouble:
        raise SettingShape(setting.name, written, _allowed(setting)) from trouble
    return value


def _number(setting: Setting, text: str, language: Language) -> float:
    plain = _SPACES.sub("", text)
    if language == "en":
        plain = _THOUSANDS.sub("", plain)
    plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise NotANumber(text)
    if setting.form is Form.WHOLE and plain.partition(".")[2].strip("0"):
        raise NotWhole(text)
    value = float(plain)
    if (setting.low is not None and value < setting.low) or (setting.high is not None and value > setting.high):
        raise OutOfBounds(text, setting.low, setting.high)
    return int(value) if setting.form is Form.WHOLE else value


def _allowed(setting: Setting) -> str:
    return ", ".join(setting.choices) or str(setting.default)


def _setting(name: str, field: FieldInfo, value: Value, written: bool, in_force: bool) -> Setting:  # noqa: FBT001
    kind: Any = field.annotation
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    forms: dict[Any, Form] = {bool: Form.YES_NO, int: Form.WHOLE, float: Form.NUMBER, str: Form.TEXT}
    return Setting(
        name,
        Form.CHOICE if choices else forms.get(kind, Form.NAMES),
        value,
        field.default,
        written,
        in_force,
        explanation(field, "fr"),
        explanation(field, "en"),
        tuple(map(str, choices)),
        next((float(mark.ge) for mark in field.metadata if hasattr(mark, "ge")), None),
        next((float(mark.le) for mark in field.metadata if hasattr(mark, "le")), None),
    )
