"""Write a memo or a letter as a Word file; equal input gives equal bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from assistant.documents import styles as looks
from assistant.documents.elements import Element, one_line, paragraph, run, w
from assistant.documents.numbering import Lists
from assistant.documents.package import open_shell, text_width, to_bytes
from assistant.documents.places import fill, put_body
from assistant.documents.properties import set_properties
from assistant.documents.shell import build_shell
from assistant.domain.briefs import Brief, BriefBlock, BriefKind
from assistant.domain.documents import MouDocument
from assistant.domain.wording import Wording

_BLANK = re.compile(r"(\[[^\[\]]{2,60}\])")
_QUOTE_INDENT = (540, 0)
_FIELD_TAB = 1100  # where the text of "To:" begins, in twentieths of a point


def write_brief(brief: Brief, *, shell: bytes | None = None, when: datetime, words: Wording) -> bytes:
    """Return the .docx file of a brief, which bears the moment ``when``.

    ``shell`` is a letterhead (None: the product's own paper, whose ``words`` are given). Raise DocumentError when
    the shell cannot be used.
    """
    target = open_shell(shell if shell is not None else build_shell(words))
    root = target.styles.element
    target.element.body.get_or_add_sectPr()
    styles = looks.ensure(root, width=text_width(target))
    looks.set_language(root, one_line(brief.language))
    fill(target, title=brief.title, mark="", stamp=f"{when:%B} {when.day}, {when.year}", styles=styles)
    lists = Lists(target.part.numbering_part.element, root, styles)
    put_body(target, list(_Body(brief, styles, lists.bullets).elements()))
    properties = {"subject": brief.subject, "mou.edition": brief.edition}
    set_properties(
        target, MouDocument(title=brief.title, language=brief.language, blocks=(), properties=properties), when
    )
    return to_bytes(target)


class _Body:
    def __init__(self, brief: Brief, styles: dict[str, str], bullets: Callable[[], int]) -> None:
        self._brief = brief
        self._styles = styles
        self._bullets = bullets

    def elements(self) -> Iterator[Element]:
        """Yield the paragraphs of the brief."""
        if self._brief.kind is BriefKind.MEMO:
            yield paragraph(self._styles["title"], [run(self._brief.title)])
        fields = [b for b in self._brief.blocks if b.kind == "field"]
        for block in self._brief.blocks:
            yield self._block(block, last_field=bool(fields) and block is fields[-1])

    def _block(self, block: BriefBlock, *, last_field: bool) -> Element:
        plain = self._styles["mou plain"]
        match block.kind:
            case "heading":
                level = 1 if self._brief.kind is BriefKind.LETTER else block.level
                # Not the numbered headings of an agreement: a memo's questions are no clauses.
                return paragraph(
                    self._styles[f"heading {level}"], [run(one_line(block.text))], numbered=(0, 0), indent=(0, 0)
                )
            case "field":
                return self._field(block, last=last_field)
            case "quote":
                place = [w("r", w("br")), run(f"— {block.label}")]
                return paragraph(plain, [run(f"“{block.text}”"), *place], indent=_QUOTE_INDENT)
            case "note":
                return paragraph(plain, [run(f"{block.label}: ", bold=True), run(block.text)], indent=_QUOTE_INDENT)
            case "item":
                return paragraph(plain, [run(block.text)], numbered=(0, self._bullets()))
            case _:
                return paragraph(plain, self._with_blanks(block.text))

    def _field(self, block: BriefBlock, *, last: bool) -> Element:
        made = paragraph(
            self._styles["mou plain"],
            [run(f"{block.label}:", bold=True), w("r", w("tab")), *self._with_blanks(block.text)],
            indent=(_FIELD_TAB, _FIELD_TAB),
        )
        if last:
            # A line under the head of the memo; in the schema's order, right after the style.
            line = w("pBdr", w("bottom", val="single", sz=6, space=6, color="808080"))
            made[0].insert(1, line)
        return made

    def _with_blanks(self, text: str) -> list[Element]:
        """Return runs in which what is still to be filled in can be seen."""
        style = self._styles["mou placeholder"]
        return [
            run(part, style=style, highlight=True) if part.startswith("[") else run(part)
            for part in _BLANK.split(text)
            if part
        ]
