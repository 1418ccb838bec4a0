"""Find what an agreement refers to and does not hold: exhibits, policies made part of it, pages, its own end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from assistant.domain.base import Value
from assistant.domain.documents import MouDocument
from assistant.domain.review_words import Cue
from assistant.domain.reviews import Quote, ReviewText
from assistant.domain.wording import Saying, saying
from assistant.review.ocr import readable, reading
from assistant.review.provisions import Provision
from assistant.review.remarks import quoted
from assistant.verify.cues import places
from assistant.verify.readings import Reading

_LABEL = r"(?P<kind>exhibit|appendix|attachment|schedule|annex|addendum|enclosure)"
_MARK = r"(?:[A-Z]{1,2}|\d{1,2}|[IVX]+)(?:-\d)?"
_ONE = re.compile(rf"\b(?i:{_LABEL}) (?P<mark>{_MARK})\b(?! ?U\.)")
_SEVERAL = re.compile(
    r"\b(?i:(?P<kind>exhibits|appendices|attachments|schedules|annexes|addenda|enclosures)) "
    rf"(?P<marks>{_MARK}(?:(?:, | and |, and | through | to | & ){_MARK})*)\b"
)
_SINGULAR = {"appendices": "appendix", "annexes": "annex", "addenda": "addendum"}
_LOOSE = re.compile(
    r"\b(?:the )?(?:attached|enclosed|annexed)(?: hereto)? (?:\w+ ){0,2}(?:sheets?|forms?|lists?|plans?|polic(?:y|ies)|"
    r"schedules?|documents?|tables?|charts?|matrix|descriptions?|procedures?|addend(?:um|a))\b"
    r"|\bthe attachment\b|\b(?:is|are) attached hereto\b",
    re.IGNORECASE,
)
_MADE_PART = re.compile(
    r"\b(?P<name>(?:[\w’'.-]+ ){0,6}(?:polic(?:y|ies)|handbook|(?:general |standing )?orders?|code|plan|manual|"
    r"guidelines?|procedures?|"
    r"regulations?|agreement|standards))(?: [\w.’'-]+){0,4} (?:is|are|shall be|being|which (?:is|are)),? "
    r"(?:hereby |herein |fully )?"
    r"(?:incorporated|made (?:a )?part)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:not (?:reproduced|included|attached) here(?:in|with|to)?|on file (?:with|at|in)|under separate cover|"
    r"in a separate (?:document|agreement|memorandum|letter|policy)|"
    r"(?:as set (?:out|forth)|contained|stated) in the (?:original|master|existing|prior|principal) "
    r"(?:agreement|contract|MOU|memorandum))\b",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\bPag[ec] (?P<n>\d{1,3})(?: ?(?:of|/) ?(?P<of>\d{1,3}))?\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|(?<=[.;:)] )|(?<=\n))(?P<n>\d{1,2})\. (?=[A-Z])")
_RANGE = re.compile(
    r"\b(?P<first>\d{1,2})(?: ?(?:to|through|and|[-–]) ?(?P<last>\d{1,2}))? (?P<words>[a-z][^;:.]{5,200})"
)
_CONTENTS = re.compile(r"^(?P<first>\d{1,2})\.? +(?P<words>[A-Z][^.]{3,80}?)[ .·…]{3,}\d{1,3}$")
_UNENDED = re.compile(r"(?:,|-|\b(?:and|or|the|a|an|of|to|for|by|with|in|shall|will|must|may|not|be|that|which|who))$")
_HEADING_WORDS = 15
_CONTENT_WORDS = 6
_LISTED = 2


class Absent(Value):
    """Something that is not in the document although it speaks of it.

    ``provision`` is the index of the sentence that speaks of it, None for the end of the text. ``requirements`` are
    those that the sentence's words concern; where there are none, ask the judge about the sentence.
    """

    kind: Literal["exhibit", "policy", "sections", "pages", "cut"]
    name: str
    provision: int | None
    requirements: tuple[str, ...] = ()
    quote: Quote
    say: Saying


def references(
    text: ReviewText, provisions: Sequence[Provision], cues: Sequence[Cue], printed: tuple[int, int] | None = None
) -> tuple[Absent, ...]:
    """Return what is referred to and is not there, in order of place; ``cues`` link a sentence to requirements.

    ``printed`` is what ``printed_pages`` found.
    """
    provisions = [p for p in provisions if not p.whole]  # they come last, so that the places of the others stay
    there = _there(text)
    found = [a for n, p in enumerate(provisions) for a in _named(n, p, there, cues)]
    found += _pages(text, provisions, cues)
    if printed and provisions and printed[0] < printed[1]:
        say = saying("remarks.absent.last-pages", last=printed[0], of=printed[1])
        found.append(_gap("pages", f"{printed[0] + 1}–{printed[1]}", len(provisions) - 1, provisions, say))
    found += _cut_short(provisions)
    return tuple(sorted(found, key=lambda a: a.quote.start))


def printed_pages(document: MouDocument) -> tuple[int, int] | None:
    """Return how many pages a PDF has, and how many its running lines say that there are."""
    count = int(document.properties.get("pages") or 0)
    said = [_PAGE.search(u.slots.get("words", "")) for u in document.unread if u.what == "pdf-running"]
    totals = [int(m["of"]) for m in said if m and m["of"]]
    return (count, max(totals)) if count and totals else None


def _named(index: int, provision: Provision, there: Mapping[str, int], cues: Sequence[Cue]) -> Iterator[Absent]:
    mended = reading(provision.text)
    seen = list(_labels(mended.text))
    for name in dict.fromkeys(name for name, _, _ in seen):
        if name.casefold() not in there:
            at = next(i for i, one in enumerate(seen) if one[0] == name)
            found = _absent("exhibit", name, index, provision, mended, seen[at][1:], cues)
            if len(seen) > _LISTED:  # a list of exhibits: what stands behind each name is about that one
                own = mended.text[seen[at][2] : seen[at + 1][1] if at + 1 < len(seen) else None]
                found = found.model_copy(update={"requirements": concerned(own, cues)})
            yield found
    if seen:
        return
    for kind, pattern in (("policy", _MADE_PART), ("policy", _ELSEWHERE), ("exhibit", _LOOSE)):
        match = pattern.search(mended.text)
        if match and not (pattern is _LOOSE and there) and not (pattern is _ELSEWHERE and _is_title(provision)):
            name = match["name"] if "name" in pattern.groupindex else match[0]
            yield _absent(kind, name, index, provision, mended, match.span(), cues)
            return


def _absent(
    kind: str,
    name: str,
    index: int,
    provision: Provision,
    mended: Reading,
    span: tuple[int, int],
    cues: Sequence[Cue],
) -> Absent:
    start, end = mended.span(*span) or (0, 0)
    return Absent.model_validate(
        {
            "kind": kind,
            "name": name,
            "provision": index,
            "requirements": concerned(f"{provision.lead} {mended.text}", cues),
            "quote": quoted(provision, start, end),
            "say": saying("remarks.absent.policy" if kind == "policy" else "remarks.absent.exhibit", name=name),
        }
    )


def concerned(sentence: str, cues: Sequence[Cue]) -> tuple[str, ...]:
    """Return the requirements that the words of a sentence concern."""
    return tuple(dict.fromkeys(r for cue in cues if next(places(cue, sentence), None) for r in cue.requirements))


def _labels(words: str) -> Iterator[tuple[str, int, int]]:
    for found in _ONE.finditer(words):
        yield f"{found['kind'].capitalize()} {found['mark']}", found.start(), found.end()
    for found in _SEVERAL.finditer(words):
        plural = found["kind"].casefold()
        kind = _SINGULAR.get(plural, plural.removesuffix("s")).capitalize()
        for mark in re.findall(_MARK, found["marks"]):
            yield f"{kind} {mark}", found.start(), found.end()


def _there(text: ReviewText) -> dict[str, int]:
    """Return the exhibits that the document holds: a heading of its own, and words below it."""
    heads: list[tuple[int, str]] = []
    for n, paragraph in enumerate(text.paragraphs):
        words = readable(text.text[paragraph.start : paragraph.end]).strip()
        if _ONE.match(paragraph.number):  # a reader of files takes "Exhibit A" for the number of its heading
            words = f"{paragraph.number}: {words}"
        label = _ONE.match(words)
        if label is None or paragraph.kind in ("item", "row", "signatures") or len(words.split()) > _HEADING_WORDS:
            continue
        if paragraph.kind in ("title", "heading") or re.match(r"\W*$|\W*[.:(—–-]|\s+[A-Z]", words[label.end() :]):
            heads.append((n, f"{label['kind']} {label['mark']}".casefold()))
    places_ = [n for n, _ in heads]
    out: dict[str, int] = {}
    for at, (n, name) in enumerate(heads):
        stop = places_[at + 1] if at + 1 < len(places_) else len(text.paragraphs)
        below = [text.text[p.start : p.end] for p in text.paragraphs[n + 1 : stop]]
        if any(len(words.split()) >= _CONTENT_WORDS or "|" in words for words in below):
            out[name] = n
    return out


def _is_title(provision: Provision) -> bool:
    return len(provision.text.split()) < _CONTENT_WORDS


def _pages(text: ReviewText, provisions: Sequence[Provision], cues: Sequence[Cue]) -> Iterator[Absent]:
    """Yield the gaps in the page numbers, and what the list of contents says of the sections that lay there."""
    marks = [(m.start(), int(m["n"]), int(m["of"] or 0)) for m in _PAGE.finditer(text.text)]
    for (_, before, _), (at, after, _) in pairwise(marks):
        if after > before + 1:
            index = _home(provisions, at)
            say = saying("remarks.absent.pages", before=before, after=after)
            yield _gap("pages", f"{before + 1}–{after - 1}", index, provisions, say)
            yield from _sections(text, provisions, at, cues)
    if marks and marks[-1][2] > marks[-1][1]:
        _, last, of = marks[-1]
        say = saying("remarks.absent.last-pages", last=last, of=of)
        yield _gap("pages", f"{last + 1}–{of}", len(provisions) - 1, provisions, say)


def _gap(kind: Literal["pages", "cut"], name: str, index: int, provisions: Sequence[Provision], say: Saying) -> Absent:
    return Absent(kind=kind, name=name, provision=index, quote=quoted(provisions[index]), say=say)


def _home(provisions: Sequence[Provision], at: int) -> int:
    return max((n for n, p in enumerate(provisions) if p.start <= at), default=0)


def _sections(text: ReviewText, provisions: Sequence[Provision], at: int, cues: Sequence[Cue]) -> Iterator[Absent]:
    numbers = [(m.start(), int(m["n"])) for m in _NUMBERED.finditer(_numbers_mended(text.text))]
    numbers += [(p.start, int(p.number.rstrip("."))) for p in text.paragraphs if p.number.rstrip(".").isdigit()]
    first = max((n for place, n in numbers if place < at), default=0)
    after = min((n for place, n in numbers if place >= at and n > first), default=0)
    if after <= first + 1:
        return
    for index, provision in enumerate(provisions):
        mended = reading(provision.text)
        for found in (_CONTENTS.search(mended.text), *_RANGE.finditer(mended.text)):
            if found is None or provision.start > at:
                continue
            last = int(found.groupdict().get("last") or found["first"])
            if int(found["first"]) > first and last < after:
                # Each matter of the list stands for itself.
                about = tuple(
                    dict.fromkeys(r for part in re.split(r",| and ", found["words"]) for r in concerned(part, cues))
                )
                start, end = mended.span(*found.span()) or (0, 0)
                yield Absent(
                    kind="sections",
                    name=" ".join(found["words"].split()),
                    provision=index,
                    requirements=about,
                    quote=quoted(provision, start, end),
                    say=saying("remarks.absent.sections", name=" ".join(found["words"].split())),
                )


def _numbers_mended(text: str) -> str:
    """Return a text whose l and I before a full stop are read as 1, so that numbers of paragraphs are found."""
    return re.sub(r"\b([\dlI]{1,2})(?=\. [A-Z])", lambda m: m[0].replace("l", "1").replace("I", "1"), text)


def _cut_short(provisions: Sequence[Provision]) -> Iterator[Absent]:
    if (
        provisions
        and len(provisions[-1].text.split()) >= _CONTENT_WORDS
        and _UNENDED.search(provisions[-1].text.strip())
    ):
        yield _gap("cut", "", len(provisions) - 1, provisions, saying("remarks.absent.cut"))
