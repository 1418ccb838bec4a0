"""Where the words of a Word file stand in the bytes of its main part, and what can be put among them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from assistant.documents.reading.clean import shown

MAINS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The usual and the strict name of the words' markup."""

_TAG = re.compile(rb"<([^\s/>]+)(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_LETTER = re.compile(rb"&[^;]{1,10};|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]+")
_ENDS = re.compile(rb"\s*</(?:[^\s>:]+:)?r\s*>")
_CODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']+)[\"']")
_APART = frozenset(
    {"AlternateContent", "txbxContent", "pict", "object", "drawing", "ruby", "oMath", "oMathPara", "sdtPr", "rPr"}
)
"""What holds words that no comment may stand among, or none that are shown."""

_BOUND = frozenset({"text", "date", "dropDownList", "comboBox", "dataBinding", "picture", "checkbox"})
"""What makes a content control one that may hold nothing but its value."""


@dataclass
class Run:
    """The bytes of a run, or of a content control around it that may hold nothing else.

    ``name`` is its tag as it is written, ``looks`` its w:rPr, ``first`` where what it shows begins.
    """

    start: int
    name: bytes
    first: int
    end: int = 0
    looks: bytes = b""
    divisible: bool = True
    texts: list[Text] = field(default_factory=list)


@dataclass
class Text:
    """A w:t or w:delText: ``raw[open:close]`` is all of it, ``raw[start:end]`` what it holds, ``letters`` decoded."""

    run: Run
    name: bytes
    open: int
    start: int
    end: int = 0
    close: int = 0
    letters: str = ""
    preserved: bool = False

    def place(self, raw: bytes, count: int) -> int | None:
        """Return where in the bytes ``count`` letters have passed, None where the text cannot be divided there."""
        inner = raw[self.start : self.end]
        if not self.run.divisible or shown(self.letters) != self.letters or b"<" in inner or b"\r" in inner:
            return None
        if not self.preserved and self.letters != self.letters.strip():
            return None  # Word leaves out spaces at the ends, which would not be ends any longer
        while not self.preserved and count > 0 and self.letters[count - 1].isspace():
            count -= 1  # what stays in front must not end with a space, which would be left out there
        at = self.start
        for _ in range(count):
            found = _LETTER.match(raw, at)
            if found is None:
                return None
            at = found.end()
        return at if at <= self.end else None


def is_utf8(raw: bytes) -> bool:
    """Tell whether the bytes of a part are in the coding that is worked on here."""
    found = _CODING.match(raw.removeprefix(b"\xef\xbb\xbf"))
    return b"\x00" not in raw[:200] and (found is None or found[1].lower() in (b"utf-8", b"utf8", b"us-ascii"))


def texts_of(raw: bytes) -> list[Text]:
    """Return the texts in a main part, in order, where a comment can stand; raise expat.ExpatError."""
    return _Scan(raw).texts


class _Scan:
    """Goes over the markup once; ``texts`` is what was found."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.texts: list[Text] = []
        self._path: list[tuple[str, int]] = []  # of each open element its name, and its end if it is empty
        self._apart = 0
        self._run: Run | None = None
        self._text: Text | None = None
        self._looks = 0
        self._controls: list[_Control] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._letters
        self._parser.Parse(raw, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        at = self._parser.CurrentByteIndex
        tag, after, empty = self._tag(at)
        above = self._path[-1][0] if self._path else ""
        self._path.append((local, after if empty else 0))
        if local == "sdt":
            self._controls.append(_Control(at, any(n == "p" for n, _ in self._path)))
        elif above == "sdtPr" and local in _BOUND and self._controls:
            self._controls[-1].bound = True
        elif local == "rPrChange" and self._run is not None:
            self._run.divisible = False
        if space in MAINS and not self._apart:
            if local == "r":
                self._run = Run(start=at, name=tag, first=after)
            elif local == "rPr" and above == "r":
                self._looks = at
            elif local in ("t", "delText") and self._run is not None and not empty:
                preserved = attributes.get("http://www.w3.org/XML/1998/namespace space") == "preserve"
                self._text = Text(run=self._run, name=tag, open=at, start=after, preserved=preserved)
        self._apart += local in _APART

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        _, after = self._path.pop()
        self._apart -= local in _APART
        at = self._parser.CurrentByteIndex
        after = after or self._raw.index(b">", at) + 1
        if local == "sdt":
            self._leave(after)
        if space not in MAINS or self._apart or self._run is None:
            return
        if self._text is not None and local in ("t", "delText"):
            self._text.end, self._text.close = at, after
            self._run.texts.append(self._text)
            self.texts.append(self._text)
            self._text = None
        elif local == "rPr" and self._path[-1][0] == "r":
            self._run.looks, self._run.first = self._raw[self._looks : after], after
        elif local == "r":
            self._run.end = after
            for control in self._controls:
                control.runs.append(self._run)
            self._run = None

    def _leave(self, after: int) -> None:
        """Take a control that may hold nothing but its value as one with its runs."""
        control = self._controls.pop()
        for run in control.runs if control.bound else ():
            run.divisible = False
            if control.inside:
                run.start, run.end = control.start, after

    def _letters(self, text: str) -> None:
        if self._text is not None:
            self._text.letters += text

    def _tag(self, at: int) -> tuple[bytes, int, bool]:
        found = _TAG.match(self._raw, at)
        if found is None:
            raise expat.ExpatError("tag")
        return found[1], found.end(), bool(found[2])


@dataclass
class _Control:
    """A content control that is being read; ``inside`` a paragraph it can be stepped around."""

    start: int
    inside: bool
    bound: bool = False
    runs: list[Run] = field(default_factory=list)


Spot = tuple[int, int]
"""A place in the bytes, and the order of what is put there: 0 after a run, 1 in the midst of one, 2 before one."""

Fit = Callable[[bytes], bytes]


def spot(raw: bytes, text: Text, count: int, *, ends: bool) -> tuple[Spot, Fit]:
    """Return where marks go when ``count`` letters of a text have passed, and what makes them fit there.

    In the midst of a run they stand between its two halves; where a run cannot be divided they stand before it, or
    after it when something ``ends``.
    """
    run = text.run
    if count <= 0 and not raw[run.first : text.open].strip():
        return (run.start, 2), _as_they_are
    if count >= len(text.letters) and _ENDS.match(raw, text.close):
        return (run.end, 0), _as_they_are
    at = text.place(raw, min(max(count, 0), len(text.letters)))
    if at is None:
        return ((run.end, 0) if ends else (run.start, 2)), _as_they_are
    name, tag, looks = run.name, text.name, run.looks

    def between(marks: bytes) -> bytes:
        opened = b"<" + name + b">" + looks + b"<" + tag + b' xml:space="preserve">'
        return b"</" + tag + b"></" + name + b">" + marks + opened

    return (at, 1), between


def _as_they_are(marks: bytes) -> bytes:
    return marks
