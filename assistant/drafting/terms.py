"""The defined terms of a draft as it stands: used and not defined, defined and not used, without their capitals."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from assistant.domain.base import Value
from assistant.domain.documents import Block, Spans
from assistant.domain.drafts import Draft
from assistant.domain.templates import Template
from assistant.drafting.conditions import holds
from assistant.drafting.render import numbers_of, render_clause
from assistant.drafting.spans import fill
from assistant.verify import terms


class TermNote(Value):
    """A term and the clauses it is about, as their numbers and titles say it; "" is the recitals."""

    term: str
    clauses: tuple[str, ...]
    times: int = 1


class DraftTerms(Value):
    """What there is to look at in the defined terms of a draft.

    ``undefined`` are used twice or more with capitals and defined nowhere (a name may be among them), ``unused`` are
    defined and stand nowhere else, ``twice`` are defined in more than one clause, ``lower`` stand somewhere without
    their capitals.
    """

    undefined: tuple[TermNote, ...] = ()
    unused: tuple[TermNote, ...] = ()
    twice: tuple[TermNote, ...] = ()
    lower: tuple[TermNote, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to look at."""
        return bool(self.undefined or self.unused or self.twice or self.lower)


def terms_of(draft: Draft, template: Template) -> DraftTerms:
    """Return what there is to look at in a draft's defined terms, on the clauses that stand in the document."""
    numbers = numbers_of(draft, template)
    blocks = {c: render_clause(draft, template, c, number=int(n), numbers=numbers) for c, n in numbers.items()}
    texts = {c: [t for b in clause[1:] for t in _texts(b)] for c, clause in blocks.items()}
    recitals = [r.text for r in template.recitals if holds(r.when, draft.values, template.fields)]
    texts[""] = [_bare(fill(text, draft.values, template.fields, numbers)) for text in recitals]
    listed = {
        term: clause
        for clause, made in blocks.items()
        for block in made
        for term in terms.listed([["".join(s.text for s in cell) for cell in row] for row in block.rows])
    }
    defined = [(d, clause) for clause, lines in texts.items() for line in lines for d in terms.definitions(line)]
    known = [*(d.term for d, _ in defined), *listed, "SRO"]
    missing = terms.undefined((line for lines in texts.values() for line in lines), known)

    def titles(term: str, of: Mapping[str, list[str]]) -> tuple[str, ...]:
        return tuple(
            _title(c, numbers, template) for c, lines in of.items() if any(term in terms.used(x) for x in lines)
        )

    whole = "\n".join(line for lines in texts.values() for line in lines)
    places = sorted((d.term, clause) for d, clause in defined)
    by_term = {term: [c for _, c in group] for term, group in groupby(places, key=lambda pair: pair[0])}
    unused = [(t, c[0]) for t, c in by_term.items() if terms.occurrences(t, whole) <= len(c)]
    unused += [(t, c) for t, c in listed.items() if terms.occurrences(t, whole) <= 1]
    lower = [
        (t, c)
        for t in dict.fromkeys(d.term for d, _ in defined if d.named)
        for c, lines in texts.items()
        if any(terms.uncapitalized(t, line) for line in lines)
    ]
    return DraftTerms(
        undefined=tuple(TermNote(term=t, clauses=titles(t, texts), times=n) for t, n in missing.items()),
        unused=tuple(TermNote(term=t, clauses=(_title(c, numbers, template),)) for t, c in unused),
        twice=tuple(
            TermNote(term=t, clauses=tuple(_title(c, numbers, template) for c in where), times=len(where))
            for t, where in by_term.items()
            if len(where) > 1
        ),
        lower=tuple(TermNote(term=t, clauses=(_title(c, numbers, template),)) for t, c in lower),
    )


def _title(clause: str, numbers: Mapping[str, str], template: Template) -> str:
    return f"{numbers[clause]}. {template.clauses[clause].title}" if clause else ""


def _texts(block: Block) -> list[str]:
    return [text for text in (_bare(block.spans), *(_bare(cell) for row in block.rows for cell in row)) if text.strip()]


def _bare(spans: Spans) -> str:
    """Return the words that are no value: names that somebody gave are no terms."""
    return "".join(s.text if s.kind == "text" and s.field is None else terms.BLANK for s in spans)
