"""Keyword search finds the text that shares the words."""

from __future__ import annotations

from pathlib import Path

from assistant.retrieval.keyword import KeywordIndex, tokens

TEXTS = ["SROs should not be involved in school discipline", "Programs are reviewed every year", "Training of staff"]


def test_the_text_with_the_words_scores_best() -> None:
    scores = KeywordIndex.of(TEXTS).scores("How are programs reviewed?")
    assert scores.argmax() == 1


def test_unknown_words_score_nothing() -> None:
    assert KeywordIndex.of(TEXTS).scores("zebra giraffe").tolist() == [0, 0, 0]


def test_not_is_kept_because_it_turns_meanings() -> None:
    assert "not" in tokens("should not be involved")


def test_an_empty_index_finds_nothing() -> None:
    assert KeywordIndex.of([]).scores("anything").tolist() == []


def test_an_empty_index_can_be_saved_and_loaded(tmp_path: Path) -> None:
    KeywordIndex.of([]).save(tmp_path / "k")
    assert KeywordIndex.load(tmp_path / "k", 0).scores("anything").tolist() == []


def test_a_saved_index_scores_the_same(tmp_path: Path) -> None:
    index = KeywordIndex.of(TEXTS)
    index.save(tmp_path / "k")
    again = KeywordIndex.load(tmp_path / "k", len(TEXTS))
    assert again.scores("staff training").tolist() == index.scores("staff training").tolist()
