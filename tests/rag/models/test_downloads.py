"""One file from a real local site: continued after a cut, begun anew when it changed, refused when it is wrong."""

from __future__ import annotations

import hashlib
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from rag.errors import DiskFull, HubRefused, HubUnreachable, WrongFile
from rag.models import downloads
from rag.models.cards import Use
from rag.models.downloads import Hub, Remote
from rag.models.part import mark_of
from tests.rag.models.hub import REVISION, Site, card, git_name, site

CONTENT = os.urandom(5_000_003)
OTHER = os.urandom(5_000_003)
MODEL = card("m", Use.CHAT)
FILE = Remote("m.gguf")
NAME = "firm/model/m.gguf"


@pytest.fixture
def hub() -> Iterator[Site]:
    with site() as running:
        running.files[NAME] = CONTENT
        yield running


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "m.gguf.part"


def fetch(hub: Site, part: Path, file: Remote = FILE, cancel: threading.Event | None = None) -> list[int]:
    with Hub(hub.address, pause=0) as client:
        return list(client.fetch(MODEL, file, part, cancel or threading.Event()))


def ranges(hub: Site) -> list[str]:
    return [asked[1] for asked in hub.asked if asked[0].startswith("/elsewhere/")]


def test_a_file_comes_through_the_redirect_with_the_mark_of_the_hub(hub: Site, part: Path) -> None:
    seen = fetch(hub, part)
    assert part.read_bytes() == CONTENT
    assert seen == sorted(seen)
    assert seen[-1] == len(CONTENT)
    assert len(seen) > 10
    assert mark_of(part) == hashlib.sha256(CONTENT).hexdigest()
    assert [asked[0] for asked in hub.asked] == [f"/firm/model/resolve/{REVISION}/m.gguf", f"/elsewhere/{NAME}"]


def test_a_cut_is_continued_in_the_same_call(hub: Site, part: Path) -> None:
    hub.cuts = [2_000_000, 1_500_000]
    fetch(hub, part)
    assert part.read_bytes() == CONTENT
    assert ranges(hub) == ["", "bytes=2000000-", "bytes=3500000-"]
    assert hub.sent == len(CONTENT), "nothing is fetched twice"
    assert hub.asked[-1][2] == '"one"'


def test_a_stop_is_continued_by_another_call(hub: Site, part: Path) -> None:
    stop = threading.Event()
    with Hub(hub.address, pause=0) as client:
        steps = client.fetch(MODEL, FILE, part, stop)
        next(steps)
        stop.set()
        assert list(steps) == []
    have = part.stat().st_size
    assert 0 < have < len(CONTENT)
    fetch(hub, part)
    assert part.read_bytes() == CONTENT
    assert ranges(hub) == ["", f"bytes={have}-"]


@pytest.mark.parametrize("weak", [False, True])
def test_a_file_that_changed_meanwhile_is_begun_anew(hub: Site, part: Path, weak: bool) -> None:
    hub.weak = weak
    stop_in_the_middle(hub, part)
    hub.files[NAME], hub.etag = OTHER, "two"
    fetch(hub, part)
    assert part.read_bytes() == OTHER


def test_a_place_without_ranges_gives_the_whole_again(hub: Site, part: Path) -> None:
    stop_in_the_middle(hub, part)
    hub.ranges = False
    fetch(hub, part)
    assert part.read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_begun_anew(hub: Site, part: Path) -> None:
    stop_in_the_middle(hub, part)
    with part.open("ab") as file:
        file.truncate(len(CONTENT) + 5)
    fetch(hub, part)
    assert part.read_bytes() == CONTENT


def stop_in_the_middle(hub: Site, part: Path) -> None:
    stop = threading.Event()
    with Hub(hub.address, pause=0) as client:
        steps = client.fetch(MODEL, FILE, part, stop)
        next(steps)
        stop.set()
        list(steps)
    assert 0 < part.stat().st_size < len(CONTENT)


def test_a_connection_that_only_breaks_is_given_up_and_what_came_is_kept(hub: Site, part: Path) -> None:
    hub.cuts = [1_000_000, *[0] * downloads.TRIES]
    with pytest.raises(HubUnreachable) as error:
        fetch(hub, part)
    assert part.stat().st_size == 1_000_000
    assert "--from" in error.value.next_step("fr")
    fetch(hub, part)
    assert part.read_bytes() == CONTENT


def test_nobody_there_is_said(part: Path) -> None:
    with pytest.raises(HubUnreachable), Hub("http://127.0.0.1:9", pause=0) as client:
        list(client.fetch(MODEL, FILE, part, threading.Event()))
    with pytest.raises(HubUnreachable), Hub("http://127.0.0.1:9", pause=0) as client:
        client.listing(MODEL)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_the_hub_does_not_give_is_said_at_once(hub: Site, part: Path, status: int) -> None:
    hub.status = status
    with pytest.raises(HubRefused) as error:
        fetch(hub, part)
    assert f"HTTP {status}" in error.value.sentence("fr")
    assert len(hub.asked) == 1
    assert not part.exists()


def test_a_busy_hub_is_asked_again(hub: Site, part: Path) -> None:
    hub.status = 503
    with pytest.raises(HubUnreachable):
        fetch(hub, part)
    assert len(hub.asked) == downloads.TRIES


def test_another_revision_than_the_pinned_one_is_refused(hub: Site, part: Path) -> None:
    hub.commit = "f" * 40
    with pytest.raises(HubRefused):
        fetch(hub, part)


def test_a_wrong_size_is_noticed_before_the_file_has_come(hub: Site, part: Path) -> None:
    with pytest.raises(WrongFile):
        fetch(hub, part, Remote("m.gguf", bytes=len(CONTENT) - 1))
    assert not part.exists()


def test_an_address_that_is_neither_encrypted_nor_near_is_refused() -> None:
    with pytest.raises(HubRefused):
        Hub("http://93.184.216.34")
    with Hub("https://93.184.216.34"):
        pass


def test_from_an_encrypted_site_nothing_comes_unencrypted(hub: Site, part: Path) -> None:
    with Hub("https://hub.example", pause=0) as client:
        client._client = httpx.Client(transport=httpx.MockTransport(_leads_to(hub)), follow_redirects=True)
        with pytest.raises(HubRefused) as error:
            list(client.fetch(MODEL, FILE, part, threading.Event()))
    assert "http://" in error.value.sentence("fr")


def _leads_to(hub: Site) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.scheme == "https":
            return httpx.Response(302, headers={"Location": f"{hub.address}/elsewhere/{NAME}"})
        return httpx.Response(200, content=CONTENT)

    return answer


def test_the_list_has_sizes_and_marks_and_only_files_inside(hub: Site) -> None:
    hub.files["firm/model/1_Pooling/config.json"] = b"{}"
    with Hub(hub.address) as client:
        found = {file.path: file for file in client.listing(MODEL)}
        assert found["m.gguf"] == Remote("m.gguf", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
        assert found["1_Pooling/config.json"].mark == git_name(b"{}")
        hub.files["firm/model/../../away.json"] = b"{}"
        with pytest.raises(HubRefused):
            client.listing(MODEL)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk takes the rights of root")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.slow
def test_a_disk_that_fills_up_keeps_what_came_and_goes_on_when_there_is_room(hub: Site, small_disk: Path) -> None:
    part = small_disk / "m.gguf.part"
    with pytest.raises(DiskFull):
        fetch(hub, part)
    have = part.stat().st_size
    assert 1_000_000 < have < len(CONTENT)
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    fetch(hub, part)
    assert part.read_bytes() == CONTENT
    assert ranges(hub) == ["", f"bytes={have}-"]
