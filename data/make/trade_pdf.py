"""Sets a quote or an invoice as a PDF, and embeds the Factur-X data where the invoice has some."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from facturx import generate_from_binary
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer
from reportlab.platypus import Paragraph as Para
from reportlab.platypus import Table as Grid

from data.make.facturx_xml import facturx_xml
from data.make.firm import BIC, IBAN, TOURVELIN, spaced
from data.make.pdf import WIDTH, Styles, fonts_ready, grid, inline, write_pdf
from data.make.trade import Trade, figure, long_day, money, percent, quantity

COLUMNS = (0.46, 0.07, 0.09, 0.15, 0.09, 0.14)
TOTAL_SHARES = (0.26, 0.16)


def trade_pdf(trade: Trade) -> bytes:
    """The PDF of a commercial document."""
    if trade.facturx:
        fonts_ready()
    styles = Styles(trade.issuer.colour, embed=bool(trade.facturx))
    title = f"{trade.kind} {trade.number}"
    story = [
        *_head(trade, styles),
        grid(_rows(trade), styles, COLUMNS),
        _totals(trade, styles),
        Spacer(1, 5 * mm),
        *_terms(trade, styles),
    ]
    pdf = write_pdf(title, story, trade.issuer, styles, running=f"{title} – {trade.client.name}")
    return _with_facturx(trade, pdf, title) if trade.facturx else pdf


def _head(trade: Trade, styles: Styles) -> list[Flowable]:
    left = [f"Date : {long_day(trade.day)}"]
    if trade.due:
        left.append(f"Échéance : {long_day(trade.due)}")
    if trade.reference:
        left.append(f"Référence : {trade.reference}")
    if trade.author:
        left.append(f"Affaire suivie par : {trade.author}")
    if trade.kind == "Devis":
        left.append("Validité de l'offre : 60 jours")
    right = [f"<b>{inline(trade.client.name)}</b>", *trade.client.address]
    if trade.client.siren_stem:
        right.append(f"SIRET {spaced(trade.client.siret, 3, 3, 3, 5)}")
    blocks = Grid(
        [[Para("<br/>".join(inline(x) for x in left), styles.lines), Para("<br/>".join(right), styles.lines)]],
        colWidths=[WIDTH * 0.52, WIDTH * 0.48],
    )
    blocks.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("BOX", (1, 0), (1, 0), 0.5, HexColor("#999999")),
            ("LEFTPADDING", (1, 0), (1, 0), 8),
        ]
    )
    return [
        Para(inline(f"{trade.kind} n° {trade.number}"), styles.title),
        Spacer(1, 2 * mm),
        blocks,
        Spacer(1, 4 * mm),
        Para(inline(f"**Objet :** {trade.subject}"), styles.body),
    ]


def _rows(trade: Trade) -> list[list[str]]:
    head = ["Désignation", "Qté", "Unité", "Prix unit. HT", "TVA", "Total HT"]
    return [head] + [
        [x.label, quantity(x.quantity), x.unit, money(x.price), percent(x.vat), figure(x.amount)] for x in trade.lines
    ]


def _totals(trade: Trade, styles: Styles) -> Flowable:
    rows = [["Total HT", money(trade.net)]]
    for rate, (base, vat) in trade.vat_by_rate.items():
        rows.append([f"TVA {percent(rate)} sur {money(base)}", money(vat)])
    label = {"Devis": "Total TTC", "Facture": "Net à payer TTC", "Avoir": "Net à votre crédit TTC"}[trade.kind]
    rows.append([f"**{label}**", f"**{money(trade.total)}**"])
    cells = [[Para(inline(a), styles.cell), Para(inline(b), styles.right)] for a, b in rows]
    table = Grid(cells, colWidths=[WIDTH * share for share in TOTAL_SHARES], hAlign="RIGHT")
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
            ("BACKGROUND", (0, -1), (-1, -1), HexColor("#efe7dd")),
            ("LINEABOVE", (0, -1), (-1, -1), 0.6, styles.colour),
        ]
    )
    return table


def _terms(trade: Trade, styles: Styles) -> list[Flowable]:
    out: list[Flowable] = [Para(inline(x), styles.body) for x in trade.terms]
    if trade.kind == "Devis":
        out.append(
            KeepTogether(
                [
                    Para(
                        inline(
                            "**Bon pour accord** – date, nom, signature et cachet du client, précédés de la mention "
                            "manuscrite « Devis reçu avant l'exécution des travaux » :"
                        ),
                        styles.body,
                    ),
                    Spacer(1, 20 * mm),
                ]
            )
        )
    elif trade.kind == "Facture" and trade.issuer is TOURVELIN:
        out.append(
            Para(
                inline(
                    f"**Règlement** par virement : IBAN {IBAN} – BIC {BIC}. Merci de rappeler le numéro de facture."
                ),
                styles.body,
            )
        )
        out.append(
            Para(
                inline(
                    "Pas d'escompte pour paiement anticipé. Tout retard entraîne de plein droit des pénalités au taux "
                    "de 12 % l'an et, pour les professionnels, une indemnité forfaitaire de recouvrement de 40 €."
                ),
                styles.note,
            )
        )
    return out


def _with_facturx(trade: Trade, pdf: bytes, title: str) -> bytes:
    """Embed the XML; the library stamps the time of day, which is replaced by the date of the invoice."""
    moment = datetime(trade.day.year, trade.day.month, trade.day.day, 9, 0, tzinfo=UTC)
    stamp = moment.strftime("D:%Y%m%d%H%M%S+00'00'")
    metadata: dict[str, Any] = {
        "author": trade.issuer.name,
        "title": title,
        "subject": trade.subject,
        "keywords": "Factur-X, facture",
    }
    with (
        patch("facturx.facturx._get_pdf_timestamp", lambda *_: stamp),
        patch("facturx.facturx._get_metadata_timestamp", lambda: moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")),
    ):
        result: bytes = generate_from_binary(
            pdf,
            facturx_xml(trade),
            flavor="factur-x",
            level=trade.facturx,
            check_xsd=True,
            pdf_metadata=metadata,
            lang="fr-FR",
        )
    return result
