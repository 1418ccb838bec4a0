"""Ask: questions about the principles, with the conversation kept on the server."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.bridge import QUIET, Press, live_html, press_of, problem_of, session_of
from assistant.web.frame import Frame
from assistant.web.rating import NO_RATING, RATE, Rating, Ratings
from assistant.web.views.answers import whole
from assistant.web.views.ask import conversation_html, head_html
from assistant.web.views.rating import rating_html
from assistant.web.views.transcript import Problem
from assistant.web.visits import Visits


def ask_page(frame: Frame, demo: gr.Blocks) -> None:
    """Lay out the page and wire its events."""
    render, made = frame.render, frame.assistant
    visits = Visits(made)
    ratings = Ratings(made)

    def shown(
        sid: str,
        *,
        focus: bool = False,
        announce: str = "",
        problem: Problem | None = None,
        rating: Rating = NO_RATING,
    ) -> str:
        messages = made.sessions.transcript(sid)
        return conversation_html(
            render,
            made.knowledge,
            messages,
            focus=focus,
            announce=announce,
            problem=problem,
            after=lambda message: rating_html(render, message, rating),
        )

    def load(request: gr.Request) -> str:
        try:
            return shown(session_of(request))
        except Exception as err:
            return conversation_html(render, made.knowledge, (), problem=problem_of(render, err))

    def reply(text: str, sid: str) -> tuple[str, str]:
        """Return the conversation and what stays in the box: nothing, unless the message failed."""
        if not text.strip():
            return shown(sid, problem=Problem(message=render.words("web.ask.empty"))), ""
        try:
            answer = visits.ask(sid, text).answer
            count = len(whole(list(answer.citations))) if answer is not None else 0
            said = render.words("web.chat.ready-sources", count=count) if count else render.words("web.chat.ready")
            return shown(sid, focus=True, announce=said), ""
        except Exception as err:
            return shown(sid, problem=problem_of(render, err)), text

    def send(text: str, request: gr.Request) -> tuple[str, str]:
        return reply(text or "", session_of(request))

    def pressed(text: str, event: gr.EventData, request: gr.Request) -> tuple[str, str]:
        sid, press = session_of(request), press_of(event)
        if press.do == "clear":
            visits.clear(sid)
            return shown(sid, announce=render.words("web.ask.cleared")), text
        if press.do.startswith(RATE):
            return rate(sid, press), text
        return reply(press.say, sid)[0], text

    def rate(sid: str, press: Press) -> str:
        """Return the conversation with what became of a press on the buttons under an answer."""
        try:
            rating = ratings.pressed(sid, press)
            return shown(sid, announce=render.words(rating.said) if rating.said else "", rating=rating)
        except Exception as err:
            return shown(sid, problem=problem_of(render, err))

    def failed(request: gr.Request) -> str:
        return shown(session_of(request), problem=problem_of(render, RuntimeError()))

    with demo.route(render.words("web.page.ask"), "/ask"):
        gr.HTML(head_html(render), apply_default_css=False)
        conversation = live_html("conversation")
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(
                label=render.words("web.ask.label"),
                placeholder=render.words("web.ask.placeholder"),
                lines=1,
                max_lines=8,
                elem_id="box",
                scale=1,
                container=True,
            )
            button = gr.Button(render.words("web.ask.send"), variant="primary", elem_id="send", scale=0, min_width=96)
        gr.HTML(f'<p class="hint privacy">{render.words("web.ask.privacy")}</p>', apply_default_css=False)
        demo_load(demo, load, conversation)
        for event in (
            box.submit(send, [box], [conversation, box], **QUIET),
            button.click(send, [box], [conversation, box], **QUIET),
            conversation.click(pressed, [box], [conversation, box], **QUIET),
        ):
            event.failure(failed, None, [conversation], **QUIET)


def demo_load(demo: gr.Blocks, fn: Any, output: Any) -> None:
    """Run ``fn`` whenever the page that is being laid out is opened."""
    demo.load(fn, None, [output], **QUIET)
