"""Opting in and out by purpose, in one message each way (P4); every word goes into the ledger."""

from datetime import datetime

from sqlmodel import Session

from bot.desk import Desk
from bot.person import Person
from flows.rules.vocabulary import Purpose
from flows.understanding.wishes import ContactWish, Topic
from flows.wording.say import Say, say
from storage.answering import close_way_of_surveys, leave_surveys
from storage.consents import (
    ABROAD,
    ADDRESS,
    EVERYTHING,
    Given,
    consented,
    has_decided,
    has_left,
    record_consent,
)
from storage.inbound import Inbound
from storage.keys import keyring
from storage.residents import Identity

ENDING_SURVEYS = (Purpose.SURVEY, EVERYTHING)
PURPOSES = {
    Topic.SURVEY: (Purpose.SURVEY,),
    Topic.NOTICE: (Purpose.NOTICE,),
    Topic.BOTH: (Purpose.SURVEY, Purpose.NOTICE),
    Topic.ABROAD: (ABROAD,),
}


def change_contact(desk: Desk, wish: ContactWish) -> None:
    """Do what somebody wants to get or not to get; without a topic, tell what there is."""
    if wish.topic is Topic.EVERYTHING or (wish.topic is None and _is_back(desk, wish)):
        _change_everything(desk, wanted=wish.wanted)
    elif wish.topic is None:
        desk.say(_explanation(desk))
    else:
        sentence = notice_of(wish.topic, wanted=wish.wanted)
        for purpose in PURPOSES[wish.topic]:
            _record(desk, purpose, sentence, granted=wish.wanted)
        desk.say(sentence)


def purposes_of(topic: Topic, *, wanted: bool) -> tuple[str, ...]:
    """The purposes of the ledger that a wish is about; who stops all stops each."""
    if topic is not Topic.EVERYTHING:
        return PURPOSES[topic]
    return (EVERYTHING,) if wanted else (EVERYTHING, *PURPOSES[Topic.BOTH])


def notice_of(topic: Topic, *, wanted: bool) -> Say:
    """What is said to such a wish."""
    if topic is Topic.EVERYTHING:
        return say("consent.all_joined" if wanted else "consent.all_left")
    if topic is Topic.ABROAD:
        return say("consent.abroad_joined" if wanted else "consent.abroad_left")
    what = say(f"Topic.{topic.value}")
    return say("consent.joined", what=what) if wanted else say("consent.left", what=what)


def invite(desk: Desk) -> None:
    """Tell somebody new to the house, once, how to get surveys and notices."""
    person = desk.person
    decided = (has_decided(person.session, person.resident.id, one) for one in PURPOSES[Topic.BOTH])
    if not any(decided):
        desk.say(say("consent.invitation"))


def stop_or_start(
    session: Session, identity: Identity, given: Given, *, wanted: bool, now: datetime
) -> None:
    """Close an address to all but alarms, or open it again, and note it in the ledger."""
    identity.opted_out_at = None if wanted else now
    session.add(identity)
    record_consent(session, identity.resident_id, ADDRESS, given, granted=wanted, now=now)
    if not wanted:
        close_way_of_surveys(session, identity.resident_id, identity.channel, now)


def _is_back(desk: Desk, wish: ContactWish) -> bool:
    person = desk.person
    is_out = person.identity.opted_out_at is not None
    return wish.wanted and (is_out or has_left(person.session, person.resident.id))


def _change_everything(desk: Desk, *, wanted: bool) -> None:
    person = desk.person
    sentence = say("consent.all_joined" if wanted else "consent.all_left")
    _record(desk, EVERYTHING, sentence, granted=wanted)
    if wanted:
        given = _given(desk, sentence)
        stop_or_start(person.session, person.identity, given, wanted=True, now=person.now)
    else:
        for purpose in PURPOSES[Topic.BOTH]:
            _record(desk, purpose, sentence, granted=False)
    desk.say(sentence)


def _record(desk: Desk, purpose: str, sentence: Say, *, granted: bool) -> None:
    person = desk.person
    given = _given(desk, sentence)
    record_consent(
        person.session, person.resident.id, purpose, given, granted=granted, now=person.now
    )
    if not granted and purpose in ENDING_SURVEYS:
        leave_surveys(person.session, person.resident.id, person.now)


def _given(desk: Desk, sentence: Say) -> Given:
    session = desk.person.session
    inbound = session.get_one(Inbound, desk.person.inbound_id)
    words = keyring(session).open(inbound.text_sealed)
    return Given(desk.person.identity.channel, words, desk.in_words(sentence))


def _explanation(desk: Desk) -> Say:
    return say(
        "consent.explained",
        surveys=_whether(desk.person, Purpose.SURVEY),
        notices=_whether(desk.person, Purpose.NOTICE),
    )


def _whether(person: Person, purpose: Purpose) -> Say:
    is_wanted = consented(person.session, person.resident.id, purpose)
    return say("consent.yes" if is_wanted else "consent.no")
