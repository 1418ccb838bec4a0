"""Which words of a document as it is read stand where in the bytes of its Word file.

The reader itself tells: a copy of the main part gets a mark before and after each text, is read like any file, and
what the reader says of each mark is where its words are in the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.documents.reading.clean import shown
from assistant.documents.reading.word_file import read_anchored
from assistant.documents.remarking.texts import Fit, Spot, Text, spot
from assistant.domain.changes import viewed, words_of
from assistant.domain.documents import Block, Comment, MouDocument, View

_W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Stretch:
    """A text, and where it is in its block of the view: ``start`` to ``end``."""

    text: Text
    start: int
    end: int


class Places:
    """The texts of a main part by the blocks of a view; ``repacked`` makes a file with another main part."""

    def __init__(self, raw: bytes, texts: Sequence[Text], repacked: Callable[[bytes], bytes], view: View) -> None:
        self._raw = raw
        self.marked, starts = read_anchored(repacked(_probed(raw, texts)))
        self.document, self._stretches = _stretches(self.marked, starts, texts, view)

    def range(self, block: int, start: int, end: int) -> tuple[tuple[Spot, Fit], tuple[Spot, Fit]] | None:
        """Return where a comment on these words begins and ends, None where none of them is in the main part."""
        own = self._stretches.get(block, [])
        first = next((s for s in own if s.end > start), None)
        last = next((s for s in reversed(own) if s.start < end), None)
        if first is None or last is None or last.text.open < first.text.open:
            return None
        begins = spot(self._raw, first.text, max(start - first.start, 0), ends=False)
        finish = spot(self._raw, last.text, min(end, last.end) - last.start, ends=True)
        if begins[0] >= finish[0]:  # nothing but spaces between them
            begins, finish = self._whole(first.text), self._whole(last.text, ends=True)
        return begins, finish

    def beside(self, block: int) -> int | None:
        """Return the block of the main part at which a note on words elsewhere can stand."""
        blocks = self.document.blocks
        home = _pointing(blocks, blocks[block]) if 0 <= block < len(blocks) else None
        if home is not None and self._stretches.get(home):
            return home
        there = sorted(b for b, found in self._stretches.items() if found)
        before = [b for b in there if b <= block]
        return before[-1] if before else (there[0] if there else None)

    def first(self) -> int | None:
        """Return the first block at which a comment can stand."""
        return min((b for b, found in self._stretches.items() if found), default=None)

    def _whole(self, text: Text, *, ends: bool = False) -> tuple[Spot, Fit]:
        at = (text.run.end, 0) if ends else (text.run.start, 2)
        return at, bytes


def _probed(raw: bytes, texts: Sequence[Text]) -> bytes:
    """Return the main part with marks around each text, named after its number."""
    out, at = [], 0
    for number, text in enumerate(texts):
        space = b'xmlns:w="' + (_W if _W in raw else b"http://purl.oclc.org/ooxml/wordprocessingml/main") + b'"'
        for place, name in ((text.open, b"a%d" % number), (text.close, b"z%d" % number)):
            out += [raw[at:place], b"<w:commentRangeStart " + space + b' w:id="mou-' + name + b'"/>']
            at = place
    return b"".join((*out, raw[at:]))


def _stretches(
    marked: MouDocument, starts: Mapping[str, tuple[int, int]], texts: Sequence[Text], view: View
) -> tuple[MouDocument, dict[int, list[Stretch]]]:
    """Return the view with its texts; the marks move with the words as comments do when changes are accepted."""
    words = [words_of(b) for b in marked.blocks]
    probes = []
    for number, text in enumerate(texts):
        begin, end = starts.get(f"mou-a{number}"), starts.get(f"mou-z{number}")
        if begin is None or end is None or begin[0] != end[0] or begin[0] >= len(words):
            continue
        if words[begin[0]][begin[1] : end[1]] == shown(text.letters):  # else it is not shown, or in another place
            for name, (block, offset) in ((f"a{number}", begin), (f"z{number}", end)):
                probes.append(Comment(id=name, text="", block=block, start=offset, end=offset))
    shown_as = viewed(marked.model_copy(update={"comments": tuple(probes)}), view)
    moved = {c.id: c for c in shown_as.comments}
    out: dict[int, list[Stretch]] = defaultdict(list)
    for number, text in enumerate(texts):
        one, other = moved.get(f"a{number}"), moved.get(f"z{number}")
        if one is None or other is None or one.block is None or one.block != other.block or other.start <= one.start:
            continue
        if words_of(shown_as.blocks[one.block])[one.start : other.start] == shown(text.letters):
            out[one.block].append(Stretch(text, one.start, other.start))
    return shown_as, out


def _pointing(blocks: Sequence[Block], note: Block) -> int | None:
    """Return the block that points to a footnote or an endnote."""
    if note.part not in ("footnote", "endnote"):
        return None
    field = f"{note.part}:{note.number}"
    cells = ((n, s) for n, b in enumerate(blocks) for s in (*b.spans, *(s for r in b.rows for c in r for s in c)))
    return next((n for n, span in cells if span.field == field), None)
