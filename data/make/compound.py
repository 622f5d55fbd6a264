"""Writes a compound file, the container of old Office formats and of Outlook messages ([MS-CFB], version 3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
MINI = 64
CUTOFF = 4096  # a smaller stream lies in the mini stream
ENTRY = 128  # bytes of a directory entry
FREE, END, FAT_MARK, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1
MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
IN_HEADER = 109  # sectors of the allocation table that the header can name

Tree = dict[str, "bytes | Tree"]


@dataclass(slots=True)
class _Node:
    name: str
    kind: int
    content: bytes = b""
    left: int = NONE
    right: int = NONE
    child: int = NONE
    colour: int = BLACK
    start: int = END


@dataclass(slots=True)
class _File:
    nodes: list[_Node] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """Append a stream as a chain of sectors; returns the first one."""
        pieces = _cut(content, SECTOR)
        first = len(self.sectors)
        self.sectors += pieces
        self.chain += [first + place + 1 for place in range(len(pieces) - 1)] + [END] * bool(pieces)
        return first if pieces else END


def compound_file(tree: Tree) -> bytes:
    """The bytes of a file whose storages are dictionaries and whose streams are bytes."""
    file = _File()
    root = _Node("Root Entry", ROOT)
    file.nodes.append(root)
    root.child = _enter(file, tree)
    minis, mini_chain = bytearray(), list[int]()
    for node in file.nodes:
        if node.kind == STREAM and len(node.content) >= CUTOFF:
            node.start = file.add(node.content)
        elif node.kind == STREAM and node.content:
            pieces = _cut(node.content, MINI)
            node.start = len(mini_chain)
            mini_chain += [node.start + place + 1 for place in range(len(pieces) - 1)] + [END]
            minis += b"".join(pieces)
    root.content = bytes(minis)
    root.start = file.add(root.content)
    mini_table = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    mini_start = file.add(mini_table + b"\xff" * (-len(mini_table) % SECTOR))
    entries = b"".join(map(_entry, file.nodes))
    unused = _entry(_Node("", 0)) * (-len(file.nodes) % (SECTOR // ENTRY))
    directory_start = file.add(entries + unused)
    return _closed(file, directory_start, mini_start, len(_cut(mini_table, SECTOR)))


def _cut(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size].ljust(size, b"\0") for start in range(0, len(content), size)]


def _enter(file: _File, tree: Tree) -> int:
    """Enter the members of a storage; returns the top of their red-black tree."""
    names = sorted(tree, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
    places: dict[str, int] = {}
    for name in names:
        content = tree[name]
        places[name] = len(file.nodes)
        if isinstance(content, bytes):
            file.nodes.append(_Node(name, STREAM, content))
        else:
            node = _Node(name, STORAGE)
            file.nodes.append(node)
            node.child = _enter(file, content)
            node.start = 0
    deepest = len(names).bit_length() if len(names) & (len(names) + 1) else 0  # 0: every level is full
    return _top(file, [places[name] for name in names], 1, deepest)


def _top(file: _File, places: list[int], depth: int, deepest: int) -> int:
    """Balance; only the nodes of an unfilled last level are red."""
    if not places:
        return NONE
    middle = len(places) // 2
    node = file.nodes[places[middle]]
    node.left = _top(file, places[:middle], depth + 1, deepest)
    node.right = _top(file, places[middle + 1 :], depth + 1, deepest)
    node.colour = RED if depth == deepest else BLACK
    return places[middle]


def _entry(node: _Node) -> bytes:
    name = node.name.encode("utf-16-le")
    size = len(name) + 2 if node.name else 0
    return struct.pack(
        "<64sHBB3I16sI2QIQ",
        name,
        size,
        node.kind,
        node.colour,
        node.left,
        node.right,
        node.child,
        b"",
        0,
        0,
        0,
        node.start if node.kind else 0,
        len(node.content),
    )


def _closed(file: _File, directory_start: int, mini_start: int, mini_sectors: int) -> bytes:
    """Add the allocation table, which also describes itself, and the header."""
    tables = 1
    while tables * (SECTOR // 4) < len(file.sectors) + tables:
        tables += 1
    first = len(file.sectors)
    chain = [*file.chain, *[FAT_MARK] * tables]
    chain += [FREE] * (tables * (SECTOR // 4) - len(chain))
    places = [first + number for number in range(tables)]
    header = (
        MAGIC
        + bytes(16)
        + struct.pack(
            "<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_start, 0, CUTOFF, mini_start, mini_sectors, END, 0
        )
    )
    header += struct.pack(f"<{IN_HEADER}I", *places, *[FREE] * (IN_HEADER - tables))
    return header + b"".join(file.sectors) + struct.pack(f"<{len(chain)}I", *chain)
