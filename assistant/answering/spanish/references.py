"""Direct references in Spanish: "principio 4", "el cuarto", "del 3 al 5", "el siguiente"."""

from __future__ import annotations

import re

from assistant.domain.base import Value
from assistant.retrieval.spanish import fold

COUNT = 12

_CARDINALS = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince".split()
_ORDINALS = "primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo".split()
_WORDS = {w: n for n, w in enumerate(_CARDINALS)} | {w: n for n, w in enumerate(_ORDINALS, 1)}
_WORDS |= {"primero": 1, "primera": 1, "tercero": 3, "tercera": 3, "onceavo": 11, "doceavo": 12}
_NUM = r"(?:\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_NOUN = r"(?:principios?|prinsipios?|principo|principle|puntos?|numeros?|num\.?|no\.)"
_AND = r"\s*(?:,|y|e|o|u|,\s*y)\s+(?:el\s+)?"
_TO = r"\s*(?:-|–|a|al|hasta(?:\s+el)?)\s*"
_LIST = rf"{_NUM}(?:(?:{_AND}|{_TO}){_NUM})*"

_AFTER = re.compile(rf"\b{_NOUN}\s*(?:numero\s*|#\s*|num\.?\s*|del\s+)?(?P<list>{_LIST})\b")
_BEFORE = re.compile(rf"\b(?P<list>(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))\s+principios?\b")
_SHORT = re.compile(r"(?<![a-z0-9])p\s?(?P<list>\d{1,2})(?![a-z0-9%])")
_BARE = re.compile(rf"^\W*(?:y\s+)?(?:el\s+|la\s+|los\s+)?(?:numero\s+|#\s*)?(?P<list>{_LIST})\W*$")
_LAST = re.compile(r"\bultimo\s+principio\b|^\W*(?:y\s+)?el\s+ultimo\W*$")
_POLITE = r"^\W*(?:(?:y|ahora|bueno|ok|luego|deme|muestreme|quiero|ver|a)\s+)*"
_END = r"(?:\W+(?:por favor|porfa|porfavor))?\W*$"
_NEXT = re.compile(
    _POLITE + r"(?:(?:el|la|al)\s+)?(?:siguiente|sigiente|proximo|que sigue|otro)(?:\s+(?:principio|punto))?" + _END
)
_AFTERWARDS = re.compile(r"^\W*(?:y\s+)?(?:despues|el que sigue|cual sigue|que sigue)" + _END)
_PREVIOUS = re.compile(_POLITE + r"(?:(?:el|la|al)\s+)?(?:anterior|previo|de antes)(?:\s+(?:principio|punto))?" + _END)
_UNIT = re.compile(r"^\s*(?:anos?|meses|dias?|horas?|escuelas?|oficiales|policias|estudiantes|ninos|veces|%)\b")


class SpanishReference(Value):
    """The principle numbers that a question names; ``outside`` do not exist, ``rest`` is what else was said."""

    numbers: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.numbers or self.outside)


def find_reference(text: str, last: int | None = None) -> SpanishReference:
    """Find the principles that a text names; ``last`` is the one spoken of before."""
    said = fold(text)
    found: list[int] = []
    rest = said
    for pattern in (_AFTER, _BEFORE, _SHORT):
        for named in pattern.finditer(said):
            # "los doce principios" are all of them, not the twelfth.
            if pattern is _BEFORE and named["list"] in _CARDINALS:
                continue
            if not _UNIT.match(said[named.end() :]):
                found += _numbers(named["list"])
                rest = rest.replace(named.group(), " ")
    if not found and (match := _LAST.search(said)):
        found, rest = [COUNT], rest.replace(match.group(), " ")
    if not found and (match := _BARE.match(said)):
        found, rest = _numbers(match["list"]), ""
    if not found and last is not None:
        step = 1 if _NEXT.match(said) or _AFTERWARDS.match(said) else -1 if _PREVIOUS.match(said) else 0
        if step:
            found, rest = [last + step], ""
    numbers = tuple(dict.fromkeys(found))
    return SpanishReference(
        numbers=tuple(n for n in numbers if 1 <= n <= COUNT),
        outside=tuple(n for n in numbers if not 1 <= n <= COUNT),
        rest=re.sub(r"\s+", " ", rest).strip(" ¿?.,!¡"),
    )


def _numbers(text: str) -> list[int]:
    out: list[int] = []
    between = ""
    at = 0
    for piece in re.finditer(_NUM, text):
        between, at = text[at : piece.start()], piece.end()
        word = piece.group()
        n = int(word) if word.isdigit() else _WORDS[word]
        if out and re.fullmatch(_TO, between) and out[-1] < n <= 40:
            out += range(out[-1] + 1, n + 1)
        else:
            out.append(n)
    return out
