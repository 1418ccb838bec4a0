"""Find how agreements word what an answer is about: a clause of the library, a sample agreement's passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from assistant.answering.compose import Composer
from assistant.domain.answers import Answer, Sample, Status
from assistant.domain.drafts import Draft
from assistant.domain.knowledge import Authority, Knowledge, Passage, Requirement
from assistant.domain.templates import Clause, Template, TemplateSet
from assistant.domain.wording import Wording
from assistant.drafting.render import clause_text
from assistant.drafting.steps import new_draft
from assistant.retrieval.keyword import tokens

SHOWN = 520
"""Characters of a library clause that are shown; the rest is a click away."""

MOST_PRINCIPLES = 3
"""An answer on more principles than this is about the whole, and no clause words the whole."""

TITLE_WEIGHT = 3.0
"""A word of a clause's title counts as much as this many words of its purpose."""

_COMMON = "school sro sros officer student agreement duty role general matter help party choose want principle"
_WHEN = datetime(2000, 1, 1, tzinfo=UTC)


class SampleFinder:
    """Choose sample wording by the requirements that an answer cites and the words of the question.

    ``templates`` is called when the first sample is wanted, because reading the library takes time.
    """

    def __init__(self, knowledge: Knowledge, wording: Wording, templates: Callable[[], TemplateSet]) -> None:
        self._knowledge = knowledge
        self._say = wording
        self._load = templates
        self._compose = Composer(knowledge, wording)
        self._passages = [p for p in knowledge.passages.values() if p.authority is Authority.SAMPLE]
        self._words = {p.id: frozenset(tokens(f"{p.heading} {p.text}")) for p in self._passages}
        self._texts: dict[tuple[str, str], str] = {}
        self._headings = {p.id: _telling(p.heading) for p in self._passages}

    def find(self, answer: Answer, question: str) -> tuple[Sample, ...]:
        """Return at most two samples: wording from the clause library, then from a sample agreement."""
        card = self._knowledge.cards.get(answer.card or "")
        kind = card.kind if card is not None else "question"
        if len(set(answer.principles)) > MOST_PRINCIPLES or kind in ("list", "comparison", "scope"):
            return ()
        asked = self._asked(answer, question)
        named = card.clause if card is not None else ""
        needs = [] if named else self._requirements(answer, asked)
        clause = self._library.clauses.get(named) if named else self._clause(needs, asked)
        if clause is None or clause.id not in self._blank.clauses:
            return ()
        found = [self._from_library(clause, asked)]
        passage = self._passage(needs, clause, asked)
        if passage is not None:
            found.append(self._from_agreement(passage, clause))
        return tuple(found)

    # Choosing

    def _asked(self, answer: Answer, question: str) -> frozenset[str]:
        """Return the words of the question, and of the card's own question, which is surely about it."""
        card = self._knowledge.cards.get(answer.card or "")
        own = f"{card.question} {card.label}" if card is not None else ""
        return frozenset(tokens(f"{question} {own}"))

    def _requirements(self, answer: Answer, asked: frozenset[str]) -> list[Requirement]:
        """Return the requirements whose words the answer cites, the nearest to the question first."""
        if answer.status is Status.NOT_COVERED:
            return []  # what it quotes is only the closest, and need not be on the matter
        cited = [c for s in answer.statements for c in s.citations if c.authority is Authority.PRINCIPLES]
        found = [
            (max(min(r.end, c.end) - max(r.start, c.start) for c in cited if c.passage == r.passage), r)
            for r in self._knowledge.requirements.values()
            if any(c.passage == r.passage and r.start < c.end and c.start < r.end for c in cited)
        ]
        near = {r.id: len(asked & frozenset(tokens(f"{r.title} {r.text}"))) for _, r in found}
        return [r for _, r in sorted(found, key=lambda f: (-near[f[1].id], -f[0]))]

    def _clause(self, needs: list[Requirement], asked: frozenset[str]) -> Clause | None:
        ids = [r.id for r in needs]
        serving = [c for c in self._library.clauses.values() if set(c.requirements) & set(ids)]
        return max(serving, key=lambda c: (_first(c.requirements, ids), self._near(c, asked)), default=None)

    def _near(self, clause: Clause, asked: frozenset[str]) -> float:
        return TITLE_WEIGHT * len(_telling(clause.title) & asked) + len(_telling(clause.purpose) & asked)

    def _passage(self, needs: list[Requirement], clause: Clause, asked: frozenset[str]) -> Passage | None:
        ids = [r.id for r in needs]
        if ids:
            wanted = set(clause.requirements) & set(ids)
            fit = [p for p in self._passages if wanted & set(p.requirements)]
        else:
            # Nothing in the principles asks for it: only a section that bears the clause's name.
            fit = [p for p in self._passages if self._headings[p.id] & _telling(clause.title)]
        meant = frozenset(tokens(f"{needs[0].title} {needs[0].text}")) if needs else _telling(clause.title)
        return max(fit, key=lambda p: (_first(p.requirements, ids), self._score(p, asked, meant)), default=None)

    def _score(self, passage: Passage, asked: frozenset[str], meant: frozenset[str]) -> float:
        """Return how many words of the question and of the requirement a passage holds, less for a long one."""
        words = self._words[passage.id]
        return len(words & asked) + len(words & meant) - 0.05 * len(words)

    # Showing

    def _from_library(self, clause: Clause, asked: frozenset[str]) -> Sample:
        variant = max(clause.variants, key=lambda v: len(_telling(f"{v.label} {v.use}") & asked))
        text = self._text(clause.id, variant.id)
        shown = shortened(text)
        return Sample(
            text=shown,
            title=f"{clause.title}: {variant.label}",
            origin=self._say("layers.samples.library"),
            clause=clause.id,
            variant=variant.id,
            more=shown != text,
            local=not clause.requirements,
        )

    def _text(self, clause: str, variant: str) -> str:
        """Return a clause as it reads before any value is filled in; it is the same each time, and kept."""
        if (clause, variant) not in self._texts:
            entry = self._draft.clauses[clause].model_copy(update={"variant": variant})
            draft = self._draft.model_copy(update={"clauses": {**self._draft.clauses, clause: entry}})
            self._texts[clause, variant] = clause_text(draft, self._blank, clause)
        return self._texts[clause, variant]

    def _from_agreement(self, passage: Passage, clause: Clause) -> Sample:
        return Sample(
            text=passage.text,
            title=passage.heading,
            origin=self._knowledge.sources[passage.source].title,
            clause=clause.id,
            citation=self._compose.whole(passage.id),
            local=not passage.requirements,
        )

    @cached_property
    def _library(self) -> TemplateSet:
        return self._load()

    @cached_property
    def _blank(self) -> Template:
        return max(self._library.templates.values(), key=lambda t: len(t.order))

    @cached_property
    def _draft(self) -> Draft:
        return new_draft(self._blank, draft_id="blank", title="", now=_WHEN)


def shortened(text: str) -> str:
    """Return whole paragraphs of a clause up to about ``SHOWN`` characters."""
    if len(text) <= SHOWN:
        return text
    kept: list[str] = []
    for line in text.split("\n"):
        if kept and sum(map(len, kept)) + len(line) > SHOWN:
            break
        kept.append(line)
    return "\n".join(kept).rstrip()


def _first(have: Iterable[str], wanted: list[str]) -> int:
    """Return how early the first wanted requirement that is there stands: greater is earlier."""
    return -min((wanted.index(r) for r in have if r in wanted), default=len(wanted))


@lru_cache(maxsize=2048)
def _telling(text: str) -> frozenset[str]:
    """Return the words of a title that tell it from others."""
    return frozenset(tokens(text)) - frozenset(tokens(_COMMON))
