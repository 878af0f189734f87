"""Codes to the directory's number: whom they are for, and how many are enough.

Somebody outside must not learn which number belongs to which home: what is said to them is the same
whether a code went out or not.
"""

from datetime import timedelta
from secrets import randbelow

from bot.person import Person
from flows.rules.vocabulary import MessageState, Purpose
from flows.talks.results import EnrolmentWish
from flows.understanding.words import bare
from flows.wording.say import say
from storage.enrolment import codes_sent, is_code_good, make_code, times_asked
from storage.estates import Home
from storage.keys import keyring
from storage.outgoing import CODE, Outgoing, post
from storage.residents import Resident, name_of, residents_of
from storage.telling import in_words

A_DAY = timedelta(hours=24)


def asked_too_often(person: Person) -> bool:
    """Whether this address has asked for more enrolments than anybody needs in a day."""
    since = person.now - A_DAY
    asked = times_asked(person.session, person.identity.id, since)
    return asked > person.policy.enrolment.asked_per_address


def send_code(person: Person, home: Home, wish: EnrolmentWish) -> None:
    """Nobody's phone is flooded: while a code is good no second one is sent for the same home.

    Nor are more than enough in a day, from however many addresses they are asked for.
    """
    session, rules = person.session, person.policy.enrolment
    residents = meant_by(person, home, wish.phone, wish.name)
    is_on_its_way = is_code_good(session, person.identity.id, home.id, person.now)
    is_enough = codes_sent(session, wish.phone, person.now - A_DAY) >= rules.codes_per_number
    if not residents or is_on_its_way or is_enough:
        return
    code = f"{randbelow(10**rules.code_digits):0{rules.code_digits}d}"
    row = make_code(
        session,
        identity_id=person.identity.id,
        resident_id=residents[0].id,
        home_id=home.id,
        code=code,
        tries=rules.code_tries,
        now=person.now,
        expires_at=person.now + timedelta(minutes=rules.code_minutes),
    )
    _post_code(person, residents[0], wish.phone, code, f"enrolment code {row.id}")


def meant_by(person: Person, home: Home, phone: str, name: str) -> list[Resident]:
    """Who of a home has this number; of several who share it the one of this name, if one is."""
    indexes = keyring(person.session).indexes(phone)
    sharing = [
        resident
        for resident in residents_of(person.session, home.id, person.today)
        if resident.phone_index in indexes
    ]
    named = [one for one in sharing if bare(name_of(person.session, one)) == bare(name)]
    return named if len(named) == 1 else sharing


def _post_code(person: Person, resident: Resident, phone: str, code: str, key: str) -> None:
    session = person.session
    minutes = person.policy.enrolment.code_minutes
    sentence = say("enrolment.code_sms", code=code, minutes=minutes)
    post(
        session,
        Outgoing(
            unique_key=key,
            resident_id=resident.id,
            address_sealed=keyring(session).seal(phone),
            estate_id=resident.estate_id,
            purpose=Purpose.CASE,
            text=in_words(session, sentence, resident.language),
            fields={CODE: code},
            passes_quiet_hours=True,
            state=MessageState.QUEUED,
            not_before=person.now,
            not_after=person.now + timedelta(minutes=minutes),
            created_at=person.now,
        ),
    )
