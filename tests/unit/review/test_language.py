"""A language that is not reviewed is told, and nothing that may stand in it is called missing."""

from __future__ import annotations

import pytest

from assistant.domain.review_words import ReviewWords
from assistant.domain.reviews import Finding, State
from assistant.domain.wording import Wording
from assistant.review.language import Languages, languages, withheld
from tests.agreements import read_text

ENGLISH = "The officer shall not take part in the discipline of students, which is for the staff of the school."
SPANISH = (
    "El oficial no participará en la disciplina de los estudiantes, que es responsabilidad del personal de la escuela."
)
OTHERS = {
    "es": SPANISH,
    "fr": "L'agent ne participe pas à la discipline des élèves, qui est de la responsabilité du personnel de l'école.",
    "pt": "O agente não participa na disciplina dos alunos, que é da responsabilidade da escola e do diretor.",
    "vi": "Cảnh sát không tham gia vào việc kỷ luật học sinh của trường, và phải được huấn luyện trước khi làm việc.",
    "ht": "Ofisye a pa patisipe nan disiplin elèv yo, se responsablite lekòl la ak direktè a pou yo fè sa.",
    "script": "警察は生徒の懲戒に関与しない。懲戒は学校の職員の責任である。",
}


def spoken(text: str, words: ReviewWords) -> Languages:
    return languages(read_text(text)[0], words.language)


@pytest.mark.parametrize(("code", "sentence"), OTHERS.items())
def test_another_language_is_told(code: str, sentence: str, words: ReviewWords, wording: Wording) -> None:
    found = spoken(sentence, words)
    assert found.other == (code, 1.0)
    note = found.note()
    assert note is not None
    assert "reads English only" in wording.say(note)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Los Angeles Unified School District, San Luis Obispo County and the City of La Mesa agree on the SROs.",
        "A survey is sent in English, Spanish and Tagalog to families of Escuela de la Raza.",
        "Superintendent: ________",
    ],
)
def test_english_is_english(text: str, words: ReviewWords) -> None:
    found = spoken(text, words)
    assert found.other[1] == 0.0
    assert found.note() is None


def test_a_part_in_another_language_is_told_with_its_paragraphs(words: ReviewWords, wording: Wording) -> None:
    note = spoken(f"{ENGLISH}\n\n{ENGLISH}\n\n{ENGLISH}\n\n{SPANISH}\n\n{ENGLISH}", words).note()
    assert note is not None
    said = wording.say(note)
    assert "Spanish" in said
    assert "paragraphs 4" in said


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("missing", f"{ENGLISH}\n\n{ENGLISH}\n\n{SPANISH}", "not-visible"),
        ("missing", f"{ENGLISH}\n\n{ENGLISH}", "missing"),
        ("conflict", f"{ENGLISH}\n\n{ENGLISH}\n\n{SPANISH}", "conflict"),
    ],
)
def test_what_may_stand_in_another_language_is_not_called_missing(
    before: State, text: str, after: State, words: ReviewWords
) -> None:
    finding = Finding(requirement="p01.local-decision", principle=1, status=before, confidence=0.9)
    assert [f.status for f in withheld([finding], spoken(text, words))] == [after]
