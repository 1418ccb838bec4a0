"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Assistant


@pytest.fixture(scope="module")
def home(assistant: Assistant, data_dir: Path) -> Path:
    """A data folder whose index is built."""
    _ = assistant.questions
    return data_dir


def mou(home: Path, *words: str, said: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("MOU_")}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *words],
        input=said if isinstance(said, bytes) else said.encode(),
        capture_output=True,
        env=env | {"MOU_DATA_DIR": str(home)} | environment,
        timeout=120,
        check=False,
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_question_is_answered_in_the_wire_format(home: Path, root: Path) -> None:
    done = mou(home, "ask", "When may an officer arrest a student?", "--json")
    assert done.returncode == 0, done.stderr
    [answer] = lines(done)
    assert answer["status"] in ("answered", "partly")
    assert answer["principles"] == [4]
    for c in answer["citations"]:
        assert (root / c["file"]).read_text(encoding="utf-8")[c["start"] : c["end"]] == c["quote"]


def test_a_question_in_spanish_is_answered_in_spanish_with_the_english_words(home: Path, root: Path) -> None:
    done = mou(home, "ask", "pueden arrestar a mi hijo en la escuela", "--json")
    assert done.returncode == 0, done.stderr
    [answer] = lines(done)
    assert (answer["language"], answer["status"], answer["principles"]) == ("es", "answered", [4])
    assert "Traducción informativa, no revisada" in answer["answer"]
    [c] = answer["citations"]
    assert (root / c["file"]).read_text(encoding="utf-8")[c["start"] : c["end"]] == c["quote"]
    assert c["quote"] in answer["answer"]
    assert c["translation"] in answer["answer"]
    [next_one] = lines(mou(home, "ask", "¿y el siguiente?", "--history", "principio 4", "--json"))
    assert (next_one["language"], next_one["principles"]) == ("es", [5])
    [english] = lines(mou(home, "ask", "principle 4", "--json"))
    assert "language" not in english
    assert all("translation" not in c for c in english["citations"])


def test_a_batch_answers_each_line_and_names_the_bad_ones(home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text(
        '{"id": "a", "ask": "principle 4"}\n'
        '{"id": "b", "ask": "and the next one?", "history": ["principle 4"]}\n'
        "not json\n"
        '{"id": "d", "ask": 5}\n'
        '{"id": "e", "ask": ""}\n',
        encoding="utf-8",
    )
    done = mou(home, "ask", "--batch", str(batch), "--json")
    assert done.returncode == 1
    got = lines(done)
    assert [g.get("principles") for g in got] == [[4], [5], None, None, []]
    assert [g["line"] for g in got if "error" in g] == [3, 4]
    assert got[4]["status"] == "unclear"


def test_neither_question_nor_batch_is_a_mistyped_command(home: Path) -> None:
    assert mou(home, "ask").returncode == 2


def test_a_draft_is_made_changed_undone_and_exported(home: Path, tmp_path: Path) -> None:
    values = tmp_path / "values.yaml"
    values.write_text("agency_name: Riverton Police Department\nstart_date: the first of July 2027\n", encoding="utf-8")
    made = mou(home, "draft", "new", "--template", "essential", "--values", str(values))
    assert made.returncode == 0, made.stderr
    draft = made.stdout.decode().strip()
    assert mou(home, "draft", "set", draft, "state=Ohio").returncode == 0
    wrong = mou(home, "draft", "set", draft, "start_date=February 30, 2027")
    assert wrong.returncode == 1
    assert b"start_date" in wrong.stderr
    shown = json.loads(mou(home, "draft", "show", draft, "--json").stdout)
    assert shown["values"]["state"] == "Ohio"
    assert shown["values"]["start_date"] == "2027-07-01"
    assert b"Undo" in mou(home, "draft", "undo", draft).stdout
    assert "state" not in json.loads(mou(home, "draft", "show", draft, "--json").stdout)["values"]
    out = tmp_path / "mou.docx"
    assert mou(home, "export", draft, "--kind", "clean", "-o", str(out)).returncode == 0
    again = tmp_path / "again.docx"
    assert mou(home, "export", draft, "-o", str(again)).returncode == 0
    assert out.read_bytes() == again.read_bytes()
    assert out.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("draft", "show", "nope"), b"no draft"),
        (("draft", "undo", "nope"), b"no draft"),
        (("export", "nope", "-o", "x.docx"), b"no draft"),
        (("draft", "new", "--template", "nope"), b"no template"),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence(home: Path, words: tuple[str, ...], part: bytes) -> None:
    done = mou(home, *words)
    assert done.returncode == 3
    assert part in done.stderr
    assert b"Traceback" not in done.stderr


def test_each_kind_of_copy_has_its_name_and_an_unknown_one_is_a_mistyped_command(home: Path, tmp_path: Path) -> None:
    draft = mou(home, "draft", "new", "--template", "essential").stdout.decode().strip()
    refused = mou(home, "export", draft, "--kind", "publication", "-o", str(tmp_path / "p.docx"))
    assert refused.returncode == 3
    assert b"is not filled in" in refused.stderr
    assert not (tmp_path / "p.docx").exists()
    for number, kind in enumerate((("working",), ("annotated",), ("publication", "--despite-open"))):
        done = mou(home, "export", draft, "--kind", *kind, "-o", str(tmp_path / f"{number}.docx"))
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "0.docx").read_bytes() == (tmp_path / "1.docx").read_bytes()
    assert mou(home, "export", draft, "--kind", "secret").returncode == 2
    silent = mou(home, "export", draft, "--kind", "clean", "--against", "1", "-o", str(tmp_path / "silent.docx"))
    assert silent.returncode == 3
    assert b"--kind redline" in silent.stderr
    assert not (tmp_path / "silent.docx").exists()
    assert b"was adopted on June 8, 2027" in mou(home, "draft", "adopt", draft, "--on", "2027-06-08").stdout
    table = tmp_path / "origins.csv"
    assert mou(home, "draft", "provenance", draft, "-o", str(table)).returncode == 0
    assert "Where they come from" in table.read_text(encoding="utf-8-sig")


def test_a_place_that_cannot_be_written_is_said(home: Path, tmp_path: Path) -> None:
    draft = mou(home, "draft", "new", "--template", "essential").stdout.decode().strip()
    done = mou(home, "export", draft, "-o", str(tmp_path / "missing" / "x.docx"))
    assert done.returncode == 3
    assert b"cannot be written" in done.stderr


def test_a_setting_that_cannot_be_used_is_named_in_a_sentence(home: Path) -> None:
    done = mou(home, "draft", "list", MOU_PORT="abc")
    assert done.returncode == 3
    assert "MOU_PORT cannot be “abc”" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_mistyped_name_is_met_with_the_one_that_was_meant(home: Path) -> None:
    draft = mou(home, "draft", "new", "--template", "essential").stdout.decode().strip()
    done = mou(home, "draft", "set", draft, "stat=Ohio")
    assert done.returncode == 1
    assert "Did you mean “state”?" in done.stderr.decode()


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = mou(tmp_path / "file" / "data", "draft", "list")
    assert done.returncode == 3
    assert b"MOU_DATA_DIR" in done.stderr
    assert b"Traceback" not in done.stderr


def test_chat_replies_to_each_line_in_order_even_to_bad_ones(home: Path) -> None:
    said = b"principle 4\n\n\xff\xfe\x00garbage\n" + b"x" * 100_000 + b"\nprinciple 5\n"
    done = mou(home, "chat", "--json", said=said)
    assert done.returncode == 0, done.stderr
    got = lines(done)
    assert len(got) == 5
    assert set(got[0]) == {"message", "status", "intent", "draft", "open", "changes", "citations"}
    assert "last resort" in got[0]["message"]
    assert got[1]["message"]
    assert "tailored" not in got[3]["message"]


def test_the_content_has_no_errors(home: Path) -> None:
    done = mou(home, "check")
    assert done.returncode == 0, done.stdout.decode()


def test_a_backup_can_be_opened(home: Path, tmp_path: Path) -> None:
    mou(home, "draft", "new", "--template", "essential")
    assert mou(home, "backup", "-o", str(tmp_path / "b" / "mou.sqlite3")).returncode == 0
    (tmp_path / "other").mkdir()
    (tmp_path / "b" / "mou.sqlite3").rename(tmp_path / "other" / "mou.sqlite3")
    assert b"essential" in mou(tmp_path / "other", "draft", "list").stdout


def test_feedback_is_listed_shown_exported_and_deleted(home: Path, tmp_path: Path, assistant: Assistant) -> None:
    from assistant.domain.feedback import FeedbackKind

    answer = assistant.questions.ask("When may an officer arrest a student?")
    offer = assistant.feedback.offer(FeedbackKind.PROBLEM, "When may an officer arrest?", answer, "the text", "a note")
    kept = assistant.feedback.keep(offer)
    listed = mou(home, "feedback", "list").stdout.decode()
    assert kept.id in listed
    assert "a note" in mou(home, "feedback", "show", kept.id).stdout.decode()
    out = tmp_path / "feedback.csv"
    assert mou(home, "feedback", "export", "--format", "csv", "-o", str(out)).returncode == 0
    assert kept.id in out.read_text(encoding="utf-8-sig")
    assert mou(home, "feedback", "delete").returncode == 2
    assert mou(home, "feedback", "delete", "--all").returncode != 0  # nobody said yes
    assert mou(home, "feedback", "delete", kept.id).stdout.decode().strip() == "1 deleted"
    gone = mou(home, "feedback", "show", kept.id)
    assert gone.returncode == 3
    assert "There is no feedback" in gone.stderr.decode()
