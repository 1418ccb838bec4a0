"""Settings come from the environment, and a value that cannot be used is said with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.settings import Settings, read_settings


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOU_DATA_DIR", str(tmp_path / "there"))
    monkeypatch.setenv("MOU_PORT", "8123")
    assert Settings().data_dir == tmp_path / "there"
    assert Settings(port=9000).port == 9000
    assert Settings().port == 8123


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOU_PORT", "")
    monkeypatch.setenv("MOU_CONTENT_DIR", "")
    assert (Settings().port, Settings().content_dir) == (7860, None)


@pytest.mark.parametrize(
    ("name", "value"), [("MOU_PORT", "many"), ("MOU_PORT", "70000"), ("MOU_EMBEDDING_PRECISION", "int4")]
)
def test_a_value_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(AssistantError, match=name):
        read_settings()


def test_another_process_can_be_given_the_same_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = Settings(data_dir=tmp_path, port=8001, embedding_precision="int8")
    for name, value in first.as_environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == first
