"""Who of a home could answer a survey in its name, looked up for many homes at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from flows.rules.survey.frame import Reachable
from flows.rules.survey.whom import Candidate
from flows.rules.vocabulary import Language, ResidenceRole
from storage.consents import willing
from storage.contacted import surveys_in_month, texts_in_week
from storage.database import zone_of
from storage.residents import SMS, WECHAT, Identity, Residence, Resident, living_there


@dataclass(frozen=True)
class Household:
    """The candidates of a home, and what each of them reads."""

    candidates: tuple[Candidate, ...]
    languages: Mapping[int, Language]


@dataclass(frozen=True)
class _Address:
    heard_at: datetime | None
    in_wechat: bool


def households(
    session: Session, home_ids: Collection[int], now: datetime
) -> Mapping[int, Household]:
    """Those who live in each of these homes today; one where nobody does is left out."""
    ties = _ties(session, home_ids, now.astimezone(zone_of(session)).date())
    languages, phones = _people(session, {resident_id for _, resident_id, _ in ties})
    addresses, closed = _open_addresses(session, languages), _closed(session, phones.values())
    agreed = willing(session, languages)
    surveys = surveys_in_month(session, now, languages)
    texts = texts_in_week(session, now, languages)
    found: dict[int, dict[int, Candidate]] = defaultdict(dict)
    for home_id, one, role in ties:
        if one not in languages:
            continue
        own = addresses.get(one, ())
        found[home_id][one] = Candidate(
            one,
            role,
            Reachable(one not in agreed, surveys.get(one, 0), texts.get(one, 0)),
            heard_at=max((at.heard_at for at in own if at.heard_at), default=None),
            in_wechat=any(at.in_wechat for at in own),
            by_phone=any(not at.in_wechat for at in own) or _is_open(phones.get(one), closed),
        )
    return {
        home_id: Household(tuple(those.values()), {one: languages[one] for one in those})
        for home_id, those in found.items()
    }


def _ties(
    session: Session, home_ids: Collection[int], today: date
) -> Sequence[tuple[int, int, ResidenceRole]]:
    query = (
        select(Residence.home_id, Residence.resident_id, Residence.role)
        .where(col(Residence.home_id).in_(home_ids), *living_there(today))
        .order_by(col(Residence.id).desc())  # the first tie to a home is the one that counts
    )
    return [(home, one, ResidenceRole(role)) for home, one, role in session.exec(query)]


def _people(
    session: Session, resident_ids: Collection[int]
) -> tuple[dict[int, Language], dict[int, str]]:
    """What each of them reads, and by what the number of each is found that has one."""
    query = select(Resident.id, Resident.language, Resident.phone_index).where(
        col(Resident.id).in_(resident_ids), col(Resident.erased_at).is_(None)
    )
    rows = session.exec(query).all()
    phones = {one: index for one, _, index in rows if index is not None}
    return {one: Language(language) for one, language, _ in rows}, phones


def _is_open(phone: str | None, closed: Collection[str]) -> bool:
    return phone is not None and phone not in closed


def _open_addresses(
    session: Session, resident_ids: Collection[int]
) -> Mapping[int, list[_Address]]:
    query = select(Identity.resident_id, Identity.channel, Identity.last_heard_at).where(
        col(Identity.resident_id).in_(resident_ids), col(Identity.opted_out_at).is_(None)
    )
    found = defaultdict(list)
    for resident_id, channel, heard_at in session.exec(query):
        found[resident_id].append(_Address(heard_at, channel == WECHAT))
    return found


def _closed(session: Session, phones: Collection[str]) -> frozenset[str]:
    """Which numbers somebody has closed to us; a household may share one."""
    query = select(Identity.address_index).where(
        Identity.channel == SMS,
        col(Identity.opted_out_at).is_not(None),
        col(Identity.address_index).in_(phones),
    )
    return frozenset(session.exec(query))
