"""Every sentence of an examination, with what to do where something is to be done. No logic."""

from __future__ import annotations

from typing import Final

from rag.errors import Words

_REPAIR: Final = Words(
    "Lancez « souffleur repair » : aucun fichier n'est relu.", "Run `souffleur repair`: no file is read again."
)
_BY_ITSELF: Final = Words(
    "Rien à faire : Souffleur s'en occupe à son prochain démarrage.",
    "Nothing to do: Souffleur takes care of it at its next start.",
)
# Code → what was found, and what to do where something is to be done.
FINDINGS: Final[dict[str, tuple[Words, Words | None]]] = {
    "versions": (Words("Souffleur {version} (Python {python}).", "Souffleur {version}, Python {python}."), None),
    "machine": (
        Words(
            "{system}, {processor}, cœurs : {cores}, mémoire : {ram_bytes}, dont {free_bytes} libres.",
            "{system}, {processor}, cores: {cores}, memory: {ram_bytes}, of which {free_bytes} are free.",
        ),
        None,
    ),
    "memory_low": (
        Words("Il ne reste que {free_bytes} de mémoire.", "Only {free_bytes} of memory are left."),
        Words("Fermez des programmes dont vous ne vous servez pas.", "Close programs that you do not use."),
    ),
    "graphics": (Words("Carte graphique : {name}, {memory_bytes}.", "Graphics card: {name}, {memory_bytes}."), None),
    "room": (
        Words("{free_bytes} libres sur le disque de la bibliothèque.", "{free_bytes} free on the disk of the library."),
        None,
    ),
    "room_low": (
        Words(
            "Il ne reste que {free_bytes} sur le disque de la bibliothèque.",
            "Only {free_bytes} are left on the disk of the library.",
        ),
        Words("Libérez bientôt de la place.", "Free some space soon."),
    ),
    "no_room": (
        Words(
            "Le disque de la bibliothèque est plein : il reste {free_bytes}.",
            "The disk of the library is full: {free_bytes} left.",
        ),
        Words(
            "Libérez de la place : rien de nouveau ne peut être enregistré.",
            "Free some space: nothing new can be stored.",
        ),
    ),
    "scans": (Words("Les scans sont lus ({languages}).", "Scans are read ({languages})."), None),
    "scans_off": (
        Words(
            "Les scans ne sont pas lus : le réglage ingest.ocr le dit.",
            "Scans are not read: the setting ingest.ocr says so.",
        ),
        None,
    ),
    "scans_unread": (
        Words(
            "Les scans ne peuvent pas être lus : il manque Tesseract.", "Scans cannot be read: Tesseract is missing."
        ),
        Words(
            "Faites installer « tesseract-ocr » et « tesseract-ocr-fra », puis réessayez les fichiers non lus.",
            "Have `tesseract-ocr` and `tesseract-ocr-fra` installed, then try the unread files again.",
        ),
    ),
    "scan_languages": (
        Words(
            "Tesseract ne connaît pas ces langues : {languages}.",
            "Tesseract does not know these languages: {languages}.",
        ),
        Words(
            "Faites installer « tesseract-ocr-fra » (et les autres), ou changez ingest.ocr_languages.",
            "Have `tesseract-ocr-fra` installed (and the others), or change ingest.ocr_languages.",
        ),
    ),
    "office": (Words("Les anciens fichiers Word (DOC) sont lus.", "Old Word files (DOC) are read."), None),
    "no_office": (
        Words(
            "Les anciens fichiers Word (DOC) ne peuvent pas être lus : il manque LibreOffice.",
            "Old Word files (DOC) cannot be read: LibreOffice is missing.",
        ),
        Words("Faites installer LibreOffice, si vous en avez.", "Have LibreOffice installed, if you have such files."),
    ),
    "search_model": (
        Words(
            "Modèle de recherche « {name} » : il est là et lit {rate} passages par seconde.",
            "Search model `{name}`: it is here and reads {rate} passages a second.",
        ),
        None,
    ),
    "search_model_unready": (
        Words(
            "Modèle de recherche « {name} » : il est là ; il sera préparé à la première lecture, en une minute environ.",
            "Search model `{name}`: it is here; it is prepared at the first reading, in about a minute.",
        ),
        None,
    ),
    "quotations": (
        Words(
            "Pas de modèle de rédaction : les réponses sont des citations.", "No chat model: answers are quotations."
        ),
        None,
    ),
    "chat_model": (
        Words(
            "Modèle de rédaction « {name} » : il est là ({size_bytes}).",
            "Chat model `{name}`: it is here ({size_bytes}).",
        ),
        None,
    ),
    "chat_server": (
        Words("Le serveur de modèles {address} répond.", "The model server {address} answers."),
        None,
    ),
    "chat_server_elsewhere": (
        Words(
            "Le modèle de rédaction est sur une autre machine, {address} ; elle n'a pas été appelée pour cet examen.",
            "The chat model is on another machine, {address}; it was not called for this examination.",
        ),
        None,
    ),
    "chat_speed": (
        Words(
            "Il lit {read} mots du modèle par seconde et en écrit {write}, mesuré ici.",
            "It reads {read} of its words a second and writes {write}, measured here.",
        ),
        None,
    ),
    "chat_speed_unknown": (
        Words("Sa vitesse ici n'est pas encore connue.", "Its speed here is not known yet."),
        None,
    ),
    "reranker": (Words("Modèle de classement « {name} » : il est là.", "Ranking model `{name}`: it is here."), None),
    "model_intact": (Words("Le modèle « {name} » est intact.", "The model `{name}` is intact."), None),
    "model_changed": (
        Words("Le modèle « {name} » est abîmé : {file}.", "The model `{name}` is damaged: {file}."),
        Words(
            "Téléchargez-le à nouveau : « souffleur models pull {name} ».",
            "Download it again: `souffleur models pull {name}`.",
        ),
    ),
    "page_runs": (Words("La page est ouverte : {url}.", "The page is open: {url}."), None),
    "page_closed": (Words("La page n'est pas ouverte.", "The page is not open."), None),
    "held": (
        Words(
            "Une autre commande tient la bibliothèque (processus {pid}).",
            "Another command holds the library (process {pid}).",
        ),
        None,
    ),
    "library_older": (
        Words(
            "La bibliothèque vient d'une version précédente de Souffleur.",
            "The library comes from an earlier Souffleur.",
        ),
        _BY_ITSELF,
    ),
    "library": (
        Words(
            "La bibliothèque est intacte ; documents : {documents}, passages : {passages}.",
            "The library is whole; documents: {documents}, passages: {passages}.",
        ),
        None,
    ),
    "last_read": (Words("Dernier document lu le {moment}.", "Last document read on {moment}."), None),
    "files_unread": (
        Words("Fichiers non lus : {count}.", "Files that could not be read: {count}."),
        Words(
            "Chacun a sa raison : page Documents, ou « souffleur documents ».",
            "Each has its reason: page Documents, or `souffleur documents`.",
        ),
    ),
    "words_lack": (
        Words("Des mots de la recherche sont à refaire.", "Some words of the search have to be made again."),
        _REPAIR,
    ),
    "vectors_lack": (
        Words(
            "La recherche par ressemblance ne connaît pas {count} passages.",
            "The search by likeness does not know {count} passages.",
        ),
        _REPAIR,
    ),
    "change_waiting": (
        Words(
            "Un changement de modèle de recherche n'est pas fini ({count} passages prêts).",
            "A change of search model is not finished ({count} passages are ready).",
        ),
        _REPAIR,
    ),
    "index_same": (
        Words(
            "La recherche par ressemblance dit la même chose que la bibliothèque.",
            "The search by likeness agrees with the library.",
        ),
        None,
    ),
    "index_differs": (
        Words(
            "La recherche par ressemblance diffère de la bibliothèque pour {count} passages.",
            "The search by likeness differs from the library in {count} passages.",
        ),
        _REPAIR,
    ),
    "index_sealed": (
        Words("La recherche par ressemblance est intacte.", "The search by likeness is whole."),
        None,
    ),
    "index_none": (Words("Rien n'est encore à chercher.", "There is nothing to search yet."), None),
    "index_missing": (Words("La recherche par ressemblance manque.", "The search by likeness is missing."), _BY_ITSELF),
    "index_unsealed": (
        Words(
            "La recherche par ressemblance est ouverte ailleurs, ou a été coupée : elle n'a pas pu être vérifiée ici.",
            "The search by likeness is open elsewhere, or was cut off: it could not be checked here.",
        ),
        _BY_ITSELF,
    ),
    "index_changed": (
        Words(
            "Les fichiers de la recherche par ressemblance ont changé ou sont abîmés.",
            "The files of the search by likeness changed or are damaged.",
        ),
        _BY_ITSELF,
    ),
    "index_hung": (
        Words("La dernière fois, la recherche ne répondait plus.", "Last time, the search did not answer any more."),
        _BY_ITSELF,
    ),
    "index_waiting": (
        Words(
            "{count} passages restent à inscrire dans la recherche par ressemblance.",
            "{count} passages have to be entered into the search by likeness.",
        ),
        _BY_ITSELF,
    ),
    "folder": (Words("{root} : joignable, examiné le {moment}.", "{root}: within reach, looked at on {moment}."), None),
    "folder_new": (Words("{root} : joignable, pas encore examiné.", "{root}: within reach, not looked at yet."), None),
    "folder_gone": (
        Words(
            "{root} n'est pas joignable ; ses documents répondent toujours.",
            "{root} is out of reach; its documents still answer.",
        ),
        Words("Rebranchez le disque ou le partage.", "Connect the disk or the share again."),
    ),
    "nobody_follows": (
        Words("Personne ne suit ces dossiers en ce moment.", "Nobody follows these folders now."),
        Words(
            "Ouvrez la page (« souffleur serve ») ou lancez « souffleur watch ».",
            "Open the page (`souffleur serve`) or run `souffleur watch`.",
        ),
    ),
    "withheld": (
        Words("{root} : {count} fichiers ont disparu et sont gardés.", "{root}: {count} files are gone and are kept."),
        Words(
            "Rebranchez le disque, ou confirmez leur suppression : page Documents, ou « souffleur ingest {root} --forget-missing ».",
            "Connect the disk again, or confirm that they are deleted: page Documents, or `souffleur ingest {root} --forget-missing`.",
        ),
    ),
    "switches": (
        Words(
            "Aucune bibliothèque logicielle n'appelle l'extérieur : {count} interrupteurs vérifiés.",
            "No software library calls outside: {count} switches checked.",
        ),
        None,
    ),
    "switches_lack": (
        Words(
            "Des bibliothèques logicielles pourraient appeler l'extérieur : {names}.",
            "Software libraries could call outside: {names}.",
        ),
        Words(
            "Quelque chose a défait leurs interrupteurs après le démarrage : relancez Souffleur sans ces variables.",
            "Something undid their switches after the start: start Souffleur again without these variables.",
        ),
    ),
    "page_local": (
        Words("La page ne s'ouvre que depuis cette machine.", "The page opens from this machine only."),
        None,
    ),
    "page_open": (
        Words(
            "Les réglages ouvrent la page au réseau local ({host}), sans mot de passe.",
            "The settings open the page to the local network ({host}), without a password.",
        ),
        Words('Pour la fermer : page.host = "127.0.0.1".', 'To close it: page.host = "127.0.0.1".'),
    ),
    "ports_local": (
        Words("Ports ouverts, pour cette machine seulement : {count}.", "Open ports, for this machine only: {count}."),
        None,
    ),
    "ports_open": (
        Words("Ports ouverts au réseau : {addresses}.", "Ports open to the network: {addresses}."),
        Words(
            "Toute personne du réseau qui les joint lit la bibliothèque.",
            "Whoever in the network reaches them reads the library.",
        ),
    ),
    "chat_inside": (Words("Aucun serveur de modèles n'est appelé.", "No model server is called."), None),
    "chat_local": (
        Words(
            "Le serveur de modèles est sur cette machine : {address}.",
            "The model server is on this machine: {address}.",
        ),
        None,
    ),
    "chat_leaves": (
        Words(
            "Questions et passages trouvés sont envoyés à {address}, hors de cette machine.",
            "Questions and the passages found are sent to {address}, outside this machine.",
        ),
        Words("Si ce n'est pas voulu, videz chat.address.", "If that is not wanted, empty chat.address."),
    ),
    "hosts_allowed": (
        Words(
            "Les réglages permettent d'envoyer à ces hôtes : {hosts}.",
            "The settings allow sending to these hosts: {hosts}.",
        ),
        Words("Si ce n'est pas voulu, videz chat.allowed_hosts.", "If that is not wanted, empty chat.allowed_hosts."),
    ),
    "downloads": (
        Words(
            "{hub} n'est joint que lorsque vous demandez un modèle.", "{hub} is reached only when you ask for a model."
        ),
        None,
    ),
    "no_downloads": (Words("Aucun téléchargement n'est permis.", "No download is allowed."), None),
    "no_connections": (
        Words(
            "Connexions hors de cette machine depuis le {moment} : 0.",
            "Connections outside this machine since {moment}: 0.",
        ),
        None,
    ),
    "no_connections_now": (
        Words("Connexions hors de cette machine en ce moment : 0.", "Connections outside this machine now: 0."),
        None,
    ),
    "connections": (
        Words(
            "Connexions vues hors de cette machine : {count} ({addresses}).",
            "Connections seen outside this machine: {count} ({addresses}).",
        ),
        Words(
            "Normal pendant le téléchargement d'un modèle ou avec un serveur de modèles ailleurs ; sinon, prévenez qui s'occupe de cette machine.",
            "Normal while a model is downloaded or with a model server elsewhere; otherwise tell whoever looks after this machine.",
        ),
    ),
    "settings": (Words("Le fichier de réglages est valable.", "The settings file is valid."), None),
    "settings_none": (
        Words("Pas de fichier de réglages : tout est comme livré.", "No settings file: everything is as delivered."),
        None,
    ),
    "home_private": (Words("Vous seul pouvez lire {folder}.", "Only you can read {folder}."), None),
    "home_open": (
        Words(
            "D'autres personnes de cette machine peuvent lire {folder} ({mode}).",
            "Other people of this machine can read {folder} ({mode}).",
        ),
        Words('Fermez-le : chmod 700 "{folder}".', 'Close it: chmod 700 "{folder}".'),
    ),
    "file_open": (
        Words(
            "D'autres personnes de cette machine peuvent lire {path} ({mode}).",
            "Other people of this machine can read {path} ({mode}).",
        ),
        Words('Fermez-le : chmod 600 "{path}".', 'Close it: chmod 600 "{path}".'),
    ),
    "sizes": (
        Words("Tout est dans {folder} : {all_bytes}.", "Everything is in {folder}: {all_bytes}."),
        None,
    ),
    "look_failed": (
        Words("Cet examen n'a pas pu être fait ({name}).", "This look could not be done ({name})."),
        Words(
            "Recommencez ; si cela revient, transmettez le journal.", "Try again; if it happens again, pass the log on."
        ),
    ),
}
