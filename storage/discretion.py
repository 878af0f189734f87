"""What staff write about a shared case, as each of those who share it may read it (R66).

One home's report becomes many homes' case; whoever answers it writes of the home that they saw.
Nobody else reads of that home, nor a name or number of the people in it.
"""

from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType

from sqlmodel import Session

from flows.rules.vocabulary import Language
from flows.understanding.private_words import Instead, Others, without
from flows.wording.catalogue import render
from flows.wording.say import Say, say
from storage.cases import Case
from storage.database import zone_of
from storage.estates import Home, policy_in_force
from storage.followers import followers_of
from storage.residents import Resident, homes_of, name_of

OF_THE_HOUSE = frozenset({"number", "incident", "repair", "handler", "state"})
"""What a sentence says of the house itself: numbers of cases, names of staff."""


def as_read_by(
    session: Session, case: Case, resident_id: int | None, now: datetime
) -> Callable[[Say], Say]:
    """What makes a sentence about a case fit for one of those who share it."""
    if not case.joined or resident_id is None:
        return lambda sentence: sentence
    today = now.astimezone(zone_of(session)).date()
    people = {case.reporter_id: case.home_id}
    people |= {one.resident_id: one.home_id for one in followers_of(session, case.id)}
    told_from = people.pop(resident_id, None)
    own = {home.code for home in homes_of(session, resident_id, today)} | _codes(session, told_from)
    names, homes = set[str](), set[str]()
    for other, home_id in people.items():
        homes |= _codes(session, home_id)
        if other is not None:
            names.add(name_of(session, session.get_one(Resident, other)))
            homes |= {home.code for home in homes_of(session, other, today)}
    others = Others(frozenset(names), frozenset(homes))
    kept = (policy_in_force(session, case.estate_id, now).contact_card.phone,)
    language = session.get_one(Resident, resident_id).language
    instead = _instead(session, language)
    return lambda sentence: _cleaned(
        sentence, lambda text: without(text, others, own, kept, instead)
    )


def _codes(session: Session, home_id: int | None) -> set[str]:
    return set() if home_id is None else {session.get_one(Home, home_id).code}


def _instead(session: Session, language: Language) -> Instead:
    zone = zone_of(session)
    return Instead(
        render(say("discretion.home"), language, zone),
        render(say("discretion.person"), language, zone),
        render(say("discretion.number"), language, zone),
    )


def _cleaned(sentence: Say, clean: Callable[[str], str]) -> Say:
    """The sentence with its free words cleaned, however deep they stand in it."""

    def cleaned(name: str, value: object) -> object:
        match value:
            case Say():
                return _cleaned(value, clean)
            case tuple():
                return tuple(cleaned(name, one) for one in value)
            case str() if name not in OF_THE_HOUSE:
                return clean(value)
            case _:
                return value

    parameters = {name: cleaned(name, value) for name, value in sentence.parameters.items()}
    return Say(sentence.key, MappingProxyType(parameters), sentence.own)
