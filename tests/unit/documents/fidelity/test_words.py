"""Fidelity of words: runs, signs, fields, links and controls (docs/word/fidelity.md names each test)."""

from __future__ import annotations

from tests.unit.documents.markup import (
    control,
    deleted,
    field,
    inserted,
    lines,
    para,
    read,
    reported,
    run,
    style,
    styled,
    texts,
)


def test_words_spaces_tabs_and_line_breaks() -> None:
    body = para("The  Agency\u00a0shall ", "<w:r><w:tab/><w:t>tell</w:t><w:br/><w:t>us</w:t><w:cr/></w:r>", run("now"))
    assert texts(read(body)) == ["The  Agency\u00a0shall \ttell\nus\nnow"]


def test_hyphens() -> None:
    assert texts(
        read(para("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>opera</w:t><w:softHyphen/><w:t>te</w:t></w:r>"))
    ) == ["co\u2011operate"]


def test_signs_of_symbol_fonts() -> None:
    known = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    found = read(para(known, "yes"))
    assert texts(found) == ["\u2611\u2022yes"]
    assert found.unread == ()
    found = read(para("SROs ", '<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>', "patrol"))
    assert texts(found) == ["SROs patrol"]
    assert reported(found) == [("symbol", "SROs patrol")]


def test_hidden_words() -> None:
    styles = style("Quiet", "Quiet", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    body = para("Seen. ", run("not for you", "<w:vanish/>"), run("nor this", '<w:rStyle w:val="Quiet"/>'), "Seen too.")
    found = read(body, {"styles": styles})
    assert texts(found) == ["Seen. Seen too."]
    assert [u.slots["words"] for u in found.unread if u.what == "hidden"] == ["not for you", "nor this"]
    assert texts(read(para(run("shown", '<w:vanish w:val="0"/>')))) == ["shown"]


def test_letters_that_hide_or_turn_words() -> None:
    assert texts(read(para("The SRO \u202eyam\u202c not\u200b search."))) == ["The SRO yam not search."]
    assert texts(read(para("S\u200dRO a\u200cb \u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f467."))) == [
        "SRO ab \u0645\u06cc\u200c\u062e \U0001f469\u200d\U0001f467."
    ]  # fmt: skip


def test_capitals_of_a_look() -> None:
    assert texts(read(para(run("Term of this agreement.", "<w:caps/>")))) == ["Term of this agreement."]


def test_wrappers_are_read_through() -> None:
    body = para(
        "A ",
        f"<w:smartTag><w:customXml>{run('b ')}</w:customXml></w:smartTag>",
        f'<w:bdo w:val="ltr">{run("c")}</w:bdo>',
    )
    assert texts(read(f"<w:customXml>{body}</w:customXml>")) == ["A b c"]


def test_words_set_above_others() -> None:
    found = read(para(f"<w:r><w:ruby><w:rt>{run('above')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"))
    assert texts(found) == ["base"]
    assert reported(found) == [("ruby", "base")]


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    inner = field('IF 1 = 1 "x"', "shown")
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("DOCPROPERTY a", "never")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("nested")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr=" AUTHOR ">{run(" simple")}</w:fldSimple>'
    found = read(para(inner, " ", nested, simple))
    assert texts(found) == ["shown nested simple"]
    assert found.unread == ()


def test_a_field_whose_words_were_changed() -> None:
    body = para(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        deleted("Section 3"),
        inserted("Section 4"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        " applies.",
    )
    assert texts(read(body), "accepted") == ["Section 4 applies."]
    assert texts(read(body), "original") == ["Section 3 applies."]


def test_cross_references_are_marked() -> None:
    found = read(para("See Section ", field("REF _clause_searches \\r \\h", "9"), "."))
    assert [(s.text, s.kind, s.field) for s in found.blocks[0].spans] == [
        ("See Section ", "text", None),
        ("9", "ref", "_clause_searches"),
        (".", "text", None),
    ]


def test_a_field_without_a_result() -> None:
    found = read(para("Clause ", field("LISTNUM", None), " applies."))
    assert texts(found) == ["Clause  applies."]
    assert [(u.what, u.slots) for u in found.unread] == [("field", {"name": "LISTNUM"})]
    assert read(para("Entry", field('XE "term"', None))).unread == ()


def test_a_field_that_never_ends_hides_nothing() -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(read(para(start, "SROs shall not search.") + para("Next."))) == ["SROs shall not search.", "Next."]


def test_a_table_of_contents_is_left_out() -> None:
    styles = style("H1", "heading 1") + style("TOC1", "toc 1")
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-2"</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = (
        styled("TOC1", begin, "Searches\t2")
        + styled("TOC1", "Shared keys\t3", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + styled("H1", "Searches")
        + para("The SRO asks first.")
    )
    found = read(body, {"styles": styles})
    assert texts(found) == ["Searches", "The SRO asks first."]
    assert [(u.what, u.slots.get("words")) for u in found.unread] == [
        ("contents", None),
        ("contents-line", "Shared keys 3"),
    ]


def test_no_words_can_be_lost_in_a_table_of_contents() -> None:
    styles = style("T", "TOC Heading") + style("T1", "toc 1") + style("H1", "heading 1")
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        styled("T", "Contents")
        + para("Before it. ", begin)
        + para("Term\t2", end, " After it.")
        + styled("T", "SROs may search.")
        + styled("T1", "No heading")
        + styled("H1", "Term")
    )
    found = read(
        control(body, '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'), {"styles": styles}
    )
    assert texts(found) == ["Before it. ", " After it.", "Term"]
    assert [u.slots["words"] for u in found.unread if u.what == "contents-line"] == ["SROs may search.", "No heading"]


def test_links_are_read_and_a_hidden_address_is_reported() -> None:
    body = para("See ", f'<w:hyperlink r:id="L1">{run("the policy")}</w:hyperlink>', " and ",
                f'<w:hyperlink w:anchor="_clause_term">{run("Term")}</w:hyperlink>', " or ",
                f'<w:hyperlink r:id="L2">{run("https://b.example")}</w:hyperlink>', " or ",
                field('HYPERLINK "https://c.example/"', "this page"))  # fmt: skip
    found = read(body, links={"L1": "https://a.example/policy", "L2": "https://b.example"})
    assert texts(found) == ["See the policy and Term or https://b.example or this page"]
    assert [(u.what, u.slots["address"]) for u in found.unread] == [
        ("link", "https://a.example/policy"),
        ("link", "https://c.example/"),
    ]
    assert [s.field for s in found.blocks[0].spans if s.kind == "ref"] == ["_clause_term"]


def test_controls_inside_and_around_paragraphs() -> None:
    body = control(para("In a block. ", control(run("In a line.")))) + control(control(para("Deep.")))
    assert texts(read(body)) == ["In a block. In a line.", "Deep."]


def test_a_control_that_waits_for_words() -> None:
    found = read(para("Chief: ", control(run("Click to enter a name"), "<w:showingPlcHdr/>")))
    assert [(s.text, s.kind) for s in found.blocks[0].spans] == [
        ("Chief: ", "text"),
        ("Click to enter a name", "placeholder"),
    ]


def test_boxes_to_tick_and_lists_to_choose_from() -> None:
    box = control(run("\u2612"), "<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>")
    old = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    chosen = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="may"/>'
        '<w:listEntry w:val="shall"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = read(para(box, " yes ", old, " no, it ", chosen))
    assert texts(found) == ["\u2612 yes \u2612 no, it shall"]
    assert found.unread == ()


def test_clauses_are_known_by_their_controls() -> None:
    styles = style("H1", "heading 1")
    body = control(styled("H1", "Term") + para("One year."), '<w:tag w:val="clause:term"/>')
    body += para("Typed between.") + control(control(para("Deep.")), '<w:tag w:val="clause:own-1"/>')
    found = read(body, {"styles": styles})
    assert [(b.text, b.clause) for b in found.blocks] == [
        ("Term", "term"),
        ("One year.", "term"),
        ("Typed between.", None),
        ("Deep.", "own-1"),
    ]


def test_clauses_are_known_by_their_bookmarks_where_tags_are_gone() -> None:
    def starts(name: str, text: str, ident: int) -> str:
        return styled(
            "H1", f'<w:bookmarkStart w:id="{ident}" w:name="{name}"/>', text, f'<w:bookmarkEnd w:id="{ident}"/>'
        )

    body = (
        starts("_clause_use_of_force", "Force", 1)
        + para('<w:bookmarkStart w:id="7" w:name="_clause_use_of_force Copy 1"/>', "Last resort.")
        + styled("H1", "Typed by counsel")
        + para("No clause.")
        + starts("_clause_term", "Term", 2)
        + para("One year.")
        + '<w:bookmarkStart w:id="3" w:name="_clause_end"/>'
        + para("Open items.")
    )
    found = read(body, {"styles": style("H1", "heading 1")})
    assert [b.clause for b in found.blocks] == ["use-of-force", "use-of-force", None, None, "term", "term", None]


def test_alternate_content_is_read_once() -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{run("new")}</mc:Choice>'
        f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"
    )
    other = (
        f'<mc:AlternateContent><mc:Choice Requires="x">{run("unknown")}</mc:Choice>'
        f"<mc:Fallback>{run(' old')}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(read(para(both, other))) == ["new old"]
    whole = f'<mc:AlternateContent><mc:Choice Requires="w14">{para("block")}</mc:Choice></mc:AlternateContent>'
    assert lines(read(whole)) == ["block"]


def test_what_is_not_known_is_reported_and_its_words_are_read() -> None:
    found = read(
        para("The SRO shall ", f"<x:odd>{run('not ')}</x:odd>", "search.") + f"<x:more>{para('Next.')}</x:more>"
    )
    assert texts(found) == ["The SRO shall not search.", "Next."]
    assert [(u.what, u.slots["name"]) for u in found.unread] == [("unknown", "odd"), ("unknown", "more")]


def test_words_outside_of_their_place() -> None:
    found = read(para("A ", "<w:t>b</w:t>") + run("between") + "<w:t>bare</w:t>" + para("C"))
    assert texts(found) == ["A b", "between", "bare", "C"]
    assert [(u.what, u.slots["name"]) for u in found.unread] == [("unknown", "r"), ("unknown", "t")]


def test_a_long_list_of_what_was_not_read_ends_with_a_word() -> None:
    found = read(para("Many ", *["<x:odd/>"] * 700))
    assert [u.what for u in found.unread[-2:]] == ["unknown", "more"]
    assert len(found.unread) == 501
