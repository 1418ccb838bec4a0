"""List what an attorney should look at, with the words and one neutral reason."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.review_words import Cue
from assistant.domain.reviews import Remark
from assistant.domain.wording import saying
from assistant.review.remarks import Read, hits, quoted, wanted

STATUTES = "statutes"


def counsel(reads: Sequence[Read], cues: Sequence[Cue]) -> tuple[Remark, ...]:
    """Return a remark for each matter in each paragraph, and one for each law that is cited; in order of place."""
    provisions = {r.index: r.provision for r in reads}
    found: list[Remark] = []
    for cue in cues:
        own: dict[str, Remark] = {}
        for hit in hits(cue, reads):
            provision = provisions[hit.provision]
            cited = " ".join(provision.text[hit.start : hit.end].split())
            key = cited.casefold() if cue.id == STATUTES else str(provision.paragraph)
            if not wanted(own, key):
                continue
            own[key] = Remark(
                topic=cue.id,
                quote=quoted(provision, hit.start, hit.end),
                say=saying(f"remarks.counsel.{cue.id}"),
            )
            if len(own) > cue.most:
                break
        found += list(own.values())[: cue.most]
    return tuple(sorted(found, key=lambda r: (r.quote.start, r.topic)))
