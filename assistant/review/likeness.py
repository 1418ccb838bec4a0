"""How much words are like a clause: by the words listed for it and by its own wording, rare words counting more."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.content.markup import SLOT
from assistant.domain.knowledge import Requirement
from assistant.domain.placing import PlacingCues
from assistant.domain.templates import Clause, Template, TemplateField

Scores = dict[str, float]

_LISTED, _OWN = 0.6, 0.9
"""What a listed word and the likeness to a clause's own wording weigh."""

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "ly")
_STEM = 4
_TITLE = 4.0
"""What a clause's own title over the words counts: more than all else together, since it says which clause it is."""

_OWNER = re.compile(r"[’']s?$")
_WORD = re.compile(r"[a-z]+(?:[’'][a-z]+)?|\d+")
# Words that every agreement of this kind has in every section say nothing about where a sentence belongs.
_EMPTY = frozenset(
    "the a an of and or to in on for by with at as is are be been will shall may must not no any all each other this "
    "that these those it its their his her who which when where if than then them they he she has have had do does so "
    "from under into out only about after before until such same own more most within without upon there can could "
    "should would was were also we our you your i us but".split()
)
_SAME = {
    **dict.fromkeys(("deputy", "deputies", "officer", "officers", "sros", "srd", "srds"), "sro"),
    **dict.fromkeys(("pupil", "pupils", "students", "child", "children"), "student"),
    **dict.fromkeys(("guardian", "guardians", "parents", "families"), "parent"),
    **dict.fromkeys(("teacher", "teachers", "employees", "personnel"), "staff"),
}


@lru_cache(maxsize=1 << 13)
def stems(text: str) -> tuple[str, ...]:
    """Return the words of a text that say something, without their endings."""
    found = _WORD.findall(text.lower().replace("-", " "))
    bare = (_OWNER.sub("", w) for w in found)
    return tuple(_stem(_SAME.get(w, w)) for w in bare if w not in _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


class Likeness:
    """Scores of texts for each clause of a template; built once for a template."""

    def __init__(self, template: Template, cues: PlacingCues, requirements: Mapping[str, Requirement]) -> None:
        self._order = template.order
        own = {c: Counter(_with_pairs(_wording(template.clauses[c], template.fields))) for c in self._order}
        for c in self._order:
            served = [requirements[r] for r in template.clauses[c].requirements if r in requirements]
            own[c].update(_with_pairs(x for r in served for x in (r.text, *r.cues)))
        clauses_with = Counter(w for c in self._order for w in own[c])
        self._rarity = {w: math.log((len(self._order) + 1) / (n + 0.5)) for w, n in clauses_with.items()}
        self._own = {c: _unit({w: (1 + math.log(n)) * self._rarity[w] for w, n in own[c].items()}) for c in self._order}
        listed = {c: cues.clauses[c] for c in self._order if c in cues.clauses}
        self._words = _phrases({c: x.words for c, x in listed.items()})
        titles = {c: (template.clauses[c].title,) for c in self._order}
        self._titles = {stems(t): c for c, (t,) in titles.items()}
        self._headings = _phrases({c: (*titles[c], *x.headings) for c, x in listed.items()})

    def heading(self, text: str) -> Scores:
        """Return how much a heading is one that stands over each clause; the clause's own title is 1 beyond all."""
        said = stems(text)
        if said in self._titles:
            return {self._titles[said]: _TITLE}
        out: Scores = {}
        for phrase, clause, share in _standing(self._headings, said):
            out[clause] = max(out.get(clause, 0.0), share * min(1.0, 0.4 + 0.6 * len(phrase) / max(len(said), 1)))
        return out

    def words(self, text: str) -> Scores:
        """Return how much words are like each clause."""
        said = stems(text)
        out: Scores = {}
        length = math.sqrt(max(len(said), 4))
        for phrase, clause, share in _standing(self._words, said):
            out[clause] = out.get(clause, 0.0) + _LISTED * share * (0.6 + 0.4 * len(phrase)) / length
        counted = Counter(_pairs(said))
        mine = _unit({w: (1 + math.log(n)) * self._rarity[w] for w, n in counted.items() if w in self._rarity})
        for clause in self._order:
            own = self._own[clause]
            alike = sum(x * own.get(w, 0.0) for w, x in mine.items())
            if alike:
                out[clause] = out.get(clause, 0.0) + _OWN * alike
        return out


Phrases = dict[str, list[tuple[tuple[str, ...], str, float]]]


def _phrases(listed: Mapping[str, Iterable[str]]) -> Phrases:
    """Return phrases by their first word, each with its clause; one that several clauses list counts less for each."""
    every = [(stems(p), c) for c, ps in listed.items() for p in dict.fromkeys(ps)]
    shared = Counter(p for p, _ in every)
    out: Phrases = {}
    for phrase, clause in every:
        if phrase:
            out.setdefault(phrase[0], []).append((phrase, clause, 1.0 / shared[phrase]))
    return out


def _standing(phrases: Phrases, said: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str, float]]:
    """Yield each phrase that stands in a text, once."""
    seen: set[tuple[tuple[str, ...], str]] = set()
    for at, word in enumerate(said):
        for phrase, clause, share in phrases.get(word, ()):
            if (phrase, clause) not in seen and tuple(said[at : at + len(phrase)]) == phrase:
                seen.add((phrase, clause))
                yield phrase, clause, share


def _wording(clause: Clause, fields: Mapping[str, TemplateField]) -> Iterator[str]:
    yield from (clause.title, clause.title, clause.purpose, clause.plain, clause.note)
    for variant in clause.variants:
        for block in variant.blocks:
            yield SLOT.sub(lambda m: m["name"].replace("_", " "), block.text)
            suggested = fields[block.field].suggested if block.field in fields else None
            if isinstance(suggested, list | tuple):
                yield from (str(x) for x in suggested)
    yield from (fields[f].label for f in clause.fields if f in fields)


def _with_pairs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _pairs(stems(text))


def _pairs(said: Sequence[str]) -> Iterator[str]:
    yield from said
    yield from (f"{a} {b}" for a, b in pairwise(said))


def _unit(weights: dict[str, float]) -> dict[str, float]:
    size = math.sqrt(sum(x * x for x in weights.values()))
    return {w: x / size for w, x in weights.items()} if size else {}
