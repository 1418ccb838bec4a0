"""The house keeps its own rules."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.domain.knowledge import Knowledge

FOREIGN = {
    "chromadb": {"retrieval"},
    "langchain_core": {"retrieval"},
    "langchain_chroma": {"retrieval"},
    "sentence_transformers": {"retrieval"},
    "torch": {"retrieval"},
    "docx": {"documents"},
    "pypdf": {"documents"},
    "tantivy": {"retrieval"},
    "lxml": {"documents"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "gradio": {"web"},
    "fastapi": {"web"},
    "typer": {"cli"},
}

ASKED = re.compile(
    r"""(?:wording|say|saying|_say|_wording|words?|plain\([^,()]+,)\s*\(?\s*["']([a-z]+(?:\.[a-z0-9_-]+)+)["']"""
)


def modules(root: Path) -> list[Path]:
    return [p for p in (root / "assistant").rglob("*.py") if "migrations" not in p.parts]


def test_the_arrows_point_down(root: Path) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("library", "rooms"), FOREIGN.items())
def test_a_foreign_library_stays_in_its_room(root: Path, library: str, rooms: set[str]) -> None:
    strays = []
    for path in modules(root):
        room = path.relative_to(root / "assistant").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [node.module]
            if any(n.split(".")[0] == library for n in names) and room not in rooms:
                strays.append(f"{path.relative_to(root)}:{node.lineno}")
    assert strays == []


def test_every_word_that_the_code_asks_for_is_there(root: Path, knowledge: Knowledge) -> None:
    missing = set()
    for path in modules(root):
        for key in ASKED.findall(path.read_text(encoding="utf-8")):
            if key not in knowledge.messages:
                missing.add(f"{path.relative_to(root)}: {key}")
    assert missing == set()


def test_the_repository_speaks_of_the_product_alone(root: Path) -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)
    if tracked.returncode != 0:
        pytest.skip("not a git checkout")
    told = re.compile("/" + r"(?:work|farm|opt/wheels|opt/pypi)\b" + "|" + "\\.\\./" + "shared")
    found = []
    for name in tracked.stdout.splitlines():
        path = root / name
        if path.suffix in {".png", ".docx"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if told.search(line):
                found.append(f"{name}:{number}")
    assert found == []


def test_the_readme_shows_the_two_commands_and_its_pictures_exist(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme
    for image in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
        assert (root / image).is_file(), image


def test_no_module_holds_more_than_one_idea(root: Path) -> None:
    long = {str(p.relative_to(root)): n for p in modules(root) if (n := len(p.read_text().splitlines())) > 350}
    assert long == {}
