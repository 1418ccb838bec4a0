"""Tell what a document is: an SRO agreement, one only in part, or something else; by the signs of ``kinds.yaml``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from assistant.domain.base import Value
from assistant.domain.review_words import Kinds, Sign
from assistant.domain.reviews import DocumentKind, ReviewText
from assistant.domain.wording import Saying, saying
from assistant.review.ocr import readable
from assistant.review.provisions import Provision
from assistant.verify.patterns import compiled

_TITLE_WORDS = 40
_BEGINNING_WORDS = 150
_TITLE_HEADINGS = 3
_MOST_WORDS = 3000
_LAST_WORDS = 500
_MOST_SENTENCES = 200

PARTS = frozenset("agreement both-sign police school partners officer officer-title no-officer matter money".split())
"""What a sign can be of, beside a form."""

_PARTLY = ("policy", "program-page")
"""Forms that speak of SROs without being an agreement; they are reviewed."""


class Told(Value):
    """What a document is, more closely (``subkind``, "" for nothing more), and why."""

    kind: DocumentKind
    subkind: str = ""
    why: tuple[Saying, ...] = ()


class _Sums(Value):
    agreement: float
    both_sign: float
    police: bool
    school: bool
    partners: bool
    officer: float
    officer_title: bool
    no_officer: bool
    matters: int
    money: float
    forms: dict[str, float]


def kind_of(text: ReviewText, provisions: Sequence[Provision], kinds: Kinds) -> Told:
    """Return what a document is, with the signs that decided."""
    sums = _sums(text, provisions, kinds)
    limit = kinds.limits
    form, strength = max(sums.forms.items(), key=lambda f: (f[1], f[0]), default=("", 0.0))
    formed = strength >= limit["form"]
    parties = sums.school and (sums.police or sums.officer_title)
    agreed = parties and sums.agreement + sums.both_sign >= limit["agreement"]
    if formed and form not in _PARTLY:
        # A form of another kind gives way only to an agreement that settles more than a form mentions in passing.
        agreed = agreed and sums.matters >= strength and sums.officer > 1
    if formed and form == "policy":
        agreed = agreed and sums.both_sign > 0
    posted = (sums.officer > 0 or sums.officer_title) and not sums.no_officer
    counted = saying("remarks.kind.counted", matters=sums.matters)
    if agreed and posted:
        return _agreement(sums, limit, counted)
    if agreed and (sums.matters or sums.partners):
        why = saying("remarks.kind.no-officer")
        return Told(kind="partial", subkind="police-school-agreement", why=(why,))
    if formed and form in _PARTLY and sums.officer and (sums.police or sums.school):
        return Told(kind="partial", subkind=form, why=(saying(f"remarks.kind.{form}"), counted))
    if formed and form not in _PARTLY:
        reason = saying("remarks.kind.form", form=saying(f"remarks.forms.{form}"))
    else:
        reason = saying("remarks.kind.no-agreement")
        form = ""
    return Told(kind="other", subkind=form, why=(reason, saying("remarks.kind.other-do")))


def _agreement(sums: _Sums, limit: dict[str, float], counted: Saying) -> Told:
    if sums.money >= limit["money-share"] and sums.matters <= limit["money-matters"]:
        return Told(kind="partial", subkind="payment-contract", why=(saying("remarks.kind.payment-contract"), counted))
    if sums.matters >= limit["matters"] or (sums.officer_title and sums.matters >= limit["thin"]):
        return Told(kind="sro-mou", why=(saying("remarks.kind.sro-mou"), counted))
    return Told(kind="partial", subkind="thin", why=(saying("remarks.kind.thin"), counted))


def _sums(text: ReviewText, provisions: Sequence[Provision], kinds: Kinds) -> _Sums:
    every = text.text.split()
    if len(every) > _MOST_WORDS:  # the beginning and the end tell what a long document is
        every = [*every[: _MOST_WORDS - _LAST_WORDS], *every[-_LAST_WORDS:]]
    whole = readable(" ".join(every))
    words = whole.split(" ")
    headings = [p for p in text.paragraphs if p.kind in ("title", "heading")][:_TITLE_HEADINGS]
    head = " ".join(text.text[p.start : p.end] for p in headings)
    # A hyphen at the end of a sentence of the beginning would be joined to what comes from elsewhere.
    title = f"{readable(head)} | {' '.join(words[:_TITLE_WORDS])}"
    parts = {"title": title, "beginning": " ".join(words[:_BEGINNING_WORDS]), "text": whole}
    met: dict[str, float] = defaultdict(float)
    signs = Counter[str]()
    sentences = [readable(p.text) for p in provisions[:_MOST_SENTENCES]] or [whole]
    for sign in kinds.signs:
        if sign.of == "money":
            met[sign.of] = sum(1 for s in sentences if _count(sign, s))
        elif _count(sign, parts[sign.where]) >= sign.least:
            met[sign.of] += sign.weight
            signs[sign.of] += 1
    return _Sums(
        agreement=met["agreement"],
        both_sign=met["both-sign"],
        police=met["police"] > 0,
        school=met["school"] > 0,
        partners=met["partners"] > 0,
        officer=met["officer"],
        officer_title=met["officer-title"] > 0,
        no_officer=met["no-officer"] > 0,
        matters=signs["matter"],
        money=met["money"] / len(sentences),
        forms={form: sum_ for form, sum_ in met.items() if form not in PARTS},
    )


def _count(sign: Sign, words: str) -> int:
    """Return how often a sign is met, counting no further than is asked for."""
    met = (1 for pattern in sign.any_of for _ in compiled(pattern).finditer(words))
    return sum(islice(met, sign.least))
