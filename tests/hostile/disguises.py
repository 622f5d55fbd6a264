"""Files that are not what they say, are locked, broken, or hold others without end."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from data.make.compound import compound_file
from tests.ingest.parse import papers

DEPTH = 50


def noise(path: Path) -> None:
    """Bytes by chance, the same each time."""
    path.write_bytes(random.Random(path.name).randbytes(20_000))


def half(path: Path) -> None:
    """The first half of a Word file."""
    whole = papers.docx(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def pdf_inside(path: Path) -> None:
    """A PDF under another name."""
    papers.pdf(path, ["Le bail du hangar prend fin en 2027."])


def word_inside(path: Path) -> None:
    """A Word file under another name."""
    papers.docx(path)


def program(path: Path) -> None:
    """The beginning of a Windows program."""
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(4000))


def locked_pdf(path: Path) -> None:
    """A PDF with a password."""
    canvas = Canvas(str(path), encrypt=StandardEncryption("sésame", strength=128))
    canvas.drawString(72, 700, "secret")
    canvas.save()


def locked_word(path: Path) -> None:
    """What Word writes when a password is set."""
    path.write_bytes(compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(5000)}))


def locked_zip(path: Path) -> None:
    """A zip whose entries ask for a password, with the name of a Word file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", "<secret/>")
        package.writestr("mimetype", "x")
    raw = target.getvalue().replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    path.write_bytes(raw.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"))


def nested_zip(path: Path) -> None:
    """A zip in a zip in a zip…"""
    content = b"le fond"
    for level in range(DEPTH):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            package.writestr("fond.txt" if not level else "a.zip", content)
        content = target.getvalue()
    path.write_bytes(content)


def nested_mail(path: Path) -> None:
    """A letter in a letter in a letter…"""
    content = papers.letter().as_bytes()
    for level in range(DEPTH):
        mark = f"=_{level}"
        content = (
            (
                f'From: a@example.org\nSubject: niveau {level}\nContent-Type: multipart/mixed; boundary="{mark}"\n\n'
                f"--{mark}\nContent-Type: text/plain\n\nvoir la suite\n--{mark}\nContent-Type: message/rfc822\n\n"
            ).encode()
            + content
            + f"\n--{mark}--\n".encode()
        )
    path.write_bytes(content)


def climbing_mail(path: Path) -> None:
    """Attachments whose names lead out of any folder."""
    names = ("../../../../pwn.txt", "..\\..\\pwn.txt", "/tmp/pwn.txt", "x/../../pwn.txt")  # noqa: S108 - as an attacker would
    path.write_bytes(papers.letter(*((name, b"Texte joint.") for name in names)).as_bytes())
