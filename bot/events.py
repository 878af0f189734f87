"""What residents do without writing: following, scanning, tapping the menu, leaving."""

from datetime import datetime

from sqlmodel import Session

from bot.channels import Event, Incoming, TemplateChoice
from bot.channels.sms_status import StatusReport
from bot.contact_wishes import stop_or_start
from bot.conversing import converse
from bot.delivery.reports import apply_report
from bot.desk import Desk, top
from bot.enrolling import scanned_home
from bot.handing_over import hand_over
from bot.person import Person
from flows.engine.ask import Reply
from flows.rules.vocabulary import CaseKind
from flows.talks.account_menu import ASKED_FOR, AccountItem
from flows.talks.enrolment import QrSeed
from flows.talks.results import Begin, Talk
from flows.talks.small_talks import MenuSeed
from flows.wording.say import say
from storage.consents import Given
from storage.estates import Estate
from storage.forgetting import drop_forgetting
from storage.keeping import keep_address
from storage.residents import find_identity, hold_identity
from storage.subscriptions import accept_template, refuse_all_templates, refuse_template
from storage.windows import close_windows


def hear_event(desk: Desk, incoming: Incoming) -> None:
    """Do what an event asks for; one that nobody knows is only kept."""
    match incoming.event:
        case Event.SUBSCRIBE | Event.SCAN:
            _welcome(desk, incoming.scene, new=incoming.event is Event.SUBSCRIBE)
        case Event.UNSUBSCRIBE:
            _stop_writing(desk.person)
        case Event.CLICK:
            _click(desk, incoming.scene)
        case Event.CONSENT:
            _choose(desk.person, incoming.choices)
        case _:
            return


def hear_reports(session: Session, incoming: Incoming, now: datetime) -> None:
    """Write down what the provider says became of messages; nobody is met by that."""
    identity = find_identity(session, incoming.channel, incoming.account, incoming.sender)
    for report in incoming.reports:
        if report.consent_ended and report.template and identity is not None:
            refuse_template(session, hold_identity(session, identity.id).id, report.template, now)
    for report in incoming.reports:
        status = "delivered" if report.delivered else "failed"
        apply_report(session, StatusReport(report.provider_id, status, report.code, to=""), now)


def _welcome(desk: Desk, scene: str, *, new: bool) -> None:
    person = desk.person
    person.identity.opted_out_at = person.identity.left_at = None
    drop_forgetting(person.session, identity_id=person.identity.id)
    home = scanned_home(person.session, scene)
    if home is not None:
        estate = person.session.get_one(Estate, home.estate_id)
        desk.begin_with(Talk.ENROLMENT_BY_QR, QrSeed(home.code, estate.name, home.id))
        return
    if new:
        desk.say(say("welcome"))
    desk.begin_with(Talk.MENU, MenuSeed())


def _click(desk: Desk, key: str) -> None:
    item = ASKED_FOR[AccountItem(key)] if key in list(AccountItem) else None
    if item is None:
        desk.begin(Begin(Talk.MENU))
        return
    if isinstance(item, CaseKind):
        hand_over(desk, Begin(Talk.HAND_OVER, kind=item))
        return
    conversation = desk.begin_with(Talk.MENU, MenuSeed())
    local = desk.person.now.astimezone(desk.person.zone)
    desk.parts.clear()
    if top(desk.person) is conversation:
        converse(desk, Reply(local, choice=item.value))


def _choose(person: Person, choices: tuple[TemplateChoice, ...]) -> None:
    for choice in choices:
        if choice.accepted:
            accept_template(
                person.session,
                person.identity.id,
                choice.template,
                person.now,
                sends=choice.sends,
            )
        else:
            refuse_template(person.session, person.identity.id, choice.template, person.now)


def _stop_writing(person: Person) -> None:
    """They have left: nothing goes to that address any more; what waits takes another way.

    What is known of them goes after the policy's days (R66), unless they come back.
    """
    given = Given(person.identity.channel)
    stop_or_start(person.session, person.identity, given, wanted=False, now=person.now)
    person.identity.left_at = person.now
    keep_address(person.session, person.identity.id, person.now)
    close_windows(person.identity)
    person.session.add(person.identity)
    refuse_all_templates(person.session, person.identity.id, person.now)
