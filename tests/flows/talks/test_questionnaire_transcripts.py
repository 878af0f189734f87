"""Questionnaires answered in residents' own words: files of questionnaires/, played line by line.

The head of a file names the form and the language; then one line per turn. `pytest --update` writes
what the house says; read the difference.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from flows.engine.ask import Reply
from flows.engine.replay import Asked, Finished, Progress, Waiting, advance
from flows.forms.answers import Response
from flows.forms.built_in import built_in
from flows.forms.form import Form
from flows.forms.reading import parse_form
from flows.forms.writing import form_content
from flows.rules.vocabulary import Language
from flows.talks.decisions import Facts, PutOff, Stepped, Thread
from flows.talks.dialogue import decide
from flows.talks.questionnaire import QuestionnaireSeed
from flows.talks.registry import dump_seed
from flows.talks.results import Result, Talk
from flows.wording.catalogue import render
from tests.flows.engine.asking import AT, ZONE

FOLDER = Path(__file__).parent / "questionnaires"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))
SAYS, PHOTO = "住户：", "【照片】"
INDENT = "      "


def played(script: str) -> str:
    head, _, rest = script.partition("\n\n")
    fields = dict(line.split("：", 1) for line in head.splitlines())
    language = Language(fields["语言"])
    seed = dump_seed(QuestionnaireSeed(form_content(_form(fields["问卷"]))))
    thread = Thread(Talk.QUESTIONNAIRE, seed, {}, None, begun_by_house=True)
    progress = advance(thread.flow(), {})
    lines = [head, "", *_shown(progress, language)]
    for line in (line for line in rest.splitlines() if line.startswith(SAYS)):
        thread = _kept(thread, progress)
        said = line.removeprefix(SAYS)
        reply = Reply(AT, "" if said == PHOTO else said, ("m1",) if said == PHOTO else ())
        decision = decide(thread, reply, Facts())
        lines += ["", line]
        match decision:
            case Stepped(progress):
                lines += _shown(progress, language)
            case PutOff():
                lines.append("（不问了，随时可以接着答）")
            case _:
                lines.append(f"（先办别的：{type(decision).__name__}）")
    return "\n".join(lines) + "\n"


def _form(named: str) -> Form:
    path = FOLDER / named
    return parse_form(path.read_text(encoding="utf-8")) if path.is_file() else built_in(named)


def _kept(thread: Thread, progress: Progress[Result]) -> Thread:
    """As the row has it between two messages: JSON and nothing else."""
    answers = json.loads(json.dumps(progress.answers, ensure_ascii=False, sort_keys=True))
    asked = None if progress.asked is None else progress.asked.dump()
    return replace(thread, answers=answers, asked=Asked.load(json.loads(json.dumps(asked))))


def _shown(progress: Progress[Result], language: Language) -> list[str]:
    match progress.at:
        case Waiting(question, hint):
            said = [] if hint is None else [render(hint, language, ZONE)]
            first, *more = "\n".join([*said, render(question.prompt, language, ZONE)]).split("\n")
            options = (render(option.label, language, ZONE) for option in question.options)
            numbered = [f"{INDENT}{n} {label}" for n, label in enumerate(options, start=1)]
            return [f"回音：{first}", *(f"{INDENT}{line}" for line in more), *numbered]
        case Finished(Response() as response):
            answers = (f"{INDENT}{item}：{answer}" for item, answer in response.answers)
            return [f"（交卷：{response.form} 第{response.version}版）", *answers]
    raise AssertionError(progress.at)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_questionnaire_is_answered_as_it_is_written_down(
    path: Path, request: pytest.FixtureRequest
) -> None:
    found = played(path.read_text(encoding="utf-8"))

    if request.config.getoption("--update"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_questionnaires_are_answered_in_every_language() -> None:
    spoken = {
        line.removeprefix("语言：")
        for path in TRANSCRIPTS
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("语言：")
    }
    assert spoken == set(Language)
