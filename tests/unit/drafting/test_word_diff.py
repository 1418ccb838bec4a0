"""Two texts compared read as counsel would mark them up."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from time import perf_counter

import pytest

from assistant.drafting.tokens import tokens
from assistant.drafting.word_diff import word_diff


def marked(old: str, new: str) -> str:
    """The comparison with [-deleted-] and [+inserted+] words."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return "".join(signs[p.kind].format(p.text) for p in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("SROs shall be involved.", "SROs shall not be involved.", "SROs shall [+not +]be involved."),
        (
            "SROs shall not be involved in discipline.",
            "SROs may be involved in discipline, if asked.",
            "SROs [-shall not-][+may+] be involved in discipline[+, if asked+].",
        ),
        (
            "within thirty (30) days of July 1, 2027, and",
            "within sixty (60) days of August 15, 2028, and",
            "within [-thirty (30)-][+sixty (60)+] days of [-July 1, 2027-][+August 15, 2028+], and",
        ),
        (
            "The SRO shall do this. The SRO shall report.",
            "The SRO shall do this. The SRO shall train. The SRO shall report.",
            "The SRO shall do this. [+The SRO shall train. +]The SRO shall report.",
        ),
        (
            "The Agency pays $1,250.00 a year (see Section 3.2(a)).",
            "The Agency pays $1,350.00 a year (see Section 3.2(b)).",
            "The Agency pays [-$1,250.00-][+$1,350.00+] a year (see Section [-3.2(a)-][+3.2(b)+]).",
        ),
        (
            "[AGENCY NAME - fill in] and [DISTRICT NAME - fill in] agree.",
            "Riverton Police and Riverton Schools agree.",
            "[-[AGENCY NAME - fill in]-][+Riverton Police+] and "
            "[-[DISTRICT NAME - fill in]-][+Riverton Schools+] agree.",
        ),
        (
            "The officer may not search a student’s bag without the Principal’s consent.",
            "The officer may search a student’s locker or bag without a warrant.",
            "The officer may [-not -]search a student’s "
            "[-bag without the Principal’s consent-][+locker or bag without a warrant+].",
        ),
        (
            "we saw a red and round ball",
            "we saw a blue and square ball",
            "we saw a [-red and round-][+blue and square+] ball",
        ),
        ("A non-custodial interview", "A custodial interview", "A [-non-custodial-][+custodial+] interview"),
        ("Training", "Purpose", "[-Training-][+Purpose+]"),
        ("at 8:30 a.m. daily", "at 9:30 a.m. daily", "at [-8:30 a.m.-][+9:30 a.m.+] daily"),
        ("One paragraph.", "One paragraph.\nAnd a line.", "One paragraph.[+\nAnd a line.+]"),
        ("two  blanks", "two blanks", "two[- -] blanks"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("", "", ""),
    ],
)
def test_a_change_reads_as_counsel_would_mark_it(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_pieces_always_join_to_both_texts() -> None:
    random = Random(4)
    parts = [
        "the ",
        "not",
        "SRO",
        " ",
        ".",
        "  ",
        "30",
        " May 5, 2027",
        "\n",
        "[A - b]",
        "é",
        "(a)",
        "e\u0301",
        ",",
        "\t",
    ]
    for _ in range(3000):
        old, new = ("".join(random.choices(parts, k=random.randint(0, 14))) for _ in range(2))
        pieces = word_diff(old, new)
        assert "".join(p.text for p in pieces if p.kind != "inserted") == old
        assert "".join(p.text for p in pieces if p.kind != "deleted") == new
        assert all(p.text for p in pieces)
        neighbours = {(a.kind, b.kind) for a, b in pairwise(pieces)}
        assert neighbours.isdisjoint({(k, k) for k in ("same", "inserted", "deleted")} | {("inserted", "deleted")})


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("before July 1, 2027, and", "July 1, 2027"),
        ("on the 1st day of July, 2027", "1st day of July, 2027"),
        ("a 30-day notice", "30-day"),
        ("pays $1,250.00 now", "$1,250.00"),
        ("under 20 U.S.C. 1232g", "U.S.C."),
        ("12% of it", "12%"),
        ("the officer’s report", "officer’s"),
        ("[DISTRICT LIAISON - fill in], or", "[DISTRICT LIAISON - fill in]"),
        ("Officers cannot", "cannot"),
    ],
)
def test_numbers_dates_and_places_to_fill_in_are_one_unit(text: str, unit: str) -> None:
    assert unit in [t.text for t in tokens(text)]


def test_a_stretch_that_must_stay_whole_is_never_cut() -> None:
    old, new = "See Section 12 above.", "See Section 13 above."
    pieces = word_diff(old, new, whole=(((4, 14),), ((4, 14),)))
    assert [(p.kind, p.text) for p in pieces] == [
        ("same", "See "),
        ("deleted", "Section 12"),
        ("inserted", "Section 13"),
        ("same", " above."),
    ]


def test_a_text_of_thousands_of_words_is_compared_in_a_moment() -> None:
    random = Random(2)
    words = [
        random.choice(["the", "officer", "shall", "not", "report", "a", "search", "to", "school"]) for _ in range(9000)
    ]
    old = " ".join(w + ("." if n % 17 == 0 else "") for n, w in enumerate(words))
    new = old.replace("officer shall", "officer may", 40)
    start = perf_counter()
    pieces = word_diff(old, new)
    assert perf_counter() - start < 5
    assert "".join(p.text for p in pieces if p.kind != "deleted") == new
