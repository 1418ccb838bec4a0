"""Read a Word file whole: every word with its changes, comments, notes, and a list of what was not read."""

from __future__ import annotations

from assistant.documents.reading.limits import Refused
from assistant.documents.reading.word.comments import read_comments
from assistant.documents.reading.word.gathered import Gathered
from assistant.documents.reading.word.names import W
from assistant.documents.reading.word.notes import read_notes, read_running
from assistant.documents.reading.word.package import Package
from assistant.documents.reading.word.properties import read_properties
from assistant.documents.reading.word.story import Story
from assistant.domain.changes import words_of
from assistant.domain.documents import MouDocument


def read_word(data: bytes) -> MouDocument:
    """Return a .docx file in its marked view; raise Refused.

    The blocks of the body come first, with text boxes behind the paragraph they hang on; then footnotes,
    endnotes, headers and footers. ``domain.changes.viewed`` gives the other two views.
    """
    return read_anchored(data)[0]


def read_anchored(data: bytes) -> tuple[MouDocument, dict[str, tuple[int, int]]]:
    """Return what ``read_word`` does, and where each comment range begins: its block, and the offset in it."""
    package = Package(data)
    root = package.part(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Refused("malformed")
    gathered = Gathered(package, root)
    Story(gathered, body, package.main).read(body)
    read_notes(gathered)
    read_running(gathered, root)
    if not any(c.isalpha() for b in gathered.blocks for c in words_of(b)):
        raise Refused("no-text")
    gathered.report_contents()
    for form in sorted(gathered.lists.unknown):
        gathered.report("number-form", {"name": form}, "")
    comments = read_comments(gathered)
    values, stamp = read_properties(package)
    titles = [b.text for b in gathered.blocks if b.kind == "title" and b.part == "body"]
    title, mark = values.pop("title", ""), values.pop("mark", "")
    document = MouDocument(
        title=title or (titles[0] if titles else ""),
        language=values.pop("language", "") or gathered.styles.language or "en-US",
        mark=mark,
        blocks=tuple(gathered.blocks),
        stamp=stamp,
        properties=values,
        comments=comments,
        unread=tuple(gathered.unread),
    )
    return document, gathered.starts
