"""Which variant of a clause a person means: "the second one", "option b", "the stricter wording"."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from assistant.domain.templates import Clause, Variant

_PLACES = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "a": 0, "second": 1, "2nd": 1, "two": 1, "2": 1, "b": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2, "c": 2, "fourth": 3, "4th": 3, "four": 3, "4": 3, "d": 3,
}  # fmt: skip
_SHORT = frozenset(
    ("short shorter shortest brief briefer simple simpler simplest concise minimal basic lighter").split()
)
_LONG = frozenset(("long longer longest detailed fuller full complete extensive thorough").split())
_STRICT = frozenset(
    ("strict stricter strictest firm firmer tight tighter tough tougher strong stronger narrow limited").split()
)
_FILL = frozenset(
    (
        "the a an use take choose pick with go i we like prefer want better more best version variant wording "
        "option one text alternative choice language that this please give me switch to number make it have "
        "instead let us"
    ).split()
)


def choose(clause: Clause, words: str, current: str) -> str | None:
    """Return the id of the variant that the words mean, or None.

    ``current`` is the variant chosen now; "the other one" means the other of two.
    """
    tokens = re.findall(r"[a-z0-9]+", words.lower())
    variants = clause.variants
    if "last" in tokens:
        return variants[-1].id
    if "other" in tokens and len(variants) == 2:
        return next(v.id for v in variants if v.id != current)
    said = [t for t in tokens if t not in _FILL]
    named = _named(variants, " ".join(said))
    if named:
        return named
    for token in tokens:
        place = _PLACES.get(token)
        ordinal = token.endswith(("st", "nd", "rd", "th")) or len(said) <= 1
        if (
            place is not None
            and place < len(variants)
            and ordinal
            and not (token in "a" and len(tokens) > 2 and "option" not in tokens)
        ):
            return variants[place].id
    return _described(variants, frozenset(said))


def _named(variants: tuple[Variant, ...], words: str) -> str | None:
    if len(words) < 3:
        return None
    scored = sorted(
        ((max(_alike(words, v.label), _alike(words, v.id.replace("-", " "))), v.id) for v in variants), reverse=True
    )
    sure = scored[0][0] >= 80 and (len(scored) == 1 or scored[0][0] - scored[1][0] >= 8)
    return scored[0][1] if sure else None


def _alike(words: str, label: str) -> float:
    return max(fuzz.ratio(words, label.lower()), fuzz.token_set_ratio(words, label.lower()) - 4)


def _described(variants: tuple[Variant, ...], words: frozenset[str]) -> str | None:
    by_length = sorted(variants, key=lambda v: sum(len(b.text) for b in v.blocks))
    if words & _SHORT:
        return by_length[0].id
    if words & _LONG:
        return by_length[-1].id
    if words & _STRICT:
        # A wording is strict when it says so, or when it forbids and limits the most.
        def strictness(v: Variant) -> float:
            text = " ".join(b.text for b in v.blocks).lower()
            says = len(re.findall(r"\bstrict|\bbright line|\bfirm\b", f"{v.label} {v.use}".lower()))
            return says * 100 + len(re.findall(r"\bshall not\b|\bonly\b|\bno\b|\bnever\b", text))

        return max(variants, key=strictness).id
    if words:
        scored = sorted(
            ((fuzz.token_set_ratio(" ".join(words), f"{v.label} {v.use}".lower()), v.id) for v in variants),
            reverse=True,
        )
        if scored[0][0] >= 85 and (len(scored) == 1 or scored[0][0] - scored[1][0] >= 10):
            return scored[0][1]
    return None
