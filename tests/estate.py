"""A small estate to tell stories about: its people, its homes, and a time that tests move.

Monday, 23 November 2026, 10:00 in Shanghai. The chain is xiao.lin (assistant), zhou (lead), wang
(manager) and boss (general manager of the company office); gong is a technician, shen an auditor,
and liu leads another estate. Chen lives in 8-1-302, the Lis in 8-1-303, a key client's home.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select

from flows.rules.policy import Policy
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    Language,
    MessageState,
    ResidenceRole,
    Role,
    Source,
    Urgency,
    Verb,
)
from flows.rules.wall_clock import instant
from scheduler import indicator_report, retention
from scheduler.happenings import Happening
from scheduler.sweep import KINDS, earliest, sweep
from storage.call_tasks import record_task
from storage.case_opening import NewCase, open_case
from storage.case_verbs import perform
from storage.cases import Case, CaseEvent, find_case, lock_case, timeline
from storage.conversations import Conversation
from storage.database import Database
from storage.deadlines import Deadline, deadlines_of
from storage.estates import Estate, Home, ensure_estate, home_code, set_policy
from storage.keeping import NIGHT_BEGINS_MINUTES
from storage.keys import keyring
from storage.leave import enter_leave
from storage.outgoing import Outgoing
from storage.residents import Identity, Residence, Resident, add_identity
from storage.staff import Staff, find_staff
from storage.tables import metadata
from storage.tasks import Task
from tests.databases import open_database
from tests.replanting import Rows, rows_of

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RESOLVED = {"result": "已修好", "measures": "更换水管", "improvement": "每月检查"}
CHEN, LI = "8-1-302", "8-1-303"
LEAK = "厨房水管漏水了"
STEPS_MAX = 5000
"""More due moments than this in one stretch of time is a row that never stops being due."""

CHAIN = (
    ("xiao.lin", Role.ASSISTANT, "zhou"),
    ("zhou", Role.LEAD, "wang"),
    ("wang", Role.MANAGER, "boss"),
    ("gong", Role.TECHNICIAN, "zhou"),
    ("shen", Role.AUDITOR, None),
)


def plant(url: str) -> "Garden":
    """A garden in an empty database; whoever plants it closes it."""
    database = open_database(url)
    metadata.create_all(database.engine)
    plant_in(database)
    return Garden(database)


def plant_in(database: Database) -> None:
    """Put the estate, its people and its homes into empty tables."""
    with database.transaction() as session:
        here = ensure_estate(session, "回音花园", MORNING).id
        next_door = ensure_estate(session, "隔壁花园", MORNING).id
        for userid, role, superior in CHAIN:
            _employ(session, userid, role, here, superior)
        _employ(session, "boss", Role.GENERAL_MANAGER, None)
        _employ(session, "liu", Role.LEAD, next_door)
        for room in ("302", "303", "401"):
            _build(session, here, room, key_client=room == "303")
        for home, name in ((CHEN, "chen"), (LI, "li")):
            _move_in(session, here, home, name)


class Garden:
    """The estate, and what can happen in it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = MORNING
        with self.looking() as session:
            self.id = _estate(session, "回音花园")
            self.next_door = _estate(session, "隔壁花园")

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def changing(self) -> Iterator[Session]:
        with self.database.transaction() as session:
            yield session

    @contextmanager
    def looking(self) -> Iterator[Session]:
        with self.database.reading() as session:
            yield session

    # What people do

    def report(
        self,
        text: str = LEAK,
        *,
        home: str | None = CHEN,
        kind: CaseKind = CaseKind.COMPLAINT,
        case_class: CaseClass = CaseClass.FACILITY,
        urgency: Urgency = Urgency.NORMAL,
        about: str = "",
        anonymous: bool = False,
        source: Source = Source.WECHAT,
    ) -> int:
        """A resident of the home reports; nobody is told but by rows."""
        with self.changing() as session:
            where = _home(session, home) if home is not None else None
            who = None if where is None or anonymous else _resident_of(session, where)
            new = NewCase(
                estate_id=self.id,
                kind=kind,
                case_class=case_class,
                urgency=urgency,
                text=text,
                source=source,
                place=home or "中心花园",
                home_id=None if where is None else where.id,
                reporter_id=None if who is None else who.resident_id,
                identity_id=None if who is None else who.id,
                not_for_id=_member(session, about).id if about else None,
            )
            return open_case(session, new, self.now).id

    def do(self, verb: Verb, case_id: int, by: str, **fields: object) -> None:
        """A member of staff uses a verb. Raises NotAllowed."""
        with self.changing() as session:
            case = lock_case(session, case_id)
            perform(session, verb, case, _member(session, by), fields, self.now)

    def resolve(self, case_id: int, by: str = "xiao.lin") -> None:
        """All three fields, as R41 wants them; from the second round on with an approved plan."""
        if self.case(case_id).round > 1:
            self.do(Verb.PROPOSE, case_id, "xiao.lin", plan="更换整根管子")
            self.do(Verb.APPROVE, case_id, "wang", decision="approve")
        self.do(Verb.RESOLVE, case_id, by, **RESOLVED)

    def record(
        self, task_id: int, by: str, *, reached: bool, outcome: str = "已联系", why: str = ""
    ) -> None:
        """A call or visit is recorded; `why` it took place without an appointment."""
        with self.changing() as session:
            task = session.get_one(Task, task_id)
            record_task(
                session,
                task,
                _member(session, by),
                reached=reached,
                outcome=outcome,
                now=self.now,
                without_appointment=why,
            )

    def govern(self, policy: Policy) -> None:
        """Another policy holds from now on."""
        with self.changing() as session:
            _govern(session, self.id, policy, self.now)

    def employ(
        self,
        userid: str,
        role: Role,
        reports_to: str | None = None,
        *,
        next_door: bool = False,
        department: str = "",
    ) -> None:
        estate_id = self.next_door if next_door else self.id
        with self.changing() as session:
            _employ(session, userid, role, estate_id, reports_to)
            _member(session, userid).department = department

    def dismiss(self, *userids: str) -> None:
        with self.changing() as session:
            for userid in userids:
                _member(session, userid).active = False

    def send_away(self, userid: str, *, days: int = 2, since: datetime = MORNING) -> int:
        """Somebody goes on leave; returns which."""
        with self.changing() as session:
            member = _member(session, userid)
            until = since + timedelta(days=days)
            return enter_leave(session, member, since, until, by="zhou", now=self.now).id

    # How time goes by

    def until(self, moment: datetime) -> list[Happening]:
        """Let everything that falls due happen, in order, up to and at that moment."""
        happened: list[Happening] = []
        for _ in range(STEPS_MAX):
            times = self.due_times()
            due = min(times.values(), default=None)
            if due is None or due > moment:
                self.now = max(self.now, moment)
                return happened
            self.now = max(self.now, due)
            happened += self.sweep(*(kind for kind, at in times.items() if at <= self.now))
        raise AssertionError(f"something is due again and again at {self.now}")

    def wait(self, **time: float) -> list[Happening]:
        """Let so much time go by."""
        return self.until(self.now + timedelta(**time))

    def months_without_figures(self, **time: float) -> list[Happening]:
        """The same; that each month's figures are told when it ends is left out."""
        return [one for one in self.wait(**time) if one.kind != indicator_report.KIND]

    def sleep(self, days: int) -> None:
        """The night after so many days: what was kept long enough goes, nothing else happens."""
        zone = self.database.zone
        day = (self.now + timedelta(days=days)).astimezone(zone).date()
        nights = (instant(day + timedelta(days=one), NIGHT_BEGINS_MINUTES, zone) for one in (0, 1))
        self.now = next(at for at in nights if at >= self.now + timedelta(days=days))
        self.sweep(retention.KIND)

    def sweep(self, *kinds: str) -> list[Happening]:
        """Look once for what is due now, of these kinds or of all."""
        return [one for kind in kinds or KINDS for one in sweep(self.database, kind, self.now)]

    def due_times(self) -> dict[str, datetime]:
        """When something is due next, of each kind that there is anything of."""
        with self.looking() as session:
            times = {kind: earliest(session, kind) for kind in KINDS}
        return {kind: at for kind, at in times.items() if at is not None}

    # What can be seen afterwards

    def case(self, case_id: int) -> Case:
        with self.looking() as session:
            return session.get_one(Case, case_id)

    def case_of(self, number: str) -> int:
        with self.looking() as session:
            found = find_case(session, number)
        assert found is not None
        return found.id

    def state(self, case_id: int) -> CaseState:
        return self.case(case_id).state

    def handler(self, case_id: int) -> str:
        with self.looking() as session:
            found = session.get_one(Case, case_id).handler_id
            return "" if found is None else session.get_one(Staff, found).userid

    def deadlines(self, case_id: int, *kinds: DeadlineKind) -> list[Deadline]:
        with self.looking() as session:
            found = deadlines_of(session, case_id)
        return [one for one in found if not kinds or one.kind in kinds]

    def deadline(self, case_id: int, kind: DeadlineKind) -> Deadline:
        """The newest of its kind."""
        return self.deadlines(case_id, kind)[-1]

    def story(self, case_id: int) -> list[str]:
        """The kinds of what happened to a case, in order."""
        return [event.kind for event in self.events(case_id)]

    def events(self, case_id: int, kind: str = "") -> list[CaseEvent]:
        with self.looking() as session:
            return [one for one in timeline(session, case_id) if kind in {"", one.kind}]

    def messages(self, case_id: int, key: str = "") -> list[Outgoing]:
        """What was to be sent about a case, and under which keys."""
        with self.looking() as session:
            query = select(Outgoing).where(Outgoing.case_id == case_id)
            found = list(session.exec(query.order_by(col(Outgoing.id))))
        return [one for one in found if f" {key}" in one.unique_key]

    def told(self, case_id: int, key: str = "") -> list[tuple[datetime, str]]:
        """When which member of staff was told something about a case."""
        return [
            (one.created_at, self.userid(one.staff_id))
            for one in self.messages(case_id, key)
            if one.staff_id is not None
        ]

    def warned(self, case_id: int, kind: DeadlineKind) -> list[tuple[datetime, str]]:
        """When which member of staff was told of which deadline of a case, drawing near or gone."""
        keys = [f"deadline {one.id} " for one in self.deadlines(case_id, kind)]
        return [one for key in keys for one in self.told(case_id, key)]

    def heard(self, case_id: int) -> list[str]:
        """What was to be sent to the resident about a case."""
        found = self.messages(case_id)
        return [one.text for one in found if one.resident_id is not None]

    def tasks(self, case_id: int) -> list[Task]:
        with self.looking() as session:
            query = select(Task).where(Task.case_id == case_id).order_by(col(Task.id))
            return list(session.exec(query))

    def talks(self, case_id: int) -> list[Conversation]:
        with self.looking() as session:
            query = select(Conversation).where(Conversation.case_id == case_id)
            return list(session.exec(query.order_by(col(Conversation.id))))

    def userid(self, staff_id: int | None) -> str:
        with self.looking() as session:
            return session.get_one(Staff, staff_id).userid

    def rows(self) -> Rows:
        """Every row of every table but the estates and their policies."""
        with self.looking() as session:
            return {
                name: rows
                for name, rows in rows_of(session).items()
                if name not in {"estate", "policy_version"}
            }

    # What the postman would do

    def lose(self, message_id: int) -> None:
        """No channel takes a message: it ends on the ladder's last rung, a call."""
        with self.changing() as session:
            message = session.get_one(Outgoing, message_id)
            message.state = MessageState.REFUSED
            message.channel = "call"


def _estate(session: Session, name: str) -> int:
    return session.exec(select(Estate).where(Estate.name == name)).one().id


def _govern(session: Session, estate_id: int, policy: Policy, now: datetime) -> None:
    set_policy(session, estate_id, policy, effective_at=now, by="boss", why="test", now=now)


def _employ(
    session: Session, userid: str, role: Role, estate_id: int | None, reports_to: str | None = None
) -> None:
    session.add(
        Staff(
            userid=userid,
            name_sealed=keyring(session).seal(userid.title()),
            role=role,
            estate_id=estate_id,
            reports_to=reports_to,
            created_at=MORNING,
        )
    )
    session.flush()


def _build(session: Session, estate_id: int, room: str, *, key_client: bool) -> None:
    session.add(
        Home(
            estate_id=estate_id,
            building="8",
            unit="1",
            room=room,
            code=home_code("8", "1", room),
            key_client=key_client,
        )
    )
    session.flush()


def _move_in(session: Session, estate_id: int, code: str, name: str) -> None:
    resident = Resident(
        estate_id=estate_id,
        name_sealed=keyring(session).seal(name),
        language=Language.SIMPLIFIED,
        in_directory=True,
        created_at=MORNING,
    )
    session.add(resident)
    session.flush()
    identity = add_identity(session, resident, "wechat", "gh", f"openid-{name}")
    identity.proven_at = MORNING
    session.add(identity)
    home = _home(session, code)
    session.add(Residence(resident_id=resident.id, home_id=home.id, role=ResidenceRole.OWNER))
    session.flush()


def _home(session: Session, code: str) -> Home:
    return session.exec(select(Home).where(Home.code == code)).one()


def _resident_of(session: Session, home: Home) -> Identity | None:
    query = (
        select(Identity)
        .join(Residence, col(Residence.resident_id) == col(Identity.resident_id))
        .where(Residence.home_id == home.id)
    )
    return session.exec(query).first()


def _member(session: Session, userid: str) -> Staff:
    found = find_staff(session, userid)
    if found is None:
        raise LookupError(userid)
    return found
