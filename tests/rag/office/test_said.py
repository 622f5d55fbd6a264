"""The form that a model is held to, and how its answer is read."""

from __future__ import annotations

import json

import pytest

from rag.office.said import MOST_ROWS, Said, SaidRow, Unreadable, read_answer, schema

ROW = {"line": 3, "kind": "action", "what": "Signer le bail", "who": "Paul", "due": "12 mars"}


def test_an_answer_is_read_whatever_stands_around_it() -> None:
    wanted = Said(rows=[SaidRow(line=3, kind="action", what="Signer le bail", who="Paul", due="12 mars")])
    text = json.dumps({"rows": [ROW]})
    assert read_answer(text) == wanted
    assert read_answer(f"Voici :\n```json\n{text}\n```\nC'est tout.") == wanted
    assert read_answer('{"rows": []}') == Said(rows=[])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no JSON object"),
        ('{"rows": [{"line": 3, "kind": "act', "no JSON object"),
        ('{"rows": [{"line": 3}, ]}', "character"),
        ('{"lines": []}', "rows: Field required"),
        (json.dumps({"rows": [{**ROW, "kind": "joke"}]}), "rows.0.kind"),
        (json.dumps({"rows": [{**ROW, "line": "trois"}]}), "rows.0.line"),
        (json.dumps({"rows": [{**ROW, "what": "x" * 700}]}), "rows.0.what"),
        (json.dumps({"rows": [ROW] * (MOST_ROWS * 2 + 1)}), "rows"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, complaint: str) -> None:
    with pytest.raises(Unreadable, match=complaint):
        read_answer(text)


def test_no_sentence_can_be_named_but_those_that_were_given() -> None:
    form = schema([4, 5])
    assert form["properties"]["rows"]["items"]["properties"]["line"] == {"enum": [4, 5]}
