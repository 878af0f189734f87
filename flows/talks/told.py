"""What a conversation has been told, answers and unread replies, for a person who takes over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flows.engine.ask import Json, Reply
from flows.engine.questions import TEXT_LONGEST
from flows.engine.replay import Progress
from flows.talks.decisions import Thread
from flows.talks.results import Result, Talk
from flows.understanding.intents import is_small_talk

TOLD = ("details", "why_not", "why_dissatisfied", "remark")
"""The keys under which people tell what is the matter."""

PERSONAL = ("home", "name", "phone")
"""What somebody who enrols has given, with their consent, so that they can be found."""

ABOUT_A_CASE = frozenset({Talk.REVISIT, Talk.EMERGENCY_PLACE, Talk.APPOINTMENT})
ENROLMENTS = frozenset({Talk.ENROLMENT, Talk.ENROLMENT_BY_QR})

UNREAD = "unread"
"""The key of the replies that no question could read; no question has it."""

UNREAD_KEPT = 5
"""So many of them, the last ones."""


def told_so_far(thread: Thread) -> str:
    """The words that answered a question and say what is the matter."""
    told = [thread.answers[key] for key in TOLD if isinstance(thread.answers.get(key), str)]
    place = thread.answers.get("place")
    if told and isinstance(place, dict):
        told.append(str(place.get("text", "")))
    if thread.talk in ABOUT_A_CASE:
        told.insert(0, str(thread.seed.get("number", "")))
    if thread.talk == Talk.ENQUIRY:
        told.insert(0, str(thread.seed.get("question", "")))
    return " / ".join(told)


def all_said(thread: Thread) -> str:
    """All that a person who takes over should know, the unread replies last (R25)."""
    told = told_so_far(thread)
    said = [told] if told else []
    if thread.talk in ENROLMENTS:
        given = (thread.answers.get(key) for key in PERSONAL)
        said += [str(one) for one in given if isinstance(one, str)]
    said += [words for words in unread_of(thread.answers) if words not in told]
    return " / ".join(said)


def unread_of(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The replies that no question could read, in the order in which they came."""
    kept = answers.get(UNREAD)
    return tuple(map(str, kept)) if isinstance(kept, list) else ()


def with_unread(reply: Reply, progress: Progress[Result]) -> Progress[Result]:
    """The step, with the words that its question could not read kept beside the answers."""
    words = reply.text.strip()[:TEXT_LONGEST]
    if not words or is_small_talk(words):
        return progress
    kept: list[Json] = [*unread_of(progress.answers), words][-UNREAD_KEPT:]
    return replace(progress, answers={**progress.answers, UNREAD: kept})
