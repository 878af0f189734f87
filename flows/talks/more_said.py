"""What a reply says beyond its answer: nothing that a resident tells is lost or asked for again."""

from dataclasses import replace

from flows.engine.ask import Json, Reply, is_grumbled_number
from flows.engine.questions import TEXT_LONGEST
from flows.engine.replay import Progress, Waiting, advance
from flows.rules.vocabulary import Satisfaction
from flows.talks.appointment import BESIDE, WHEN
from flows.talks.decisions import Thread
from flows.talks.report import KIND, apologised
from flows.talks.results import Result, Talk
from flows.talks.revisit import FIXED, SATISFACTION, said_beside
from flows.talks.small_talks import ESTATE, PLACE
from flows.talks.telling import together
from flows.understanding.intents import is_small_talk, read_trouble
from flows.understanding.numbers import read_position
from flows.understanding.places import is_bare_number, names_spot, read_home
from flows.understanding.shrugs import is_shrug
from flows.understanding.times import said_beside_moment
from flows.understanding.words import bare
from flows.wording.say import say

SAYING_SHORTEST = 4


def with_more_said(top: Thread, reply: Reply, progress: Progress[Result]) -> Progress[Result]:
    """A step of a report whose question could not read the reply: its words join the details.

    Whoever tells what is broken instead of saying "repair" has answered that too.
    """
    is_announced = _asked_as_before(top, progress)
    tells_nothing = _says_nothing(reply.text) or is_grumbled_number(reply.text)
    if top.talk != Talk.REPORT or is_announced or tells_nothing:
        return progress
    details = progress.answers.get("details")
    said = reply.text.strip()
    home = _home_completed(progress, said)
    if home is not None:
        answers = {**progress.answers, "place": {"text": home, "home": home}}
        return advance(top.flow(), answers, progress.asked)
    more = together(details, said) if isinstance(details, str) else said
    trouble = read_trouble(said)
    if _asks(top, KIND) and trouble is not None:
        step = _step(top, progress, kind=trouble.intent.value, details=more)
        return step if isinstance(details, str) else apologised(step)
    if not isinstance(details, str) or not _tells(reply):
        return progress
    standing = advance(top.flow(), {**progress.answers, "details": _cut(more)}, progress.asked)
    if isinstance(standing.at, Waiting) and progress.asked == standing.asked:
        standing = replace(standing, at=Waiting(standing.at.question, say("report.noted")))
    return replace(standing, given_up=progress.given_up, exhausted=progress.exhausted)


def with_place(top: Thread, reply: Reply, progress: Progress[Result]) -> Progress[Result]:
    """Where an emergency is, told when it was asked in which estate: 山水居3栋大堂."""
    said = reply.text.strip()
    for name in top.seed.get("estates", ()):
        said = said.replace(name, " ")
    is_asked = _asks(top, ESTATE) and PLACE not in progress.answers
    if top.talk != Talk.EMERGENCY_PLACE or not is_asked or not names_spot(said):
        return progress
    place = {"text": _cut(said.strip(" ,，。的")), "home": read_home(said)}
    stepped = advance(top.flow(), {**progress.answers, PLACE: place})
    return replace(stepped, answered=(*progress.answered, PLACE))


def with_the_rest(top: Thread, reply: Reply, progress: Progress[Result]) -> Progress[Result]:
    """What a reply tells beside its answer is kept and not asked for: 没有，还在滴水."""
    if progress.answered == (WHEN,) and top.talk in (Talk.APPOINTMENT, Talk.VISIT_CHANGE):
        beside = said_beside_moment(reply.text, reply.at)
        return _step(top, progress, **{BESIDE: beside}) if beside else progress
    if top.talk != Talk.REVISIT or reply.choice is not None or top.asked is None:
        return progress
    match progress.answered:
        case (key,) if key == FIXED and progress.answers[key] is False:
            return _step(top, progress, why_not=reply.text.strip()) if _tells(reply) else progress
        case (key,) if key in (FIXED, SATISFACTION):
            remark = said_beside(key, reply, top.asked.shown)
            if len(bare(remark)) < SAYING_SHORTEST:
                return progress
            if progress.answers[key] == Satisfaction.DISSATISFIED:
                return _step(top, progress, why_dissatisfied=remark)
            before = progress.answers.get("remark")
            said = together(before, remark) if isinstance(before, str) else remark
            return _step(top, progress, remark=said)
    return progress


def _step(top: Thread, progress: Progress[Result], **said: str) -> Progress[Result]:
    answers: dict[str, Json] = {**progress.answers}
    answers |= {key: _cut(text) for key, text in said.items()}
    return replace(advance(top.flow(), answers), answered=(*progress.answered, *said))


def _asked_as_before(top: Thread, progress: Progress[Result]) -> bool:
    """Whether the reply was not taken for wrong: 还有一张 tells that a photo comes, and no more."""
    return not progress.given_up and progress.asked is not None and progress.asked == top.asked


def _asks(top: Thread, key: str) -> bool:
    return top.asked is not None and top.asked.key == key


def _tells(reply: Reply) -> bool:
    text = reply.text
    if _says_nothing(text) or read_position(text) is not None:
        return False
    return len(bare(text)) >= SAYING_SHORTEST or names_spot(text)


def _says_nothing(text: str) -> bool:
    return is_small_talk(text) or is_shrug(text)


def _home_completed(progress: Progress[Result], said: str) -> str | None:
    """The room that comes after its building: 8栋1单元, and then 302."""
    place = progress.answers.get("place")
    if not isinstance(place, dict) or place.get("home") is not None or not is_bare_number(said):
        return None
    return read_home(f"{place.get('text', '')}{said}")


def _cut(text: str) -> str:
    return text[:TEXT_LONGEST]
