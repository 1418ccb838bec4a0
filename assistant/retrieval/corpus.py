"""What is indexed: passages in groups, and the wordings of the answer cards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.domain.knowledge import Authority, Knowledge, Passage

SPLITTER = "sentence-1"
"""How sources are split into passages; a change of the splitter rebuilds the index."""

LEARNED = "head-2, adapter-1"
"""What is trained beside the vectors; a change rebuilds the index."""

GROUPS: dict[str, tuple[Authority, ...]] = {
    "principles": (Authority.PRINCIPLES,),
    "notes": (Authority.GUIDANCE, Authority.LAW, Authority.GRANT_CONDITION),
    "samples": (Authority.SAMPLE,),
}
"""One collection for each group: Chroma searches a whole collection far faster than a filtered one."""


class Entry(NamedTuple):
    """One indexed text: ``text`` is what is embedded and searched, ``owner`` what it stands for.

    The owner is a passage id, or for a wording the id of its card.
    """

    id: str
    owner: str
    text: str


@dataclass(frozen=True)
class Corpus:
    """Every entry, group by group; ``fingerprint`` names content, splitter and model together.

    ``cited`` gives for a card the passages that its answer quotes.
    """

    groups: dict[str, tuple[Entry, ...]]
    fingerprint: str
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sizes(self) -> dict[str, int]:
        """Return how many texts every keyword index holds."""
        out = {name: len(entries) for name, entries in self.groups.items()}
        out["cards"] = len({e.owner for e in self.groups["wordings"]})
        return out

    def texts(self) -> dict[str, list[str]]:
        """Return the texts of every keyword index: the groups, and each card's wordings as one text."""
        out = {name: [e.text for e in entries] for name, entries in self.groups.items()}
        cards: dict[str, list[str]] = {}
        for entry in self.groups["wordings"]:
            cards.setdefault(entry.owner, []).append(entry.text)
        out["cards"] = [" ".join(words) for words in cards.values()]
        return out


def corpus_of(knowledge: Knowledge, model_fingerprint: str) -> Corpus:
    """Gather what is to be indexed and fingerprint it."""
    groups = {
        name: tuple(
            Entry(id=p.id, owner=p.id, text=passage_text(p))
            for p in knowledge.passages.values()
            if p.authority in authorities
        )
        for name, authorities in GROUPS.items()
    }
    groups["wordings"] = tuple(
        Entry(id=f"{card.id}#{n}", owner=card.id, text=words)
        for card in knowledge.cards.values()
        for n, words in enumerate(dict.fromkeys((card.question, *card.ask)))
    )
    # The texts themselves, not the edition of the whole folder: a changed message of the interface or
    # threshold needs no new index.
    digest = hashlib.sha256(f"{SPLITTER}|{LEARNED}|{model_fingerprint}".encode())
    for name, entries in groups.items():
        digest.update("\0".join([f"\0{name}", *(part for e in entries for part in (e.id, e.text))]).encode())
    digest.update("".join(f"\0{card.id}\0{card.topic}" for card in knowledge.cards.values()).encode())
    digest.update("".join(f"\0{card}\0{text}" for card, texts in knowledge.told.items() for text in texts).encode())
    cited = {c.id: tuple(q.passage for said in c.answer for q in said.cites) for c in knowledge.cards.values()}
    return Corpus(groups=groups, fingerprint=digest.hexdigest()[:16], cited=cited)


def passage_text(passage: Passage) -> str:
    """Return the words a passage is found by: its heading, then its text."""
    return f"{passage.heading}. {passage.text}" if passage.heading else passage.text
