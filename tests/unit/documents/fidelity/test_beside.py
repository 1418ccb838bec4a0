"""Fidelity of what stands beside the body: notes, headers, text boxes, comments."""

from __future__ import annotations

from assistant.domain.changes import viewed, words_of
from tests.unit.documents.markup import (
    control,
    deleted,
    drawing,
    inserted,
    mark,
    para,
    read,
    row,
    run,
    style,
    table,
    texts,
)

NOTE = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'


def box(content: str) -> str:
    """A text box as Word writes it: once for itself and once for older programs."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    new = drawing(f"<a:graphicData><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData>").removeprefix(
        "<w:r>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new.removesuffix("</w:r>")}</mc:Choice><mc:Fallback>'
        f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_footnotes_and_endnotes() -> None:
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="2">{para("<w:r><w:footnoteRef/></w:r>", " Second.", "")}{para("More.")}</w:footnote>'
    notes += f'<w:footnote w:id="1">{para("First ", inserted("not "), "kept.")}</w:footnote>'
    ends = f'<w:endnote w:id="1">{para("At the end.")}</w:endnote>'
    body = control(
        para("A", NOTE.format("footnote", 1), " b", NOTE.format("footnote", 2)), '<w:tag w:val="clause:term"/>'
    )
    found = read(body + para("C", NOTE.format("endnote", 1)), {"footnotes": notes, "endnotes": ends})
    assert texts(found) == ["A[1] b[2]", "C[1]"]
    assert [(b.part, b.number, b.text, b.clause) for b in found.blocks[2:]] == [
        ("footnote", "1", "First not kept.", "term"),
        ("footnote", "2", " Second.", "term"),
        ("footnote", "", "More.", "term"),
        ("endnote", "1", "At the end.", None),
    ]
    assert texts(found, "original", "footnote")[0] == "First kept."


def test_a_note_goes_with_the_mark_that_was_deleted() -> None:
    gone = f'<w:del w:id="1" w:author="Ann Lee">{NOTE.format("footnote", 1)}</w:del>'
    found = read(para("A", gone), {"footnotes": f'<w:footnote w:id="1">{para("Old.")}</w:footnote>'})
    assert texts(found, "accepted", "footnote") == []
    assert texts(found, "original", "footnote") == ["Old."]


def test_notes_that_are_missing_or_empty() -> None:
    body = para("A", NOTE.format("footnote", 1), NOTE.format("footnote", 9))
    found = read(body, {"footnotes": '<w:footnote w:id="1"><w:p/></w:footnote>'})
    assert [(u.what, u.slots["number"]) for u in found.unread] == [("note-empty", "1"), ("note-missing", "2")]


def test_headers_and_footers() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:headerReference w:type="even" r:id="header3"/><w:footerReference w:type="default" r:id="footer1"/>'
        "<w:titlePg/></w:sectPr>"
    )
    parts = {
        "header1": para("Riverton"),
        "header2": para("DRAFT"),
        "header3": para("Even pages only"),
        "footer1": para("Page ", f'<w:fldSimple w:instr="PAGE">{run("1")}</w:fldSimple>'),
    }
    found = read(para("Body.") + section, parts)
    assert [(b.part, b.text) for b in found.blocks] == [
        ("body", "Body."),
        ("header", "Riverton"),
        ("header", "DRAFT"),
        ("footer", "Page 1"),
    ]
    assert [(u.what, u.slots["words"]) for u in found.unread] == [("running-off", "Even pages only")]


def test_text_boxes_are_read_once() -> None:
    found = read(para("Around.", box(para("In the box ", inserted("not "), "alone."))) + para("After."))
    assert [(b.part, b.text) for b in found.blocks] == [
        ("body", "Around."),
        ("text box", "In the box not alone."),
        ("body", "After."),
    ]
    assert found.unread == ()
    split = read(para("One ", box(para("Box.")), props=mark("del")) + para("two."))
    assert texts(split, "accepted") == ["One two."]


def test_a_watermark_is_reported() -> None:
    header = para('<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')
    found = read(para("Body.") + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>', {"header1": header})
    assert [(u.what, u.slots) for u in found.unread] == [("watermark", {"words": "DRAFT"})]


def comment(ident: str, *paragraphs: str, paragraph_id: str = "") -> str:
    inner = "".join(
        para(p).replace("<w:p>", f'<w:p w14:paraId="{paragraph_id}">', 1) if paragraph_id else para(p)
        for p in paragraphs
    )
    who = 'w:author="Ann Lee" w:initials="AL" w:date="2027-03-01T09:00:00Z"'
    return f'<w:comment w:id="{ident}" {who}>{inner}</w:comment>'


def begins(ident: str) -> str:
    return f'<w:commentRangeStart w:id="{ident}"/>'


def ends(ident: str) -> str:
    return f'<w:commentRangeEnd w:id="{ident}"/><w:r><w:commentReference w:id="{ident}"/></w:r>'


def test_comments_stand_on_their_words() -> None:
    body = para("1.1 The SRO ", deleted("may "), begins("4"), inserted("shall "), "wait", ends("4"), ".")
    found = read(body, {"comments": comment("4", "Why?", "Tell us.")})
    note = found.comments[0]
    assert (note.id, note.author, note.initials, note.when, note.text) == (
        "4", "Ann Lee", "AL", "2027-03-01T09:00:00Z", "Why?\nTell us.",
    )  # fmt: skip
    assert note.block == 0
    assert words_of(found.blocks[0])[note.start : note.end] == "shall wait"
    for view, words in (("accepted", "shall wait"), ("original", "wait")):
        seen = viewed(found, view)  # type: ignore[arg-type]
        assert words_of(seen.blocks[0])[seen.comments[0].start : seen.comments[0].end] == words


def test_comments_on_points_joined_paragraphs_and_cells() -> None:
    body = para("One ", props=mark("del")) + para("two ", begins("1"), "three", ends("1"))
    body += para("Point", '<w:r><w:commentReference w:id="2"/></w:r>', ".")
    body += table(row("a", "b"), row("c", "<w:tc>" + para("d ", begins("3"), "here", ends("3")) + "</w:tc>"))
    found = read(
        body, {"comments": comment("1", "x") + comment("2", "y") + comment("3", "z") + comment("9", "nowhere")}
    )
    for view in ("marked", "accepted"):
        seen = viewed(found, view)  # type: ignore[arg-type]
        at = [words_of(seen.blocks[c.block])[c.start : c.end] for c in seen.comments if c.block is not None]
        assert at == ["three", "", "here"]
    assert found.comments[3].block is None


def test_a_comment_over_several_paragraphs() -> None:
    found = read(para("A ", begins("1"), "b.") + para("C", ends("1"), " d."), {"comments": comment("1", "x")})
    assert [(c.block, c.start, c.end) for c in found.comments] == [(0, 2, 4)]


def test_replies_and_settled_comments() -> None:
    said = comment("1", "May we?", paragraph_id="0A000001") + comment("2", "Yes.", paragraph_id="0A000002")
    threads = '<w15:commentEx w15:paraId="0A000001" w15:done="1"/>'
    threads += '<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/>'
    body = para(begins("1"), begins("2"), "Words", ends("1"), ends("2"))
    found = read(body, {"comments": said, "commentsExtended": threads})
    assert [(c.id, c.parent, c.resolved) for c in found.comments] == [("1", None, True), ("2", "1", False)]


def test_headings_by_look_are_found_in_the_body_only() -> None:
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    found = read(
        para("Body text here.") + section, {"header1": para(run("RIVERTON", "<w:b/>")), "styles": style("x", "x")}
    )
    assert [b.kind for b in found.blocks] == ["plain", "plain"]
