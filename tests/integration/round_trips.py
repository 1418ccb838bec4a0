"""Exported drafts, and whether what was edited in them comes back as what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from assistant.content.knowledge import load_knowledge
from assistant.content.templates import load_templates
from assistant.documents.reading.word_file import read_word
from assistant.documents.writer import write_docx
from assistant.domain.changes import viewed
from assistant.domain.documents import MouDocument
from assistant.domain.drafts import Draft
from assistant.domain.returned import ReturnedItem
from assistant.domain.templates import Template
from assistant.domain.wording import Wording
from assistant.drafting.render import render
from assistant.drafting.returning.compare import compare
from assistant.drafting.returning.lines import key_of, lines_of
from assistant.drafting.returning.values import ValueReader
from assistant.drafting.steps import new_draft
from tests.integration.word_edits import Edit

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
VALUES = {
    "agency_name": "Riverton Police Department",
    "district_name": "Riverton School District 12",
    "start_date": "2027-07-01",
    "end_date": "2029-06-30",
    "schools_list": ["Riverton High School", "Riverton Middle School"],
}


@dataclass
class Left:
    """A draft as it left: the file, and the same file read back."""

    draft: Draft
    template: Template
    rendered: MouDocument
    data: bytes
    wording: Wording

    @cached_property
    def read(self) -> MouDocument:
        """The file as it is read."""
        return viewed(read_word(self.data), "accepted")

    @property
    def clauses(self) -> set[str]:
        """The clauses in it."""
        return {b.clause for b in self.read.blocks if b.clause}

    def compared(self, data: bytes) -> tuple[MouDocument, tuple[ReturnedItem, ...]]:
        """Return a file as it is read with its changes accepted, and what became of each clause."""
        document = viewed(read_word(data), "accepted")
        reader = ValueReader(self.draft, self.template, NOW.date(), self.wording)
        return document, compare(self.read, document, self.rendered, self.draft, self.template, reader)


def exported(root: Path, template_id: str) -> Left:
    """Return a shipped template with some values given and the rest open, as the product exports it."""
    knowledge, template = load_knowledge(root), load_templates(root).templates[template_id]
    wording = Wording(knowledge.messages)
    draft = new_draft(template, draft_id="d1", title="Riverton", now=NOW, values=VALUES)
    rendered = render(draft, template, knowledge, wording)
    shell = (root / template.shell).read_bytes()
    return Left(draft, template, rendered, write_docx(rendered, shell=shell, when=NOW, words=wording), wording)


def lost_clauses(left: Left, items: Sequence[ReturnedItem]) -> set[str]:
    """Return the clauses that no item speaks of."""
    return left.clauses - {i.clause for i in items if i.clause}


def unaccounted(document: MouDocument, items: Sequence[ReturnedItem]) -> list[str]:
    """Return the words of the body that no item accounts for, or that two do."""
    spoken = Counter(n for i in items for n in i.spoken)
    wrong = []
    for n, block in enumerate(document.blocks):
        if block.part == "body" and lines_of(block, n) and spoken[n] != 1:
            wrong.append(f"{spoken[n]} × {block.text[:60]}")
    for item in items:
        if item.id == "front":
            continue
        told = Counter(_words(" ".join([*item.after, item.title, *(item.titles or ())])))
        there = Counter(_words(" ".join(line.text for n in item.spoken for line in lines_of(document.blocks[n], n))))
        wrong += [f"{item.id}: {word}" for word in (there - told)]
    return wrong


def recovered(edit: Edit, items: Sequence[ReturnedItem]) -> bool:
    """Say whether an edit comes back as what it was."""
    by_id = {i.id: i for i in items}
    item = by_id.get(edit.clause)
    if item is None:
        return False
    text = key_of(" ".join(item.after))
    match edit.kind:
        case "change" | "replace" | "tracked" | "add" | "cell" | "row" | "filled":
            return item.state == "changed" and key_of(edit.words) in text
        case "cut" | "split" | "merge":
            return item.state == "changed"
        case "delete":
            return item.state == "deleted"
        case "move":
            return item.moved
        case "title":
            return item.titles is not None and edit.words in item.titles[1]
        case "new section":
            new = [i for i in items if i.state == "new text" and edit.words in " ".join(i.after)]
            return bool(new) and edit.words not in text and new[0].place == edit.clause
        case "split clause":
            return any(i.state == "new text" and edit.words in " ".join(i.after) for i in items)
        case "copy":
            return item.state == "unchanged" and any(i.state == "new text" for i in items)
        case _:  # two clauses made one: the words are told of, and the heading that is gone
            both = [item, by_id[edit.other]]
            return any(i.state == "deleted" or (i.titles and not i.titles[1]) for i in both)


def mistaken(edits: Sequence[Edit], items: Sequence[ReturnedItem]) -> list[str]:
    """Return the clauses that nobody touched and that are told of as changed, moved or gone."""
    touched = {c for e in edits for c in (e.clause, e.other) if c}
    return [i.id for i in items if i.clause and i.clause not in touched and i.state != "unchanged"]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", key_of(text).lower())
