"""Words shown to users live in knowledge/messages, never in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import errors
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from tests.house.test_house import modules

# Rooms whose sentences are for authors: the findings of `mou check`, told in English beside a file and a line.
FOR_AUTHORS = {"content", "verify"}
# Sentences that may stand in Python, each with its reason.
ALLOWED = {
    "What does principle ": "asked of the index by the program itself, never shown",
    "WHO MAY SEARCH A BACKPACK?": "a sample that the exported model is compared on, never shown",
    "id, title, authority, date, name,": "columns of a table",
    "SELECT ": "a question to a database",
    "INSERT INTO ": "a change of a database",
    "Error: Reference source not found": "what LibreOffice shows for a lost reference; it is looked for, never shown",
    "Error! Reference source not found.": "the same in Word",
    "SSR mode is not supported": "a warning of Gradio's that is silenced by its words",
    "Usage: python -m assistant.documents.shell TARGET.docx": "how to run a module, for developers",
    "default-src 'self'": "a header of HTTP",
    "img-src 'self'": "a header of HTTP",
}
HELP = {"Option", "Argument", "Typer"}  # the help of commands stands beside them, as Typer wants it
WORD = re.compile(r"\b[A-Za-z][A-Za-z'’-]+\b")
PATTERN = re.compile(r"[\\|^$<{=]|\(\?")  # regular expressions, markup
SENTENCE = re.compile(r"[.!?:;,](?:\s|$)|^[A-Z]")
SLOT = re.compile(r"\{([a-z_]+)\}")
NAMES = {"ServerAway"} | {
    n for n, c in vars(errors).items() if isinstance(c, type) and not issubclass(c, errors.PlainError)
}


def sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield what reads like a sentence of four words or more, with its line; docstrings and help are passed over."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        elif isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in HELP
        ):
            passed.update(id(part) for part in ast.walk(node) if part is not node)
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(v.value) if isinstance(v, ast.Constant) else "xx" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if len(WORD.findall(text)) >= 4 and SENTENCE.search(text.strip()) and not PATTERN.search(text):
            yield node.lineno, text


def raised(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every making of an error that names its words by a key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            yield node


def test_no_sentence_for_users_stands_in_python(root: Path) -> None:
    found = []
    for path in modules(root):
        if path.relative_to(root / "assistant").parts[0] in FOR_AUTHORS:
            continue
        for line, text in sentences(ast.parse(path.read_text(encoding="utf-8"))):
            if not text.startswith(tuple(ALLOWED)):
                found.append(f"{path.relative_to(root)}:{line}: {text[:60]!r}")
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'raise NotAllowed("There is nothing to undo.", "Redo works right after undo.")',
        'errors.print(f"{path} cannot be read: {why}.")',
        'words = "marked as reviewed, by counsel"',
    ],
)
def test_a_sentence_in_python_is_found(code: str) -> None:
    assert len(list(sentences(ast.parse(code)))) >= 1


@pytest.mark.parametrize(
    "code",
    [
        '"""Say what the module is for."""',
        'typer.Option(help="Write one JSON object for each line.")',
        'x = r"^\\d+, a b c d$"',
    ],
)
def test_what_is_no_sentence_for_users_is_passed_over(code: str) -> None:
    assert list(sentences(ast.parse(code))) == []


def test_every_allowance_is_still_needed(root: Path) -> None:
    told = [t for p in modules(root) for _, t in sentences(ast.parse(p.read_text(encoding="utf-8")))]
    assert [a for a in ALLOWED if not any(t.startswith(a) for t in told)] == []


def test_every_error_has_its_words_and_fills_their_slots(root: Path, knowledge: Knowledge) -> None:
    wrong, used = [], set()
    for path in (*modules(root), *(root / "evals").glob("*.py")):
        if path.name == "errors.py":
            continue
        for call in raised(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{path.relative_to(root)}:{call.lineno}"
            key = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
            if key is None:
                continue  # chosen from a table; the next test covers the tables
            used.add(f"errors.{key}")
            texts = [knowledge.messages.get(f"errors.{key}.{part}", "") for part in ("say", "do")]
            given = {k.arg for k in call.keywords}
            if not texts[0] or len(call.args) > 1 or set(SLOT.findall(" ".join(texts))) - given:
                wrong.append(f"{place}: {key}")
    from assistant.storage.database import _SIGNS

    tables = {f"errors.{key}" for _, key in _SIGNS} | {"errors.database-silent"}
    known = {k.rpartition(".")[0] for k in knowledge.messages if k.startswith("errors.")}
    assert wrong == []
    assert known == used | tables


def test_an_error_is_told_as_sentences(knowledge: Knowledge) -> None:
    told = Wording(knowledge.messages).error(errors.NotFound("no-draft", draft="river-x"))
    assert told.message == "There is no draft “river-x”."
    assert "mou draft list" in told.remedy


def test_an_error_with_its_own_words_keeps_them() -> None:
    told = Wording({}).error(errors.ContentError("The file is wrong.", "Mend it."))
    assert tuple(told) == ("The file is wrong.", "Mend it.")
