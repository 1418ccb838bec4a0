"""Values said with the name of their field: "Superintendent: Luis Ortega; the notice is 60 days"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from Stemmer import Stemmer

from assistant.domain.base import Value
from assistant.domain.templates import FieldType, Template
from assistant.domain.wording import Wording
from assistant.drafting.several import names_of

_LINK = r"\s*(?::|=|\s[-–—]\s|\b(?:is|are|was|will be|should be|shall be|must be|would be|to be|equals)\b:?)\s*"
_SET = r"(?:(?:set|change|make|put|update|correct|fill in|fill|enter|switch|move)\s+)"
_TO = r"\s*(?:\b(?:to|as|at|into|with)\b|=|:)\s*"
_AHEAD = (
    r"(?:^|[\n;,.!?]\s*|\b(?:and|also|but|with|then|while|plus)\s+)"
    r"(?:(?:and|also|the|our|your|my|its|their|an?|that|please|it|then|agreement|mou|program|officers?|sros?"
    r"|(?:agency|district|school|department|city|county)['’]s)\s+)*"
)
_GENERIC = re.compile(
    r"^(?:(?:and|also|the|our|your|my|its|their|an?|please|set|change|make|put|update)\s+)*"
    r"(?P<label>[A-Za-z][\w'’ /-]{1,60}?)(?:" + _LINK + "|" + _TO + r")(?P<value>\S.*)$",
    re.I | re.S,
)
_SPLIT = re.compile(r"\s*(?:\n+|;|(?<=[a-z0-9)])\.\s+(?=[A-Z])|,?\s+\band\b\s+|,\s+(?=the\b|our\b))\s*")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety)"
_TYPED = re.compile(
    r"\$\s?\d|\b\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b|dollars\b|k\b)|\b[a-z-]+ percent\b"
    rf"|\b{_MONTH}\.?\s+\d{{1,4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b{_COUNT}[ -](?:(?:calendar|business|working|school|consecutive) )?"
    r"(?:days?|hours?|weeks?|months?|years?|minutes?|officers?|sros?|schools?|meetings?|times)\b"
    r"|https?://|\bwww\.|\b[\w.+-]+@[\w-]+\.\w+",
    re.I,
)
_STOP = frozenset(
    (
        "a an the of to in on at by for with from as is are was be do does did and or how what which who when "
        "where many much must shall should will would can may we you our your it its this that give please say "
        "each every any name names"
    ).split()
)
_STEM = Stemmer("english")


class Said(Value):
    """A field and the words given for it; ``field`` is empty when several could be meant (``among``).

    ``name`` is what the message called it.
    """

    field: str
    text: str
    among: tuple[str, ...] = ()
    name: str = ""


def has_typed_value(text: str) -> bool:
    """Tell whether a text holds a date, an amount, a share, a count with its unit, or an address."""
    return bool(_TYPED.search(text))


class Labels:
    """The names by which a template's fields are called."""

    def __init__(self, template: Template, wording: Wording) -> None:
        self._fields = template.fields
        names: dict[str, str] = {}
        for name, field in template.fields.items():
            for alias in names_of(field, wording):
                names.setdefault(_plain(alias), name)
        exact = {a: n for a, n in names.items() if template.fields[n].type in _BARE}
        persons = [a for a, n in names.items() if template.fields[n].type is FieldType.PERSON]
        self._names = names
        self._labelled = re.compile(
            _AHEAD
            + rf"(?:{_SET}(?:the\s+|our\s+)?(?P<set>{_any(names)}){_TO}"
            + rf"|(?P<label>{_any(names)}){_LINK}"
            + rf"|(?P<bare>{_any(exact)})\b\s*(?:on|in|at|by|from|until|through|about)?\s*"
            + rf"(?=[\w$]*\s?\d|{_MONTH}\b|{_COUNT}\b))",
            re.I,
        )
        self._reversed = re.compile(
            r"^\s*(?P<value>(?-i:[A-Z]).{2,80}?)\s+(?:is|will be|serves as|acts as)\s+(?:the|our|its)\s+"
            rf"(?P<label>{_any(persons)})\W*$",
            re.I,
        )
        self._stems = {
            n: _stems(" ".join((f.label, f.ask, n.replace("_", " "), *names_of(f, wording))))
            for n, f in template.fields.items()
        }
        every = [s for stems in self._stems.values() for s in stems]
        self._rare = {s: 1.0 - every.count(s) / (len(self._stems) + 1) for s in set(every)}

    def exact(self, text: str) -> tuple[Said, ...]:
        """Return the values whose fields are named outright, in the order said.

        Words before the first name come as a value without a field; prose that merely mentions a
        name far from its beginning gives nothing.
        """
        found = list(self._labelled.finditer(text))
        if not found:
            turned = self._reversed.match(text)
            if turned:
                return (Said(field=self._names[_plain(turned["label"])], text=turned["value"].strip()),)
            return ()
        lead = text[: found[0].start()].strip(" ,;.\n")
        if len(lead.split()) > 6:
            return ()
        out = [Said(field="", text=lead)] if lead else []
        for match, following in zip(found, [*found[1:], None], strict=True):
            value = text[match.end() : following.start() if following else len(text)].strip().strip(",;").strip()
            value = re.sub(r"\s+\b(?:and|also|but|with|then|while|plus)$", "", value).rstrip(",; ")
            if value:
                key = match["set"] or match["label"] or match["bare"]
                words = value[:-1] if _ends_sentence(value) else value
                out.append(Said(field=self._names[_plain(key)], text=words, name=_plain(key)))
        return tuple(out) if any(s.field for s in out) else ()

    def nearer(self, said: Said, near: Sequence[str]) -> Said:
        """Return a value under the field of ``near`` that its name fits as well, if there is one.

        "The notice" is the notice that the clause at hand speaks of.
        """
        if not said.name or said.field in near:
            return said
        best = [n for n in self._nearest(said.name, said.text, near) if n in near]
        fits = [n for n in best if self._fields[n].type == self._fields[said.field].type]
        return said.model_copy(update={"field": fits[0]}) if len(fits) == 1 else said

    def loose(self, text: str, near: Iterable[str]) -> tuple[Said, ...]:
        """Return values whose fields are only hinted at ("the notice is 30 days"), fields of ``near`` first.

        A field is named only when the words point to it clearly; otherwise ``among`` lists the few
        that could be meant.
        """
        preferred = tuple(near)
        out: list[Said] = []
        for segment in (s.strip() for s in _SPLIT.split(text)):
            parts = _GENERIC.match(segment)
            if not segment or not (parts or has_typed_value(segment)):
                continue
            if parts and not has_typed_value(segment) and len(parts["value"].strip(" .,")) < 3:
                continue
            label = parts["label"] if parts else _TYPED.sub(" ", segment)
            best = self._nearest(label, segment, preferred)
            if best:
                value = parts["value"] if parts else segment
                out.append(Said(field=best[0] if len(best) == 1 else "", text=value.strip(), among=tuple(best[:4])))
        return tuple(out)

    def nearest(self, words: str, among: Sequence[str]) -> str | None:
        """Return the one of some fields that words name best, or None."""
        said = _stems(words) - {"list"}
        # The label says what a field is; its question mentions other things too.
        scored = sorted(
            ((2 * len(said & _stems(self._fields[n].label)) + len(said & self._stems[n]), n) for n in among),
            reverse=True,
        )
        return scored[0][1] if scored and scored[0][0] else None

    def of_type(self, text: str, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the named fields whose type a bare value such as "90 days" could fill."""
        kinds = _kinds(text)
        fitting = [n for n in names if n in self._fields and self._fields[n].type in kinds]
        unit = re.search(r"\b(days?|hours?|weeks?|months?|years?)\b", text, re.I)
        if unit and FieldType.INTEGER in kinds:
            stem = _STEM.stemWord(unit.group().lower())
            fitting = [n for n in fitting if stem in self._stems[n]] or fitting
        return tuple(fitting)

    def _nearest(self, label: str, segment: str, preferred: Sequence[str]) -> list[str]:
        words, kinds = _stems(label), _kinds(segment)
        if not words:
            return []
        weight = sum(self._rare.get(w, 0.6) for w in words)
        scored = []
        for name, stems in self._stems.items():
            if kinds and self._fields[name].type not in kinds:
                continue
            hit = sum(self._rare.get(w, 0.0) for w in words if w in stems)
            if hit and (hit / weight >= 0.5):
                scored.append((hit / weight + (0.25 if name in preferred else 0.0), name))
        scored.sort(key=lambda s: -s[0])
        return [name for score, name in scored if score >= scored[0][0] - 0.1]


_BARE = frozenset({FieldType.DATE, FieldType.MONTH, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT})
"""Types whose value may stand right behind the name, without "is" ("starts July 1")."""


def in_order(text: str, count: int) -> tuple[str, ...]:
    """Split a message into as many values as were asked for, or return it whole."""
    for pattern in (r"\n+", r"\s*;\s*", r"\s+(?:to|until|through|thru)\s+", r"\s*,\s*(?:and\s+)?|\s+and\s+"):
        parts = [p.strip() for p in re.split(pattern, text.strip()) if p.strip()]
        if 1 < len(parts) <= count and (len(parts) == count or pattern in (r"\n+", r"\s*;\s*")):
            return tuple(parts)
    return (text,)


def _kinds(text: str) -> frozenset[FieldType]:
    """The field types that the value in a text could be meant for; empty when anything goes."""
    low = text.lower()
    if re.search(r"%|percent|per cent", low):
        return frozenset({FieldType.PERCENT})
    if re.search(r"\$|\bdollars?\b", low):
        return frozenset({FieldType.MONEY})
    if re.search(r"https?://|\bwww\.", low):
        return frozenset({FieldType.URL})
    if re.search(rf"\b{_MONTH}\.?\s+\d|\d/\d|\d{{4}}-\d\d-\d\d", low):
        return frozenset({FieldType.DATE})
    if re.fullmatch(rf"\W*(?:in |every )?{_MONTH}\W*", low):
        return frozenset({FieldType.MONTH})
    if has_typed_value(low):
        return frozenset({FieldType.INTEGER, FieldType.DATE} if "year" in low else {FieldType.INTEGER})
    return frozenset()


def _ends_sentence(value: str) -> bool:
    return value.endswith(".") and value.count(".") == 1


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower().replace("’", "'")).strip()


def _any(names: Iterable[str]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in ordered) or r"(?!)"


def _stems(text: str) -> frozenset[str]:
    words = [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _STOP]
    return frozenset(_STEM.stemWords(words))
