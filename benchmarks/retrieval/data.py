"""Read a data set in BEIR layout: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/*.tsv``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import PlainError

FORM = "See https://github.com/beir-cellar/beir for the layout."


class BadDataSet(PlainError):
    """A data set that cannot be read; the message names the file and the line."""


@dataclass(frozen=True)
class DataSet:
    """Passages, questions, and which passages answer which question and how well.

    ``passages`` are (id, text) with the title, if any, before the text, as the product indexes a
    passage under its heading. ``judged`` maps a question's id to the relevance of passages (0 or more).
    """

    name: str
    passages: list[tuple[str, str]]
    questions: dict[str, str]
    judged: dict[str, dict[str, int]]


def read(folder: Path, split: str = "test") -> DataSet:
    """Read a data set; ``split`` names the file under ``qrels/``. Raises BadDataSet."""
    if not folder.is_dir():
        raise BadDataSet(f"{folder} is not a folder.", FORM)
    judged = _judged(_qrels(folder, split))
    questions = {
        i: text for i, text in _entries(folder / "queries.jsonl", titled=False) if any(judged.get(i, {}).values())
    }
    passages = list(_entries(folder / "corpus.jsonl", titled=True))
    known = {i for i, _ in passages}
    lost = sorted({p for q in questions for p, r in judged[q].items() if r > 0} - known)
    if lost:
        raise BadDataSet(
            f"{folder / 'qrels'}: {len(lost)} judged passage(s) are not in corpus.jsonl, such as {lost[0]!r}.", FORM
        )
    if not questions:
        raise BadDataSet(f"{folder}: no question of queries.jsonl is judged in {split}.tsv.", FORM)
    return DataSet(folder.resolve().name, passages, questions, {q: judged[q] for q in questions})


def _qrels(folder: Path, split: str) -> Path:
    found = sorted((folder / "qrels").glob("*.tsv"))
    for path in found:
        if path.stem == split:
            return path
    if len(found) == 1:
        return found[0]
    there = ", ".join(p.stem for p in found) or "none"
    raise BadDataSet(f"{folder / 'qrels'} has no {split}.tsv (there: {there}).", "Choose one with --split.")


def _entries(path: Path, *, titled: bool) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, line in _lines(path):
        try:
            entry: Any = json.loads(line)
            id_, text, title = str(entry["_id"]), entry["text"], entry.get("title") or ""
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadDataSet(f'{path}:{number}: not a JSON object with "_id" and "text".', FORM) from None
        if not isinstance(text, str) or not isinstance(title, str):
            raise BadDataSet(f'{path}:{number}: "text" and "title" must be text.', FORM)
        if id_ in seen:
            raise BadDataSet(f"{path}:{number}: the id {id_!r} is given twice.", FORM)
        seen.add(id_)
        yield id_, f"{title}. {text}" if titled and title.strip() else text


def _judged(path: Path) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        parts = line.rstrip("\n").split("\t")
        if number == 1 and parts[-1].strip().lower() in ("score", "relevance"):
            continue
        if len(parts) == 4:  # TREC's form has a column of zeros
            parts = [parts[0], parts[2], parts[3]]
        try:
            question, passage, relevance = parts[0], parts[1], int(parts[2])
        except (IndexError, ValueError):
            raise BadDataSet(f"{path}:{number}: not 'question<tab>passage<tab>whole number'.", FORM) from None
        out.setdefault(question, {})[passage] = max(relevance, 0)
    return out


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as handle:
            for number, raw in enumerate(handle, 1):
                try:
                    line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError:
                    raise BadDataSet(f"{path}:{number}: not UTF-8 text.", FORM) from None
                if line.strip():
                    yield number, line
    except OSError as err:
        raise BadDataSet(f"{path} cannot be read ({err.strerror or err}).", FORM) from None
