"""The short conversations: the menu, the place of an emergency, hand-over, progress, language."""

from dataclasses import dataclass
from enum import StrEnum

from flows.engine.ask import Flow
from flows.engine.choices import Choice, Pick
from flows.engine.place import Place
from flows.rules.vocabulary import CaseKind, Language
from flows.talks.results import (
    Begin,
    EmergencyPlace,
    HumanWanted,
    LanguageChosen,
    Nothing,
    ShowCase,
    Talk,
)
from flows.talks.telling import Telling
from flows.wording.say import Say, plain, say

ASKED_FIRST = (CaseKind.PRAISE, CaseKind.SUGGESTION, CaseKind.ENQUIRY)
"""Matters that are nothing before they are told; who calls for a person is called at once."""


class MenuItem(StrEnum):
    """What the menu offers (R27)."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    STATUS = "status"
    ENROLMENT = "enrolment"
    HUMAN = "human"


@dataclass(frozen=True)
class MenuSeed:
    """Which words stand over the menu."""

    greeting: str = "menu.greeting"


@dataclass(frozen=True)
class EmergencySeed:
    """The emergency that was taken, and the homes it may be in."""

    number: str
    homes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatusSeed:
    """The cases that may be told about: number and what they are about, newest first."""

    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class HandOverSeed:
    """What kind of matter the person is for; `in_person`: it is for the manager."""

    kind: str = CaseKind.HELP.value
    in_person: bool = False


@dataclass(frozen=True)
class LanguageSeed:
    """Nothing is needed to ask for a language."""


def menu(seed: MenuSeed) -> Flow[Begin]:
    """Offer what Huiyin can do."""
    item = yield from Choice("item", say(seed.greeting), words=MenuItem)
    match item:
        case MenuItem.REPAIR:
            return Begin(Talk.REPORT, kind=CaseKind.REPAIR)
        case MenuItem.COMPLAINT:
            return Begin(Talk.REPORT, kind=CaseKind.COMPLAINT)
        case MenuItem.STATUS:
            return Begin(Talk.STATUS)
        case MenuItem.ENROLMENT:
            return Begin(Talk.ENROLMENT)
        case MenuItem.HUMAN:
            return Begin(Talk.HAND_OVER)


def emergency_place(seed: EmergencySeed) -> Flow[EmergencyPlace]:
    """The one question of an emergency; it is taken already, whether this is answered or not."""
    place = yield from Place("place", say("emergency.where"), homes=seed.homes)
    return EmergencyPlace(seed.number, place)


def status(seed: StatusSeed) -> Flow[ShowCase | Nothing]:
    """查进度: which of the person's cases to tell about."""
    if not seed.cases:
        return Nothing()
    if len(seed.cases) == 1:
        return ShowCase(seed.cases[0][0])
    choices = tuple((number, _line(number, about)) for number, about in seed.cases)
    return ShowCase((yield from Pick("case", say("status.which"), choices=choices)))


def hand_over(seed: HandOverSeed) -> Flow[HumanWanted]:
    """Ask what it is about, then call a person."""
    kind = CaseKind(seed.kind)
    asks = kind in ASKED_FIRST
    prompt = say(f"hand_over.what_{kind.value}") if asks else say("hand_over.about")
    details = yield from Telling("details", prompt)
    return HumanWanted(details, kind=kind, in_person=seed.in_person)


def language(_seed: LanguageSeed) -> Flow[LanguageChosen]:
    """Which language to write in; each is offered in its own."""
    return LanguageChosen((yield from Choice("language", say("language.which"), words=Language)))


def _line(number: str, about: str) -> Say:
    return plain(f"{number} {about}")
