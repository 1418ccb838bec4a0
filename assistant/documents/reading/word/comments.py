"""Comments: their words, where they stand, whom they answer, and whether they are settled."""

from __future__ import annotations

from typing import Any

from assistant.documents.reading.clean import one_line
from assistant.documents.reading.word.gathered import Gathered
from assistant.documents.reading.word.names import W14, W15, W
from assistant.documents.reading.word.words import Words
from assistant.domain.changes import words_of
from assistant.domain.documents import Comment


def read_comments(gathered: Gathered) -> tuple[Comment, ...]:
    """Return the comments of a file in the order of its comments part."""
    package = gathered.package
    names = package.related(package.main, "comments")
    root = package.part(names[0]) if names else None
    if root is None:
        return ()
    parents, settled = _threads(package.one("commentsExtended"))
    found = list(root.iter(f"{W}comment"))
    by_paragraph = {p: str(c.get(f"{W}id", "")) for c in found for p in _paragraph_ids(c)}
    words = Words(root, gathered.styles, package.relations(names[0]), {})
    out = []
    for comment in found:
        ident = str(comment.get(f"{W}id", ""))
        own = _paragraph_ids(comment)
        parent = next((by_paragraph.get(parents[p]) for p in own if p in parents), None)
        block, start, end = _place(gathered, ident)
        out.append(
            Comment(
                id=ident,
                author=one_line(str(comment.get(f"{W}author", ""))),
                initials=one_line(str(comment.get(f"{W}initials", ""))),
                when=one_line(str(comment.get(f"{W}date", ""))),
                text=_text(gathered, words, comment),
                block=block,
                start=start,
                end=end,
                parent=parent if parent != ident else None,
                resolved=any(p in settled for p in own),
            )
        )
    return tuple(out)


def _threads(root: Any) -> tuple[dict[str, str], set[str]]:
    parents: dict[str, str] = {}
    settled: set[str] = set()
    for one in root.iter(f"{W15}commentEx") if root is not None else ():
        ident = str(one.get(f"{W15}paraId", "")).upper()
        if parent := one.get(f"{W15}paraIdParent"):
            parents[ident] = str(parent).upper()
        if one.get(f"{W15}done") in ("1", "true", "on"):
            settled.add(ident)
    return parents, settled


def _paragraph_ids(comment: Any) -> list[str]:
    """Return the ids of a comment's paragraphs; the last one is its own, the others are taken too."""
    return [str(p.get(f"{W14}paraId")).upper() for p in comment.iter(f"{W}p") if p.get(f"{W14}paraId")]


def _text(gathered: Gathered, words: Words, comment: Any) -> str:
    out = []
    for paragraph in comment.iter(f"{W}p"):
        line = words.line(paragraph, gathered.styles.default, ())
        kept = [t for t, _, _, c in line.pieces if not any(x.kind in ("deleted", "moved-from") for x in c)]
        out.append("".join(kept).strip())
        for what, slots in line.unread:
            gathered.report(what, slots, one_line(" ".join(out))[:60])
    return "\n".join(out).strip()


def _place(gathered: Gathered, ident: str) -> tuple[int | None, int, int]:
    blocks = gathered.blocks
    if ident not in gathered.starts or not blocks:
        return None, 0, 0
    block, start = gathered.starts[ident]
    if block >= len(blocks):
        block, start = len(blocks) - 1, len(words_of(blocks[-1]))
    most = len(words_of(blocks[block]))
    last, end = gathered.ends.get(ident, (block, start))
    if last > block:
        end = most
    start = min(start, most)
    return block, start, min(max(end, start), most)
