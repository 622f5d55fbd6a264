"""Counts every attempt to reach another machine while the whole product runs. `make offline-proof`.

Everything happens in a network namespace that has only loopback, under `strace` of connect and sendto: the sample
company is read, three questions are asked, the page is opened in Chromium and asked one more. The count must be 0.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSIDE = "--inside"  # this very file, run again in the namespace
PORT = 8911
QUESTIONS = (
    "Quel est le délai de paiement des factures ?",
    "Combien de jours de congés payés par an ?",
    "What is the notice period of the lease?",
)
START_SECONDS = 180
# Chromium looks whether IPv6 is there at every request, and has no switch for it: it connects a datagram socket to
# this address and sends nothing. That is the browser's doing, not ours; it is told apart by program, call and address.
PROBE = "2001:4860:4860::8888:443"
PROBING = "Chrome_"  # how Chromium's threads are called
_CALL = re.compile(r"^(?P<pid>\d+)(?:<(?P<program>[^>]*)>)?\s+(?:<\.\.\. )?(?P<call>connect|sendto|sendmsg|sendmmsg)\b")
_FAMILY = re.compile(r"sa_family=(AF_\w+)")
_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")
LOCAL_FAMILIES = frozenset({"AF_UNIX", "AF_NETLINK", "AF_UNSPEC"})


def main() -> int:
    """Run the life cycle in the namespace, read the trace, print the count; the exit status says whether it is 0."""
    missing = [name for name in ("strace", "unshare", "ip", "chromium") if not shutil.which(name)]
    if missing:
        print(
            f"offline-proof: needs {', '.join(missing)} (Debian: apt-get install strace util-linux iproute2 chromium)"
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="souffleur-offline-") as scratch:
        trace = Path(scratch, "trace")
        tracing = [
            "strace",
            "-f",
            "-qq",
            "-Y",
            "-e",
            "trace=connect,sendto,sendmsg,sendmmsg",
            "-e",
            "signal=none",
            "-o",
            str(trace),
        ]
        inside = [*tracing, sys.executable, str(Path(__file__).resolve()), INSIDE, scratch]
        script = 'ip link set lo up && exec "$@"'
        done = subprocess.run(["unshare", "-rn", "sh", "-c", script, "sh", *inside], check=False, cwd=ROOT)
        if done.returncode:
            print(f"offline-proof: the life cycle itself failed ({done.returncode})")
            return 1
        attempts, probes, seen = read_trace(trace)
    for (call, address), count in sorted(attempts.items()):
        print(f"  {count:5}  {call} → {address}")
    total = sum(attempts.values())
    print(f"  {probes} looks of the browser for IPv6 (connect to {PROBE}, nothing sent), not counted")
    print(f"{seen} connect/send calls watched; attempts to reach another machine: {total}")
    print("RESULT", json.dumps({"watched": seen, "attempts_elsewhere": total}))
    return 0 if total == 0 and seen > 0 else 1


def read_trace(trace: Path) -> tuple[Counter[tuple[str, str]], int, int]:
    """Calls to somewhere else by address, the browser's looks for IPv6, and how many calls were watched in all."""
    attempts: Counter[tuple[str, str]] = Counter()
    seen = probes = 0
    with trace.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            call = _CALL.match(line)
            family = _FAMILY.search(line)
            if not call:
                continue
            seen += 1
            if family and family.group(1) not in LOCAL_FAMILIES and not _is_loopback(line):
                found = _ADDRESS.search(line)
                port = _PORT.search(line)
                where = next(filter(None, found.groups()), "?") if found else family.group(1)
                address = f"{where}:{port.group(1) if port else '?'}"
                if (call.group("call"), address) == ("connect", PROBE) and _is_chromium(call.group("program")):
                    probes += 1
                else:
                    attempts[call.group("call"), address] += 1
    return attempts, probes, seen


def _is_chromium(program: str | None) -> bool:
    return (program or "").startswith(PROBING)


def _is_loopback(line: str) -> bool:
    found = _ADDRESS.search(line)
    return bool(found) and ipaddress.ip_address(next(filter(None, found.groups()))).is_loopback


def inside(scratch: Path) -> None:
    """What a company does on a day, without any network."""
    home = scratch / "home"
    # This very source tree, whatever the installed command would import.
    environment = {**os.environ, "SOUFFLEUR_HOME": str(home), "PYTHONPATH": str(ROOT)}
    souffleur = [sys.executable, "-c", "from ui.cli.main import run; run()"]

    def run(*arguments: str) -> str:
        done = subprocess.run([*souffleur, *arguments], capture_output=True, text=True, check=False, env=environment)
        if done.returncode:
            sys.exit(f"souffleur {' '.join(arguments)}: {done.stdout[-500:]}{done.stderr[-2000:]}")
        return done.stdout

    run("ingest", str(ROOT / "data" / "samples"))
    for question in QUESTIONS:
        answer = json.loads(run("ask", question, "--json"))
        print(f"  {question} → {answer['manner']}, {len(answer['citations'])} source(s)")
    serving = subprocess.Popen([*souffleur, "serve", "--no-browser", "--port", str(PORT)], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{PORT}/")
        _open_page(scratch)
    finally:
        serving.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            serving.wait(30)
        serving.kill()


def _wait_for(url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    sys.exit("the page did not come up")


def _open_page(scratch: Path) -> None:
    from playwright.sync_api import sync_playwright

    # The browser is not ours: what it does by itself (updates, probing for IPv6) is switched off, not counted away.
    switches = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--disable-features=OptimizationHints,MediaRouter,DialMediaRouteProvider",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-quic"]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=switches)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORT}/", timeout=120_000)
        box = page.locator("textarea").first
        box.wait_for(timeout=120_000)
        box.fill(QUESTIONS[0])
        box.press("Enter")
        page.get_by_text("[1]").first.wait_for(timeout=120_000)
        page.screenshot(path=str(scratch / "page.png"))
        print("  the page answered")
        browser.close()


if __name__ == "__main__":
    if INSIDE in sys.argv:
        inside(Path(sys.argv[-1]))
    else:
        sys.exit(main())
