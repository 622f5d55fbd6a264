"""Why a file could not be read, or was read badly: a sentence that a secretary understands, and what to do next.

A failure keeps the file out of the library; a note goes with a document that is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.records import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause, with what to do."""

    code: str
    words: Words
    step: Words


_FAILURES: Final = (
    Reason(
        "unsupported",
        Words("Ce type de fichier n'est pas lu.", "This kind of file is not read."),
        Words("Enregistrez-le en PDF ou dans un format courant, puis relancez la lecture.", "Save it as PDF or in a common format, then read again."),
    ),
    Reason(
        "empty",
        Words("Le fichier est vide.", "The file is empty."),
        Words("Vérifiez que la copie ou l'enregistrement s'est bien terminé.", "Check that it was copied or saved completely."),
    ),
    Reason(
        "no_text",
        Words("Le fichier ne contient pas de texte lisible.", "The file holds no readable text."),
        Words("Si c'est une image ou un scan, numérisez-le plus nettement.", "If it is a picture or a scan, scan it more sharply."),
    ),
    Reason(
        "encrypted",
        Words("Le fichier est protégé par un mot de passe.", "The file is protected by a password."),
        Words("Enregistrez une copie sans mot de passe, puis relancez la lecture.", "Save a copy without a password, then read again."),
    ),
    Reason(
        "damaged",
        Words("Le fichier est abîmé, ou n'est pas ce que son nom annonce.", "The file is damaged, or is not what its name says."),
        Words("Ouvrez-le dans son programme et enregistrez-le à nouveau, ou reprenez l'original.", "Open it in its program and save it again, or take the original."),
    ),
    Reason(
        "too_large",
        Words("Le fichier est trop gros pour être lu.", "The file is too large to be read."),
        Words("Partagez-le en plusieurs fichiers, ou augmentez le réglage ingest.file_mb.", "Split it into several files, or raise the setting ingest.file_mb."),
    ),
    Reason(
        "timeout",
        Words("La lecture du fichier prenait trop de temps ; elle a été arrêtée.", "Reading the file took too long; it was stopped."),
        Words("Partagez-le en plusieurs fichiers, ou augmentez le réglage ingest.file_seconds.", "Split it into several files, or raise the setting ingest.file_seconds."),
    ),
    Reason(
        "memory",
        Words("La lecture du fichier demandait trop de mémoire ; elle a été arrêtée.", "Reading the file needed too much memory; it was stopped."),
        Words("Partagez-le en plusieurs fichiers, ou augmentez le réglage ingest.file_memory_mb.", "Split it into several files, or raise the setting ingest.file_memory_mb."),
    ),
    Reason(
        "crashed",
        Words("Le programme de lecture s'est arrêté sur ce fichier.", "The reading program stopped at this file."),
        Words("Enregistrez le fichier à nouveau ou en PDF ; si cela se répète, signalez-le.", "Save the file again or as PDF; if it happens again, please report it."),
    ),
    Reason(
        "unreadable",
        Words("Souffleur n'a pas le droit d'ouvrir ce fichier.", "Souffleur is not allowed to open this file."),
        Words("Donnez le droit de lecture sur ce fichier, puis relancez la lecture.", "Give the right to read this file, then read again."),
    ),
    Reason(
        "vanished",
        Words("Le fichier a disparu pendant la lecture.", "The file went away while it was being read."),
        Words("S'il existe encore, relancez la lecture.", "If it still exists, read again."),
    ),
    Reason(
        "changing",
        Words("Le fichier était en train d'être modifié.", "The file was being changed."),
        Words("Relancez la lecture quand il sera enregistré.", "Read again once it is saved."),
    ),
    Reason(
        "bad_name",
        Words("Le nom du fichier ou de son dossier contient des signes illisibles.", "The name of the file or of its folder holds signs that cannot be read."),
        Words("Renommez-le, puis relancez la lecture.", "Rename it, then read again."),
    ),
    Reason(
        "linked",
        Words("C'est un raccourci ou un lien vers un autre endroit ; il n'est pas suivi.", "This is a shortcut or a link to another place; it is not followed."),
        Words("Ajoutez le dossier où se trouve le vrai fichier.", "Add the folder where the real file lies."),
    ),
    Reason(
        "ocr_missing",
        Words("C'est une image de texte, et le programme qui lit les images (Tesseract) manque.", "This is a picture of text, and the program that reads pictures (Tesseract) is missing."),
        Words("Faites installer « tesseract-ocr » et « tesseract-ocr-fra », puis relancez la lecture avec « réessayer ».", "Have `tesseract-ocr` and `tesseract-ocr-fra` installed, then read again with “try again”."),
    ),
    Reason(
        "office_missing",
        Words("C'est un ancien fichier Word, et LibreOffice, qui les lit, manque.", "This is an old Word file, and LibreOffice, which reads them, is missing."),
        Words("Faites installer LibreOffice, ou enregistrez le fichier en DOCX ou en PDF.", "Have LibreOffice installed, or save the file as DOCX or PDF."),
    ),
)  # fmt: skip

_NOTES: Final = (
    Reason(
        "scan_without_ocr",
        Words("Certaines pages sont des images et n'ont pas été lues.", "Some pages are pictures and were not read."),
        Words("Faites installer « tesseract-ocr » et « tesseract-ocr-fra », puis lisez le fichier à nouveau.", "Have `tesseract-ocr` and `tesseract-ocr-fra` installed, then read the file again."),
    ),
    Reason(
        "formulas_without_values",
        Words("Des formules du tableau n'ont pas de résultat enregistré.", "Some formulas of the table have no stored result."),
        Words("Ouvrez le tableau dans son programme et enregistrez-le.", "Open the table in its program and save it."),
    ),
    Reason(
        "attachment_failed",
        Words("Une pièce jointe n'a pas pu être lue.", "An attachment could not be read."),
        Words("Enregistrez-la à part pour en connaître la raison.", "Save it on its own to learn the reason."),
    ),
    Reason(
        "read_badly",
        Words("Certaines pages scannées se lisent mal ; des mots peuvent être faux.", "Some scanned pages are hard to read; words may be wrong."),
        Words("Numérisez ces pages à nouveau, plus nettement ou à plat, en 300 points par pouce.", "Scan these pages again, more sharply and flat, at 300 dots per inch."),
    ),
    Reason(
        "invoice_failed",
        Words("Les données électroniques de la facture n'ont pas pu être lues ; seule la page l'a été.", "The electronic data of the invoice could not be read; only the page was."),
        Words("Demandez une nouvelle facture électronique à l'expéditeur si vous en avez besoin.", "Ask the sender for a new electronic invoice if you need one."),
    ),
    Reason(
        "message_failed",
        Words("Un message de la boîte aux lettres n'a pas pu être lu.", "A message of the mailbox could not be read."),
        Words("Ouvrez la boîte dans votre messagerie et exportez-la à nouveau.", "Open the mailbox in your mail program and export it again."),
    ),
    Reason(
        "pages_failed",
        Words("Certaines pages sont abîmées et n'ont pas été lues.", "Some pages are damaged and were not read."),
        Words("Ouvrez le fichier dans son programme et enregistrez-le à nouveau, ou reprenez l'original.", "Open the file in its program and save it again, or take the original."),
    ),
    Reason(
        "hidden_text",
        Words("Le fichier contient des parties masquées ; elles n'ont pas été lues.", "The file has hidden parts; they were not read."),
        Words("Affichez-les dans son programme et enregistrez-le si elles doivent être trouvées.", "Show them in its program and save it if they should be found."),
    ),
    Reason(
        "truncated",
        Words("Seul le début a été lu : le fichier est très long.", "Only the beginning was read: the file is very long."),
        Words("Partagez-le en plusieurs fichiers.", "Split it into several files."),
    ),
)  # fmt: skip

# Why files that are gone stay in the library; `{files}` is "12 fichiers", "12 files".
WITHHELD: Final[Mapping[Cause, Words]] = {
    Cause.MISSING: Words("« {root} » n'est pas accessible : {files} de ce dossier restent dans la bibliothèque.", "`{root}` cannot be reached: {files} of this folder stay in the library."),
    Cause.EMPTY: Words("« {root} » est vide : {files} de ce dossier restent dans la bibliothèque.", "`{root}` is empty: {files} of this folder stay in the library."),
    Cause.HALF: Words("Plus de la moitié de « {root} » n'y est plus : {files} de ce dossier restent dans la bibliothèque.", "More than half of `{root}` is gone: {files} of this folder stay in the library."),
}  # fmt: skip

REASONS: Final[Mapping[str, Reason]] = {reason.code: reason for reason in (*_FAILURES, *_NOTES)}
