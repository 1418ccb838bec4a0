"""Draft: clause map, conversation and document beside each other, all from one draft on the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import gradio as gr

from assistant.drafting.interview import progress
from assistant.errors import NotFound, StaleWrite
from assistant.services.term_notes import told_terms
from assistant.services.views import clause_map, clause_view
from assistant.storage.sessions import Message
from assistant.web.bridge import QUIET, Press, live_html, press_of, problem_of, session_of
from assistant.web.frame import Frame
from assistant.web.views.clause_map import map_html, waiting_clauses
from assistant.web.views.coverage import coverage_html
from assistant.web.views.desk import acts_html, clause_html, head_html, missing_html
from assistant.web.views.document import document_html
from assistant.web.views.form import Saved, cleaned, form_html
from assistant.web.views.history import history_html, steps_of
from assistant.web.views.transcript import Problem, transcript_html
from assistant.web.visits import Visits


class Screen(NamedTuple):
    """Everything that the page shows, in the order of its components; None leaves a part as it is."""

    head: str | None = None
    map: str | None = None
    clause: str | None = None
    conversation: str | None = None
    acts: str | None = None
    document: str | None = None
    form: str | None = None
    coverage: str | None = None
    history: str | None = None
    box: str | None = None
    seen: str | None = None


class DraftScreens:
    """Compose the page from a draft, and do what its buttons ask; knows nothing of Gradio."""

    def __init__(self, frame: Frame) -> None:
        self._render = frame.render
        self._made = frame.assistant
        self._visits = Visits(frame.assistant)

    def screen(
        self,
        sid: str,
        draft_id: str,
        *,
        announce: str = "",
        focus: bool = False,
        problem: Problem | None = None,
        saved: Saved | None = None,
        box: str = "",
    ) -> Screen:
        """Return the page for a draft; what went wrong is said on the page itself."""
        render, made = self._render, self._made
        messages: Sequence[Message] = ()
        try:
            place = self._visits.enter(sid, draft_id).clause
            messages = self._visits.transcript(sid, draft_id)
            draft = made.drafts.get(draft_id)
            template = made.drafts.template(draft)
            lines = clause_map(draft, template)
            items = made.drafts.open_items_of(draft)
            history = made.drafts.history(draft_id)
            steps = steps_of(history)
            current = place if place in {line.id for line in lines} else None
            clause = clause_view(draft, template, current, made.knowledge) if current else None
            titles = {c.id: c.title for c in template.clauses.values()}
            return Screen(
                head=head_html(render, draft, progress(draft, template), len(waiting_clauses(items))),
                map=map_html(render, lines, current, items),
                clause=clause_html(render, made.knowledge, clause) if clause is not None else "",
                conversation=transcript_html(
                    render, made.knowledge, messages, announce=announce, focus=focus, problem=problem, here=draft_id
                ),
                acts=acts_html(render, clause, steps),
                document=document_html(render, made.drafts.preview_of(draft), current, titles),
                form=form_html(render, draft, template, lines, current, saved),
                coverage=coverage_html(
                    render,
                    made.drafts.coverage(draft_id),
                    titles,
                    {r.id: r.title for r in made.knowledge.requirements.values()},
                    told_terms(made.drafts.terms(draft_id), render.words),
                ),
                history=history_html(render, history, draft.version, draft_id, draft.adopted),
                box=box,
                seen=self._visits.seen(sid, draft_id),
            )
        except Exception as err:
            # Whatever failed, the visitor's words stay in the box and the page says what happened.
            wrong = problem or problem_of(render, err)
            shown = transcript_html(render, made.knowledge, messages, problem=wrong, here=draft_id)
            head = missing_html(render) if isinstance(err, NotFound) else None
            return Screen(head=head, conversation=shown, box=box)

    def say(self, sid: str, draft_id: str, text: str, seen: str, *, keep: str = "") -> Screen:
        """Send a message; ``keep`` is what stays in the box if all goes well."""
        words = self._render.words
        if not text.strip():
            return self.screen(sid, draft_id, problem=Problem(message=words("web.ask.empty")), box=keep)
        try:
            self._visits.say(sid, draft_id, text, seen)
        except Exception as err:
            return self.screen(sid, draft_id, problem=problem_of(self._render, err), box=keep or text)
        return self.screen(sid, draft_id, announce=words("web.chat.ready"), focus=True, box=keep)

    def press(self, sid: str, draft_id: str, press: Press, seen: str, box: str) -> Screen:
        """Do what a button asks; what stands in the box stays there."""
        try:
            if press.do == "values":
                return self._save(sid, draft_id, press, box)
            if press.do == "adopt":
                return self._adopt(sid, draft_id, box)
            text = self._words_of(draft_id, press)
        except Exception as err:
            return self.screen(sid, draft_id, problem=self._stale_or(err), box=box)
        if not text:
            return self.screen(sid, draft_id, box=box)
        # A message made by a button is not something the visitor typed: it must not end up in the box.
        return self.say(sid, draft_id, text, seen, keep=box)._replace(box=box)

    def _words_of(self, draft_id: str, press: Press) -> str:
        """Return the message that a press stands for."""
        words = self._render.words
        if press.do in ("go", "next-open", "previous-open"):
            template = self._made.drafts.template(self._made.drafts.get(draft_id))
            clause = template.clauses.get(press.clause)
            return words("web.draft.say-go", title=clause.title) if clause is not None else ""
        if press.do in ("accept", "skip", "undo", "redo"):
            return words(f"web.draft.say-{press.do}")
        return press.say

    def _save(self, sid: str, draft_id: str, press: Press, box: str) -> Screen:
        words = self._render.words
        template = self._made.drafts.template(self._made.drafts.get(draft_id))
        values = cleaned(press.values, template, words("web.form.not-sure"), words("web.form.none"))
        keep = "" if press.say == "keep" else None
        done = self._made.drafts.set_values(draft_id, values, expected=press.version, keep=keep)
        self._visits.noticed(sid, draft_id, done.draft.version)
        written = tuple(n for n in values if n not in done.problems) if done.changes else ()
        saved = Saved(fields=written, problems=done.problems, conflicts=done.conflicts, done=bool(values))
        said = words("web.form.problems") if done.problems else words("web.form.saved", count=len(written))
        return self.screen(sid, draft_id, announce=said, saved=saved, box=box)

    def _adopt(self, sid: str, draft_id: str, box: str) -> Screen:
        done = self._made.drafts.adopt(draft_id)
        self._visits.noticed(sid, draft_id, done.draft.version)
        said = self._render.words("web.history.adopted-now", version=done.draft.adopted[-1].version)
        return self.screen(sid, draft_id, announce=said, box=box)

    def _stale_or(self, err: Exception) -> Problem:
        words = self._render.words
        if isinstance(err, StaleWrite):
            return Problem(message=words("web.problem.stale"), remedy=words("web.problem.stale-remedy"))
        return problem_of(self._render, err)


def draft_page(frame: Frame, demo: gr.Blocks) -> None:
    """Lay out the page and wire its events."""
    words = frame.render.words
    screens = DraftScreens(frame)

    def draft_of(request: gr.Request) -> str:
        return str(dict(request.query_params).get("id") or "")[:60]

    def parts(screen: Screen) -> list[Any]:
        return [gr.skip() if part is None else part for part in screen]

    def load(request: gr.Request) -> list[Any]:
        return parts(screens.screen(session_of(request), draft_of(request)))

    def send(text: str, seen: str, request: gr.Request) -> list[Any]:
        return parts(screens.say(session_of(request), draft_of(request), text or "", seen or ""))

    def pressed(text: str, seen: str, event: gr.EventData, request: gr.Request) -> list[Any]:
        press = press_of(event)
        return parts(screens.press(session_of(request), draft_of(request), press, seen or "", text or ""))

    def failed(text: str, request: gr.Request) -> list[Any]:
        problem = problem_of(frame.render, RuntimeError())
        return parts(screens.screen(session_of(request), draft_of(request), problem=problem, box=text or ""))

    with demo.route(words("web.page.draft"), "/draft"):
        seen = gr.Textbox(visible="hidden", elem_id="seen")
        head = live_html("head")
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(elem_id="map-pane", elem_classes="pane", min_width=0):
                map_ = live_html("map")
            with gr.Column(elem_id="talk-pane", elem_classes="pane", min_width=0):
                clause = live_html("clause")
                conversation = live_html("conversation")
                acts = live_html("acts")
                with gr.Row(elem_id="composer"):
                    box = gr.Textbox(
                        label=words("web.draft.label"),
                        placeholder=words("web.draft.placeholder"),
                        lines=1,
                        max_lines=8,
                        elem_id="box",
                        scale=1,
                    )
                    button = gr.Button(
                        words("web.draft.send"), variant="primary", elem_id="send", scale=0, min_width=88
                    )
                gr.HTML(f'<p class="hint privacy">{words("web.draft.privacy")}</p>', apply_default_css=False)
            with (
                gr.Column(elem_id="side-pane", elem_classes="pane", min_width=0),
                gr.Tabs(elem_id="tabs", overflow_behavior="wrap"),
            ):
                with gr.Tab(words("web.draft.tab-document")):
                    document = live_html("document")
                with gr.Tab(words("web.draft.tab-form")):
                    form = live_html("form")
                with gr.Tab(words("web.draft.tab-coverage")):
                    coverage = live_html("coverage")
                with gr.Tab(words("web.draft.tab-history")):
                    history = live_html("history")
        shown = [head, map_, clause, conversation, acts, document, form, coverage, history, box, seen]
        demo.load(load, None, shown, **QUIET)
        events = [
            box.submit(send, [box, seen], shown, **QUIET),
            button.click(send, [box, seen], shown, **QUIET),
        ]
        live = [map_, clause, conversation, acts, document, form, coverage, history]
        events += [part.click(pressed, [box, seen], shown, **QUIET) for part in live]
        for event in events:
            event.failure(failed, [box], shown, **QUIET)
