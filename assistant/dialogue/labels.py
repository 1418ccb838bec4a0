"""Values said with the name of their field: "Superintendent: Luis Ortega; the notice is 60 days"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from Stemmer import Stemmer

from assistant.domain.base import Value
from assistant.domain.templates import FieldType, Template, TemplateField

_LINK = r"\s*(?::|=|\s[-–—]\s|\b(?:is|are|was|will be|should be|shall be|must be|would be|to be|equals|means)\b:?)\s*"
_SET = r"(?:(?:set|change|make|put|update|correct|fill in|fill|enter|switch|move)\s+)"
_TO = r"\s*(?:\b(?:to|as|at|into|from .{1,60}? to|with)\b|=|:)\s*"
_AHEAD = r"(?:^|[\n;,.!?]\s*|\b(?:and|also|but|with|then|while|plus)\s+)(?:(?:and|also|the|our|your|my|its|their|an?|that|please|it|then)\s+)*"
_GENERIC = re.compile(
    r"^(?:(?:and|also|the|our|your|my|its|their|an?|please|set|change|make|put|update)\s+)*"
    r"(?P<label>[A-Za-z][\w'’ /-]{1,60}?)(?:" + _LINK + "|" + _TO + r")(?P<value>\S.*)$",
    re.I | re.S,
)
_SPLIT = re.compile(r"\s*(?:\n+|;|(?<=[a-z0-9)])\.\s+(?=[A-Z])|,?\s+\band\b\s+|,\s+(?=the\b|our\b))\s*")
_TYPED = re.compile(
    r"\$\s?\d|\b\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b|dollars\b|k\b)|\b[a-z-]+ percent\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,4}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety)"
    r"[ -](?:calendar |business |working |school |consecutive )?(?:days?|hours?|weeks?|months?|years?|minutes?|officers?|sros?|schools?|meetings?|times)\b"
    r"|https?://|\bwww\.|\b[\w.+-]+@[\w-]+\.\w+",
    re.I,
)
_STOP = frozenset(
    "a an the of to in on at by for with from as is are was be do does did and or how what which who when where many much "
    "must shall should will would can may we you our your it its this that give please say it's each every any which "
    "name names".split()
)
_STEM = Stemmer("english")


class Said(Value):
    """A field and the words given for it; ``field`` is empty when several could be meant (``among``)."""

    field: str
    text: str
    among: tuple[str, ...] = ()


def has_typed_value(text: str) -> bool:
    """Tell whether a text holds a date, an amount, a share, a count with its unit, or an address."""
    return bool(_TYPED.search(text))


class Labels:
    """The names by which a template's fields are called."""

    def __init__(self, template: Template, lists: Mapping[str, Sequence[str]]) -> None:
        self._fields = template.fields
        names: dict[str, str] = {}
        for name, field in template.fields.items():
            for alias in (field.label, name.replace("_", " "), *lists.get(f"labels.{name}", ())):
                names.setdefault(_plain(alias), name)
        verbs = {
            _plain(v): name for name in template.fields for v in lists.get(f"verbs.{name}", ())
        }
        self._names, self._verbs = names, verbs
        self._labelled = re.compile(
            _AHEAD
            + rf"(?:{_SET}(?:the\s+|our\s+)?(?P<set>{_any(names)}){_TO}"
            + rf"|(?P<label>{_any(names)}){_LINK}"
            + rf"|(?P<verb>{_any(verbs)})\b\s*(?:on|in|at|by|from|until|through|about)?\s*(?=[\w$]))",
            re.I,
        )
        self._reversed = re.compile(
            rf"^\s*(?P<value>[A-Z].{{2,80}}?)\s+(?:is|will be|serves as|acts as)\s+(?:the|our|its)\s+"
            rf"(?P<label>{_any(a for a, n in names.items() if template.fields[n].type is FieldType.PERSON)})\W*$"
        )
        self._stems = {
            n: _stems(" ".join((f.label, f.ask, n.replace("_", " "), *lists.get(f"labels.{n}", ()))))
            for n, f in template.fields.items()
        }
        count = max(1, len(self._stems))
        every = [s for stems in self._stems.values() for s in stems]
        self._rare = {s: 1.0 - every.count(s) / (count + 1) for s in set(every)}

    def exact(self, text: str) -> tuple[Said, ...]:
        """Return the values whose fields are named outright, in the order said."""
        found = list(self._labelled.finditer(text))
        if not found:
            turned = self._reversed.match(text.strip())
            if turned:
                return (Said(field=self._names[_plain(turned["label"])], text=turned["value"].strip()),)
            return ()
        out = []
        for match, following in zip(found, [*found[1:], None], strict=True):
            end = following.start() if following else len(text)
            value = text[match.end() : end].strip().strip(",;").strip()
            value = re.sub(r"\s+\b(?:and|also|but|with|then|while|plus)$", "", value).rstrip(",; ")
            key = match["set"] or match["label"]
            name = self._names[_plain(key)] if key else self._verbs[_plain(match["verb"])]
            if value:
                out.append(Said(field=name, text=value.removesuffix(".") if value.count(".") == 1 else value))
        return tuple(out) if not text[: found[0].start()].strip(" ,;") else self._after(text, found[0].start(), out)

    def loose(self, text: str, near: Iterable[str]) -> tuple[Said, ...]:
        """Return values whose fields are only hinted at ("the notice is 30 days"), fields of ``near`` first.

        A field is named only when the words point to it clearly; otherwise ``among`` lists the few
        that could be meant.
        """
        preferred = tuple(near)
        out = []
        for segment in filter(None, _SPLIT.split(text)):
            exact = self.exact(segment)
            if exact:
                out.extend(exact)
                continue
            parts = _GENERIC.match(segment.strip())
            label = parts["label"] if parts else _TYPED.sub(" ", segment)
            value = parts["value"] if parts else segment
            if not parts and not has_typed_value(segment):
                continue
            best = self._nearest(label, segment, preferred)
            if best:
                out.append(Said(field=best[0] if len(best) == 1 else "", text=value.strip(), among=tuple(best[:4])))
        return tuple(out)

    def of_type(self, text: str, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the named fields whose type a bare value such as "90 days" could fill."""
        kinds = _kinds(text)
        fitting = [n for n in names if n in self._fields and self._fields[n].type in kinds]
        unit = re.search(r"\b(days?|hours?|weeks?|months?|years?)\b", text, re.I)
        if unit and FieldType.INTEGER in kinds:
            stem = _STEM.stemWord(unit.group().lower())
            fitting = [n for n in fitting if stem in self._stems[n]] or fitting
        return tuple(fitting)

    def _after(self, text: str, start: int, out: list[Said]) -> tuple[Said, ...]:
        # "I checked: the superintendent is …" is fine; a long lead-in means it is prose, not values.
        return tuple(out) if len(text[:start].split()) <= 4 else ()

    def _nearest(self, label: str, segment: str, preferred: Sequence[str]) -> list[str]:
        words = _stems(label)
        if not words:
            return []
        kinds = _kinds(segment)
        weight = sum(self._rare.get(w, 0.6) for w in words)
        scored = []
        for name, stems in self._stems.items():
            if kinds and self._fields[name].type not in kinds:
                continue
            hit = sum(self._rare.get(w, 0.0) for w in words if w in stems)
            score = hit / weight + (0.25 if name in preferred and hit else 0.0)
            if hit and score >= 0.5:
                scored.append((score, name))
        scored.sort(key=lambda s: -s[0])
        if not scored:
            return []
        return [name for score, name in scored if score >= scored[0][0] - 0.1]


def _kinds(text: str) -> frozenset[FieldType]:
    """The field types that the value in a text could be meant for; empty when anything goes."""
    low = text.lower()
    if re.search(r"%|percent|per cent", low):
        return frozenset({FieldType.PERCENT})
    if re.search(r"\$|\bdollars?\b", low):
        return frozenset({FieldType.MONEY})
    if re.search(r"https?://|\bwww\.", low):
        return frozenset({FieldType.URL})
    if re.search(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d/\d|\d{4}-\d\d-\d\d", low):
        return frozenset({FieldType.DATE})
    if re.fullmatch(r"\W*(?:in |every )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\W*", low):
        return frozenset({FieldType.MONTH})
    if has_typed_value(low):
        return frozenset({FieldType.INTEGER, FieldType.DATE} if "year" in low else {FieldType.INTEGER})
    return frozenset()


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[’'`]", "'", text.lower())).strip().removeprefix("the ")


def _any(names: Iterable[str]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in ordered) or r"(?!)"


def _stems(text: str) -> frozenset[str]:
    words = [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _STOP]
    return frozenset(_STEM.stemWords(words))
