"""Random quotes."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from rag.office.drafts.amounts import Discount, Item, totals_of

RATES = ("20", "10", "5.5", "2.1", "0", "8.5", "20.00")


def decimals(least: str, most: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(least), Decimal(most), allow_nan=False, allow_infinity=False, places=places)


def items() -> st.SearchStrategy[Item]:
    some = st.one_of(decimals("0", "100", 2), st.just(Decimal(0)))
    return st.builds(
        Item,
        st.sampled_from(["Pose", "Licence & support", "Fenêtre <chêne>", "Étude"]),
        st.one_of(decimals("0.001", "5000", 3), st.integers(1, 500).map(Decimal), decimals("0.000001", "1", 6)),
        st.one_of(decimals("0", "20000", 2), decimals("0", "10", 6), st.just(Decimal("0.005"))),
        st.sampled_from(RATES).map(Decimal),
        st.sampled_from(["h", "u", "jour", ""]),
        st.just(""),
        some,
    )


@st.composite
def quotes(draw: st.DrawFn) -> tuple[list[Item], Discount]:
    """Lines, and nothing, a share or an amount taken off the whole."""
    lines = draw(st.lists(items(), min_size=1, max_size=12))
    which = draw(st.sampled_from(["none", "percent", "amount"]))
    if which == "percent":
        return lines, Discount(percent=draw(decimals("0", "100", 2)))
    most = int(totals_of(lines).net_lines * 100)
    if which == "none" or not most:
        return lines, Discount()
    return lines, Discount(amount=Decimal(draw(st.integers(1, most))) / 100)
