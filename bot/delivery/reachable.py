"""By which channel each home of a survey could be asked at this moment, for many at once (R8).

Whom of a home to ask and by which way is decided by the rules that decide it when it is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.delivery.routes import Routes, address_of_identity, as_served
from flows.rules.policy import Policy
from flows.rules.reach import SMS, WECHAT_SUBSCRIBE, Address, AddressKind, ladder_to_resident
from flows.rules.survey.forecast import Forecast, forecast
from flows.rules.survey.whom import whom_to_ask
from flows.rules.vocabulary import MessageState, Purpose
from flows.wording.say import say
from storage.campaigns import Campaign, estates_of
from storage.candidates import households
from storage.consents import forbidding_abroad
from storage.earlier_returns import earlier_returns
from storage.estates import Estate, policy_in_force
from storage.invitations import Invitation
from storage.keys import keyring
from storage.outgoing import ONE_WAY, Outgoing
from storage.residents import Identity, Resident
from storage.subscriptions import allowed
from storage.telling import STAFF_LANGUAGE, in_words

HOMES_AT_ONCE = 5_000
UNREACHABLE = ""
"""What stands for no channel at all."""


@dataclass(frozen=True)
class Reckoned:
    """What must be known of a survey to reckon: the estates are in order of their names."""

    title: str
    last_day: date
    estates: Sequence[Estate]


def forecast_of(session: Session, campaign: Campaign, routes: Routes, now: datetime) -> Forecast:
    """What may be expected of a survey whose homes have been drawn, as things stand."""
    survey = reckoned_of(session, campaign)
    return forecast_of_homes(session, survey, invited_homes(session, campaign), routes, now)


def forecast_of_homes(
    session: Session, survey: Reckoned, homes: Sequence[int], routes: Routes, now: datetime
) -> Forecast:
    """The same of a survey that would ask these homes."""
    ids = [one.id for one in survey.estates]
    policy = policy_in_force(session, ids[0], now)
    reachable = reachable_by_channel(session, survey, homes, routes, policy, now)
    unreachable = reachable.pop(UNREACHABLE, 0)
    return forecast(policy, reachable, unreachable, earlier_returns(session, ids))


def reckoned_of(session: Session, campaign: Campaign) -> Reckoned:
    """What must be known of a campaign."""
    return Reckoned(campaign.title, campaign.last_day, estates_of(session, campaign.id))


def invited_homes(session: Session, campaign: Campaign) -> Sequence[int]:
    """The ids of the homes that were drawn for a survey."""
    query = select(Invitation.home_id).where(Invitation.campaign_id == campaign.id)
    return session.exec(query.order_by(col(Invitation.id))).all()


def reachable_by_channel(
    session: Session,
    survey: Reckoned,
    homes: Sequence[int],
    routes: Routes,
    policy: Policy,
    now: datetime,
) -> Counter[str]:
    """How many of the homes could be asked by which channel first."""
    specimen = _specimen(session, survey, now)
    found: Counter[str] = Counter()
    for begin in range(0, len(homes), HOMES_AT_ONCE):
        some = homes[begin : begin + HOMES_AT_ONCE]
        found += _channels(session, some, specimen, routes, policy, now)
    return found


def _channels(
    session: Session,
    homes: Sequence[int],
    specimen: Outgoing,
    routes: Routes,
    policy: Policy,
    now: datetime,
) -> Counter[str]:
    asked = (
        whom_to_ask(household.candidates, policy.contact)
        for household in households(session, homes, now).values()
    )
    residents = [one for one in asked if isinstance(one, int)]
    addresses = _addresses(session, residents, specimen, routes, policy, now)
    ways = routes.ways(specimen, policy)
    found = Counter({UNREACHABLE: len(homes) - len(residents)})
    for one in residents:
        ladder = ladder_to_resident(addresses[one], Purpose.SURVEY, ways, consented=True)
        found[ladder[0].channel if ladder else UNREACHABLE] += 1
    return found


def _addresses(
    session: Session,
    residents: Collection[int],
    specimen: Outgoing,
    routes: Routes,
    policy: Policy,
    now: datetime,
) -> Mapping[int, list[Address]]:
    query = select(Identity).where(col(Identity.resident_id).in_(residents))
    own = session.exec(query).all()
    subscribed = allowed(
        session,
        [one.id for one in own],
        routes.template(WECHAT_SUBSCRIBE, specimen),
        for_good=Purpose.SURVEY in policy.wechat.subscribed_for_good,
    )
    forbidding, opened = forbidding_abroad(session, residents), keyring(session).open
    found: dict[int, list[Address]] = defaultdict(list)
    for one in own:
        address = address_of_identity(one, 1, now, subscribed=one.id in subscribed)
        if one.channel == SMS:
            forbids = one.resident_id in forbidding
            address = as_served(address, opened(one.address_sealed), routes, forbids=forbids)
        found[one.resident_id].append(address)
    for resident_id, phone, is_closed in _phones(session, residents):
        address = Address(channel=SMS, kind=AddressKind.DIRECTORY_PHONE, opted_out=is_closed)
        forbids = resident_id in forbidding
        found[resident_id].append(as_served(address, opened(phone), routes, forbids=forbids))
    return found


def _phones(session: Session, residents: Collection[int]) -> list[tuple[int, bytes | None, bool]]:
    """Who has a number in the directory, sealed, and whether somebody has closed it to us."""
    query = select(Resident.id, Resident.phone_sealed, Resident.phone_index).where(
        col(Resident.id).in_(residents), col(Resident.phone_index).is_not(None)
    )
    phones = session.exec(query).all()
    closed = select(Identity.address_index).where(
        Identity.channel == SMS,
        col(Identity.opted_out_at).is_not(None),
        col(Identity.address_index).in_([index for _, _, index in phones]),
    )
    shut = frozenset(session.exec(closed))
    return [(one, sealed, index in shut) for one, sealed, index in phones]


def _specimen(session: Session, survey: Reckoned, now: datetime) -> Outgoing:
    """A message as a home will get it, for what templates have room for; it is never sent."""
    told = {"estate": "", "until": str(survey.last_day), "title": survey.title, "page": ""}
    text = in_words(session, say("survey.one_way", **told), STAFF_LANGUAGE)
    return Outgoing(
        unique_key="",
        purpose=Purpose.SURVEY,
        text=text,
        fields={ONE_WAY: text},
        state=MessageState.QUEUED,
        not_before=now,
        created_at=now,
    )
