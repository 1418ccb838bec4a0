"""List the matters of which the principles do not speak, with the passages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.review_words import Cue
from assistant.domain.reviews import Remark
from assistant.domain.wording import saying
from assistant.review.provisions import Provision
from assistant.review.remarks import Read, hits, quoted, wanted
from assistant.verify.cues import heads


def outside(reads: Sequence[Read], cues: Sequence[Cue]) -> tuple[Remark, ...]:
    """Return a remark for each matter in each section that speaks of it, in order of place."""
    provisions = {r.index: r.provision for r in reads}
    found: list[Remark] = []
    for cue in cues:
        own: dict[str, Remark] = {}
        spoken = list(hits(cue, reads))
        said = {provisions[h.provision].heading for h in spoken}
        for hit in spoken:
            provision = provisions[hit.provision]
            # One passage for a section; without sections, one for a paragraph.
            section = provision.where.section or str(provision.where.paragraph)
            if wanted(own, section):
                own[section] = _remark(cue, provision, hit.start, hit.end)
        for read in reads:
            # A heading speaks where none of the sentences below it does: "Cost and Liability" has some of each.
            heading = read.provision.heading
            told = heading and read.provision.where.section and heading not in said
            if told and wanted(own, heading) and heads(cue, heading):
                own[heading] = _remark(cue, read.provision, 0, 0)
        found += list(own.values())[: cue.most]
    return tuple(sorted(found, key=lambda r: (r.quote.start, r.topic)))


def _remark(cue: Cue, provision: Provision, start: int, end: int) -> Remark:
    topic = saying(f"remarks.topics.{cue.id}")
    return Remark(topic=cue.id, quote=quoted(provision, start, end), say=saying("remarks.outside.says", topic=topic))
