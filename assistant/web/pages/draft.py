"""Draft: clause map, conversation and document beside each other, all from one draft on the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import gradio as gr

from assistant.domain.drafts import Draft
from assistant.errors import AssistantError, StaleWrite
from assistant.services.views import clause_map, clause_view
from assistant.web.bridge import QUIET, Press, live_html, press_of, problem_of, session_of
from assistant.web.desk import Desk
from assistant.web.frame import Frame
from assistant.web.views.clause_map import map_html
from assistant.web.views.coverage import coverage_html
from assistant.web.views.desk import acts_html, clause_html, head_html
from assistant.web.views.document import document_html
from assistant.web.views.form import Saved, cleaned, form_html
from assistant.web.views.history import history_html, steps_of
from assistant.web.views.transcript import Problem, transcript_html


class Screen(NamedTuple):
    """Everything that the page shows, in the order of its components."""

    head: str = ""
    map: str = ""
    clause: str = ""
    conversation: str = ""
    acts: str = ""
    document: str = ""
    form: str = ""
    coverage: str = ""
    history: str = ""
    box: str = ""
    version: int | None = None


class DraftScreens:
    """Compose the page from a draft, and do what its buttons ask; knows nothing of Gradio."""

    def __init__(self, frame: Frame) -> None:
        self._render = frame.render
        self._made = frame.assistant
        self.desk = Desk(frame.assistant)

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
        try:
            messages = self.desk.transcript(sid, draft_id)
            draft = made.drafts.get(draft_id)
            template = made.drafts.template(draft)
            lines = clause_map(draft, template)
            history = made.drafts.history(draft_id)
            steps = steps_of(history)
            current = draft.cursor if draft.cursor in {line.id for line in lines} else None
            clause = clause_view(draft, template, current, made.knowledge) if current else None
            titles = {c.id: c.title for c in template.clauses.values()}
            return Screen(
                head=head_html(render, draft, made.drafts.progress(draft_id)),
                map=map_html(render, lines, current, made.drafts.open_items_of(draft)),
                clause=clause_html(render, made.knowledge, clause) if clause is not None else "",
                conversation=transcript_html(
                    render, made.knowledge, messages, announce=announce, focus=focus, problem=problem
                ),
                acts=acts_html(render, clause, steps),
                document=document_html(render, made.drafts.preview_of(draft), current, titles),
                form=form_html(render, draft, template, lines, current, saved),
                coverage=coverage_html(
                    render,
                    made.drafts.coverage(draft_id),
                    titles,
                    {r.id: r.title for r in made.knowledge.requirements.values()},
                ),
                history=history_html(render, history, draft.version),
                box=box,
                version=draft.version,
            )
        except Exception as err:
            # Whatever failed, the visitor's words stay in the box and the page says what happened.
            shown = transcript_html(render, made.knowledge, (), problem=problem or problem_of(render, err))
            return Screen(conversation=shown, box=box)

    def say(self, sid: str, draft_id: str, text: str, seen: int | None, *, keep: str = "") -> Screen:
        """Send a message; ``keep`` is what stays in the box if all goes well."""
        words = self._render.words
        if not text.strip():
            return self.screen(sid, draft_id, problem=Problem(message=words("web.ask.empty")), box=keep)
        try:
            self.desk.say(sid, draft_id, text, seen)
        except Exception as err:
            return self.screen(sid, draft_id, problem=problem_of(self._render, err), box=keep or text)
        return self.screen(sid, draft_id, announce=words("web.chat.ready"), focus=True, box=keep)

    def press(self, sid: str, draft_id: str, press: Press, box: str) -> Screen:
        """Do what a button asks; what stands in the box stays there."""
        words = self._render.words
        if press.do in ("go", "next-open", "previous-open"):
            return self._go(sid, draft_id, press, box)
        if press.do == "values":
            return self._save(sid, draft_id, press, box)
        if press.do == "choose":
            return self._choose(sid, draft_id, press, box)
        text = words(f"web.draft.say-{press.do}") if press.do in ("accept", "skip", "undo", "redo") else press.say
        done = self.say(sid, draft_id, text, press.version, keep=box)
        return done

    def _go(self, sid: str, draft_id: str, press: Press, box: str) -> Screen:
        template = self._made.drafts.template(self._made.drafts.get(draft_id))
        clause = template.clauses.get(press.clause)
        if clause is None:
            return self.screen(sid, draft_id, box=box)
        text = self._render.words("web.draft.say-go", title=clause.title)
        return self.say(sid, draft_id, text, press.version, keep=box)

    def _choose(self, sid: str, draft_id: str, press: Press, box: str) -> Screen:
        try:
            drafts = self._made.drafts
            draft: Draft = drafts.get(draft_id)
            if draft.clauses[press.clause].own_text is not None:
                drafts.drop_own_text(draft_id, press.clause, expected=press.version)
                press = press.model_copy(update={"version": drafts.get(draft_id).version})
            drafts.choose(draft_id, press.clause, press.say, expected=press.version)
        except (AssistantError, KeyError) as err:
            return self.screen(sid, draft_id, problem=self._stale_or(err), box=box)
        return self.screen(sid, draft_id, announce=self._render.words("web.draft.variant-set"), box=box)

    def _save(self, sid: str, draft_id: str, press: Press, box: str) -> Screen:
        words = self._render.words
        try:
            draft = self._made.drafts.get(draft_id)
            template = self._made.drafts.template(draft)
            values = cleaned(press.values, template, words("web.form.not-sure"), words("web.form.none"))
            keep = "" if press.say == "keep" else None
            done = self._made.drafts.set_values(draft_id, values, expected=press.version, keep=keep)
        except AssistantError as err:
            return self.screen(sid, draft_id, problem=self._stale_or(err), box=box)
        written = tuple(n for n in values if n not in done.problems) if done.changes else ()
        saved = Saved(fields=written, problems=done.problems, conflicts=done.conflicts, done=bool(values))
        said = words("web.form.problems") if done.problems else words("web.form.saved", count=len(written))
        return self.screen(sid, draft_id, announce=said, saved=saved, box=box)

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

    def load(request: gr.Request) -> Sequence[Any]:
        return screens.screen(session_of(request), draft_of(request))

    def send(text: str, version: int | None, request: gr.Request) -> Sequence[Any]:
        return screens.say(session_of(request), draft_of(request), text or "", version)

    def pressed(text: str, version: int | None, event: gr.EventData, request: gr.Request) -> Sequence[Any]:
        press = press_of(event)
        seen = press.version if press.version is not None else version
        return screens.press(
            session_of(request), draft_of(request), press.model_copy(update={"version": seen}), text or ""
        )

    def failed(text: str, request: gr.Request) -> Sequence[Any]:
        problem = problem_of(frame.render, RuntimeError())
        return screens.screen(session_of(request), draft_of(request), problem=problem, box=text or "")

    with demo.route(words("web.page.draft"), "/draft"):
        version = gr.State(None)
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
                    button = gr.Button(words("web.draft.send"), variant="primary", elem_id="send", scale=0, min_width=88)
                gr.HTML(f'<p class="hint privacy">{words("web.draft.privacy")}</p>', apply_default_css=False)
            with gr.Column(elem_id="side-pane", elem_classes="pane", min_width=0), gr.Tabs(elem_id="tabs"):
                with gr.Tab(words("web.draft.tab-document")):
                    document = live_html("document")
                with gr.Tab(words("web.draft.tab-form")):
                    form = live_html("form")
                with gr.Tab(words("web.draft.tab-coverage")):
                    coverage = live_html("coverage")
                with gr.Tab(words("web.draft.tab-history")):
                    history = live_html("history")
        shown = [head, map_, clause, conversation, acts, document, form, coverage, history, box, version]
        demo.load(load, None, shown, **QUIET)
        events = [
            box.submit(send, [box, version], shown, **QUIET),
            button.click(send, [box, version], shown, **QUIET),
        ]
        live = [map_, clause, conversation, acts, document, form, coverage, history]
        events += [part.click(pressed, [box, version], shown, **QUIET) for part in live]
        for event in events:
            event.failure(failed, [box], shown, **QUIET)
