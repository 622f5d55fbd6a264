"""Two quotes of the sample company, request and output side by side, and random quotes reckoned twice.

    python bench/drafts.py [--random N] [--seed N] [--write FOLDER]

Every total of a random quote is found again with fractions and whole cents, without decimals, and its electronic
invoice is held against BR-CO-10 to BR-CO-17 of EN 16931.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.office.drafts.amounts import Discount, Item, Totals, totals_of
from rag.office.drafts.einvoice import broken_rules, einvoice_of
from rag.office.drafts.given import Asked
from rag.office.drafts.record import Draft, DraftLine, Origin, Source
from rag.options import Drafts, Firm, Settings
from rag.settings import Home
from ui.desk import LocalDesk
from ui.drafting.said import plain
from ui.drafting.templates import template_for

DATA = Path(__file__).resolve().parents[1] / "data"
MAIL = DATA / "drafts" / "2026-05-05 Cabinet Brissard-Nouet demande de devis.eml"
SETTINGS = Settings(
    firm=Firm(
        name="Atelier Tourvelin", legal="SARL au capital de 40 000 €", street="12 rue du Copeau-Doré",
        postcode="49000", city="Angers", siret="00491273900010", vat="FR49004912739",
        email="contact@atelier-tourvelin.example", phone="02 61 91 04 20",
    ),
    drafts=Drafts(quote_number="D-{year}-{n:03}", quote_validity="60d", deposit="30"),
)  # fmt: skip
TYPED = (
    "Devis pour M. et Mme Delaunoy-Pasquet : bibliothèque sur mesure, 6 m², 12 heures de pose, 2 forfaits déplacement "
    "Angers, 1 livre petit guide des bois, remise de 3 % sur la bibliothèque. TVA 10 %."
)
REQUESTS = (
    Asked(
        "quote", document=str(MAIL), day="2026-05-06",
        values={"line:fenêtres sur la cour": "FEN-1250-1150", "line:store occultant": "-"},
    ),
    Asked("quote", text=TYPED, day="2026-05-06"),
)  # fmt: skip
RATES = (Decimal(20), Decimal(10), Decimal("5.5"), Decimal("2.1"), Decimal(0))
GIVEN = Source(Origin.GIVEN)


def main() -> None:
    """Show the quotes, then the count of random ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path, help="folder for the two quotes as DOCX")
    chosen = parser.parse_args()
    start = time.perf_counter()
    lines, asked = _show(chosen.write)
    shown = time.perf_counter() - start
    chance = random.Random(chosen.seed)
    wrong = sum(not is_right(*random_quote(chance)) for _ in range(chosen.random))
    print(f"\n{chosen.random} random quotes: {wrong} with a wrong total")
    result = {"quotes": len(REQUESTS), "lines": lines, "asked_first": asked, "seconds": round(shown, 2)}
    print("RESULT", json.dumps({**result, "random": chosen.random, "wrong": wrong}))


def _show(folder: Path | None) -> tuple[int, int]:
    """Both quotes; how many lines they have, and how many things were asked before."""
    lines = asked = 0
    with (
        tempfile.TemporaryDirectory(prefix="souffleur-bench-") as scratch,
        Engine.open(Home(Path(scratch)), SETTINGS, embedder=HashEmbedder()) as engine,
    ):
        list(ingest(engine, [DATA / "drafts", DATA / "samples" / "Clients et devis"]))
        desk = LocalDesk(engine)
        for wish in REQUESTS:
            bare = Asked(wish.kind, wish.text, wish.document, day=wish.day)
            asked += len(desk.drafts.prepare(bare).wanting)
            draft = desk.drafts.keep(desk.drafts.prepare(wish))
            lines += len(draft.lines)
            request = wish.text or "\n".join(one.text for one in desk.passages_of(_id_of(desk, MAIL)))
            print(f"\n{'=' * 100}\n{request.strip()}\n{'-' * 100}\n{plain(draft, 'fr')}")
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                made = template_for("quote", "fr", folder).filled(draft)
                (folder / f"{draft.number}.docx").write_bytes(made)
        desk.tasks.close()
    return lines, asked


def _id_of(desk: LocalDesk, path: Path) -> str:
    return next(one.id for one in desk.documents() if str(path) in one.paths)


def random_quote(chance: random.Random) -> tuple[list[Item], Discount]:
    """Up to twelve lines, and nothing, a share or an amount taken off the whole."""
    items = [
        Item(
            f"Article {place}", Decimal(chance.randint(1, 10**chance.randint(1, 7))) / 1000,
            Decimal(chance.randint(0, 10**chance.randint(1, 8))) / 10 ** chance.choice((2, 2, 2, 4, 6)),
            chance.choice(RATES), discount=Decimal(chance.choice((0, 0, 0, chance.randint(0, 10_000)))) / 100,
        )
        for place in range(chance.randint(1, 12))
    ]  # fmt: skip
    which = chance.random()
    if which < 1 / 3:
        return items, Discount(percent=Decimal(chance.randint(0, 10_000)) / 100)
    most = int(totals_of(items).net_lines * 100)
    return items, Discount(amount=Decimal(chance.randint(0, most)) / 100) if which < 2 / 3 else Discount()


def is_right(items: list[Item], discount: Discount) -> bool:
    """Whether totals and invoice are what a second reckoning finds."""
    found = totals_of(items, discount)
    lines = tuple(DraftLine(item, GIVEN, GIVEN) for item in items)
    draft = Draft("quote", "fr", "2026-05-06", (), lines, discount, number="1")
    return _same(items, discount, found) and not broken_rules(einvoice_of(draft).values)


def _same(items: list[Item], discount: Discount, found: Totals) -> bool:
    bases: dict[Decimal, int] = defaultdict(int)
    for item in items:
        gross = _cents(Fraction(item.quantity) * Fraction(item.price))
        bases[item.vat_rate] += gross - _cents(Fraction(gross, 100) * Fraction(item.discount) / 100)
    off = {rate.rate: int(rate.discount * 100) for rate in found.rates}
    if discount.percent:
        off = {rate: _cents(Fraction(net, 100) * Fraction(discount.percent) / 100) for rate, net in bases.items()}
    right_off = sum(off.values()) == (int(discount.amount * 100) if discount.amount else sum(off.values()))
    vat = sum(_cents(Fraction(net - off[rate], 100) * Fraction(rate) / 100) for rate, net in bases.items())
    net = sum(bases.values()) - sum(off.values())
    said = (int(found.net_lines * 100), int(found.net * 100), int(found.vat * 100), int(found.gross * 100))
    return right_off and said == (sum(bases.values()), net, vat, net + vat)


def _cents(euros: Fraction) -> int:
    return floor(euros * 100 + Fraction(1, 2))


if __name__ == "__main__":
    main()
