"""A complete answer: nothing that is asked for is missing, nothing is counted twice, nothing is dropped in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.make.firm import FRAVALLON
from data.make.firm import Party as Firm
from data.make.invoices import INVOICES
from data.make.quotes import QUOTES
from ingest.index import draft, embed
from ingest.parse.formats import Reading, parse_file
from ingest.scan import Seen, hash_file
from rag.listing.listing import listing
from rag.models.fakes import HashEmbedder
from rag.narrowing import Narrowing
from rag.options import Ingest
from rag.records import Apart, Doubt, Genre, Kind, Letter, Listing, Located, Wish
from rag.store.access import Scope, limited_to, whole_library
from rag.store.library import Library
from tests.rag.listing.parts import HOME, bill, electronic, shelve

TODAY = date(2026, 5, 15)
SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"


def answered(library: Library, question: str, scope: Scope | None = None) -> Listing:
    found = listing(library, question, scope or whole_library(library), TODAY)
    assert found, question
    return found[1]


def names(rows: object) -> list[str]:
    return [row.name for row in rows]  # type: ignore[attr-defined]


def apart(found: Listing) -> dict[Doubt, list[str]]:
    return {one.why: names(one.rows) for one in found.apart}


@pytest.fixture
def bills(library: Library) -> Library:
    for number, month, client, total in (
        ("F-1", "2026-03-02", "Le Chaland Bleu", "1 200,00 €"),
        ("F-2", "2026-03-31", "Mairie d'Écouvrelles", "900,00 €"),
        ("F-3", "2026-04-01", "Le Chaland Bleu", "5 000,50 €"),
        ("F-4", "", "Le Chaland Bleu", "2 000,00 €"),
    ):
        path = f"/f/Facture {number}.pdf"
        shelve(library, path, Genre.INVOICE, month, bill(number, client, total), title=f"Facture {number}")
    shelve(library, "/f/Facture F-5.pdf", Genre.INVOICE, "2026-03-15", "Facture F-5\nSans rien de lisible")
    shelve(library, "/f/note.txt", Genre.OTHER, "2026-03-01", "Le Chaland Bleu")
    return library


def test_every_invoice_of_a_month(bills: Library) -> None:
    found = answered(bills, "liste des factures de mars 2026")
    assert names(found.rows) == ["Facture F-1.pdf", "Facture F-5.pdf", "Facture F-2.pdf"]
    assert apart(found) == {Doubt.UNDATED: ["Facture F-4.pdf"]}
    assert (found.looked_at, found.of_kind, found.unread) == (6, 5, 0)
    assert (found.first, found.last) == ("2026-03-01", "2026-03-31")
    assert found.totals == (("EUR", "2100"),)


def test_a_row_says_who_when_how_much_and_where(bills: Library) -> None:
    row = answered(bills, "liste des factures de plus de 5 000 €").rows[0]
    assert (row.date, row.party, row.amount, row.currency, row.page) == (
        "2026-04-01", "Le Chaland Bleu", "5000.5", "EUR", 1,
    )  # fmt: skip
    text = bills.passages_of(row.document)[0].text
    assert text[row.start : row.end] == "Total TTC 5 000,50 €"


def test_what_has_no_amount_is_named_apart(bills: Library) -> None:
    found = answered(bills, "liste des factures de mars 2026 de plus de 1 000 €")
    assert names(found.rows) == ["Facture F-1.pdf"]
    assert apart(found) == {Doubt.UNDATED: ["Facture F-4.pdf"], Doubt.UNPRICED: ["Facture F-5.pdf"]}


def test_a_total_leaves_out_what_is_not_told(bills: Library) -> None:
    found = answered(bills, "total des factures de la société Le Chaland Bleu")
    assert (found.what, found.totals) == (Wish.SUM, (("EUR", "8200.5"),))
    assert apart(found) == {}


def test_a_slip_in_a_name_is_forgiven(bills: Library) -> None:
    assert names(answered(bills, "Combien de factures pour la Mairie d'Écouvreles ?").rows) == ["Facture F-2.pdf"]


def test_an_unknown_name_counts_nothing(bills: Library) -> None:
    found = answered(bills, "Combien de factures pour Dupont ?")
    assert (found.rows, found.apart, found.of_kind) == ((), (), 5)


@pytest.mark.parametrize(
    "question",
    [
        "liste des factures d'acompte",  # no name that the library has
        "Combien de contrats ?",  # nor any contract
        "Combien de jours de congés ?",
    ],
)
def test_what_is_no_list_is_left_to_the_search(bills: Library, question: str) -> None:
    assert listing(bills, question, whole_library(bills), TODAY) is None


def test_a_name_in_small_letters_is_known_by_its_rare_word(bills: Library) -> None:
    assert len(answered(bills, "liste des factures chaland bleu").rows) == 3


def test_only_the_scope_is_looked_at(bills: Library) -> None:
    shelve(bills, "/g/Facture F-9.pdf", Genre.INVOICE, "2026-03-03", bill("F-9", "X", "1,00 €"), collection="autres")
    assert answered(bills, "Combien de factures ?").of_kind == 6
    only = answered(bills, "Combien de factures ?", limited_to(bills, Narrowing(collections=("autres",))))
    assert (names(only.rows), only.looked_at, only.of_kind) == (["Facture F-9.pdf"], 1, 1)
    dated = answered(bills, "Combien de factures ?", limited_to(bills, Narrowing(documents=("Facture F-9.pdf",))))
    assert (names(dated.rows), dated.looked_at, dated.of_kind) == (["Facture F-9.pdf"], 1, 1)


def test_a_narrowed_question_looks_no_further(bills: Library) -> None:
    since = limited_to(bills, Narrowing(since="2026-03-31"))
    assert names(answered(bills, "Combien de factures ?", since).rows) == ["Facture F-2.pdf", "Facture F-3.pdf"]
    named = limited_to(bills, Narrowing(documents=("Facture F-1.pdf",)))
    assert answered(bills, "Combien de factures ?", named).looked_at == 1
    others = limited_to(bills, Narrowing(kinds=("autre",)))
    assert listing(bills, "Combien de factures ?", others, TODAY) is None


def test_credit_notes_are_apart_and_can_be_asked_for(bills: Library) -> None:
    note = electronic("A-1", "Le Chaland Bleu", "10", "12", is_credit=True)
    shelve(bills, "/f/Avoir A-1.pdf", Genre.INVOICE, "2026-03-20", "Avoir", title="Avoir A-1", invoice=note)
    found = answered(bills, "total des factures de mars 2026")
    assert apart(found)[Doubt.CREDIT] == ["Avoir A-1.pdf"]
    assert found.totals == (("EUR", "2100"),)
    assert names(answered(bills, "liste des avoirs").rows) == ["Avoir A-1.pdf"]


def test_amounts_of_other_currencies_are_not_mixed(bills: Library) -> None:
    shelve(bills, "/f/Invoice N-1.pdf", Genre.INVOICE, "2026-03-20", "Invoice N-1\nGrand total £3,000.00")
    found = answered(bills, "total des factures de mars 2026")
    assert found.totals == (("EUR", "2100"), ("GBP", "3000"))
    assert apart(answered(bills, "factures de plus de 2 000 €"))[Doubt.CURRENCY] == ["Invoice N-1.pdf"]


def test_a_file_that_could_not_be_read_is_told(bills: Library) -> None:
    with bills.changing() as changes:
        changes.place(Located("/f/broken.pdf", HOME, 1, 1, "x", None, "damaged"))
    assert answered(bills, "Combien de factures ?").unread == 1


def test_a_mailbox_is_its_e_mails(library: Library) -> None:
    letters = tuple(
        Letter(f"<{n}>", (), f"message {n}", sender, f"2026-03-0{n}T10:00:00", "Portail")
        for n, sender in ((1, "Jeanne Morel <j@a.example>"), (2, "Paul Dubreuil <p@a.example>"))
    )
    shelve(library, "/m/tous.mbox", Genre.EMAIL, "", "texte", kind=Kind.MAILBOX, letters=letters)
    shelve(
        library, "/m/un.eml", Genre.EMAIL, "2026-03-05", "Bonjour Paul Dubreuil",
        kind=Kind.MAIL, sender="Jeanne Morel <j@a.example>", recipients="Hélène Tourvelin <h@a.example>",
    )  # fmt: skip
    assert len(answered(library, "Combien de courriels de Jeanne Morel ?").rows) == 2
    assert len(answered(library, "Combien de courriels de Paul Dubreuil ?").rows) == 1
    found = answered(library, "Combien de courriels à Hélène Tourvelin en mars 2026 ?")
    assert names(found.rows) == ["un.eml"]
    assert len(found.apart[0].rows) == 2
    assert found.apart[0].why is Doubt.UNADDRESSED


def test_an_answer_is_a_value(bills: Library) -> None:
    first, second = (answered(bills, "liste des factures") for _ in range(2))
    assert first == second
    assert all(isinstance(one, Apart) for one in first.apart)


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Invoices, quotes and contracts of the sample company, as they are read from their PDF files."""
    opened = Library.open(tmp_path_factory.mktemp("firm") / "library.sqlite")
    embedder = HashEmbedder()
    files = [SAMPLES / trade.path for trade in (*INVOICES, *QUOTES)] + sorted((SAMPLES / "Contrats").glob("*.pdf"))
    for file in files:
        seen = Seen(str(file), 1, 1, str(file.parent))
        sha = hash_file(str(file))
        made = draft(parse_file(file, Reading(Ingest())), seen, sha, HOME, embedder, 200)
        with opened.changing() as changes:
            (arrival,) = embed([made], embedder, opened)
            changes.add(arrival, Located(seen.path, HOME, 1, 1, sha, made.document.id))
    return opened


def test_the_total_of_every_paper_is_read_as_it_was_made(firm: Library) -> None:
    truth = {Path(one.path).name: one for one in (*INVOICES, *QUOTES)}
    for question in ("liste des factures", "liste des devis", "liste des avoirs"):
        found = answered(firm, question)
        for row in (*found.rows, *(row for group in found.apart for row in group.rows)):
            assert Decimal(row.amount) == truth[row.name].total, row.name
            assert row.date == truth[row.name].day.isoformat()
        for row in answered(firm, f"{question} HT").rows:
            assert Decimal(row.amount) == truth[row.name].net


def test_totals_over_the_sample_company(firm: Library) -> None:
    bills = [one for one in INVOICES if one.kind == "Facture"]
    march = [one for one in bills if one.day.month == 3 and one.total > 1000]
    found = answered(firm, "liste des factures de mars 2026 de plus de 1 000 €")
    assert sorted(names(found.rows)) == sorted(Path(one.path).name for one in march)
    assert found.totals == (("EUR", f"{sum(one.total for one in march):f}"),)
    (total,) = answered(firm, "total HT des factures en 2026").totals
    assert Decimal(total[1]) == sum(one.net for one in bills if one.day.year == 2026)


def test_parties_over_the_sample_company(firm: Library) -> None:
    def client(one: Firm) -> list[str]:
        return sorted(Path(trade.path).name for trade in INVOICES if trade.client is one and trade.kind == "Facture")

    found = answered(firm, "liste des factures de Mme Fravallon")
    assert names(found.rows) == client(FRAVALLON)
    assert apart(found) == {Doubt.CREDIT: ["Avoir A-2026-0007 Mme Fravallon.pdf"]}
    assert found.rows[0].party == "Mme Odile Fravallon"
    contracts = answered(firm, "Combien de contrats avec Bois Sartheval ?")
    assert names(contracts.rows) == ["Contrat-cadre CC-2026-03 Bois Sartheval.pdf"]


def test_a_replaced_quote_is_not_counted(firm: Library) -> None:
    found = answered(firm, "Combien de devis en 2026 ?")
    assert len(found.rows) == sum(one.day.year == 2026 for one in QUOTES) - 1
    assert apart(found) == {Doubt.OLDER: ["Devis D-2026-017-A dressing.pdf"]}


def test_two_names_on_every_paper_are_both_shown(library: Library) -> None:
    for number in range(1, 6):
        text = bill(f"F-{number}", "Le Chaland Bleu", f"{number},00 €")
        shelve(library, f"/f/Facture F-{number}.pdf", Genre.INVOICE, "2026-03-02", text, title=f"Facture F-{number}")
    (party,) = {row.party for row in answered(library, "Liste des factures de mars 2026").rows}
    assert "Le Chaland Bleu" in party
    assert "Atelier Tourvelin" in party


def test_what_our_house_sent_and_what_it_received(bills: Library) -> None:
    supplier = "Bois Sartheval\nZA des Longues Haies 72985 La Fresnaie\nBois Sartheval – SAS au capital de 250 000 €"
    text = f"{supplier}\nFacture n° S-1\nAtelier Tourvelin 12 rue du Copeau-Doré 49000 Angers\nTotal TTC 70,00 €"
    shelve(bills, "/f/Facture S-1.pdf", Genre.INVOICE, "2026-03-18", text, title="Facture S-1")
    sent = answered(bills, "combien de factures avons-nous envoyées en mars 2026 ?")
    assert names(sent.rows) == ["Facture F-1.pdf", "Facture F-2.pdf"]
    assert apart(sent)[Doubt.UNSIGNED] == ["Facture F-5.pdf"]
    received = answered(bills, "les factures qu'on a reçues en mars 2026")
    assert names(received.rows) == ["Facture S-1.pdf"]
    assert names(answered(bills, "les factures qu'on a reçues de bois sartheval").rows) == ["Facture S-1.pdf"]


def test_nobody_knows_who_we_are_in_a_library_of_strangers(library: Library) -> None:
    shelve(library, "/f/a.pdf", Genre.INVOICE, "2026-03-02", "Facture\nSans nom")
    assert listing(library, "combien de factures avons-nous envoyées ?", whole_library(library), TODAY) is None
