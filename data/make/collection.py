"""All documents of the sample company, family by family."""

from __future__ import annotations

from data.make.invoices import INVOICES
from data.make.mails import mails
from data.make.prose import prose
from data.make.quotes import QUOTES
from data.make.scans import scans
from data.make.sheets import spreadsheets
from data.make.trade_pdf import trade_pdf


def everything(*, with_office: bool = True) -> dict[str, bytes]:
    """Path relative to data/samples → bytes.

    Args:
        with_office: also make the .doc files, for which LibreOffice must be installed.
    """
    documents = {trade.path: trade_pdf(trade) for trade in (*QUOTES, *INVOICES)}
    documents |= prose(with_office=with_office) | scans() | spreadsheets()
    return documents | mails(documents)
