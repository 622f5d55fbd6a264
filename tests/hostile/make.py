"""Makes the hostile files: bombs, loops, disguises, odd names, and good files with bytes changed by chance.

python -m tests.hostile.make FOLDER
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from data.make.outlook import outlook_message
from tests.hostile import bombs, disguises
from tests.ingest.parse import papers

Maker = Callable[[Path], object]

INDEXED = "indexed"
STOPPED = {"timeout", "memory", "too_large", "crashed"}  # which of them depends on the machine
# Name → who makes it, and how it may end.
CASES: dict[str, tuple[Maker, set[str]]] = {
    "paragraphes.docx": (bombs.paragraphs, STOPPED),
    "mot sans fin.docx": (bombs.endless_word, {"damaged", *STOPPED}),
    "entités.docx": (bombs.entities, {"damaged", "no_text"}),
    "lignes.csv": (bombs.rows, {INDEXED, *STOPPED}),
    "une ligne.txt": (bombs.line, STOPPED),
    "zéros.txt": (bombs.zeros, {"unsupported"}),
    "puits.html": (bombs.nested_html, {INDEXED, *STOPPED}),
    "bout du monde.xlsx": (bombs.far_cell, {INDEXED, *STOPPED}),
    "flate.pdf": (bombs.flate, {"no_text", *STOPPED}),
    "boucle.pdf": (bombs.page_loop, {"damaged", "no_text", *STOPPED}),
    "pages.pdf": (bombs.many_pages, {"too_large"}),
    "mur.png": (bombs.wall, {"no_text", "ocr_missing", *STOPPED}),
    "bombe.docx": (bombs.zip_bomb, {"too_large"}),
    "bombe.zip": (bombs.zip_bomb, {"too_large"}),
    "vide.docx": (Path.touch, {"empty"}),
    "vide.pdf": (Path.touch, {"empty"}),
    "moitié.docx": (disguises.half, {"damaged"}),
    "bruit.docx": (disguises.noise, {"damaged"}),
    "bruit.pdf": (disguises.noise, {"damaged"}),
    "bruit.json": (disguises.noise, {"unsupported"}),
    "bail.docx": (disguises.pdf_inside, {INDEXED}),
    "congés.pdf": (disguises.word_inside, {INDEXED}),
    "facture.txt": (disguises.program, {"unsupported"}),
    "secret.pdf": (disguises.locked_pdf, {"encrypted"}),
    "secret.docx": (disguises.locked_word, {"encrypted"}),
    "secret.zip": (disguises.locked_zip, {"encrypted"}),
    "poupées.zip": (disguises.nested_zip, {"unsupported"}),
    "poupées.eml": (disguises.nested_mail, {INDEXED, "damaged"}),
    "grimpeur.eml": (disguises.climbing_mail, {INDEXED}),
}
GOOD: dict[str, Maker] = {
    "bon.pdf": lambda path: papers.pdf(path, ["Le préavis est de six mois."], ["Le loyer est de 640 €."]),
    "bon.docx": papers.docx,
    "bon.odt": papers.odt,
    "bon.epub": papers.epub,
    "bon.pptx": papers.pptx,
    "bon.xlsx": bombs.far_cell,
    "bon.csv": lambda path: path.write_text("Bois;Prix\nChêne;12\n", encoding="cp1252"),
    "bon.eml": lambda path: path.write_bytes(papers.letter(("note.txt", b"Texte joint.")).as_bytes()),
    "bon.msg": lambda path: path.write_bytes(outlook_message(papers.letter())),
    "bon.html": lambda path: path.write_text("<h1>Bois</h1><p>Huilez le chêne.</p>", encoding="utf-8"),
    "bon.md": lambda path: path.write_text("# Bois\n\nHuilez le hêtre.\n", encoding="utf-8"),
    "bon.rtf": lambda path: path.write_bytes(rb"{\rtf1\ansi Le solde est exigible.\par}"),
}
# Good files under names that programs stumble over; the last is no text in any encoding of today.
NAMES = (
    b"deux\nlignes.txt",
    b"x" * 251 + b".txt",
    "gnp.\u202etxt.txt".encode(),
    b"CON",
    b"-rf",
    b"a b  c .txt",
    b"%2e%2e.txt",
)
ODD_BYTES = b"caf\xe9.txt"
ENDLESS = "/dev/zero"  # a device that never ends when it is read
MUTATIONS = 500


def make(folder: Path, secret: Path) -> dict[str, set[str]]:
    """Write everything; returns name → how it may end. Names that hold a good file may only be indexed."""
    endings: dict[str, set[str]] = {}
    for name, (maker, allowed) in CASES.items():
        maker(folder / name)
        endings[name] = allowed
    bombs.foreign_file(folder / "étranger.docx", secret)
    endings["étranger.docx"] = {INDEXED, "damaged", "no_text"}
    for name, good in GOOD.items():
        good(folder / name)
        endings[name] = {INDEXED}
    for place, raw in enumerate(NAMES):
        (folder / os.fsdecode(raw)).write_text(f"Texte numéro {place} sous un drôle de nom.", encoding="utf-8")
        endings[os.fsdecode(raw)] = {INDEXED}
    return endings | _specials(folder, secret)


def _specials(folder: Path, secret: Path) -> dict[str, set[str]]:
    """What is no ordinary file; pipes, sockets and devices are not even seen."""
    Path(os.fsdecode(os.path.join(os.fsencode(folder), ODD_BYTES))).write_text("café", encoding="utf-8")  # noqa: PTH118
    (folder / "lien.txt").symlink_to(secret)
    (folder / "dossier").symlink_to(secret.parent)
    (folder / "cercle").symlink_to(folder)
    os.mkfifo(folder / "tuyau.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "prise"))
    with contextlib.suppress(PermissionError):  # only root may, and not everywhere
        os.mknod(folder / "appareil.txt", stat.S_IFCHR | 0o666, os.stat(ENDLESS).st_rdev)  # noqa: PTH116
    (folder / "lien sans fin.txt").symlink_to(ENDLESS)
    (folder / "lien vers le tuyau.txt").symlink_to(folder / "tuyau.txt")
    (folder / "interdit.txt").write_text("interdit", encoding="utf-8")
    (folder / "interdit.txt").chmod(0)
    allowed = {"unreadable"} if os.geteuid() else {INDEXED}  # nothing is forbidden to root; see test_forbidden.py
    linked = {"linked"}
    return {
        "caf\ufffd.txt": {"bad_name"},
        "lien.txt": linked,
        "lien sans fin.txt": linked,
        "lien vers le tuyau.txt": linked,
        "dossier": linked,
        "cercle": linked,
        "interdit.txt": allowed,
    }


def mutate(folder: Path, count: int = MUTATIONS, seed: int = 20260504) -> int:
    """Good files with a few bytes changed, left out, or doubled; any end with a name is right for them."""
    chance = random.Random(seed)
    names = sorted(GOOD.keys() - {"bon.xlsx"})
    for place in range(count):
        name = names[place % len(names)]
        raw = bytearray((folder / name).read_bytes())
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(raw))
            match chance.randrange(4):
                case 0:
                    raw[at] = chance.randrange(256)
                case 1:
                    del raw[at : at + chance.randint(1, 60)]
                case 2:
                    raw[at:at] = raw[at : at + chance.randint(1, 60)]
                case _:
                    raw[at : at + 4] = chance.randbytes(4)
            raw = raw or bytearray(b"x")
        (folder / f"mutant {place:03}{Path(name).suffix}").write_bytes(raw)
    return count


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    make(target, target / "vide.pdf")
    mutate(target)
