"""From passages to sources."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Genre, Hit
from rag.retrieval.evidence import in_order, parts, sources, whole_text, within
from tests.rag.retrieval.parts import document, hit

LEASE = document("/a/bail.pdf", genre=Genre.CONTRACT)
NOTE = document("/a/note.pdf")
RULES_2025 = document("/a/Congés 2025.pdf", date="2025-01-10", genre=Genre.POLICY)
RULES_2026 = document("/a/Congés 2026.pdf", date="2026-01-10", genre=Genre.POLICY)
DAYS = (
    "Chaque salarié a droit à {} jours ouvrés de congés payés par an, à prendre avant le 31 mai, avec l'accord du chef."
)
TEXTS = (
    "Le préavis du bail est de six mois, par lettre recommandée au bailleur.",
    "La toupie se règle à l'arrêt, machine débranchée, avec la cale de 12 mm.",
    "Les repas pris en déplacement sont remboursés jusqu'à 19 € sur justificatif.",
    "L'extincteur de l'atelier se trouve à gauche de la porte du local technique.",
    "Le chêne massif est livré chaque mardi par Bois Sartheval, avant neuf heures.",
)


def run(hits: Sequence[Hit], question: str = "") -> list[Hit]:
    return sources(hits, question, {})


def test_neighbours_become_one_source_at_the_place_of_the_better_one() -> None:
    found = run([hit(LEASE, TEXTS[0], 0.9, ordinal=4), hit(NOTE, TEXTS[1], 0.8), hit(LEASE, TEXTS[2], 0.7, ordinal=3)])
    assert [one.document for one in found] == [LEASE, NOTE]
    assert [one.passage.ordinal for one in found[0].neighbours] == [3]
    assert found[0].passage.ordinal == 4
    assert whole_text(found[0]) == f"{TEXTS[2]}\n{TEXTS[0]}"


def test_a_chain_is_joined_up_to_three() -> None:
    chain = [hit(LEASE, text, 0.9 - place / 100, ordinal=place) for place, text in enumerate(TEXTS)]
    found = run(chain)
    assert [[one.passage.ordinal for one in in_order(source)] for source in found] == [[0, 1, 2], [3, 4]]


@pytest.mark.parametrize(
    "other",
    [
        hit(LEASE, TEXTS[1], 0.8, ordinal=1, page=2),  # another page could not be pointed at
        hit(LEASE, TEXTS[1], 0.8, ordinal=2),  # not beside it
        hit(LEASE, TEXTS[1], 0.8, ordinal=1, part="plan.pdf"),
        hit(LEASE, TEXTS[1], 0.4, ordinal=1),  # hardly found
        hit(NOTE, TEXTS[1], 0.8, ordinal=1),
    ],
)
def test_what_stays_apart(other: Hit) -> None:
    assert [one.neighbours for one in run([hit(LEASE, TEXTS[0], 0.9), other])] == [(), ()]


def test_without_pages_the_heading_decides() -> None:
    first = hit(NOTE, TEXTS[0], 0.9, page=0, section=("Durée",))
    same = hit(NOTE, TEXTS[1], 0.8, ordinal=1, page=0, section=("Durée",))
    other = hit(NOTE, TEXTS[1], 0.8, ordinal=1, page=0, section=("Prix",))
    assert len(run([first, same])) == 1
    assert len(run([first, other])) == 2


def test_a_repeated_table_header_is_read_once() -> None:
    first = hit(NOTE, "Essence | Prix\nChêne | 1 250 €", 0.9, first_row=2, last_row=2)
    second = hit(NOTE, "Essence | Prix\nFrêne | 980 €", 0.8, ordinal=1, first_row=3, last_row=3)
    assert whole_text(run([first, second])[0]) == "Essence | Prix\nChêne | 1 250 €\nFrêne | 980 €"


def test_each_part_of_a_source_knows_the_others() -> None:
    source = run([hit(LEASE, text, 0.9 - place / 100, ordinal=place) for place, text in enumerate(TEXTS[:3])])[0]
    seen = parts(source)
    assert [one.passage.ordinal for one in seen] == [0, 1, 2]
    assert [[other.passage.ordinal for other in one.neighbours] for one in seen] == [[1, 2], [0, 2], [0, 1]]
    assert parts(hit(NOTE, TEXTS[0])) == (hit(NOTE, TEXTS[0]),)


def test_the_same_words_are_one_source_with_every_place() -> None:
    third = document("/b/autre.pdf")
    found = run(
        [
            hit(LEASE, TEXTS[0], 0.9),
            hit(NOTE, TEXTS[1], 0.8),
            hit(third, f" {TEXTS[0]}\n", 0.7),
            hit(NOTE, TEXTS[0], 0.6, ordinal=5),
        ]
    )
    assert [one.document for one in found] == [LEASE, NOTE]
    assert [copy.document for copy in found[0].copies] == [third, NOTE]


def test_a_slip_of_reading_is_no_difference_but_a_figure_or_a_name_is() -> None:
    text = f"Le salaire de Paul Martin est de 2 100 € par mois. {TEXTS[0]} {TEXTS[2]}"
    slipped = text.replace("justificatif", "justificatlf")
    assert len(run([hit(LEASE, text, 0.9), hit(NOTE, slipped, 0.8)])) == 1
    for different in (
        text.replace("2 100", "2 200"),
        text.replace("Martin", "Morin"),
        text.replace("sont remboursés", "ne sont pas remboursés"),
    ):
        assert len(run([hit(LEASE, text, 0.9), hit(NOTE, different, 0.8)])) == 2


def test_a_file_of_its_own_stands_for_its_copy_in_an_e_mail() -> None:
    found = run([hit(NOTE, TEXTS[0], 0.9, part="bail.pdf"), hit(LEASE, TEXTS[0], 0.8)])
    assert (found[0].document, found[0].score) == (LEASE, 0.9)
    assert found[0].copies[0].document == NOTE


@pytest.mark.parametrize("scores", [(0.9, 0.8), (0.8, 0.9)])
def test_the_newest_version_stands_first_and_the_older_one_is_kept(scores: tuple[float, float]) -> None:
    both = [hit(RULES_2025, DAYS.format(25), scores[0]), hit(RULES_2026, DAYS.format(28), scores[1])]
    found = run(sorted(both, key=lambda one: -one.score), "Combien de jours de congés ?")
    assert [one.document for one in found] == [RULES_2026]
    assert found[0].score == 0.9
    assert [one.document for one in found[0].older] == [RULES_2025]


def test_who_asks_for_the_older_version_gets_it() -> None:
    both = [hit(RULES_2025, DAYS.format(25), 0.9), hit(RULES_2026, DAYS.format(28), 0.8)]
    found = run(both, "Combien de jours de congés en 2025 ?")
    assert [one.document for one in found] == [RULES_2025, RULES_2026]
    assert not any(one.older for one in found)


def test_three_versions_and_a_copy_of_the_oldest() -> None:
    newest = document("/a/Congés 2027.pdf", date="2027-01-10", genre=Genre.POLICY)
    by_mail = document("/a/envoi.eml", genre=Genre.EMAIL)
    found = run(
        [
            hit(by_mail, DAYS.format(25), 0.9, part="Congés 2025.pdf"),
            hit(RULES_2026, DAYS.format(28), 0.8),
            hit(newest, DAYS.format(30), 0.7),
            hit(RULES_2025, DAYS.format(25), 0.6),
        ],
        "Combien de jours de congés ?",
    )
    assert [one.document for one in found] == [newest]
    assert {one.document.id for one in found[0].older} == {RULES_2025.id, RULES_2026.id}
    assert {copy.document.id for one in found[0].older for copy in one.copies} == {by_mail.id}


def test_versions_that_say_the_same_are_copies_and_the_newest_is_shown() -> None:
    found = run([hit(RULES_2025, DAYS.format(25), 0.9), hit(RULES_2026, DAYS.format(25), 0.8)])
    assert (found[0].document, found[0].older) == (RULES_2026, ())
    assert found[0].copies[0].document == RULES_2025


def test_what_two_versions_say_of_other_matters_stays_apart() -> None:
    assert len(run([hit(RULES_2025, TEXTS[0], 0.9), hit(RULES_2026, TEXTS[1], 0.8)])) == 2


def test_a_third_source_of_one_document_gives_way_to_another_that_is_nearly_as_good() -> None:
    far = [hit(LEASE, TEXTS[place], 1.0 - place / 100, ordinal=2 * place, page=place + 1) for place in range(3)]
    near, behind = hit(NOTE, TEXTS[3], 0.97), hit(NOTE, TEXTS[3], 0.95)
    assert [one.document for one in run([*far, near])] == [LEASE, LEASE, NOTE, LEASE]
    assert [one.document for one in run([*far, behind])] == [LEASE, LEASE, LEASE, NOTE]


def test_so_many_passages_and_one_at_least() -> None:
    joined = run([hit(LEASE, text, 0.9 - place / 100, ordinal=place) for place, text in enumerate(TEXTS[:3])])
    found = [*joined, hit(NOTE, TEXTS[3], 0.5), hit(NOTE, TEXTS[4], 0.4, ordinal=7)]
    assert [len(within(found, most)) for most in (1, 3, 4, 5, 9)] == [1, 1, 2, 3, 3]
    assert within([], 6) == ()


documents = st.sampled_from([LEASE, NOTE, RULES_2025, RULES_2026])
anything = st.lists(
    st.tuples(
        documents, st.integers(0, 6), st.sampled_from((*TEXTS, DAYS.format(25), DAYS.format(28))), st.floats(0, 1)
    ),
    max_size=25,
    unique_by=lambda one: (one[0].id, one[1]),
)


@given(anything)
def test_nothing_is_lost_and_nothing_stands_twice(chosen: list[tuple[object, int, str, float]]) -> None:
    hits = [hit(of, text, score, ordinal=place) for of, place, text, score in chosen]  # type: ignore[arg-type]
    hits.sort(key=lambda one: -one.score)
    found = run(hits)
    held = [one.passage.id for source in found for one in everything(source)]
    assert sorted(held) == sorted(one.passage.id for one in hits)
    best = max((one.score for one in hits), default=0.0)
    assert not found or found[0].score == pytest.approx(best)


def everything(source: Hit) -> list[Hit]:
    inside = [*source.neighbours, *source.copies, *source.older]
    return [source, *(one for part in inside for one in everything(part))]
