"""What anybody may see of an estate's cases: never a name, never a word (R27, R47)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from flows.rules.case_file import HANDLED
from flows.rules.policy import Policy
from flows.rules.public_figures import CountedCase, Figures, Period, figures, masked_home, periods
from flows.rules.vocabulary import CaseClass, CaseKind, CaseState, DeadlineKind, DeadlineState
from storage.cases import Case
from storage.database import zone_of
from storage.deadlines import Deadline
from storage.estates import Estate, Home

IN_TIME: Mapping[str, bool] = {DeadlineState.MET: True, DeadlineState.FIRED: False}


@dataclass(frozen=True)
class PublicCase:
    """One line of the board; `home` is masked, and empty where it is none of a home.

    `is_placed`: somebody said where it is, though that is not told here.
    """

    number: str
    kind: CaseKind
    case_class: CaseClass
    state: CaseState
    home: str
    is_placed: bool
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True)
class Board:
    """The public page of an estate: its newest cases, and its figures by month and quarter."""

    cases: tuple[PublicCase, ...]
    figures: tuple[Figures, ...]


def board_of(session: Session, estate: Estate, policy: Policy, now: datetime) -> Board:
    """What the estate publishes now."""
    rules = policy.publication
    today = now.astimezone(zone_of(session)).date()
    wanted = periods(today, rules.months, rules.quarters)
    counted = _counted(session, estate, wanted)
    return Board(
        tuple(_newest(session, estate, policy, now)),
        tuple(figures(policy, period, counted, now) for period in wanted),
    )


def _newest(session: Session, estate: Estate, policy: Policy, now: datetime) -> list[PublicCase]:
    zone = zone_of(session)
    query = (
        select(Case, Home.code)
        .outerjoin(Home, col(Home.id) == col(Case.home_id))
        .where(
            Case.estate_id == estate.id,
            col(Case.kind).in_(HANDLED),
            Case.state != CaseState.WITHDRAWN,
            col(Case.opened_at) >= now - timedelta(days=policy.publication.days),
        )
        .order_by(col(Case.id).desc())
        .limit(policy.publication.cases_max)
    )
    return [
        PublicCase(
            case.number,
            case.kind,
            case.case_class,
            case.state,
            masked_home(code or ""),
            bool(case.place),
            case.opened_at.astimezone(zone).date(),
            None if case.closed_at is None else case.closed_at.astimezone(zone).date(),
        )
        for case, code in session.exec(query)
    ]


def _counted(session: Session, estate: Estate, wanted: Sequence[Period]) -> list[CountedCase]:
    """The cases of all these periods; a day of the estate may begin before the same in UTC."""
    zone = zone_of(session)
    begins = min(period.begins for period in wanted)
    since = datetime(begins.year, begins.month, 1, tzinfo=zone)
    reported = (
        Case.estate_id == estate.id,
        col(Case.kind).in_(HANDLED),
        Case.state != CaseState.WITHDRAWN,
        col(Case.opened_at) >= since,
    )
    cases = session.exec(select(Case).where(*reported)).all()
    promised = select(Deadline.case_id, Deadline.state).join(
        Case, col(Case.id) == col(Deadline.case_id)
    )
    first = promised.where(Deadline.kind == DeadlineKind.FIRST_RESPONSE, *reported)
    in_time = {case_id: IN_TIME.get(state) for case_id, state in session.exec(first)}
    return [
        CountedCase(
            case.opened_at.astimezone(zone).date(),
            case.opened_at,
            in_time.get(case.id),
            case.resolved_at,
            case.state is CaseState.CLOSED,
            case.revisited_at is not None,
            case.verdict_satisfaction,
        )
        for case in cases
    ]
