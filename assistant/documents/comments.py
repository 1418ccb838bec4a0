"""Word comments: on the headings of the clauses they speak of, or on words; with replies, and what is settled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from assistant.documents.elements import Element, Ids, clean, one_line, w
from assistant.domain.changes import words_of
from assistant.domain.documents import Comment, MouDocument

AUTHOR, INITIALS = "MOU assistant", "MOU"
Point = tuple[int, list[Element]]
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EXTENDED = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_RELATION = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_FIRST_PARAGRAPH = 0x4D4F5500  # paragraph ids must stay below 0x80000000
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


class Comments:
    """Write the comments of one document; ``when`` is the date of those that have none of their own."""

    def __init__(self, document: Document, ids: Ids, when: datetime, styles: dict[str, str]) -> None:
        self._document, self._ids, self._styles = document, ids, styles
        self._when = when.strftime(_FORMAT)
        self._threads: list[tuple[str, str, bool]] = []  # paragraph id, that of the comment replied to, settled

    def of(self, mou: MouDocument, clauses: Iterable[str]) -> tuple[dict[str, list[Point]], dict[int, list[Point]]]:
        """Write all comments; return what stands where, by clause (on its heading) and by number of the block.

        Annotations of a clause that is not among ``clauses`` are left out, as are comments whose block there is
        not. A reply stands on the words of the comment that it answers.
        """
        present = set(clauses)
        headings: dict[str, list[Point]] = defaultdict(list)
        for annotation in mou.annotations:
            if annotation.clause in present:
                name, _ = self._write(Comment(id="", text=annotation.text), "")
                headings[annotation.clause] += self._points(name, 0, _END)
        blocks: dict[int, list[Point]] = defaultdict(list)
        for root, replies in _threads(mou):
            if root.block is None or not 0 <= root.block < len(mou.blocks):
                continue
            last = len(words_of(mou.blocks[root.block]))
            start = max(0, min(root.start, last))
            end = max(start, min(root.end, last))
            name, paragraph = self._write(root, "")
            blocks[root.block] += self._points(name, start, end)
            for reply in replies:
                name, _ = self._write(reply, paragraph)
                blocks[root.block] += self._points(name, start, end)
        self._extend()
        return headings, blocks

    def _points(self, name: int, start: int, end: int) -> list[Point]:
        mark = w("rPr", w("rStyle", val=self._styles["annotation reference"]))
        reference = w("r", mark, w("commentReference", id=name))
        return [(start, [w("commentRangeStart", id=name)]), (end, [w("commentRangeEnd", id=name), reference])]

    def _write(self, comment: Comment, parent: str) -> tuple[int, str]:
        """Write one comment into the comments part; return its id and that of its last paragraph."""
        author = one_line(comment.author) or AUTHOR
        initials = one_line(comment.initials) or (INITIALS if author == AUTHOR else _initials(author))
        made = self._document.comments.add_comment(text=clean(comment.text), author=author, initials=initials)
        element = made._comment_elm
        name = self._ids.next()
        element.set(qn("w:id"), str(name))
        element.set(qn("w:date"), comment.when if _MOMENT.match(comment.when) else self._when)
        paragraph = f"{_FIRST_PARAGRAPH + name:08X}"
        element.findall(qn("w:p"))[-1].set(f"{{{_W14}}}paraId", paragraph)
        self._threads.append((paragraph, parent, comment.resolved))
        return name, paragraph

    def _extend(self) -> None:
        """Write which comment answers which, and which are settled, into the part that Word keeps for it."""
        if not self._threads:
            return
        root = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15, "mc": _MC})
        root.set(f"{{{_MC}}}Ignorable", "w15")
        for paragraph, parent, done in self._threads:
            entry = etree.SubElement(root, f"{{{_W15}}}commentEx")
            entry.set(f"{{{_W15}}}paraId", paragraph)
            if parent:
                entry.set(f"{{{_W15}}}paraIdParent", parent)
            entry.set(f"{{{_W15}}}done", str(int(done)))
        part = self._document.part
        for rid, rel in list(part.rels.items()):
            if rel.reltype == _RELATION:
                del part.rels[rid]
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part.relate_to(Part(PackURI("/word/commentsExtended.xml"), _EXTENDED, blob, part.package), _RELATION)
        comments = self._document.comments._comments_elm
        if {"w14", "mc"} <= comments.nsmap.keys():  # a shell's own comments part may name them otherwise
            comments.set(f"{{{_MC}}}Ignorable", "w14")


_END = 1 << 30  # after the last word, however many there are


def _threads(mou: MouDocument) -> list[tuple[Comment, list[Comment]]]:
    """Return each comment that answers none with all replies under it; Word knows one level of replies."""
    known = {c.id: c for c in mou.comments}
    out: dict[str, tuple[Comment, list[Comment]]] = {}
    for comment in mou.comments:
        root, seen = comment, {comment.id}
        while root.parent is not None and root.parent in known and root.parent not in seen:
            root = known[root.parent]
            seen.add(root.id)
        thread = out.setdefault(root.id, (root, []))
        if root is not comment:
            thread[1].append(comment)
    return list(out.values())


def _initials(author: str) -> str:
    return "".join(word[0] for word in author.split())[:4].upper()
