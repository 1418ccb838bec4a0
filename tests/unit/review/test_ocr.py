"""Poor scans are read as they were meant; clean text is read as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.review.ocr import readable, reading

SCANS = [
    ("Officers shal1 not take part in schoo1 discip1ine.", "Officers shall not take part in school discipline."),
    ("the matters of the Departrnent and tbe prograrn", "the matters of the Department and the program"),
    ("he sha1l cons-\nult the principal", "he shall consult the principal"),
    ("he sha1l cons- ult the principal", "he shall consult the principal"),
    ("A G R E E M E N T", "AGREEMENT"),
    ("MEM0RANDUM OF UNDERSTANDlNG", "MEMORANDUM OF UNDERSTANDING"),
    ("School Resource 0fficer", "School Resource Officer"),
    ("1iability insurance", "liability insurance"),
    ("they rnust rneet at any tirne", "they must meet at any time"),
]


@pytest.mark.parametrize(("scanned", "meant"), SCANS)
def test_a_poor_scan_is_read_as_it_was_meant(scanned: str, meant: str) -> None:
    assert readable(scanned) == meant


CLEAN = [
    "The attorney returns in the morning to discern the government's concern.",
    "Section 1.1 applies to 10 students, 15 staff and 1,000 families.",
    "Learn, earn, turn, warn, born, corner, modern, pattern, internal, journal, alternate, fairness.",
    "A 5-year term; policy JIC-1; grades 6-12; Form PS-9; RCW 28A.320; the SRO1 unit.",
    "The co- or extra-curricular and short- and long-term plans.",
    "I will do it if a B or a C is not in.",
    "",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text: str) -> None:
    assert readable(text) == text


def test_our_own_texts_are_left_alone(root: Path) -> None:
    for folder in ("mou_templates/clauses", "knowledge/guidance", "knowledge/sample_mous"):
        for path in sorted((root / folder).iterdir()):
            text = path.read_text(encoding="utf-8")
            changed = [(a, b) for a, b in zip(text.split(), readable(text).split(), strict=False) if a != b]
            assert changed == [], path.name


@pytest.mark.parametrize("scanned", [s for s, _ in SCANS] + CLEAN)
def test_every_character_remembers_its_place(scanned: str) -> None:
    found = reading(scanned)
    assert len(found.places) == len(found.text)
    assert list(found.places) == sorted(found.places)
    if found.text:
        assert found.span(0, len(found.text)) == (0, len(scanned))
