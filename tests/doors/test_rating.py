"""Thumbs and problem reports under an answer: nothing is stored without a yes, and exactly what was shown with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant.bootstrap import Assistant, build
from assistant.errors import NotFound
from assistant.settings import Settings
from assistant.web.bridge import Press, press_of
from assistant.web.frame import Frame
from assistant.web.rating import NO_RATING, Rating, Ratings
from assistant.web.views.ask import conversation_html
from assistant.web.views.rating import rating_html
from assistant.web.visits import Visits

SID = "r" * 32
QUESTION = "May an SRO hand out detention?"


@pytest.fixture
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("rating")))
    for shared in ("knowledge", "templates", "wording", "questions"):
        mine.__dict__[shared] = getattr(assistant, shared)
    Visits(mine).ask(SID, QUESTION)
    yield mine
    mine.database.engine.dispose()


@pytest.fixture
def answer(made: Assistant) -> str:
    """The id of the answer's message."""
    return str(made.sessions.transcript(SID)[-1].id)


def press(do: str, item: str, say: str = "problem", note: str = "") -> Press:
    return Press(do=f"rate-{do}", item=item, say=say, values={"note": note})


def shown(made: Assistant, rating: Rating) -> str:
    render = Frame(made).render
    messages = made.sessions.transcript(SID)
    return conversation_html(render, made.knowledge, messages, after=lambda m: rating_html(render, m, rating))


def test_an_answer_has_three_buttons_with_names_and_a_question_has_none(made: Assistant, answer: str) -> None:
    page = shown(made, NO_RATING)
    names = re.findall(r'<button type="button" class="rate"[^>]+aria-label="([^"]+)"', page)
    assert len(names) == 3
    assert all("answer" in n for n in names)
    assert f'data-item="{answer}"' in page


def test_a_press_asks_first_and_says_what_would_be_kept(made: Assistant, answer: str) -> None:
    rating = Ratings(made).pressed(SID, press("open", answer, "not-helpful"))
    page = shown(made, rating)
    assert made.feedback.list() == ()
    for words in ("Nothing is stored yet", "not sent anywhere", "365 days", QUESTION, made.knowledge.edition):
        assert words in page
    assert "data-focus-here" in page


def test_a_yes_keeps_what_was_shown_with_the_note_and_it_can_be_taken_back(made: Assistant, answer: str) -> None:
    ratings = Ratings(made)
    kept = ratings.pressed(SID, press("keep", answer, note="The third principle says more."))
    [feedback] = made.feedback.list()
    assert kept.step == "kept"
    assert (feedback.question, feedback.note) == (QUESTION, "The third principle says more.")
    assert feedback.principles == (3,)
    assert feedback.passages[0].quote in made.knowledge.passages[feedback.passages[0].passage].text
    assert "Delete it again" in shown(made, kept)
    ratings.pressed(SID, press("drop", feedback.id, answer))
    assert made.feedback.list() == ()


def test_a_no_keeps_nothing(made: Assistant, answer: str) -> None:
    assert Ratings(made).pressed(SID, press("no", answer, note="secret")).step == "declined"
    assert made.feedback.list() == ()


@pytest.mark.parametrize("do", ["open", "keep", "nonsense"])
def test_a_students_data_is_warned_of_before_anything_is_kept(made: Assistant, answer: str, do: str) -> None:
    rating = Ratings(made).pressed(SID, press(do, answer, note="my son, DOB 04/12/2012, got this answer"))
    page = shown(made, rating)
    assert made.feedback.list() == ()
    assert "birth date" in page
    assert "Keep it without my words" in page
    assert "04/12/2012" in page  # what was typed is not lost


def test_a_report_can_be_kept_without_the_visitors_words(made: Assistant, answer: str) -> None:
    Ratings(made).pressed(SID, press("bare", answer, note="DOB 04/12/2012"))
    [feedback] = made.feedback.list()
    assert (feedback.question, feedback.note, feedback.answer) == ("", "", "")
    assert feedback.passages


def test_another_visitors_answer_cannot_be_reported_or_read(made: Assistant, answer: str) -> None:
    with pytest.raises(NotFound):
        Ratings(made).pressed("x" * 32, press("open", answer))


def test_a_forged_press_stores_nothing(made: Assistant, answer: str) -> None:
    class Event:
        _data = {"do": "rate-keep", "item": "999999", "say": "<b>", "values": {"note": "x"}}  # noqa: RUF012

    with pytest.raises(NotFound):
        Ratings(made).pressed(SID, press_of(Event()))
    assert made.feedback.list() == ()


def test_what_was_typed_is_escaped(made: Assistant, answer: str) -> None:
    rating = Ratings(made).pressed(SID, press("open", answer, note="<script>alert(1)</script>"))
    assert "<script>alert" not in shown(made, rating)
