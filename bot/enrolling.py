"""Enrolment, written down: codes sent to the directory's number, requests for a person to check.

Somebody outside must not learn which number belongs to which home: the answer is the same whether
a code went out or not.
"""

from dataclasses import replace

from sqlmodel import Session

from bot.contact_wishes import invite
from bot.desk import Desk
from bot.enrolment_codes import asked_too_often, meant_by, send_code
from bot.person import Person, home_in
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    ResidenceRole,
    Role,
    Source,
    Urgency,
)
from flows.talks.enrolment import CONSENT, CodeSeed, QrSeed, privacy_notice, qr_notice
from flows.talks.registry import load_seed
from flows.talks.results import EnrolmentWish, QrEnrolment, Talk
from flows.wording.say import say
from storage.case_opening import NewCase, open_case
from storage.consents import PRIVACY, Given, record_consent
from storage.conversations import Conversation, answers_of, seed_of
from storage.enrolment import EnrolmentRequest, spend_code
from storage.estates import Home
from storage.inbound import Inbound
from storage.joining import enrol
from storage.keys import keyring
from storage.moving import settle_departure
from storage.residents import (
    Resident,
    bind,
    phone_of,
    settle_residence,
)
from storage.rungs import on_rung
from storage.telling import tell_staff

HOME_SCENE = "home"


def seek_enrolment(desk: Desk, wish: EnrolmentWish) -> None:
    """After consent: send a code to the home's number in the directory, and ask for it."""
    person = desk.person
    if not wish.consent:
        desk.say(say("enrolment.no_consent"))
        return
    if asked_too_often(person):
        desk.say(say("enrolment.enough_today"))
        return
    estate = person.estate_of(wish.estate, wish.home)
    home = None if estate is None else home_in(person.session, estate.id, wish.home)
    if home is not None:
        send_code(person, home, wish)
    seed = CodeSeed(
        person.policy.enrolment.code_digits,
        home=wish.home,
        estate=wish.estate or "",
        name=wish.name,
        role=wish.role,
    )
    desk.begin_with(Talk.ENROLMENT_CODE, seed)


def remember_consent(desk: Desk, conversation: Conversation) -> None:
    """Write down a yes or no to the notice as it is said, before anything personal is asked."""
    person = desk.person
    if conversation.flow == Talk.ENROLMENT_BY_QR:
        seed = load_seed(QrSeed, seed_of(person.session, conversation))
        notice = qr_notice(seed)
    else:
        notice = privacy_notice()
    inbound = person.session.get_one(Inbound, person.inbound_id)
    record_consent(
        person.session,
        person.resident.id,
        PRIVACY,
        Given(
            via=person.identity.channel,
            words=keyring(person.session).open(inbound.text_sealed),
            notice=desk.in_words(notice),
        ),
        granted=bool(answers_of(person.session, conversation)[CONSENT]),
        now=person.now,
    )


def check_code(desk: Desk, conversation: Conversation, code: str) -> None:
    """A right code proves the home; without one a person of the staff checks."""
    person = desk.person
    seed = load_seed(CodeSeed, seed_of(person.session, conversation))
    spent = spend_code(person.session, person.identity.id, code, person.now) if code else None
    if spent is None and code and seed.tries < person.policy.enrolment.code_tries:
        desk.begin_with(Talk.ENROLMENT_CODE, replace(seed, tries=seed.tries + 1))
        return
    if spent is None:
        _ask_staff(desk, seed)
        return
    home = person.session.get_one(Home, spent.home_id)
    if _is_enrolled(person):
        role = ResidenceRole(seed.role)
        settle_residence(person.session, person.resident.id, home.id, role, person.today)
        settle_departure(person.session, person.resident, person.now)
    else:
        sent_to = person.session.get_one(Resident, spent.resident_id)
        phone = phone_of(person.session, sent_to)
        residents = meant_by(person, home, phone, seed.name)
        if len(residents) > 1:
            # The number is theirs, but nobody can tell which of its household they are.
            _ask_staff(desk, seed)
            return
        resident = residents[0] if residents else sent_to
        bind(person.session, person.identity, resident, person.now)
    desk.look_again()
    desk.say(say("enrolment.done", home=home.code, name=desk.person.name))
    invite(desk)


def enrol_by_qr(desk: Desk, conversation: Conversation, wish: QrEnrolment) -> None:
    """The scanned code of the home is the proof; the name finds who of the home it is."""
    person = desk.person
    if not wish.consent:
        desk.say(say("enrolment.no_consent"))
        return
    home = person.session.get_one(Home, int(seed_of(person.session, conversation)["home_id"]))
    enrol(person.session, person.identity, home, wish.name, ResidenceRole(wish.role), person.now)
    desk.look_again()
    desk.say(say("enrolment.done", home=home.code, name=desk.person.name))
    invite(desk)


def home_scene(session: Session, home: Home) -> str:
    """What the QR code of a home carries; only this house can make it."""
    digest = keyring(session).index(f"{HOME_SCENE} {home.id}")
    return f"{HOME_SCENE}.{home.id}.{digest}"


def scanned_home(session: Session, scene: str) -> Home | None:
    """The home whose QR code was scanned; None for any other code."""
    parts = scene.split(".")
    if len(parts) != 3 or parts[0] != HOME_SCENE or not parts[1].isdigit():  # noqa: PLR2004 - three
        return None
    right = keyring(session).indexes(f"{HOME_SCENE} {parts[1]}")
    return session.get(Home, int(parts[1])) if parts[2] in right else None


def _is_enrolled(person: Person) -> bool:
    """Somebody known stays who they are: another home is one home more."""
    return person.identity.proven_at is not None and person.resident.in_directory


def _ask_staff(desk: Desk, seed: CodeSeed) -> None:
    person = desk.person
    estate = person.estate_of(seed.estate or None, seed.home)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    home = home_in(person.session, estate.id, seed.home)
    _remember_name(person, seed.name)
    wish = say("enrolment.wish", home=seed.home, role=say(f"ResidenceRole.{seed.role}"))
    case = open_case(
        person.session,
        NewCase(
            estate_id=estate.id,
            kind=CaseKind.HELP,
            case_class=CaseClass.SERVICE,
            urgency=Urgency.NORMAL,
            text=desk.in_words(wish),
            source=Source(person.identity.channel),
            reporter_id=person.resident.id,
            identity_id=person.identity.id,
        ),
        person.now,
    )
    if home is not None:
        person.session.add(
            EnrolmentRequest(
                identity_id=person.identity.id,
                home_id=home.id,
                case_id=case.id,
                role=seed.role,
                name_sealed=keyring(person.session).seal(seed.name),
                made_at=person.now,
            )
        )
    key = "staff.enrolment_wish" if home is not None else "staff.enrolment_unknown_home"
    tell_staff(
        person.session,
        case,
        on_rung(person.session, case, Role.ASSISTANT, person.now),
        say(key, number=case.number, home=seed.home),
        key="enrolment",
        policy=person.policy,
        now=person.now,
        # Who wishes it is told in an answer to a typed line alone.
        pressable=False,
    )
    desk.say(say("enrolment.asked_staff", number=case.number))


def _remember_name(person: Person, name: str) -> None:
    """What somebody unknown calls themselves, sealed: it stands in no text."""
    if not person.resident.in_directory and name:
        person.resident.name_sealed = keyring(person.session).seal(name)
        person.session.add(person.resident)
