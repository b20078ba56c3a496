"""Walking JSON-LD: names without their prefixes, one or many values, references followed.

Only what ClaimReview is published with is known: the terms of schema.org, plain or with
a prefix or as full addresses. A `@context` of somebody's own is not followed.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]
_PREFIX = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:|sdo:)", re.IGNORECASE)
_TAGS = (
    "a|abbr|address|article|b|bdi|bdo|big|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em|"
    "figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|"
    "strike|strong|sub|sup|table|tbody|td|th|thead|time|tr|tt|u|ul|var|wbr"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|"
    r"small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Text out of HTML: tags dropped, entities decoded once, white space made one blank."""
    if "<" in text:
        text = _TAG.sub(" ", _INLINE.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    whole = text.encode("utf-8", "replace").decode()  # half a character is none
    return " ".join(whole.replace("\x00", " ").split())


@dataclass(slots=True)
class Graph:
    """A block, its nodes by their `@id`, and the ClaimReviews in it."""

    value: Any
    nodes: dict[str, Node] = field(default_factory=dict)
    reviews: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        for node in _nodes(self.value):
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > len(self.nodes.get(identity, ())):
                self.nodes[identity] = node
            if "ClaimReview" in types_of(node) and set(node) - {"@id", "@type", "@context"}:
                self.reviews.append(node)

    def many(self, node: Any, *names: str) -> list[Any]:
        """All values of the first of these members that has any, lists taken apart."""
        for name in names:
            found = [self.resolved(one) for one in _flat(_member(node, name))]
            found = [one for one in found if one not in (None, "", {}, [])]
            if found:
                return found
        return []

    def one(self, node: Any, *names: str) -> Any:
        """The first of these values, or None."""
        return next(iter(self.many(node, *names)), None)

    def text(self, node: Any, *names: str) -> str | None:
        """The first of these values that is a text, or holds one."""
        for name in names:
            for value in self.many(node, name):
                if said := said_in(value):
                    return said
        return None

    def resolved(self, value: Any) -> Any:
        """A node in place of a reference to it."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self.nodes.get(str(value.get("@id")), value)
        if isinstance(value, str) and value.startswith(("#", "_:")):
            return self.nodes.get(value, value)
        return value


def said_in(value: Any) -> str | None:
    """The text that a value is or holds; None where there is none."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return clean(str(value)) or None


def types_of(node: Any) -> list[str]:
    """The types of a node, without their prefixes."""
    return [_PREFIX.sub("", one) for one in _flat(_member(node, "@type")) if isinstance(one, str)]


def _member(node: Any, name: str) -> Any:
    """A member of a node, also under its full name."""
    if not isinstance(node, dict):
        return None
    if name in node:
        return node[name]
    if not any(":" in key or key == "type" for key in node):
        return None
    bare = name.removeprefix("@")
    return next((value for key, value in node.items() if _PREFIX.sub("", key) == bare), None)


def _flat(value: Any) -> Iterator[Any]:
    """The values in a value, lists in lists taken apart."""
    rest = [value]
    while rest:
        one = rest.pop()
        if isinstance(one, dict) and set(one) == {"@list"}:
            one = one["@list"]
        if isinstance(one, list):
            rest += reversed(one)
        elif one is not None:
            yield one


def _nodes(value: Any) -> Iterator[Node]:
    """All objects in a value, in the order in which they stand."""
    rest = [value]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            yield one
            rest += reversed(one.values())
        elif isinstance(one, list):
            rest += reversed(one)
