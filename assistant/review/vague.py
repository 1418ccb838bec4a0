"""List the wording that leaves something open, and what it leaves open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.domain.review_words import Cue
from assistant.domain.reviews import Remark
from assistant.domain.wording import saying
from assistant.review.ocr import readable
from assistant.review.provisions import Provision
from assistant.review.remarks import Hit, Read, hits, quoted

_UNDEFINED = "undefined-"
_RECITAL = re.compile(r"^\W*(?:whereas|recitals?)\b", re.IGNORECASE)


def vague(reads: Sequence[Read], cues: Sequence[Cue]) -> tuple[Remark, ...]:
    """Return the vague wording in order of place; each phrase is remarked on once, and recitals never."""
    kept = [r for r in reads if not _RECITAL.match(r.provision.text)]
    provisions = {r.index: r.provision for r in reads}
    found: list[Hit] = []
    for cue in cues:
        own = [h for h in hits(cue, kept) if not _defined(cue, h, reads)]
        # The first list that finds a phrase keeps it: the lists stand from the more to the less exact.
        found += [h for h in own if not any(_overlap(h, other) for other in found)][: cue.most]
    found.sort(key=lambda h: (h.provision, h.start))
    return tuple(_remark(h, provisions[h.provision]) for h in _in_turn(found))


def _in_turn(found: Sequence[Hit]) -> list[Hit]:
    """Leave out a duty without a doer in a sentence that is remarked on already."""
    others = Counter(h.provision for h in found if h.cue != "no-actor")
    return [h for h in found if h.cue != "no-actor" or not others[h.provision]]


def _remark(hit: Hit, provision: Provision) -> Remark:
    words = " ".join(provision.text[hit.start : hit.end].split())
    quote = quoted(provision, hit.start, hit.end).model_copy(update={"role": "vague"})
    return Remark(topic=hit.cue, quote=quote, say=saying(f"remarks.vague.{hit.cue}", words=words))


def _overlap(a: Hit, b: Hit) -> bool:
    return a.provision == b.provision and a.start < b.end and b.start < a.end


def _defined(cue: Cue, hit: Hit, reads: Sequence[Read]) -> bool:
    """Return whether the document says what an open term means."""
    if not cue.id.startswith(_UNDEFINED):
        return False
    home = next(r.provision for r in reads if r.index == hit.provision)
    term = re.escape(readable(home.text[hit.start : hit.end]).lower().rstrip("s"))
    says = re.compile(
        rf"[\"“”']?{term}\w{{0,3}}[\"“”']? (?:\w+ ){{0,3}}"
        r"(?:means?|is defined|are defined|includes?|is any|refers to|is an?)\b"
        rf"|\bby \w*{term}\w* (?:\w+ ){{0,3}}mean",
        re.IGNORECASE,
    )
    return any(says.search(r.mended.text) for r in reads)
