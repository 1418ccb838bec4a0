"""The table of the benchmarks says what was measured, and which promise is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.beside import shares
from benchmarks.measuring import environment, fresh, resident_mb, row
from evals.task import ExpectedAnswer, QuestionSample


def test_a_row_has_the_median_and_the_95th_percentile() -> None:
    made = row("a", "ms", [float(n) for n in range(1, 101)], 50)
    assert (made.median, made.p95, made.runs, made.met) == (50.5, 96.0, 100, False)


def test_a_rate_is_kept_by_being_high() -> None:
    assert row("a", "/s", [90.0], 80, least=True).met
    assert not row("a", "/s", [70.0], 80, least=True).met


def test_a_process_of_its_own_is_timed_and_its_memory_read() -> None:
    ms, mb, printed = fresh([sys.executable, "-c", "import time; time.sleep(0.3); print('x' * 3)"], {})
    assert printed == b"xxx\n"
    assert 1 < ms < 60_000
    assert 3 < mb < 60  # its own, not what this process had when it started it
    assert resident_mb() > 10


def test_a_process_that_fails_is_said_with_its_own_words() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        fresh([sys.executable, "-c", "raise SystemExit('no such thing')"], {})


def test_our_settings_do_not_reach_the_measured_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOU_EMBEDDING_MODEL", "elsewhere")
    given = environment(tmp_path)
    assert "MOU_EMBEDDING_MODEL" not in given
    assert given["MOU_DATA_DIR"] == str(tmp_path)


def test_a_right_principle_counts_first_or_among_three() -> None:
    samples = [
        QuestionSample(
            id=str(n), task="answers", set="tune", ask="?", expect=ExpectedAnswer(status=("answered",), principles=p)
        )
        for n, p in enumerate([(3,), (4, 5), (6,)])
    ]
    assert shares([[3, 1], [1, 2, 5], [1, 2, 3, 6]], samples) == (1 / 3, 2 / 3)
