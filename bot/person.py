"""Who is talking: an identity, its resident, and what deciding needs to know about them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from flows.rules.knowledge import Entry
from flows.rules.policy import Policy
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseKind, CaseState, Language
from flows.talks.decisions import Facts, NamedCase
from flows.wording.say import Say
from storage.cases import Case
from storage.database import zone_of
from storage.estates import DEFAULT_PROFILE, Estate, Home, estates, homes_written, policy_in_force
from storage.followers import words_of_follower
from storage.knowledge import knowledge_of
from storage.own_wording import in_own_words
from storage.residents import SMS, Identity, Resident, address_of, homes_of, name_of
from storage.tasks import Task, visits_to
from storage.visible_cases import visible_to

IN_HAND = (CaseState.OPEN, CaseState.HANDLING, CaseState.RESOLVED)
WITHOUT_HANDLING = (CaseKind.PRAISE, CaseKind.SUGGESTION)
SAID_DONE = (CaseState.RESOLVED, CaseState.CLOSED)


@dataclass
class Person:
    """One message's view of its sender. `homes` are those that they are proven to live in."""

    session: Session
    identity: Identity
    resident: Resident
    inbound_id: int
    now: datetime
    homes: list[Home]
    estates: list[Estate]
    policy: Policy

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days and times of day are counted."""
        return zone_of(self.session)

    @property
    def today(self) -> date:
        """The estate's day."""
        return self.now.astimezone(self.zone).date()

    @property
    def language(self) -> Language:
        """What the person reads."""
        return self.resident.language

    @property
    def home_codes(self) -> tuple[str, ...]:
        """The written forms of the homes, without repetition."""
        return tuple(dict.fromkeys(home.code for home in self.homes))

    @property
    def estate_names(self) -> tuple[str, ...]:
        """The estates that there are."""
        return tuple(estate.name for estate in self.estates)

    @property
    def name(self) -> str:
        """What the person is called: in the directory once that is proven, else as they said."""
        is_known = self.identity.proven_at is not None or not self.resident.in_directory
        return name_of(self.session, self.resident) if is_known else ""

    @property
    def phone(self) -> str:
        """The number that the person writes from, if it is one."""
        is_number = self.identity.channel == SMS
        return address_of(self.session, self.identity) if is_number else ""

    def hears(self, sentence: Say) -> Say:
        """The sentence as the person's estate says it; as the house does while none is known."""
        meant = self.estates_meant(None, None)
        only = meant[0].id if len(meant) == 1 else None
        return in_own_words(self.session, only, sentence)

    def facts(self) -> Facts:
        """The cases that a loose word may be about: the newest in hand, and those said done.

        Looked for before anything is done about the message, and so before it is written down.
        """
        with self.session.no_autoflush:
            visible = self.cases()
            known = self.known()
            has_visit = self._may_have_visit(visible) and bool(self.visits())
        in_hand = [
            case for case in visible if case.state in IN_HAND and case.kind not in WITHOUT_HANDLING
        ]
        done = [case for case in visible if case.state in SAID_DONE and _was_to_be_fixed(case)]
        at_work = [case for case in in_hand if case.state is not CaseState.RESOLVED]
        return Facts(
            spoken_of=in_hand[0].number if in_hand else None,
            in_hand=tuple(self._named(case) for case in at_work),
            done=tuple(self._named(case) for case in done),
            tries=self.policy.conversation.wrong_tries,
            known=known,
            has_visit=has_visit,
        )

    def _may_have_visit(self, visible: list[Case]) -> bool:
        """Whoever is not proven sees all that they reported: nothing, and nobody visits them."""
        return bool(visible) or self.identity.proven_at is not None

    def words(self, case: Case) -> str:
        """What a case is about; of a report that they joined, their own words alone (R66)."""
        if case.identity_id == self.identity.id or not case.joined:
            return case.text
        return words_of_follower(self.session, case.id, self.resident.id) or case.text

    def _named(self, case: Case) -> NamedCase:
        return NamedCase(case.number, self.words(case), case.state is CaseState.CLOSED)

    def known(self) -> tuple[Entry, ...]:
        """What the person's estate can answer by itself today."""
        estate = self.estate_of(None, None)
        if estate is None:
            return ()
        entries = knowledge_of(self.session, estate.id).entries
        return tuple(entry for entry in entries if entry.holds_on(self.today))

    def cases(self) -> list[Case]:
        """The newest cases that this identity may see."""
        most = self.policy.conversation.cases_shown_max
        return visible_to(self.session, self.identity, self.today, most)

    def visits(self) -> list[tuple[Task, Case]]:
        """The visits to come that are agreed on with this person."""
        return visits_to(self.session, self.identity, self.now)

    def estate_of(self, name: str | None, home: str | None) -> Estate | None:
        """The estate that a report belongs to, or the first that may be meant."""
        return next(iter(self.estates_meant(name, home)), None)

    def estates_meant(self, name: str | None, home: str | None) -> list[Estate]:
        """The estates that a report may belong to: as named, by its home, by the person's own.

        More than one: nobody knows yet. All of them, where nothing tells.
        """
        by_name = [estate for estate in self.estates if estate.name == name]
        if by_name:
            return by_name
        own = {one.estate_id for one in self.homes if home is None or one.code == home}
        if own:
            return [estate for estate in self.estates if estate.id in own][:1]
        written = [] if home is None else homes_written(self.session, home)
        at_home = {one.estate_id for one in written}
        meant = [estate for estate in self.estates if not at_home or estate.id in at_home]
        return [estate for estate in meant if estate.id == self.resident.estate_id] or meant


def person_of(
    session: Session,
    identity: Identity,
    resident: Resident,
    inbound_id: int,
    now: datetime,
    homes: list[Home] | None = None,
) -> Person:
    """Look up what one message needs to know of its sender, but for the homes that are known."""
    all_estates = estates(session)
    today = now.astimezone(zone_of(session)).date()
    if homes is None:
        homes = homes_of(session, resident.id, today) if identity.proven_at is not None else []
    own = homes[0].estate_id if homes else resident.estate_id
    policy = policy_towards(session, own, now)
    return Person(session, identity, resident, inbound_id, now, homes, all_estates, policy)


def policy_towards(session: Session, estate_id: int | None, now: datetime) -> Policy:
    """The policy of somebody's estate; of the oldest for whoever belongs to none yet."""
    own = estate_id or min((estate.id for estate in estates(session)), default=None)
    return packaged(DEFAULT_PROFILE) if own is None else policy_in_force(session, own, now)


def _was_to_be_fixed(case: Case) -> bool:
    """Praise and wishes to be enrolled end without anything that could break again."""
    is_answer = case.kind is CaseKind.HELP and case.resolved_at is None
    return case.kind not in WITHOUT_HANDLING and not is_answer


def home_in(session: Session, estate_id: int, code: str | None) -> Home | None:
    """The home of an estate that is written like this."""
    if code is None:
        return None
    query = select(Home).where(Home.estate_id == estate_id, col(Home.code) == code)
    return session.exec(query).first()
