"""What mypy infers of each question: a flow's author never writes a type twice.

This file is never run: `make lint` checks it. An ignore that hides nothing is refused there, so the
refusals are tried as well.
"""

from collections.abc import Callable
from datetime import datetime
from typing import assert_type

from flows.engine.ask import Ask, Flow
from flows.engine.choices import Choice, Pick, Rating, YesNo
from flows.engine.photos import Photos, collect_photos
from flows.engine.place import Place, Whereabouts
from flows.engine.questions import Number, Skippable, Text, When, skippable
from flows.engine.replay import Finished, Progress, Waiting, advance, back, skip
from flows.rules.vocabulary import CaseClass, Satisfaction, Urgency
from flows.talks.registry import flow_of
from flows.talks.report import ReportSeed, report
from flows.talks.results import CaseDraft, HumanWanted, Joined, Nothing, Result
from flows.talks.telling import Name, Telling
from flows.wording.say import Say, plain

SAID = plain("?")


def each_kind() -> Flow[None]:
    assert_type((yield from Text("text", SAID)), str)
    assert_type((yield from Telling("telling", SAID)), str)
    assert_type((yield from Name("name", SAID)), str)
    assert_type((yield from Choice("class", SAID, words=CaseClass)), CaseClass)
    assert_type((yield from Choice("suggested", SAID, CaseClass, CaseClass.OTHER)), CaseClass)
    assert_type((yield from Pick("home", SAID, choices=())), str)
    assert_type((yield from YesNo("right", SAID)), bool)
    assert_type((yield from Rating("happy", SAID, words=Satisfaction)), Satisfaction)
    assert_type((yield from Number("count", SAID, 1, 9)), float)
    assert_type((yield from When("visit", SAID)), datetime)
    assert_type((yield from Place("place", SAID)), Whereabouts)
    assert_type((yield from Photos("photo.1", SAID)), tuple[str, ...])
    assert_type((yield from collect_photos(9, SAID, "report.more_photos")), tuple[str, ...])


def left_out() -> Flow[None]:
    assert_type(skippable(YesNo("right", SAID)), Skippable[bool])
    assert_type((yield from skippable(Text("text", SAID))), str | None)
    assert_type((yield from skippable(YesNo("right", SAID))), bool | None)
    assert_type((yield from skippable(Number("count", SAID, 1, 9))), float | None)
    assert_type((yield from skippable(When("visit", SAID))), datetime | None)
    assert_type((yield from skippable(Place("place", SAID))), Whereabouts | None)
    assert_type(
        (yield from skippable(Rating("happy", SAID, words=Satisfaction))), Satisfaction | None
    )
    assert_type((yield from skippable(Choice("urgency", SAID, words=Urgency))), Urgency | None)


def one_of_two(question: Ask[bool]) -> Flow[bool]:
    return assert_type((yield from question), bool)


def inside_another() -> Flow[str]:
    assert_type((yield from one_of_two(YesNo("right", SAID))), bool)
    return (yield from Text("text", SAID))


def steps(answers: dict[str, object]) -> None:
    progress = advance(inside_another, answers)
    assert_type(progress, Progress[str])
    assert_type(progress.at, Waiting | Finished[str])
    assert_type(back(inside_another, answers), Progress[str])
    assert_type(skip(inside_another, answers, None), Progress[str])
    if isinstance(progress.at, Waiting):
        assert_type(progress.at.hint, Say | None)
    else:
        assert_type(progress.at.result, str)


def talks() -> None:
    assert_type(report(ReportSeed()), Flow[CaseDraft | Joined | HumanWanted | Nothing])
    assert_type(flow_of("report", {}), Callable[[], Flow[Result]])


def what_mypy_must_refuse() -> Flow[None]:
    right: str = yield from YesNo("right", SAID)  # type: ignore[assignment]
    text: str = yield from skippable(Text("text", SAID))  # type: ignore[assignment]
    print(right, text)  # noqa: T201 - never run
