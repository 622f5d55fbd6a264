from __future__ import annotations

from rag.office.drafts.einvoice import einvoice_of
from rag.office.drafts.french import RECOVERY, Mentions, for_platforms
from tests.rag.office.drafts.test_einvoice import ITEMS, draft

MENTIONS = Mentions("services", "10 % l'an", "Pas d'escompte")


def test_what_is_sold_between_french_firms_says_what_their_platforms_want() -> None:
    made = for_platforms(einvoice_of(draft(ITEMS), "F-1", "2026-06-01"), MENTIONS, "fr")
    assert made.missing == ()
    assert made.values["BT-23"] == "S1"
    assert [(one.get("BT-21"), one["BT-22"]) for one in made.values["BG-1"]] == [
        (None, "Devis D-2026-035"), ("BAR", "B2B"), ("PMT", RECOVERY.fr), ("PMD", "10 % l'an"),
        ("AAB", "Pas d'escompte"),
    ]  # fmt: skip
    addresses = [(made.values[who]["einvoicing_addr"], made.values[who]["einvoicing_addr_schemeid"])
                 for who in ("BG-4", "BG-7")]  # fmt: skip
    assert addresses == [("004912739", "0225"), ("005188461", "0225")]


def test_what_nobody_has_said_is_told_and_left_out() -> None:
    plain = einvoice_of(draft(ITEMS), "F 2026 n° 1", "2026-06-01")
    made = for_platforms(plain, Mentions("unsaid"), "en")
    assert made.missing == ("number.form", "activity", "late", "early")
    assert "BT-23" not in made.values
    assert [one.get("BT-21") for one in made.values["BG-1"]] == [None, "BAR", "PMT"]
    assert "einvoicing_addr" not in plain.values["BG-4"], "the invoice that was given stays as it is"


def test_a_private_client_has_no_platform() -> None:
    plain = einvoice_of(draft(ITEMS, client__siret=""), "F-1", "2026-06-01")
    assert for_platforms(plain, MENTIONS, "fr") == plain
