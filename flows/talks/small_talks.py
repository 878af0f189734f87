"""The short conversations: the menu, the place of an emergency, hand-over, progress, language."""

from dataclasses import dataclass
from enum import StrEnum

from flows.engine.ask import Flow
from flows.engine.choices import Choice, Pick, PickName
from flows.engine.place import Place, Whereabouts
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

ESTATE, PLACE = "estate", "place"
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
    """The emergency that was taken, and the homes and estates it may be in.

    `place` is where it is, if that was said.
    """

    number: str
    homes: tuple[str, ...] = ()
    estates: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class StatusSeed:
    """The cases that may be told about: number and what they are about, newest first."""

    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class HandOverSeed:
    """What kind of matter the person is for; `in_person`: it is for the manager.

    `estates` are those that may be meant, if more than one (R27).
    """

    kind: str = CaseKind.HELP.value
    in_person: bool = False
    estates: tuple[str, ...] = ()


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
    """Where an emergency is; it is taken already, whether this is answered or not."""
    if len(seed.estates) > 1:
        yield from ask_estate(say("emergency.which_estate"), seed.estates)
    said = Whereabouts(seed.place) if seed.place else None
    place = yield from Place(PLACE, say("emergency.where"), homes=seed.homes, said=said)
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
    """Ask what it is about; a person is called already, once it is known where."""
    if len(seed.estates) > 1:
        yield from ask_estate(say("hand_over.estate"), seed.estates)
    kind = CaseKind(seed.kind)
    asks = kind in ASKED_FIRST
    prompt = say(f"hand_over.what_{kind.value}") if asks else say("hand_over.about")
    details = yield from Telling("details", prompt)
    return HumanWanted(details, kind=kind, in_person=seed.in_person)


def ask_estate(prompt: Say, estates: tuple[str, ...]) -> Flow[str]:
    """Which of these estates is meant, by name."""
    return (yield from PickName(ESTATE, prompt, tuple((name, plain(name)) for name in estates)))


def language(_seed: LanguageSeed) -> Flow[LanguageChosen]:
    """Which language to write in; each is offered in its own."""
    return LanguageChosen((yield from Choice("language", say("language.which"), words=Language)))


def _line(number: str, about: str) -> Say:
    return plain(f"{number} {about}")
