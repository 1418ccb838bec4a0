"""The fidelity table and its tests belong together."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

HOW = {"exact", "normalised", "read-only", "reported"}
ROW = re.compile(r"^\| (?P<feature>[^|]+) \| (?P<how>[^|]+) \| (?P<what>[^|]*) \| `(?P<test>test_\w+)` \|$")


def rows(root: Path) -> list[re.Match[str]]:
    found = []
    for line in (root / "docs/word/fidelity.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| feature"):
            match = ROW.match(line)
            assert match is not None, line
            found.append(match)
    return found


def test_every_row_has_a_fixture_and_every_fixture_a_row(root: Path) -> None:
    tests = Counter(
        node.name
        for path in (root / "tests/unit/documents/fidelity").glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    named = Counter(row["test"] for row in rows(root))
    assert named == tests
    assert max(named.values()) == 1


def test_every_row_says_how_a_feature_is_read(root: Path) -> None:
    assert [row["feature"] for row in rows(root) if not set(row["how"].split(", ")) <= HOW] == []
    assert len(rows(root)) > 60
