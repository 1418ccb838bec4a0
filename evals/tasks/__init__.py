"""Every task, in the order of a report."""

from __future__ import annotations

from evals.task import Task
from evals.tasks import confidence, conflicts, drafting, fields, questions, retrieval, verifier

TASKS: tuple[Task, ...] = (
    Task(
        name="overall",
        title="All questions",
        about="Every question of the five tasks below: how often an answer is right, how often it says too much.",
        takes=("answers", "abstention", "premises", "followups", "routing"),
        run=questions.sum_up,
    ),
    Task(
        name="answers",
        title="Answers",
        about="Questions that the text answers, whole or in part: status, principle, words, exact quotations.",
        takes=("answers",),
        run=questions.run,
    ),
    Task(
        name="abstention",
        title="Abstention",
        about="Questions on which the text is silent, and questions that are off topic.",
        takes=("abstention",),
        run=questions.run,
    ),
    Task(
        name="premises",
        title="False premises",
        about="Questions that take something wrong for granted; none may be affirmed.",
        takes=("premises",),
        run=questions.run,
    ),
    Task(
        name="followups",
        title="Follow-ups",
        about="Questions that lean on what was asked before.",
        takes=("followups",),
        run=questions.run,
    ),
    Task(
        name="routing",
        title="Routing",
        about="Principles by number, lists, and messages too vague to answer.",
        takes=("routing",),
        run=questions.run,
    ),
    Task(
        name="retrieval",
        title="Retrieval",
        about="Search alone, without cards: does the right principle come first?",
        takes=("answers",),
        run=retrieval.run,
    ),
    Task(
        name="confidence",
        title="Confidence",
        about="Does confidence tell answerable from unanswerable, and right from wrong?",
        takes=("answers", "abstention"),
        run=confidence.run,
    ),
    Task(
        name="fields",
        title="Field values",
        about="What people type when the chat asks for a value.",
        takes=("fields",),
        run=fields.run,
    ),
    Task(
        name="drafting",
        title="Drafting messages",
        about="What a message means while drafting, and what an opening sentence tells.",
        takes=("drafting",),
        run=drafting.run,
    ),
    Task(
        name="verifier",
        title="Verifier",
        about="Claims that the cited words bear out, and claims that outrun them.",
        takes=("verifier",),
        run=verifier.run,
    ),
    Task(
        name="conflicts",
        title="Conflict rules",
        about="Wording of agreements that is at odds with a requirement, and wording that only looks like it.",
        takes=("conflicts",),
        run=conflicts.run,
    ),
)
