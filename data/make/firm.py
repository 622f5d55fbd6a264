"""Who is who: the fictional firm, its clients and its suppliers.

Every name is invented. Telephone numbers come from the ranges that the French regulator keeps for fiction,
domains end in ``.example``, and company numbers start with 00, which is never given out.
"""

from __future__ import annotations

from dataclasses import dataclass

LUHN_BASE = 10
IBAN_MODULUS = 97  # ISO 13616
VAT_MODULUS = 97  # French VAT key: (12 + 3 × (SIREN mod 97)) mod 97


@dataclass(frozen=True, slots=True)
class Party:
    """A firm, a public body or a household that writes or receives documents."""

    name: str
    street: str
    post_code: str
    city: str
    phone: str = ""
    mail: str = ""
    siren_stem: str = ""  # first 8 digits of the SIREN; empty for a household
    legal: str = ""  # legal form and capital, as printed at the foot
    colour: str = "#6b4a2b"  # of the letterhead
    trade: str = ""  # one line under the name
    country: str = "FR"

    @property
    def siren(self) -> str:
        """Nine digits, the last one being the Luhn key."""
        return with_luhn_key(self.siren_stem) if self.siren_stem else ""

    @property
    def siret(self) -> str:
        """Fourteen digits of the first establishment."""
        return with_luhn_key(self.siren + "0001") if self.siren_stem else ""

    @property
    def vat_number(self) -> str:
        """French VAT number, with its key computed."""
        if not self.siren_stem:
            return ""
        key = (12 + 3 * (int(self.siren) % VAT_MODULUS)) % VAT_MODULUS
        return f"FR{key:02d}{self.siren}"

    @property
    def address(self) -> tuple[str, str]:
        """The two address lines."""
        return self.street, f"{self.post_code} {self.city}"


def with_luhn_key(digits: str) -> str:
    """Return the digits followed by the key that makes the Luhn sum a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % LUHN_BASE)


def spaced(digits: str, *sizes: int) -> str:
    """Group an identifier for reading: ``spaced('123456789', 3, 3, 3)``."""
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    return " ".join(groups)


def french_iban(account: str) -> str:
    """Return the IBAN, in groups of four, of a 23-character French account number of a bank that does not exist."""
    number = int(account + "1527" + "00")  # F = 15, R = 27
    iban = f"FR{98 - number % IBAN_MODULUS:02d}{account}"
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


TOURVELIN = Party(
    "Atelier Tourvelin",
    "12 rue du Copeau-Doré",
    "49000",
    "Angers",
    "02 61 91 04 20",
    "contact@atelier-tourvelin.example",
    "00491273",
    "SARL au capital de 40 000 €",
    "#7a4a21",
    "Menuiserie bois – Agencement – Pose",
)
IBAN = french_iban("99999000490012345678942")
BIC = "XXXXFRPPXXX"

ECOUVRELLES = Party(
    "Mairie d'Écouvrelles",
    "1 place des Marronniers",
    "49985",
    "Écouvrelles",
    "02 61 91 30 00",
    "marches@mairie-ecouvrelles.example",
    "00249031",
)
DELAUNOY = Party("M. et Mme Delaunoy-Pasquet", "27 rue des Cordiers", "49100", "Angers", "06 39 98 21 54")
FRAVALLON = Party(
    "Mme Odile Fravallon", "8 impasse des Lavandières", "49983", "Saint-Aubrin-sur-Loire", "02 61 91 55 18"
)
BRISSARD = Party(
    "Cabinet dentaire Brissard-Nouet",
    "45 boulevard du Grand-Mail",
    "49000",
    "Angers",
    "02 61 91 62 07",
    "accueil@brissard-nouet.example",
    "00518846",
)
CHALAND = Party(
    "Le Chaland Bleu",
    "3 quai des Gabares",
    "49100",
    "Angers",
    "02 61 91 47 73",
    "bonjour@lechalandbleu.example",
    "00537720",
)
MAIL_VERT = Party(
    "Syndicat des copropriétaires – Résidence du Mail-Vert",
    "c/o Cabinet Hautrive Gestion, 19 rue Pierre-Lorgnet",
    "49000",
    "Angers",
    "02 61 91 70 41",
    "copros@hautrive-gestion.example",
    "00560194",
)
PERRIERES = Party(
    "SCI Les Trois Perrières",
    "60 avenue des Ardoisiers",
    "49982",
    "Les Ponts-Vallée",
    "02 61 91 28 16",
    "gerance@troisperrieres.example",
    "00575502",
)
GLYCINES = Party(
    "EHPAD Les Glycines d'Ardenay",
    "2 allée des Glycines",
    "49981",
    "Ardenay-le-Bourg",
    "02 61 91 83 90",
    "intendance@glycines-ardenay.example",
    "00588317",
)

SARTHEVAL = Party(
    "Bois Sartheval",
    "ZA des Longues Haies",
    "72985",
    "La Fresnaie",
    "02 61 91 90 10",
    "commandes@bois-sartheval.example",
    "00601448",
    "SAS au capital de 250 000 €",
    "#2f5d3a",
    "Négoce de bois massifs et de panneaux",
)
MACHINES = Party(
    "Ouest Machines Bois",
    "5 rue de la Forge",
    "44985",
    "Grandval-sur-Erdre",
    "02 61 91 12 60",
    "sav@ouest-machines-bois.example",
    "00633071",
    "SARL au capital de 80 000 €",
    "#1f3f66",
    "Vente, réparation et contrôle de machines à bois",
)
BAILLEUR = Party(
    "SCI du Copeau-Doré",
    "7 rue Haute-des-Forges",
    "49000",
    "Angers",
    "02 61 91 08 33",
    "sci@copeau-dore.example",
    "00655290",
    "Société civile immobilière au capital de 1 500 €",
    "#444444",
)
NORTHGATE = Party(
    "Northgate Hinges & Locks Ltd",
    "Unit 14, Larkfield Trading Estate",
    "LS99 7ZZ",
    "Leeds",
    "+44 113 496 0147",
    "sales@northgate-hinges.example",
    colour="#30475e",
    trade="Architectural ironmongery since 1974",
    country="GB",
)
NORDVIND = Party(
    "Nordvind Finishes",
    "Havnegade 88",
    "9999",
    "Aalsund",
    "+45 00 00 41 18",
    "tech@nordvind-finishes.example",
    colour="#005f73",
    trade="Water-borne wood coatings",
    country="DK",
)
PREVALYS = Party(
    "Prévalys Santé",
    "100 cours des Tanneurs",
    "44980",
    "Nantes",
    "02 61 91 66 00",
    "entreprises@prevalys.example",
    colour="#8a1c4a",
    trade="Mutuelle complémentaire santé",
)
LIGERANCE = Party(
    "Assurances Ligérance",
    "33 rue du Vieux-Chai",
    "49000",
    "Angers",
    "02 61 91 77 25",
    "pro@ligerance.example",
    colour="#22577a",
    trade="Assurances des métiers du bâtiment",
)
CAISSE = Party(
    "Caisse de prévention du Val-d'Ardoise",
    "1 esplanade des Faïenciers",
    "49980",
    "Vernelle",
    "02 61 91 87 00",
    "aides@caisse-valdardoise.example",
    colour="#3a3a6a",
    trade="Prévention des risques professionnels",
)

ISSUERS = {
    "tourvelin": TOURVELIN,
    "sartheval": SARTHEVAL,
    "machines": MACHINES,
    "bailleur": BAILLEUR,
    "northgate": NORTHGATE,
    "nordvind": NORDVIND,
    "prevalys": PREVALYS,
    "ligerance": LIGERANCE,
    "ecouvrelles": ECOUVRELLES,
    "caisse": CAISSE,
}
