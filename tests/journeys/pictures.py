"""Pictures of every page for people to look at: wide and narrow, light and dark, with what axe-core says of each.

    make screenshots

puts them into `screenshots/`, with the findings of axe-core in `axe.md`, and renews the two pictures of the README and
the manual. Or, with a folder of your own and what you want to see,

    .venv/bin/python tests/journeys/pictures.py FOLDER --only asking documents --looks 390-dark --home LIBRARY

It reads the sample company into a library of its own (`--home` keeps it for the next time), an empty one, one whose
model is missing, and one with a model that writes; at last a page loses its server. A page that shows a traceback ends
it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, expect

from data.make.incoming import incoming
from rag.settings import Home
from tests.journeys import office_sights, sights
from tests.journeys.camera import LOOKS, Camera, Look, Report, look_of
from tests.journeys.parts import ROOT, SAMPLES, SOON, ask, chromium, serving, souffleur
from tests.journeys.shelf import FIRM
from tests.journeys.sights import QUESTION, Sight
from tests.journeys.writer import writing

QUESTIONS = ROOT / "data" / "questions" / "samples.jsonl"
DEMANDS = ROOT / "data" / "drafts"
IMAGES = ROOT / "ui" / "help" / "images"
MEASURED = 40  # questions; the page looks the same with all of them
FILLED: Mapping[str, Sight] = {
    "asking": sights.asking,
    "sources": sights.sources,
    "conversations": sights.conversations,
    "searching": sights.searching,
    "documents": sights.documents,
    "minutes": office_sights.minutes,
    "drafts": office_sights.drafts,
    "mail": office_sights.mail,
    "following_up": sights.following_up,
}
OTHERS: Mapping[str, Sight] = {
    "empty": sights.empty,
    "model_missing": sights.model_missing,
    "written": sights.written,
}
LOST = "lost"  # the sight of a page without its server
# Sentences that the sources hold, with a wrong figure, and not at all.
SAID = (
    "L'heure de pose coûte 58 € hors taxes par poseur [1]. Le samedi, elle est majorée de 40 % [1]. "
    "Le paiement se fait en trois fois sans frais."
)


def main() -> None:
    """Read, open, photograph."""
    asked = _arguments()
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    report, looks = Report(), [look for look in LOOKS if look_of(look) in asked.looks]
    with tempfile.TemporaryDirectory(prefix="souffleur-pictures-") as scratch, chromium() as browser:
        home = Home(asked.home or Path(scratch, "home"))
        _fill(home, Path(scratch), browser)
        wanted = [sight for name, sight in FILLED.items() if name in asked.only]
        if wanted:
            with serving(home) as url:
                _photograph(browser, url, wanted, looks, folder, report)
        for name, sight in OTHERS.items():
            if name in asked.only:
                with _other(name, home, Path(scratch, name)) as url:
                    _photograph(browser, url, [sight], looks, folder, report)
        if LOST in asked.only:
            _lose(browser, home, Path(scratch, LOST), looks, folder, report)
    (folder / "axe.md").write_text(report.table(), encoding="utf-8")
    print(report.table())  # noqa: T201 - the terminal is where this program was started
    if asked.manual:
        IMAGES.mkdir(exist_ok=True)
        for name in ("ask", "documents"):
            (IMAGES / f"{name}.png").write_bytes((folder / f"{name}-1440-light.png").read_bytes())


def _arguments() -> argparse.Namespace:
    known = [*FILLED, *OTHERS, LOST]
    parser = argparse.ArgumentParser(description="Pictures of every page.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--manual", action="store_true", help="renew the pictures of the README and the manual")
    parser.add_argument("--only", nargs="+", choices=known, default=known, help="these sights only")
    parser.add_argument("--looks", nargs="+", choices=[*map(look_of, LOOKS)], default=[*map(look_of, LOOKS)])
    parser.add_argument("--home", type=Path, help="keep the library here for the next time")
    return parser.parse_args()


def _fill(home: Home, scratch: Path, browser: Browser) -> None:
    """Read the sample company and do once what takes long: a measurement, and every office task."""
    if home.folder.exists():
        return
    home.folder.mkdir(mode=0o700, parents=True)
    home.settings_file.write_text(FIRM, encoding="utf-8")
    souffleur(home, "ingest", SAMPLES, "--collection", "Entreprise")
    souffleur(home, "ingest", DEMANDS, "--collection", "Demandes")
    souffleur(home, "ingest", _unreadable(scratch / "Clé USB"), "--collection", "Archives")
    home.questions_file.write_bytes(b"".join(QUESTIONS.read_bytes().splitlines(keepends=True)[:MEASURED]))
    mails = scratch / "Courrier de mai"
    mails.mkdir()
    for name, content in incoming().items():
        (mails / name).write_bytes(content)
    with serving(home) as url:
        page = browser.new_page(locale="fr-FR", viewport={"width": 1440, "height": 900})
        page.set_default_timeout(SOON)
        page.goto(url)
        ask(page, QUESTION)
        page.goto(f"{url}/evaluation")
        page.get_by_role("button", name="Mesurer sur").click()
        expect(page.get_by_role("heading", name="Dernière mesure")).to_be_visible(timeout=5 * SOON)
        office_sights.do_once(page, url, mails)
        page.close()


def _unreadable(folder: Path) -> Path:
    """Files that cannot be read, each for another reason."""
    folder.mkdir()
    (folder / "Devis 2019.pdf").touch()
    (folder / "Facture 2018.pdf").write_bytes((SAMPLES / "Commercial" / "Tarif public 2026.pdf").read_bytes()[:900])
    for name in ("plan d'étage.dwg", "sauvegarde.bak"):
        (folder / name).write_bytes(bytes(range(256)))
    (folder / "mémo.txt").write_text("Rappeler le fournisseur de quincaillerie mardi matin.", encoding="utf-8")
    return folder


def _lose(browser: Browser, filled: Home, scratch: Path, looks: Iterable[Look], folder: Path, report: Report) -> None:
    """A page that is open while its server ends."""
    cameras = [Camera(browser, *look, folder, report) for look in looks]
    with _other("empty", filled, scratch) as url:
        for camera in cameras:
            sights.open_page(camera.page, url, "demander")
    for camera in cameras:
        expect(camera.page.get_by_role("alert").filter(has_text="Cette page n'est plus reliée")).to_be_visible()
        camera.take(LOST)
        camera.close()


@contextmanager
def _other(name: str, filled: Home, folder: Path) -> Iterator[str]:
    """A server of another home: an empty one, or the filled one with other settings."""
    if name == "empty":
        home = Home(folder)
        folder.mkdir(mode=0o700)
        shutil.copytree(filled.models_folder, home.models_folder)
        with serving(home) as url:
            yield url
        return
    home = Home(Path(shutil.copytree(filled.folder, folder)))
    with writing(SAID) as address:
        model = 'model = "parti.gguf"' if name == "model_missing" else f'model = "test"\naddress = "{address}"'
        home.settings_file.write_text(f"[chat]\n{model}\n", encoding="utf-8")
        with serving(home) as url:
            yield url


def _photograph(
    browser: Browser, url: str, sights: Iterable[Sight], looks: Iterable[Look], folder: Path, report: Report
) -> None:
    for look in looks:
        camera = Camera(browser, *look, folder, report)
        for sight in sights:
            sight(camera, url)
        camera.close()


if __name__ == "__main__":
    main()
