"""Whether a template can be filled, told before anything is written: its form, and every field that it names."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rag.errors import TemplateBroken, TemplateFieldUnknown
from ui.drafting.vocabulary import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Environment
    from jinja2.nodes import Node

NEAR: Final = 0.6  # likeness of names, of `difflib`
OPEN: Final = "?"  # what a filter or a sum makes: anything may be asked of it


@cache
def rules() -> Environment:
    """How templates are read: no file, no function of ours and no attribute of Python's can be reached from one."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def check(name: str, texts: Iterable[str]) -> None:
    """Read the parts of a template without filling them.

    Raises:
        TemplateBroken: a statement that is not closed, or a kind of statement that templates have no use for.
        TemplateFieldUnknown: a field that Souffleur has no value for.
    """
    from jinja2 import TemplateSyntaxError, nodes

    unknown: dict[str, str] = {}
    for text in texts:
        try:
            tree = rules().parse(text)
        except TemplateSyntaxError as trouble:
            raise TemplateBroken(name, str(trouble.message)) from trouble
        for forbidden in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Macro, nodes.Call):
            if found := next(iter(tree.find_all(forbidden)), None):
                raise TemplateBroken(name, type(found).__name__.lower())
        for field in _Reader(shape()).unknown(tree):
            unknown.setdefault(field, _nearest(field))
    if unknown:
        raise TemplateFieldUnknown(name, unknown)


class _Reader:
    """Which names of a template stand for nothing."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known

    def unknown(self, tree: Node) -> Iterator[str]:
        """Their dotted names, in order."""
        yield from self._walk(tree, {**self._known, "loop": OPEN})

    def _walk(self, node: Node, scope: dict[str, Any]) -> Iterator[str]:
        from jinja2 import nodes

        if isinstance(node, nodes.For):
            yield from self._walk(node.iter, scope)
            every = self._shape(node.iter, scope)
            inner = {**scope, **_bound(node.target, every[0] if isinstance(every, list) else OPEN)}
            for part in (*node.body, *node.else_, *([node.test] if node.test else [])):
                yield from self._walk(part, inner)
        elif isinstance(node, nodes.Assign):
            yield from self._walk(node.node, scope)
            scope.update(_bound(node.target, self._shape(node.node, scope)))
        elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            if self._shape(node, scope) is ...:
                yield _said(node)
            elif isinstance(node, nodes.Getitem):
                yield from self._walk(node.arg, scope)
        else:
            for part in node.iter_child_nodes():
                yield from self._walk(part, scope)

    def _shape(self, node: Node, scope: Mapping[str, Any]) -> Any:
        """The shape of what an expression stands for; `...` where it stands for nothing."""
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            return scope.get(node.name, ...)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            whole = self._shape(node.node, scope)
            part = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", OPEN)
            if whole is ... or whole == OPEN:
                return whole
            if isinstance(whole, list):
                return whole[0] if isinstance(part, int) else ...
            return whole.get(part, ...) if isinstance(whole, dict) else ...
        return OPEN


def _bound(target: Node, value: Any) -> dict[str, Any]:
    name = getattr(target, "name", "")
    return {name: value} if name else {getattr(one, "name", ""): OPEN for one in getattr(target, "items", ())}


def _said(node: Any) -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return node.name
    part = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
    return f"{_said(node.node)}.{part}" if isinstance(node.node, nodes.Name | nodes.Getattr | nodes.Getitem) else part


def _nearest(field: str) -> str:
    """The known name that was likely meant; empty when none is near."""
    names = list(shape())
    head, _, part = field.partition(".")
    if part and head in shape():
        parts = shape()[head]
        parts = parts[0] if isinstance(parts, list) else parts
        found = get_close_matches(part, list(parts or ()), 1, NEAR)
        return f"{head}.{found[0]}" if found else ""
    if part:  # the variable of a loop, or a name of several parts that is wrong from its beginning
        found = get_close_matches(head, names, 1, NEAR)
        return f"{found[0]}.{part}" if found else ""
    found = get_close_matches(field, names, 1, NEAR)
    return found[0] if found else ""
