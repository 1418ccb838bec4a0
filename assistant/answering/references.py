"""Direct references: "principle 4", "the eleventh one", "3 through 5", "the next one", "the last"."""

from __future__ import annotations

import re

from assistant.domain.base import Value

COUNT = 12

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth"
).split()
_WORDS = {w: n for n, w in enumerate(_UNITS)} | {w: n for n, w in enumerate(_ORDINALS)}
_NUM = r"(?:\d{1,3}(?:st|nd|rd|th)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_NOUN = r"(?:guiding\s+)?(?:principles?|princaples?|principals?|prin|gp|rules?|points?|numbers?|nos?\.?|nr\.?|items?|#)"
_AND = r"\s*(?:,|and|&|or|\+|/|,\s*and)\s*"
_TO = r"\s*(?:-|–|—|to|through|thru|until)\s*"
_LIST = rf"{_NUM}(?:(?:{_TO}|{_AND})(?:{_NOUN}\s*)?{_NUM})*"

_AFTER = re.compile(rf"(?<![a-z]){_NOUN}\s*#?\s*(?:number\s*)?(?P<list>{_LIST})\b", re.I)
_SHORT = re.compile(r"(?<![a-z0-9])p\s?(?P<list>\d{1,2})(?![a-z0-9%])", re.I)
_BEFORE = re.compile(
    rf"\b(?P<list>(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"
    rf"(?:{_AND}(?:the\s+)?(?:{'|'.join(_ORDINALS)}|\d{{1,3}}(?:st|nd|rd|"
    rf"th)))*)\s+(?:guiding\s+)?(?:principles?|ones?)\b",
    re.I,
)
_ORDINAL_END = re.compile(rf"\bthe\s+(?P<list>{'|'.join(_ORDINALS[1:])})\W*$", re.I)
_FIRST = re.compile(rf"\b(?:the\s+)?(?P<end>first|last)\s+(?P<n>{_NUM})\s+(?:guiding\s+)?(?:principles?|ones)\b", re.I)
_LAST = re.compile(r"\b(?:the\s+)?(?P<end>last|final)\s+(?:guiding\s+)?(?:principle|one)\b", re.I)
_BARE = re.compile(rf"^\W*(?:and|what about|how about|also|then)?\s*(?:#|no\.?|number)?\s*(?P<list>{_LIST})\W*$", re.I)
_THOSE_TWO = re.compile(
    r"\b(?:those|these|the) two\b(?!\s+(?:schools?|officers?|students?|parties|agencies|years?|of us))"
    r"|\b(?:both|either|neither) (?:of )?(?:them|those|these)\b",
    re.I,
)
_AFTER_NEXT = re.compile(
    r"\b(?:the\s+)?(?:one|principle)\s+after\s+(?:the\s+)?next(?:\s+one)?\b|\btwo\s+(?:further|later|after that)\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:the\s+)?(?:next|following)(?:\s+(?:guiding\s+)?(?:principle|one))?\b|\bthe one after(?: that)?\b", re.I
)
_PREVIOUS = re.compile(
    r"\b(?:the\s+)?previous(?:\s+(?:principle|one))?\b|\bthe (?:one|principle) before(?: that| it)?\b", re.I
)
_PREVIOUS_SHORT = re.compile(r"^\W*(?:go back|back one|the one before)\W*$", re.I)
_PAIR = re.compile(
    rf"\b(?:compare|contrast|relate|differences? between)\s+"
    rf"(?P<list>{_NUM}\s+(?:and|with|to|vs\.?)\s+{_NUM})\b",
    re.I,
)
_VERSUS = re.compile(r"\b(?:with|to|vs\.?)\b", re.I)
_WORD = re.compile(
    r"\bwhich\b.{0,30}?\b(?:use|contain|include|have|mention|say)s?\s+the\s+(?:word|term|phrase)s?\s+"
    r"[\"“”'‘’]?(?P<word>[a-z][a-z -]{1,40}?)[\"“”'‘’]?\s*(?:in (?:it|them))?\W*$",
    re.I,
)
_UNIT_AFTER = re.compile(
    r"^\s*(?:years?|months?|days?|hours?|schools?|officers?|sros?|students?|%|percent|minutes?)\b", re.I
)


_PART = re.compile(
    r"^\W*(?:(?:please|can you|could you|show|read|give|quote|tell|me|us|what(?:['’]?s| is| does| do)?|in|the|"
    r"its|text of|words of|"
    r"full|exact|whole)\W+)*(?:(?P<opening>preamble|intro(?:duction)?|opening)|(?P<closing>closing|conclusion|"
    r"ending|outro))"
    r"(?: (?:part|paragraphs?|words?|section|text|statement|lines?|of (?:the |it)?(?:document|principles|text)?))*"
    r"(?: (?:say|says|read|reads))?(?:,? (?:please|to me|again))*\W*$",
    re.I,
)


class Reference(Value):
    """The principle numbers a question names, in order; ``outside`` are those that do not exist.

    ``rest`` is the question without the reference, ``bare`` whether nothing else was asked.
    """

    numbers: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.numbers or self.outside)


def find_reference(text: str, last: int | None = None, before: int | None = None) -> Reference:
    """Find the principles that a text names; ``last`` is the one spoken of before, ``before`` the one before that."""
    found: list[int] = []
    rest = text
    for ends in _FIRST.finditer(text):
        n = min(_number(ends["n"]), COUNT)
        found += range(1, n + 1) if ends["end"].lower() == "first" else range(COUNT - n + 1, COUNT + 1)
        rest = rest.replace(ends.group(), " ")
    if not found:
        for pattern in (_AFTER, _SHORT, _BEFORE, _ORDINAL_END):
            for named in pattern.finditer(text):
                if _UNIT_AFTER.match(text[named.end() :]):
                    continue
                found += _numbers(named["list"])
                rest = rest.replace(named.group(), " ")
    if not found and (match := _PAIR.search(text)):
        found = _numbers(_VERSUS.sub("and", match["list"]))
    if not found and (match := _LAST.search(text)):
        found, rest = [COUNT], rest.replace(match.group(), " ")
    if not found and (match := _BARE.match(text)):
        found, rest = _numbers(match["list"]), ""
    if not found and last is not None and before is not None and (match := _THOSE_TWO.search(text)):
        found, rest = [before, last], rest.replace(match.group(), " ")
    if not found and last is not None:
        step = 0
        if match := _AFTER_NEXT.search(text):
            step = 2
        elif match := _NEXT.search(text):
            step = 1
        elif match := (_PREVIOUS.search(text) or _PREVIOUS_SHORT.match(text)):
            step = -1
        if step and match is not None:
            found, rest = [last + step], rest.replace(match.group(), " ")
    numbers = tuple(dict.fromkeys(found))
    return Reference(
        numbers=tuple(n for n in numbers if 1 <= n <= COUNT),
        outside=tuple(n for n in numbers if not 1 <= n <= COUNT),
        rest=re.sub(r"\s+", " ", rest).strip(" ?.,!"),
    )


def named_part(text: str) -> str:
    """Return which part beside the twelve a message asks to see ("preamble" or "closing"), or nothing."""
    found = _PART.match(text)
    return "" if found is None else "preamble" if found["opening"] else "closing"


def stepped(number: int) -> Reference:
    """Return the reference to a number that was counted to, which need not be there."""
    there = 1 <= number <= COUNT
    return Reference(numbers=(number,) if there else (), outside=() if there else (number,))


def asked_word(text: str) -> str:
    """Return the word whose places are asked for ("which principles use the word school?"), or nothing."""
    match = _WORD.search(text)
    return match["word"].lower() if match else ""


def _number(word: str) -> int:
    low = word.lower()
    return _WORDS[low] if low in _WORDS else int(re.sub(r"\D", "", low))


def _numbers(text: str) -> list[int]:
    out: list[int] = []
    # A range is written number, "to", number; everything else is a list.
    pieces = re.findall(rf"{_NUM}|{_TO.strip()}", text, re.I)
    pending = False
    for piece in pieces:
        if re.fullmatch(_NUM, piece, re.I):
            n = _number(piece)
            if pending and out and out[-1] < n <= 40:
                out += range(out[-1] + 1, n + 1)
            else:
                out.append(n)
            pending = False
        else:
            pending = bool(re.search(r"-|–|—|to|thr|until", piece, re.I))
    return out
