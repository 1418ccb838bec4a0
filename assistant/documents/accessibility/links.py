"""Links: read alone, in a list of links, each says where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.documents.accessibility.opened import WordFile, raw_text
from assistant.documents.reading.clean import one_line
from assistant.documents.reading.word.names import W
from assistant.domain.accessibility import Barrier

_SAYS_NOTHING = re.compile(
    r"(?:please )?(?:click|press|tap|see|read|go|visit|follow)?\s*"
    r"(?:here|this|this (?:link|page|site|website|document|file)|link|more|read more|learn more|more info(?:rmation)?|"
    r"details|website|page|url)?[.…!>» ]*",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
_READABLE = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9.-]+/?", re.I)  # "www.example.org" is a name by itself
_FIELD = re.compile(r"\s*HYPERLINK\s")


def links(file: WordFile) -> Iterator[Barrier]:
    """The words of a link say where it leads; a long address is not read out as a link's words."""
    for root, _ in file.shown:
        targets = file.targets(root)
        for element, text in _linked(root, targets):
            place = file.place_of(element)
            if _SAYS_NOTHING.fullmatch(text):
                yield Barrier(rule="link-text", place=place, slots={"text": text})
            elif _ADDRESS.fullmatch(text) and not _READABLE.fullmatch(text):
                yield Barrier(rule="link-address", place=place, slots={"text": text[:80]}, advice=True)


def _linked(root: Any, targets: dict[str, str]) -> Iterator[tuple[Any, str]]:
    for link in root.iter(f"{W}hyperlink"):
        ident = next((str(v) for k, v in link.attrib.items() if str(k).endswith("}id")), "")
        text = one_line(raw_text(link))
        # A picture may be the link: then the picture's own words count.
        if ident in targets and "\ufffc" not in text and not any(True for _ in link.iter(f"{W}drawing", f"{W}pict")):
            yield link, text
    for paragraph in root.iter(f"{W}p"):
        yield from ((paragraph, one_line(text)) for text in _in_fields(paragraph) if text.strip())


def _in_fields(paragraph: Any) -> Iterator[str]:
    """Yield the words of links that are written as fields."""
    stack: list[list[Any]] = []  # [code, result, whether the result has begun]
    for run in paragraph.iter(f"{W}r"):
        for child in run:
            if child.tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                if kind == "begin":
                    stack.append(["", "", False])
                elif stack and kind == "separate":
                    stack[-1][2] = True
                elif stack and kind == "end":
                    code, text, _ = stack.pop()
                    if _FIELD.match(code) and "\\l" not in code:
                        yield text
            elif stack and child.tag == f"{W}instrText":
                stack[-1][0] += child.text or ""
            elif stack and child.tag == f"{W}t" and stack[-1][2]:
                stack[-1][1] += child.text or ""
