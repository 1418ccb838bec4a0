"""Fidelity of structure: styles, headings, numbers and lists."""

from __future__ import annotations

import pytest

from tests.unit.documents.markup import (
    deleted,
    inserted,
    level,
    lines,
    listed,
    mark,
    numbering,
    para,
    read,
    run,
    style,
    styled,
)


def test_title_and_subtitle() -> None:
    styles = style("T", "Title") + style("S", "Subtitle")
    found = read(styled("T", "Agreement") + styled("S", "between two parties"), {"styles": styles})
    assert [(b.kind, b.text, b.style) for b in found.blocks] == [
        ("title", "Agreement", "Title"),
        ("subtitle", "between two parties", "Subtitle"),
    ]
    assert found.title == "Agreement"


def test_headings_by_style() -> None:
    styles = (
        style("H1", "heading 1")
        + style("Own", "Agency Heading", based="H1")
        + style("Out", "Section", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("Body", "Body", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based="H1")
    )
    body = styled("H1", "One") + styled("Own", "Two") + styled("Out", "Three") + styled("Body", "Four are here.")
    body += para("Five", props='<w:outlineLvl w:val="2"/>')
    found = read(body, {"styles": styles})
    assert [(b.kind, b.level) for b in found.blocks] == [
        ("heading", 1),
        ("heading", 1),
        ("heading", 2),
        ("plain", 0),
        ("heading", 3),
    ]


def test_headings_by_look() -> None:
    bold = "<w:b/>"
    body = (
        para(run("MEMORANDUM OF UNDERSTANDING", bold), props='<w:jc w:val="center"/>')
        + para(run("Searches", bold))
        + para("ARTICLE II: DUTIES")
        + para("3. Use of Force")
        + para(run("This whole sentence is in bold because it matters.", bold))
        + para(run("Note", bold), run(" well"))
    )
    assert [(b.kind, b.level, b.number, b.text) for b in read(body).blocks] == [
        ("title", 0, "", "MEMORANDUM OF UNDERSTANDING"),
        ("heading", 3, "", "Searches"),
        ("heading", 1, "ARTICLE II:", "DUTIES"),
        ("heading", 1, "3.", "Use of Force"),
        ("plain", 0, "", "This whole sentence is in bold because it matters."),
        ("plain", 0, "", "Note well"),
    ]


def test_numbers_of_several_levels() -> None:
    lists = numbering(
        level(0, "upperRoman", "Article %1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%1.%2(%3)", "<w:isLgl/>"), level(3, "lowerLetter", "(%4)"),
    )  # fmt: skip
    body = "".join(listed(n, f"t{n}") for n in (0, 0, 0, 1, 1, 2, 3, 3, 1, 0, 1))
    assert [x.split(" t")[0] for x in lines(read(body, {"numbering": lists}))] == [
        "Article I.", "Article II.", "Article III.", "3.1", "3.2", "3.2(1)", "(a)", "(b)", "3.3", "Article IV.", "4.1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", "3 28"), ("decimalZero", "03 28"), ("upperRoman", "III XXVIII"), ("lowerRoman", "iii xxviii"),
        ("upperLetter", "C BB"), ("lowerLetter", "c bb"), ("ordinal", "3rd 28th"),
        ("cardinalText", "Three Twenty-eight"),
        ("ordinalText", "Third Twenty-eighth"), ("numberInDash", "- 3 - - 28 -"), ("hex", "3 1C"),
        ("chicago", "\u2021 \u00a7\u00a7\u00a7\u00a7\u00a7\u00a7\u00a7"), ("none", ""),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, shown: str) -> None:
    found = [
        b.number
        for b in read("".join(listed(0, "t") for _ in range(28)), {"numbering": numbering(level(0, form, "%1"))}).blocks
    ]
    assert f"{found[2]} {found[27]}".strip() == shown


def test_a_form_that_is_not_known_is_reported() -> None:
    found = read(listed(0, "t"), {"numbering": numbering(level(0, "ideographDigital", "%1."))})
    assert found.blocks[0].number == "1."
    assert [(u.what, u.slots) for u in found.unread] == [("number-form", {"name": "ideographDigital"})]


def test_lists_begin_again() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    again += "</w:lvlOverride></w:num>"
    own = '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">' + level(0, "upperLetter", "%1)")
    own += "</w:lvlOverride></w:num>"
    lists = numbering(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)", '<w:lvlRestart w:val="0"/>'), more=again + own
    )
    body = listed(0, "a") + listed(1, "b") + listed(0, "c") + listed(1, "d") + listed(0, "e", 2) + listed(0, "f", 2)
    body += listed(0, "g", 1) + listed(0, "h", 3)
    assert lines(read(body, {"numbering": lists})) == [
        "1. a", "(a) b", "2. c", "(b) d", "5. e", "6. f", "7. g", "H) h",
    ]  # fmt: skip


def test_numbers_that_stand_in_styles() -> None:
    styles = (
        style("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("P", "Clause", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("P2", "Clause tight", based="P")
        + style("N", "No number", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based="P")
    )
    lists = numbering(
        level(0, "decimal", "%1.", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="P"/>')
    )
    body = styled("H1", "Term") + styled("P", "a.") + styled("P2", "b.") + styled("N", "c.")
    assert lines(read(body, {"styles": styles, "numbering": lists})) == ["1. Term", "1.1 a.", "1.2 b.", "c."]


def test_lists_that_stand_in_styles() -> None:
    styles = style("L", "Agency list", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    more = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>'
    more += '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    lists = numbering(level(0, "lowerRoman", "%1)"), more=more)
    assert lines(read(listed(0, "a", 2) + listed(0, "b", 1), {"styles": styles, "numbering": lists})) == [
        "i) a",
        "ii) b",
    ]


def test_bullets_and_empty_numbered_paragraphs() -> None:
    lists = numbering(level(0, "bullet", "\uf0b7"), level(1, "decimal", "%2."))
    found = read(listed(0, "a dot") + listed(1, "one") + listed(1, "") + listed(1, "three"), {"numbering": lists})
    assert [(b.kind, b.number, b.text) for b in found.blocks] == [
        ("item", "", "a dot"),
        ("paragraph", "1.", "one"),
        ("paragraph", "3.", "three"),
    ]


def test_typed_numbers() -> None:
    body = para("4.2\tThe SRO waits.") + para("(a) one") + para("4.2") + para(inserted("4.3 "), "New words.")
    assert [(b.kind, b.number, b.text) for b in read(body).blocks] == [
        ("paragraph", "4.2", "The SRO waits."),
        ("item", "(a)", "one"),
        ("plain", "", "4.2"),
        ("plain", "", "4.3 New words."),
    ]


def test_numbers_before_and_after_changes() -> None:
    lists = numbering(level(0, "decimal", "%1."))
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        para("First.", props=number)
        + para(deleted("Second."), props=number + mark("del"))
        + para("Third.", props=number)
        + para(inserted("New."), props=number + mark("ins"))
        + para("Fourth.", props=number)
    )
    found = read(body, {"numbering": lists})
    assert lines(found, "original") == ["1. First.", "2. Second.", "3. Third.", "4. Fourth."]
    assert lines(found, "accepted") == ["1. First.", "2. Third.", "3. New.", "4. Fourth."]
    assert [(b.number, b.number_before) for b in found.blocks] == [
        ("1.", None),
        ("2.", None),
        ("2.", "3."),
        ("3.", None),
        ("4.", None),
    ]


def test_breaks_of_pages_and_sections() -> None:
    body = para('<w:r><w:br w:type="page"/></w:r>') + para("A", '<w:r><w:br w:type="column"/></w:r>', "b.")
    body += para("C.", props='<w:sectPr><w:cols w:num="2"/></w:sectPr>') + "<w:sectPr/>"
    assert lines(read(body)) == ["Ab.", "C."]
