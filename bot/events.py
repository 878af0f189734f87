"""What residents do without writing: following, scanning, tapping the menu, leaving."""

from bot.channels import Event, Incoming
from bot.conversing import converse
from bot.desk import Desk, top
from bot.enrolling import scanned_home
from bot.person import Person
from flows.engine.ask import Reply
from flows.talks.enrolment import QrSeed
from flows.talks.results import Begin, Talk
from flows.talks.small_talks import MenuItem, MenuSeed
from flows.wording.say import say
from storage.estates import Estate

MENU_KEYS = {item.value: item for item in MenuItem}


def hear_event(desk: Desk, incoming: Incoming) -> None:
    """Do what an event asks for; one that nobody knows is only kept."""
    match incoming.event:
        case Event.SUBSCRIBE | Event.SCAN:
            _welcome(desk, incoming.scene, new=incoming.event is Event.SUBSCRIBE)
        case Event.UNSUBSCRIBE:
            _stop_writing(desk.person)
        case Event.CLICK:
            _click(desk, incoming.scene)
        case _:
            return


def _welcome(desk: Desk, scene: str, *, new: bool) -> None:
    person = desk.person
    person.identity.opted_out_at = None
    home = scanned_home(person.session, scene)
    if home is not None:
        estate = person.session.get_one(Estate, home.estate_id)
        desk.begin_with(Talk.ENROLMENT_BY_QR, QrSeed(home.code, estate.name, home.id))
        return
    if new:
        desk.say(say("welcome"))
    desk.begin_with(Talk.MENU, MenuSeed())


def _click(desk: Desk, key: str) -> None:
    item = MENU_KEYS.get(key)
    if item is None:
        desk.begin(Begin(Talk.MENU))
        return
    conversation = desk.begin_with(Talk.MENU, MenuSeed())
    local = desk.person.now.astimezone(desk.person.zone)
    desk.parts.clear()
    if top(desk.person) is conversation:
        converse(desk, Reply(local, choice=item.value))


def _stop_writing(person: Person) -> None:
    """They unfollowed: nothing is sent to that address any more, and what waits is cancelled."""
    person.identity.opted_out_at = person.now
    person.identity.window_until = None
    person.identity.window_left = 0
    person.session.add(person.identity)
