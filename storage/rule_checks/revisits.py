"""Whether the house came back to ask, in time, and in person where it must (R48-R56)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.vocabulary import CaseKind, DeadlineKind, DeadlineState, Role, Urgency
from storage.cases import Case
from storage.deadlines import Deadline
from storage.estates import Home
from storage.rule_checks.looking import Lines, Look, is_human
from storage.tasks import Task, TaskKind, TaskReason, TaskRecord, TaskState

BY_STAFF = "revisited"
LEADERS = frozenset({Role.LEAD, Role.MANAGER, Role.GENERAL_MANAGER})
MONTH = "%Y-%m"


def complaints(look: Look) -> Lines:
    """R48: of whatever is no minor repair, within days of the handling, or as extended."""
    rules = look.numbers["revisit"]
    time = timedelta(hours=rules["complaint"]["due_hours"])
    yield from _revisited(look, time, timedelta(days=rules["extension_days"]), minor=False)


def repairs(look: Look) -> Lines:
    """R50: of minor repairs, the same or the next day; and each month staff ask enough of them."""
    rules = look.numbers["revisit"]
    time = timedelta(hours=rules["repair"]["due_hours"])
    yield from _revisited(look, time, timedelta(days=rules["extension_days"]), minor=True)
    wanted = look.numbers["sampling"]["in_home_repairs_percent"]
    for month, done, all_ in _months(look):
        yield Line(f"{month} ({done}/{all_})", done * 100 >= wanted * all_)


def sample(look: Look) -> Lines:
    """R52: of a month's work orders staff revisit as many as the table of steps says."""
    rules = look.numbers["sampling"]
    for month, done, all_ in _months(look):
        yield Line(
            f"{month} ({done}/{all_})", done >= max(_step(rules, n) for n in range(all_ + 1))
        )


def _step(rules: dict[str, int], orders: int) -> int:
    """As the table has it; its edges overlap, so that the largest of all smaller numbers counts."""
    if orders <= rules["small_orders_max"]:
        return min(orders, rules["small_sample"])
    if orders <= rules["medium_orders_max"]:
        return -(-orders * rules["medium_percent"] // 100)
    if orders <= rules["large_orders_max"]:
        return -(-orders * rules["large_percent"] // 100)
    return rules["beyond_sample"]


def _revisited(look: Look, time: timedelta, longest: timedelta, *, minor: bool) -> Iterator[Line]:
    """Each time that something was said to be done, a revisit was promised, and kept in time."""
    resolved = [(case, one) for case, one in look.happened("resolved")
                if _is_minor(case) is minor]  # fmt: skip
    promised = _promised(look)
    told = look.timelines(case for case, _ in resolved)
    for case, event in resolved:
        mine = [one for one in promised[case.id] if one.made_at == event.at]
        if not mine:
            yield Line(case.number, counted=False)
            continue
        (promise, *_) = mine
        was_extended = any(one.kind == "extended" for one in told[case.id])
        may_take = event.at + (longest if was_extended else time)
        if promise.state is DeadlineState.DROPPED:
            continue  # the case was taken up again, or ended otherwise, before anybody could ask
        if promise.met_at is None and promise.due_at > look.until:
            continue
        kept = promise.met_at is not None and promise.met_at <= promise.due_at
        yield Line(case.number, kept and promise.due_at <= may_take)


def _is_minor(case: Case) -> bool:
    return case.kind is CaseKind.REPAIR and case.urgency is Urgency.NORMAL


def _promised(look: Look) -> dict[int, list[Deadline]]:
    query = (
        select(Deadline)
        .join(Case, col(Case.id) == col(Deadline.case_id))
        .where(
            Case.estate_id == look.estate.id,
            Deadline.kind == DeadlineKind.REVISIT,
            look.within(col(Deadline.made_at)),
        )
    )
    found: dict[int, list[Deadline]] = defaultdict(list)
    for one in look.session.exec(query):
        found[one.of_case].append(one)
    return found


def _months(look: Look) -> Iterator[tuple[str, int, int]]:
    """Each whole month, how many minor repairs were done in it, and how many staff asked about."""
    last_month = look.day(look.until).strftime(MONTH)
    asked = {case.id for case, one in look.happened(BY_STAFF) if is_human(one)}
    orders: dict[str, list[int]] = defaultdict(list)
    for case in look.resolved:
        if _is_minor(case) and case.resolved_at is not None:
            orders[look.day(case.resolved_at).strftime(MONTH)].append(case.id)
    for month, cases in sorted(orders.items()):
        if month < last_month:
            yield month, sum(case_id in asked for case_id in cases), len(cases)


def major(look: Look) -> Lines:
    """R49: a leader visits where it matters, or calls where the resident wants no visit."""
    rules = look.numbers["major"]
    key_homes = _key_homes(look) if rules["key_clients"] else frozenset()
    tasks = _tasks(look)
    for case in look.resolved:
        is_major = (
            case.urgency in rules["urgencies"]
            or case.round >= rules["from_round"]
            or case.home_id in key_homes
        )
        if not is_major:
            continue
        mine = [one for one in tasks[case.id] if one.round == case.round]
        if any(one.state is TaskState.OPEN and one.due_at > look.until for one in mine):
            continue
        is_leaders = any(one.role in LEADERS for one in mine)
        yield Line(case.number, is_leaders and not any(_is_late(look, one) for one in mine))


def _is_late(look: Look, task: Task) -> bool:
    return (task.ended_at or look.until) > task.due_at


def _key_homes(look: Look) -> frozenset[int]:
    query = select(Home.id).where(Home.estate_id == look.estate.id, col(Home.key_client).is_(True))
    return frozenset(look.session.exec(query))


def _tasks(look: Look) -> dict[int, list[Task]]:
    query = select(Task).where(
        Task.reason == TaskReason.MAJOR,
        col(Task.case_id).in_([case.id for case in look.resolved]),
    )
    found: dict[int, list[Task]] = defaultdict(list)
    for one in look.session.exec(query):
        found[one.of_case].append(one)
    return found


def appointments(look: Look) -> Lines:
    """R56: a visit took place with the resident's consent before it, or with a reason."""
    query = (
        select(Case.number, Task, TaskRecord)
        .join(Task, col(Task.case_id) == col(Case.id))
        .join(TaskRecord, col(TaskRecord.task_id) == col(Task.id))
        .where(
            Case.estate_id == look.estate.id,
            Task.kind == TaskKind.VISIT,
            col(TaskRecord.reached).is_(True),
            look.within(col(TaskRecord.at)),
        )
    )
    for number, task, record in look.session.exec(query):
        agreed = bool(task.consented) and _before(task.consented_at, record.at)
        yield Line(f"{number} task {task.id}", agreed or bool(record.without_appointment))


def _before(moment: datetime | None, other: datetime) -> bool:
    return moment is not None and moment <= other
