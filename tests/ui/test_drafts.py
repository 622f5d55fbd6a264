"""Quotes of the sample company through the desk: here, and behind the running server."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import (
    DraftIncomplete,
    DraftUnknown,
    NothingThere,
    NotReadYet,
    PriceListUnreadable,
    QuoteNotAccepted,
)
from rag.models.fakes import HashEmbedder
from rag.office.drafts.amounts import Item
from rag.office.drafts.given import Asked
from rag.office.drafts.record import Draft, DraftLine, Field, Origin, Source, Why
from rag.options import Drafts, Firm, Settings
from rag.settings import Home
from tests.ui.api.parts import PLACES, seen_from
from ui.desk import Desk, LocalDesk
from ui.drafting.invoicing import accepted

DATA = Path(__file__).resolve().parents[2] / "data"
MAIL = DATA / "drafts" / "2026-05-05 Cabinet Brissard-Nouet demande de devis.eml"
QUOTE = DATA / "samples" / "Clients et devis" / "Cabinet Brissard-Nouet" / "Devis D-2026-026 banque d'accueil.pdf"
CONTACTS = DATA / "samples" / "Clients et devis" / "contacts clients.csv"
FIRM = Firm(
    name="Atelier Tourvelin", street="12 rue du Copeau-Doré", postcode="49000", city="Angers", siret="00491273900010",
    vat="FR49004912739", email="contact@atelier-tourvelin.example",
)  # fmt: skip
SETTINGS = Settings(firm=FIRM, drafts=Drafts(quote_number="D-{year}-{n:03}", quote_validity="60d", deposit="30"))
ANSWERS = {"line:fenêtres sur la cour": "FEN-1250-1150", "line:store occultant": "-"}
DAY = "2026-05-06"
GIVEN = Source(Origin.GIVEN)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("home")
    with Engine.open(Home(folder), SETTINGS, embedder=HashEmbedder()) as opened:
        list(ingest(opened, [DATA / "drafts", QUOTE, CONTACTS]))
        yield opened


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Desk]:
    local = LocalDesk(engine)
    with seen_from(request.param, local) as seen:
        yield seen


def prepared(desk: Desk, **values: str) -> Draft:
    return desk.drafts.prepare(Asked("quote", document=str(MAIL), day=DAY, values=values))


def test_a_request_becomes_lines_with_their_sources(desk: Desk) -> None:
    draft = prepared(desk)
    assert [(line.item.reference, line.item.quantity, line.item.price) for line in draft.lines] == [
        ("POR-ISO", 3, 745), ("MEU-BAS", 2, 890), ("POSE-SAM", 14, Decimal("72.5")), ("DEP-ANG", 1, 45),
    ]  # fmt: skip
    for line in draft.lines:
        assert line.asked.place
        assert line.asked.place.name == MAIL.name
        assert line.priced.place
        assert line.item.reference in line.priced.place.quote
        assert line.priced.row
    sources = {field.key: field.source for field in draft.fields}
    street = sources["client.street"].place
    assert street
    assert (street.name, street.page) == (QUOTE.name, 1)
    assert "45 boulevard du Grand-Mail" in street.quote
    assert sources["client.email"].origin is Origin.REQUEST
    assert sources["valid_until"].rule == "drafts.quote_validity = 60d"
    assert (draft.value("valid_until"), draft.value("client.siret")) == ("2026-07-05", "00518846100015")
    assert (draft.value("subject"), draft.price_list) == ("Portes et rangements du cabinet", "Tarif 2026.xlsx")


def test_what_is_not_clear_is_asked_and_nothing_is_kept_before(desk: Desk) -> None:
    draft = prepared(desk)
    assert [(one.key, one.why, one.needed) for one in draft.missing] == [
        ("line:fenêtres sur la cour", Why.SEVERAL, True),
        ("line:store occultant", Why.UNPRICED, True),
        ("discount", Why.WISHED, False),
    ]
    assert draft.missing[0].choices[0] == "FEN-1250-1150 – Fenêtre chêne 2 vantaux 1250 × 1150 mm"
    with pytest.raises(DraftIncomplete, match="fenêtres sur la cour"):
        desk.drafts.keep(draft)


def test_answers_are_taken(desk: Desk) -> None:
    draft = prepared(desk, **ANSWERS, discount="5 %")
    assert draft.missing == ()
    assert [line.item.reference for line in draft.lines][-1] == "FEN-1250-1150"
    assert (draft.totals.net, draft.totals.vat, draft.totals.gross) == (
        Decimal("7063.25"), Decimal("1412.65"), Decimal("8475.90"),
    )  # fmt: skip
    own = prepared(desk, **{**ANSWERS, "line:store occultant": "149,90 € HT, TVA 10 %", "vat_rate": "10"})
    assert (own.lines[-1].item.price, own.lines[-1].item.vat_rate) == (Decimal("149.90"), 10)
    assert own.lines[-1].priced.origin is Origin.GIVEN


def test_a_quote_gets_a_number_behind_those_in_use_and_is_kept(desk: Desk) -> None:
    draft = prepared(desk, **ANSWERS)
    before = {one.draft.number for one in desk.drafts.kept()}
    kept = desk.drafts.keep(draft)
    assert kept.number == draft.number > "D-2026-026"
    assert kept.number not in before
    again = desk.drafts.keep(draft)
    assert again.number > kept.number
    found = desk.drafts.named(kept.number.lower())
    assert (found.state, found.draft.totals, found.draft.missing) == ("open", draft.totals, ())
    assert found.draft.fields == draft.fields
    assert found.draft.lines == draft.lines
    assert desk.drafts.move(kept.number, "accepted").state == "accepted"
    assert {one.draft.number for one in desk.drafts.kept()} == before | {kept.number, again.number}
    with pytest.raises(QuoteNotAccepted):
        desk.drafts.invoice(again.number)
    made = desk.drafts.invoice(kept.number, "F-1", "2026-06-01")
    assert made.draft.lines == draft.lines
    assert (made.invoice.values["BT-1"], made.invoice.values["BT-115"]) == ("F-1", str(draft.totals.gross))
    assert set(made.invoice.missing) == {"firm.iban", "activity", "late", "early"}
    desk.drafts.remove(again.number)
    with pytest.raises(DraftUnknown):
        desk.drafts.named(again.number)
    assert prepared(desk).number > again.number


def test_what_the_settings_say_since_is_on_the_invoice() -> None:
    lines = (DraftLine(Item("Pose", Decimal(2), Decimal(50), Decimal(20)), GIVEN, GIVEN),)
    client = {"client.name": "A", "client.siret": "00518846100015", "firm.vat": "FR00000000000", "firm.iban": ""}
    kept = Draft("quote", "fr", DAY, tuple(Field(*one, GIVEN) for one in client.items()), lines, number="D-1")
    drafts = Drafts(terms="30 jours", activity="goods", late_payment="10 %", early_payment="Aucun")
    now = Settings(firm=FIRM.model_copy(update={"iban": "FR76 3000"}), drafts=drafts)
    made = accepted(kept, "accepted", now, "F-1", "2026-06-01")
    assert made.invoice.missing == ()
    assert (made.invoice.values["BT-84"], made.invoice.values["BT-20"]) == ("FR763000", "30 jours")
    assert made.invoice.values["BG-4"]["vat_identifier"] == "FR00000000000", "what the quote says is not changed"
    assert made.draft.value("firm.iban") == "FR76 3000"
    assert made.draft.value("firm.name") == FIRM.name


def test_what_is_kept_holds_no_words_of_documents(engine: Engine) -> None:
    kept = LocalDesk(engine).drafts.keep(prepared(LocalDesk(engine), **ANSWERS))
    ((content,),) = engine.library.read("SELECT content FROM drafts WHERE number = ?", (kept.number,))
    assert "portes de bureau isophoniques" not in content
    assert "banque d'accueil" not in content
    assert "Tarif 2026.xlsx" not in content


def test_a_typed_request(desk: Desk) -> None:
    text = "Devis pour M. et Mme Delaunoy-Pasquet : 6 m² de bibliothèque, 2 livres petit guide des bois, remise 10 %"
    draft = desk.drafts.prepare(Asked("quote", text=f"{text}, TVA 5,5 %", day=DAY, more="3 h d'étude"))
    said = {field.key: field for field in draft.fields}
    assert (said["discount"].value, said["vat_rate"].value) == ("10 %", "5,5 %")
    assert said["vat_rate"].source.place
    assert "TVA 5,5 %" in said["vat_rate"].source.place.quote
    assert {line.item.vat_rate for line in draft.lines} == {Decimal("5.5")}
    assert [(line.item.reference, line.item.quantity) for line in draft.lines] == [("BIB", 6), ("GUIDE", 2), ("ETU", 3)]
    assert draft.lines[-1].asked.origin is Origin.GIVEN
    assert draft.discount.percent == 10
    assert draft.value("client.contact") == "Bérénice Delaunoy"
    assert {one.key for one in draft.wanting} == {"client.street", "client.postcode", "client.city"}


def test_nothing_is_invented_from_nothing(desk: Desk) -> None:
    draft = desk.drafts.prepare(Asked("quote", text="Bonjour", day=DAY))
    assert {one.key for one in draft.wanting} == {
        "client.name", "client.street", "client.postcode", "client.city", "lines",
    }  # fmt: skip
    assert draft.lines == ()


def test_paths_that_are_wrong(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        desk.drafts.prepare(Asked("quote", document=str(tmp_path / "absent.eml")))
    (tmp_path / "new.eml").write_text("Bonjour.", encoding="utf-8")
    with pytest.raises(NotReadYet):
        desk.drafts.prepare(Asked("quote", document=str(tmp_path / "new.eml")))
    with pytest.raises(PriceListUnreadable):
        desk.drafts.prepare(Asked("quote", text="2 portes", prices=str(CONTACTS)))


def test_a_reply_quotes_the_library_and_not_the_letter_itself(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "cgv.txt").write_text("Le délai de règlement est de trente jours.", encoding="utf-8")
    mail = tmp_path / "docs" / "m.eml"
    mail.write_bytes(
        "From: Odile Fravallon <odile@courriel.example>\nSubject: Facture\nContent-Type: text/plain; charset=utf-8\n\n"
        "Bonjour,\n\nQuel est le délai de règlement ?\n\nCordialement\n".encode()
    )
    with Engine.open(Home(tmp_path / "home"), SETTINGS, embedder=HashEmbedder()) as own:
        list(ingest(own, [tmp_path / "docs"]))
        draft = LocalDesk(own).drafts.prepare(Asked("reply", document=str(mail), day=DAY))
    (body,) = (field for field in draft.fields if field.key == "body")
    assert body.value == "Le délai de règlement est de trente jours."
    assert body.source.place
    assert body.source.place.name == "cgv.txt"
    assert draft.wanting == ()
