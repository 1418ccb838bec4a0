"""The claims page holds to its word: what it promises is told to users, and what keeps it is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from assistant.content.claims import Claim, Keeper, read_claims
from assistant.domain.knowledge import Knowledge
from assistant.errors import ContentError
from evals.tasks import TASKS
from evals.tasks.questions import OVERALL, RATES

CLAIMS = read_claims()
KEEPERS = [(c, k) for c in CLAIMS for k in c.kept_by]


def told(knowledge: Knowledge, root: Path) -> str:
    """Everything that users read: the README, and the words of the program."""
    words = [(root / "README.md").read_text(encoding="utf-8"), *knowledge.messages.values()]
    return re.sub(r"[\s*]+", " ", " ".join(words))


@cache
def named_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.title)
def test_a_promise_is_told_to_users_word_for_word(claim: Claim, knowledge: Knowledge, root: Path) -> None:
    said = told(knowledge, root)
    assert [s for s in claim.sentences if re.sub(r"[\s*]+", " ", s) not in said] == []


@pytest.mark.parametrize(("claim", "keeper"), KEEPERS, ids=[f"{c.title}: {k.what}" for c, k in KEEPERS])
def test_what_keeps_a_promise_is_there(claim: Claim, keeper: Keeper, root: Path) -> None:
    if keeper.is_eval:
        name, _, figure = keeper.what.removeprefix("eval ").partition(": ")
        assert name in {t.name for t in TASKS}
        assert figure in measured(name)
    else:
        file, _, name = keeper.what.partition("::")
        assert name in named_in(root / file)
        assert keeper.href == f"../{file}"
    assert (root / "docs" / keeper.href).is_file()


def measured(task: str) -> set[str]:
    """The figures of a task that a promise may lean on."""
    if task == "overall":
        return {*OVERALL.values(), *RATES.values()}
    return {"passed", "status", "principles", "closest", "says", "avoid", "citations"}


def test_every_standard_has_a_promise() -> None:
    titles = " ".join(c.title for c in CLAIMS).lower()
    for words in (
        "exact",
        "not covered",
        "recommend",
        "legal advice",
        "network",
        "log",
        "keyboard",
        "same file",
        "lost",
    ):
        assert words in titles


def test_the_readme_leads_to_the_claims(root: Path) -> None:
    assert "docs/claims.md" in (root / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "body",
    ["\n- [`tests/a.py::test_b`](../tests/a.py)\n", "\n> A sentence.\n", "\n> A sentence.\n\n- tests/a.py::test_b\n"],
)
def test_a_promise_that_nothing_keeps_or_says_cannot_be_read(tmp_path: Path, body: str) -> None:
    path = tmp_path / "claims.md"
    path.write_text(f"## Group\n\n### A promise\n{body}", encoding="utf-8")
    with pytest.raises(ContentError, match="A promise"):
        read_claims(path)
