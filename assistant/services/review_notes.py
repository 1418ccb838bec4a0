"""What a review found, as comments for the reviewed Word file."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.documents import MouDocument
from assistant.domain.reviews import Finding, Quote, Remark, Review
from assistant.domain.word_notes import WordNote
from assistant.review.spots import Spots
from assistant.services.review_report import REMARKS, ReviewWords


def notes_of(review: Review, document: MouDocument, words: ReviewWords) -> tuple[WordNote, ...]:
    """Return a comment for each passage that is quoted, and one at the beginning on all that none stands for."""
    spots = Spots(document, review.document.view, review.text)
    findings = [f for p in review.principles for f in p.findings]
    return (
        WordNote(lines=tuple(_front(review, findings, words))),
        *(note for f in findings for note in _finding(f, spots, words)),
        *(_remark(r, name, spots, words) for name in REMARKS for r in getattr(review, name)),
    )


def _front(review: Review, findings: list[Finding], words: ReviewWords) -> Iterator[str]:
    yield words("review.report.comment.front", name=review.document.name)
    yield words("review.report.notice")
    yield from words.kind(review)
    if not review.principles:
        yield words("review.report.not-reviewed")
    for state in ("missing", "not-visible"):
        bare = [f for f in findings if f.status == state and (state == "missing" or not f.quotes)]
        if bare:
            yield words(f"review.report.comment.{state}")
        for finding in bare:
            title = words("review.report.comment.of", title=words.title(finding.requirement), number=finding.principle)
            yield f"– {title} “{words.recommends(finding.requirement)}” {_clause(finding, words)}".strip()


def _finding(finding: Finding, spots: Spots, words: ReviewWords) -> Iterator[WordNote]:
    title = words.title(finding.requirement)
    for number, quote in enumerate(finding.quotes):
        lines = [
            words("review.report.line", what=title, state=words.state(finding.status)),
            words(f"review.report.role.{quote.role}"),
        ]
        if number == 0:
            lines.append(f"{words.why(finding)} {words.sure(finding)}")
            recommends = words.recommends(finding.requirement)
            lines.append(f"{words('review.report.recommends', number=finding.principle)}: “{recommends}”")
            lines.append(_clause(finding, words))
        else:
            lines.append(words("review.report.comment.also"))
        yield _at(quote, spots, words, [x for x in lines if x])


def _remark(remark: Remark, name: str, spots: Spots, words: ReviewWords) -> WordNote:
    return _at(remark.quote, spots, words, [words(f"review.report.heading.{name}"), words.remark(remark)])


def _clause(finding: Finding, words: ReviewWords) -> str:
    clause = words.clause(finding)
    return words("review.report.comment.clause", clause=clause) if clause else ""


def _at(quote: Quote, spots: Spots, words: ReviewWords, lines: list[str]) -> WordNote:
    elsewhere = words("review.report.comment.elsewhere", words=quote.text, place=words.place(quote.where))
    spot = spots.of(quote.start, quote.end)
    if spot is None:
        return WordNote(lines=(*lines, elsewhere))
    block, start, end = spot
    return WordNote(lines=tuple(lines), block=block, start=start, end=end, elsewhere=elsewhere)
