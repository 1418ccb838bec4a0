"""Find what was left open in a form: blanks, placeholders, boxes without a tick, and the lines for signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.domain.base import Value
from assistant.domain.reviews import Place, Quote, ReviewParagraph, ReviewText
from assistant.verify.sentences import sentences

Execution = Literal["signed", "undated", "partly", "unsigned", "named", "illegible", "none"]
"""Of the signatures: all there, with a date · all there, no date · some there · empty lines · names only · unreadable
· no lines."""

_LINE = r"_{3,}|\.{6,}|…{3,}"
_BLANK = re.compile(rf"(?:\$ ?)?(?:{_LINE})|<<[^<>\n]{{1,60}}>>|\{{\{{[^{{}}\n]{{1,60}}\}}\}}")
_BRACKET = re.compile(r"\[(?P<words>[^\[\]\n]{2,80})\]")
# What stands in square brackets and is no blank to be filled in.
_SAID = re.compile(
    r"^(?:signed|seal|sic|illegible|not legible|redacted|emphasis|reserved|deleted|omitted|[xX✓✔]|\d+|\.\.\.|…|"
    r"signature.*illegible)",
    re.IGNORECASE,
)
_TO_FILL = re.compile(
    r"\b(?:insert|name|date|number|enter|fill|choose|select|agency|district|school|title|address|amount|state|county|city|"
    r"tbd|x+|year|month|day|chief|sheriff|superintendent)\b|^[A-Z][A-Z /’'&-]{2,}$|^\W*$",
    re.IGNORECASE,
)
_EMPTY_BOX = re.compile(r"\[ {0,3}\]|☐|□|❏|❑|▢|\( {1,3}\)")
_BOX = re.compile(r"\[ {0,3}[xX✓✔]? {0,3}\]|[☐□❏❑▢☒☑✓✔]|\( {0,3}[xX]? {0,3}\)")
_SIGNER = re.compile(
    r"\b(?:superintendent|chief(?: of police)?|sheriff|undersheriff|mayor|president|chair(?:man|person|woman)?|"
    r"manager|director|clerk|headmaster|head of school|principal|commissioner|trustee|administrator|"
    r"attorney|executive)\b",
    re.IGNORECASE,
)
_HAND = re.compile(r"/s/|\[signed\]|\bsigned\b|\bby:? ?(?=[A-Z*_])|\bagreed:|\bsignature\b|\battest\b", re.IGNORECASE)
_NAME = re.compile(r"\b(?:[A-Z]\.? ?)?[A-Z][a-z’'-]+(?: [A-Z]\.?)*(?: [A-Z][A-Za-z’'-]+)+\b|\b[A-Z]\. [A-Z][a-z]+\b")
_DATE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2},? \d{4}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    r"|\b\d{4}-\d\d-\d\d\b"
    r"|\b\d{1,2}(?:st|nd|rd|th) day of\b",
    re.IGNORECASE,
)
_UNREADABLE = re.compile(r"\b(?:il|not )legible\b", re.IGNORECASE)
_BEGIN = re.compile(
    r"\bin witness whereof\b|^\W*(?:signatures?|execution|adoption|approvals?|signed|signature page)\b", re.IGNORECASE
)
_SIGNED = re.compile(r"/s/|\[signed\]|\bby:|^\W*(?:signed|by|agreed|for the)\b|\bsigned[:,]", re.IGNORECASE)
_DUTY = re.compile(r"\b(?:shall|will|must|may)\b(?! \d)", re.IGNORECASE)
_TERM = re.compile(r"^\W*term\b|\byears? from\b|\beffective\b|\bbegins?\b", re.IGNORECASE)
_LATE = 0.4
_LONGEST_LINE = 40
_AROUND = 60


class Blanks(Value):
    """What was left open.

    ``unfilled`` are blanks and placeholders outside the signatures, each with words around it. ``unticked`` are the
    stretches of the text that stand beside an empty box, where other boxes are ticked or the box is one of several:
    what they say is not agreed. ``execution`` sums the signature ``lines`` up.
    """

    unfilled: tuple[Quote, ...] = ()
    unticked: tuple[tuple[int, int], ...] = ()
    execution: Execution = "none"
    lines: tuple[Quote, ...] = ()


def blanks(text: ReviewText) -> Blanks:
    """Return what was left open in a text."""
    lines = list(_signature_lines(text))
    found = [q for p in text.paragraphs for q in _unfilled(text.text, p)]
    unfilled = [q for q in found if not any(a.start < q.end and q.start < a.end for a in lines)]
    return Blanks(
        unfilled=tuple(unfilled),
        unticked=tuple(_unticked(text)),
        execution=_execution([text.text[p.start : p.end] for p in lines]),
        lines=tuple(_quote(text.text, p.start, p.end, p.where) for p in lines),
    )


def _unfilled(text: str, paragraph: ReviewParagraph) -> Iterator[Quote]:
    words = text[paragraph.start : paragraph.end]
    found = [m.span() for m in _BLANK.finditer(words)]
    found += [
        m.span()
        for m in _BRACKET.finditer(words)
        if not _SAID.match(m["words"].strip()) and _TO_FILL.search(m["words"])
    ]
    at = 0
    for start, end in sorted(found):
        if start < at:
            continue
        # The blank with the words around it, cut between words.
        begin = max(words.rfind(" ", 0, max(start - _AROUND, 0)) + 1, 0) if start > _AROUND else 0
        stop = words.find(" ", min(end + _AROUND, len(words)))
        stop = len(words) if stop < 0 else stop
        at = end
        yield _quote(text, paragraph.start + begin, paragraph.start + stop, paragraph.where)


def _unticked(text: ReviewText) -> Iterator[tuple[int, int]]:
    for paragraph in text.paragraphs:
        words = text.text[paragraph.start : paragraph.end]
        boxes = list(_BOX.finditer(words))
        for n, box in enumerate(boxes):
            if _EMPTY_BOX.fullmatch(box[0]):
                stop = boxes[n + 1].start() if n + 1 < len(boxes) else len(words)
                yield paragraph.start + box.start(), paragraph.start + stop


class _Line(Value):
    """A line in which a party signs, and its paragraph's place."""

    start: int
    end: int
    where: Place


def _signature_lines(text: ReviewText) -> Iterator[_Line]:
    """Yield the lines in which the parties sign: those after the words that begin them, or that look like one."""
    begun = False
    length = len(text.text)
    for paragraph in text.paragraphs:
        words = text.text[paragraph.start : paragraph.end]
        late = paragraph.start > length * _LATE
        if _BEGIN.search(words) and late:
            begun = True
        if paragraph.kind in ("title", "heading"):
            continue
        for start, end in _stretches(words):
            line = words[start:end]
            if paragraph.kind == "signatures" or _signs(line, begun, late):
                yield _Line(start=paragraph.start + start, end=paragraph.start + end, where=paragraph.where)


def _stretches(words: str) -> Iterator[tuple[int, int]]:
    if len(words.split()) <= _LONGEST_LINE:
        yield 0, len(words)
        return
    for sentence in sentences(words):  # one giant paragraph holds the signatures too
        if len(sentence.text.split()) <= _LONGEST_LINE:
            yield sentence.start, sentence.end
        elif blank := re.search(_LINE, sentence.text):
            begin = sentence.text.rfind(" ", 0, max(blank.start() - _AROUND, 1)) + 1
            yield sentence.start + begin, sentence.end


def _signs(words: str, begun: bool, late: bool) -> bool:
    if _DUTY.search(words) or _TERM.search(words):
        return False
    blank = re.search(_LINE, words) is not None
    officer = _SIGNER.search(words) is not None
    if blank and (officer or _HAND.search(words)):
        return True
    dated = _DATE.search(words) is not None
    if _SIGNED.search(words) and officer and (dated or _NAME.search(words)):
        return True
    if not officer or not late:
        return False
    if re.match(r"^\W*for the \w+(?: \w+)?:", words, re.IGNORECASE):
        return True
    if dated and _NAME.search(words) and re.search(r"\||—|\bby\b|\bdate:", words, re.IGNORECASE):
        return True
    return begun and (dated or _UNREADABLE.search(words) is not None)


def _execution(lines: list[str]) -> Execution:
    if not lines:
        return "none"
    if any(_UNREADABLE.search(line) for line in lines):
        return "illegible"
    empty = [line for line in lines if re.search(_LINE, line)]
    signed = [line for line in lines if line not in empty and (_HAND.search(line) or _DATE.search(line))]
    if empty and not signed:
        return "unsigned"
    if empty:
        return "partly"
    if not signed:
        return "named"
    return "signed" if any(_DATE.search(line) for line in lines) else "undated"


def _quote(text: str, start: int, end: int, where: Place) -> Quote:
    return Quote(text=text[start:end], start=start, end=end, where=where, role="refers")
