"""Retrieval: which principle comes first by keywords, by vectors, and by the two fused.

A principle ranks as its best passage does, because one passage of the right principle is a hit and
principle 8 and the preamble have several. The figures are ir-measures'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import ir_measures
from ir_measures import RR, P, R, nDCG

from evals.bench import Bench
from evals.intervals import bootstrap
from evals.task import Figure, Findings, Outcome, QuestionSample

MEASURES = {"P@1": P @ 1, "R@3": R @ 3, "R@5": R @ 5, "MRR": RR, "nDCG@10": nDCG @ 10}
MOST_PRINCIPLES = 4
"""A question about more principles than this is a list, which no ranking answers."""

Ranking = dict[str, float]


def run(bench: Bench, samples: tuple[QuestionSample, ...]) -> Findings:
    """Rank the principles for every question that rests on known ones."""
    asked = [s for s in samples if not s.history and 0 < len(s.expect.principles) <= MOST_PRINCIPLES]
    if not asked:
        return Findings()
    wanted = {s.id: {str(n): 1 for n in s.expect.principles} for s in asked}
    runs: dict[str, dict[str, Ranking]] = {"keyword": {}, "vector": {}, "fused": {}}
    for sample in asked:
        for name, ranking in rankings(bench, sample.ask).items():
            runs[name][sample.id] = ranking
    figures = [figure for name, ranked in runs.items() for figure in measure(name, wanted, ranked)]
    return Findings(outcomes=tuple(_outcome(s, runs["fused"][s.id]) for s in asked), figures=tuple(figures))


def rankings(bench: Bench, question: str) -> dict[str, Ranking]:
    """Return each search's score for every principle number (0 for the preamble and the closing)."""
    index, passages = bench.index, bench.made.knowledge.passages
    hits = index.passages("principles", question, index.embed(question), len(index.corpus.groups["principles"]))
    number = {h.passage: str(passages[h.passage].principle) for h in hits}
    keyword = bench.keyword_scores(question)
    return {
        # A passage that shares no word with the question is not found by keywords.
        "keyword": _best((number[p], s) for p, s in keyword.items() if s > 0),
        "vector": _best((number[h.passage], h.cosine) for h in hits),
        "fused": _best((number[h.passage], h.score) for h in hits),
    }


def measure(name: str, wanted: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Ranking]) -> list[Figure]:
    """Return every measure of one search with bootstrap intervals over the questions."""
    # A question for which nothing was found counts as 0; ir-measures would leave it out.
    values: dict[str, dict[str, float]] = {label: dict.fromkeys(wanted, 0.0) for label in MEASURES}
    label_of = {str(m): label for label, m in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(MEASURES.values()), dict(wanted), dict(ranked)):
        values[label_of[str(metric.measure)]][metric.query_id] = float(metric.value)
    figures = []
    for label, by_question in values.items():
        each = list(by_question.values())
        low, high = bootstrap(each)
        figures.append(Figure(name=f"{name} {label}", value=sum(each) / len(each), low=low, high=high, n=len(each)))
    return figures


def _best(scored: Iterable[tuple[str, float]]) -> Ranking:
    best: Ranking = {}
    for number, score in scored:
        best[number] = max(score, best.get(number, float("-inf")))
    return best


def _outcome(sample: QuestionSample, ranking: Ranking) -> Outcome:
    order = sorted(ranking, key=lambda n: -ranking[n])
    return Outcome(
        sample=sample.id,
        asked=sample.asked,
        expected=", ".join(map(str, sample.expect.principles)),
        got=", ".join(order[:5]),
        passed=bool(order) and int(order[0]) in sample.expect.principles,
    )
