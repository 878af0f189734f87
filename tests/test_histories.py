"""Conversations as rows have kept them, replayed by this version: nobody is asked twice.

A file of tests/histories/ holds the states of one conversation, some of them as older versions
left them: keys that are missing, too many or in another order, values of options that are gone,
seeds from before a field was there. With each stands where it goes on: the question it waits at
(`stands_at`) or the kind and fields of its result (`comes_to`), perhaps after one `reply`.
A deploy that changes a conversation adds to its file, and takes nothing away.
"""

import json
from dataclasses import asdict
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.ask import Reply
from flows.engine.replay import Asked, Finished, Progress, Waiting, advance, back, skip
from flows.rules.vocabulary import Language
from flows.talks.registry import UnknownTalk, flow_of
from flows.talks.results import Result, Talk
from flows.wording.catalogue import render

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)
FOLDER = Path(__file__).parent / "histories"
HISTORIES: list[tuple[str, dict[str, Any]]] = [
    (path.stem, history)
    for path in sorted(FOLDER.glob("*.json"))
    for history in json.loads(path.read_text(encoding="utf-8"))
]
EACH = pytest.mark.parametrize(
    ("talk", "history"), HISTORIES, ids=[f"{talk}: {one['about']}" for talk, one in HISTORIES]
)
STORED = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["text", "home", "abstained"]), st.booleans()),
)


def replayed(talk: str, history: dict[str, Any]) -> Progress[Result]:
    asked = Asked.load(history["asked"])
    reply = Reply(AT, history["reply"]) if "reply" in history else None
    return advance(flow_of(talk, history["seed"]), history["answers"], asked, reply)


def in_json(result: object) -> Any:  # noqa: ANN401 - what JSON holds
    return json.loads(json.dumps(asdict(result), default=_plain))  # type: ignore[call-overload]


def _plain(value: datetime | Enum) -> str:
    return str(value.value) if isinstance(value, Enum) else value.isoformat()


def show(progress: Progress[Result]) -> None:
    """Whatever is asked can be said in every language."""
    if isinstance(progress.at, Waiting):
        said = [progress.at.question.prompt, *(one.label for one in progress.at.question.options)]
        said += [] if progress.at.hint is None else [progress.at.hint]
        for language in Language:
            assert all(render(sentence, language, ZONE) for sentence in said)


@EACH
def test_a_kept_conversation_goes_on_where_it_stood(talk: str, history: dict[str, Any]) -> None:
    at = replayed(talk, history).at

    if isinstance(at, Waiting):
        assert at.question.key == history.get("stands_at")
    else:
        assert list(history["comes_to"]) == [type(at.result).__name__]
        for fields in history["comes_to"].values():
            found = in_json(at.result)
            assert {name: found[name] for name in fields} == fields


@EACH
def test_what_a_replay_keeps_is_never_more_than_what_was_said(
    talk: str, history: dict[str, Any]
) -> None:
    progress = replayed(talk, history)

    new = set(progress.answers) - set(history["answers"])
    assert new == set(progress.answered) - set(history["answers"])
    assert all(
        progress.answers[key] == history["answers"].get(key)
        for key in progress.answers
        if key not in progress.answered
    )


@pytest.mark.parametrize("talk", Talk)
@given(data=st.data())
def test_a_row_that_lost_answers_or_had_them_spoilt_is_asked_about_and_never_crashes(
    talk: Talk, data: st.DataObject
) -> None:
    history = data.draw(st.sampled_from([one for name, one in HISTORIES if name == talk]))
    flow = flow_of(talk, history["seed"])
    keys = st.sampled_from([*history["answers"], "fixed", "place", "details", "photo.1"])
    spoilt = data.draw(st.dictionaries(keys, STORED, max_size=3))
    lost = data.draw(st.sets(keys))
    answers = {
        key: value for key, value in (history["answers"] | spoilt).items() if key not in lost
    }

    for progress in (
        advance(flow, answers),
        advance(flow, answers, Asked.load(history["asked"]), Reply(AT, "1")),
        back(flow, answers),
        skip(flow, answers, None),
    ):
        show(progress)
        again = advance(flow, json.loads(json.dumps(progress.answers)), progress.asked)
        assert again.path == progress.path
        assert isinstance(again.at, Finished) == isinstance(progress.at, Finished)


def test_every_conversation_has_recorded_histories() -> None:
    assert {talk for talk, _ in HISTORIES} == set(Talk)
    assert {talk for talk, history in HISTORIES if "comes_to" in history} == set(Talk)
    assert {talk for talk, history in HISTORIES if "stands_at" in history} == set(Talk)


def test_a_history_says_what_it_is_about_and_one_thing_that_it_comes_to() -> None:
    about = [(talk, history["about"]) for talk, history in HISTORIES]

    assert len(set(about)) == len(about)
    assert all(("stands_at" in one) != ("comes_to" in one) for _, one in HISTORIES)


def test_a_conversation_that_this_version_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(UnknownTalk, match="lottery"):
        flow_of("lottery", {})
