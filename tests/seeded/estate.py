"""The estate on a Monday morning: 2,000 homes, 5,000 cases of a year, and what waits today.

Whatever is random comes from one seed. Ended cases are copies of a few that were seen through with
the real verbs; what is unfinished this morning was done with them, one by one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlmodel import Session, col, select

from flows.rules.vocabulary import CaseKind, MessageState, Role, Urgency, Verb
from storage.estates import Home, ensure_estate
from storage.keys import Keyring
from storage.outgoing import Attempt, Outgoing
from storage.residents import Identity, Residence
from storage.tables import metadata
from tests.databases import KEYS, open_database
from tests.estate import CHEN, LI, MORNING, Garden, plant_in
from tests.seeded.copies import Copies, Household, Original, original
from tests.seeded.households import settle
from tests.seeded.lives import LIVES
from tests.seeded.words import MATTERS

HOMES, CASES, UNFINISHED = 2_000, 5_000, 60
NAME = "回音花园"
SEED = 7
DAY = timedelta(days=1)
YEAR = 364 * DAY
PLAYED_BEFORE = YEAR + 35 * DAY
"""The lives that are copied were lived before the year that the copies fill."""
LATELY = 5 * DAY
"""What is unfinished came in over so long a time; of the last quarter nobody has seen some."""
EVENLY = 0.6
"""Below 1, more of it came in lately."""
ON_THE_WAY = 6
"""So many messages have not arrived yet this morning."""
CLERKS = ("xiao.lin", "chen.lin", "he.jing")
HOW_OFTEN = (12, 4, 2, 1, 0.1, 2)
"""Of the lives that are copied, in their order."""
ERRORS = (
    (MessageState.REFUSED, "sms", "21610", "refused"),
    (MessageState.UNKNOWN, "sms", "no answer within 25 seconds", "unknown"),
    (MessageState.REFUSED, "wechat", "45015", "refused"),
)


def seeded_estate(
    url: str,
    *,
    homes: int = HOMES,
    cases: int = CASES,
    unfinished: int = UNFINISHED,
    keys: Keyring = KEYS,
) -> Garden:
    """The estate in an empty database; whoever asks for it closes it."""
    database = open_database(url, keys)
    metadata.create_all(database.engine)
    with database.transaction() as session:
        for name in (NAME, "隔壁花园"):
            ensure_estate(session, name, MORNING - PLAYED_BEFORE)
    plant_in(database)
    garden = Garden(database)
    for clerk in CLERKS[1:]:
        garden.employ(clerk, Role.ASSISTANT, "zhou")
    lots = Random(SEED)  # noqa: S311 - a made-up estate, the same each time
    with garden.changing() as session:
        households = settle(session, NAME, lots, homes)
    garden.now = MORNING - PLAYED_BEFORE
    originals = live(garden)
    copy_cases(garden, originals, lots, households, cases - unfinished - len(originals))
    garden.now = MORNING - LATELY
    _fill_the_morning(garden, lots, households, unfinished)
    with garden.changing() as session:
        _deliver(session, but=ON_THE_WAY)
    return garden


def live(garden: Garden) -> list[Original]:
    """See each life through once, and give what is left of them."""
    cases = [life(garden) for life in LIVES]
    with garden.changing() as session:
        _deliver(session)
        return [original(session, case_id) for case_id in cases]


def add_ended(garden: Garden, count: int, until: datetime) -> None:
    """Copy its lives again, so often, into the year that ends then; the Chens and Lis have none."""
    with garden.looking() as session:
        originals = [original(session, 1 + nth) for nth in range(len(LIVES))]
        query = (
            select(Home.id, Home.code, Identity.resident_id, Identity.id)
            .join(Residence, col(Residence.home_id) == col(Home.id))
            .join(Identity, col(Identity.resident_id) == col(Residence.resident_id))
            .where(col(Home.code).not_in((CHEN, LI)))
            .order_by(col(Home.id))
        )
        households = [Household(*row) for row in session.exec(query)]
    lots = Random(SEED + 1)  # noqa: S311 - as above
    copy_cases(garden, originals, lots, households, count, until)


def copy_cases(
    garden: Garden,
    originals: Sequence[Original],
    lots: Random,
    households: Sequence[Household],
    count: int,
    until: datetime = MORNING - DAY,
) -> None:
    """Spread so many copies evenly over the year that ends then; each is over by that time."""
    since = until - YEAR
    planned = []
    for nth in range(count):
        one = lots.choices(originals, HOW_OFTEN)[0]
        begins = since + (YEAR - one.span) * ((nth + lots.random()) / count)
        # Whole days: what was done in the morning stays in the morning.
        planned.append((DAY * (begins - one.begins).days, one))
    with garden.changing() as session:
        copies = Copies(session)
        for later, one in sorted(planned, key=lambda plan: plan[1].begins + plan[0]):
            copies.add(one, later, lots.choice(households), _words(one, lots))
        copies.write()


def _words(one: Original, lots: Random) -> str:
    is_usual = one.case["urgency"] is Urgency.NORMAL
    return lots.choice(MATTERS[one.case["kind"]]) if is_usual else str(one.case["text"])


def _fill_the_morning(
    garden: Garden, lots: Random, households: Sequence[Household], count: int
) -> None:
    """Cases come in and are worked on; how far each is depends on its turn."""
    for nth in range(count):
        garden.until(MORNING - LATELY * (1 - (nth / count) ** EVENLY))
        kind = lots.choices(list(MATTERS), (5, 4, 1))[0]
        urgency = Urgency.KEY if nth % 10 == 2 else Urgency.NORMAL
        where, text = lots.choice(households).code, lots.choice(MATTERS[kind])
        case_id = garden.report(text, home=where, kind=kind, urgency=urgency)
        is_seen = nth < count * 3 / 4 or nth % 2
        if is_seen:
            garden.until(min(MORNING, garden.now + timedelta(hours=lots.uniform(0.2, 4))))
            _work_on(garden, case_id, CLERKS[nth % len(CLERKS)], nth)
    garden.until(MORNING - timedelta(minutes=4))
    garden.report("电梯里有人被困，按铃没人应", home=None, kind=CaseKind.HELP,
                  urgency=Urgency.EMERGENCY)  # fmt: skip
    garden.until(MORNING)


def _work_on(garden: Garden, case_id: int, clerk: str, nth: int) -> None:
    garden.do(Verb.ACCEPT, case_id, clerk)
    promise = max(garden.now, MORNING) + timedelta(hours=1 + nth % 40)
    match nth % 4:
        case 0:
            garden.do(Verb.RESPOND, case_id, clerk, text="师傅会先给您打电话。",
                      promised_at=promise)  # fmt: skip
        case 1:
            garden.do(Verb.RESPOND, case_id, clerk, text="已安排，明天给您结果。")
            garden.do(Verb.PROPOSE, case_id, clerk, plan="更换整根立管，需停水两小时")
        case 2:
            garden.do(Verb.RESPOND, case_id, clerk, text="师傅已在路上。")
            garden.do(Verb.PROPOSE, case_id, clerk, plan="先关阀，再更换接头")
            garden.do(Verb.APPROVE, case_id, "wang", decision="approve")
            garden.resolve(case_id, clerk)
        case _:
            garden.do(Verb.RESPOND, case_id, clerk, text="我们今天就去看。")


def _deliver(session: Session, but: int = 0) -> None:
    """What the postman would have done: all has arrived, but for the last, each with a trouble."""
    waiting = select(Outgoing).where(Outgoing.state == MessageState.QUEUED)
    letters = list(session.exec(waiting.order_by(col(Outgoing.id))))
    on_the_way = letters[len(letters) - but :]
    for one in letters[: len(letters) - but]:
        _tried(session, one, MessageState.DELIVERED, _way_to(one), None, "accepted")
    to_residents = [one for one in letters if one.resident_id and one not in on_the_way]
    if but:
        troubles = ERRORS * 3
        for one, trouble in zip(to_residents[-len(troubles) :], troubles, strict=False):
            _tried(session, one, *trouble)


def _way_to(letter: Outgoing) -> str:
    if letter.staff_id is not None or letter.room is not None:
        return "wecom"
    return "wechat"


def _tried(
    session: Session,
    letter: Outgoing,
    state: MessageState,
    channel: str,
    error: str | None,
    outcome: str,
) -> None:
    letter.state, letter.channel, letter.attempts = state, channel, 1
    letter.sent_at = letter.not_before
    session.add(letter)
    session.add(
        Attempt(
            outgoing_id=letter.id,
            channel=channel,
            started_at=letter.not_before,
            ended_at=letter.not_before,
            outcome=outcome,
            error=error,
        )
    )
