"""Staff, resident, postman and sweepers at one case at once: nobody waits for ever."""

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from threading import Barrier, Event

import pytest

from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseState, Satisfaction, Urgency, Verb
from scheduler.sweep import KINDS, sweep
from storage.case_answering import take_back_response
from storage.case_rounds import hear_fixed, hear_not_fixed, hear_satisfaction
from storage.case_verbs import perform
from storage.cases import RESIDENT, lock_case
from storage.conversations import ConversationState, stack_of_resident
from storage.residents import lock
from storage.staff import find_staff
from tests.case_laws import broken_laws
from tests.estate import RESOLVED, Garden, plant

SECONDS = 4
PATIENCE_SECONDS = 60
FASTER = 50_000
"""The days that pass in that time: a little more than two."""

Moment = Callable[[], datetime]


def staff(garden: Garden, case_id: int, moment: Moment, dice: Random) -> None:
    by = dice.choice(["xiao.lin", "zhou", "wang", "boss"])
    later = moment() + timedelta(hours=9)
    said: list[tuple[Verb, Mapping[str, object]]] = [
        (Verb.ACCEPT, {}),
        (Verb.RESPOND, {"text": "马上到"}),
        (Verb.RESPOND, {"text": "稍等", "promised_at": later}),
        (Verb.PROPOSE, {"plan": "换管"}),
        (Verb.APPROVE, {"decision": "approve"}),
        (Verb.RESOLVE, RESOLVED),
        (Verb.RECLASSIFY, {"urgency": dice.choice(list(Urgency))}),
        (Verb.REVISIT, {"via": "phone", "fixed": dice.random() < 0.3}),
        (Verb.REVIEW, {}),
    ]
    verb, fields = dice.choice(said)
    with suppress(NotAllowed), garden.changing() as session:
        member = find_staff(session, by)
        assert member is not None
        perform(session, verb, lock_case(session, case_id), member, fields, moment())


def resident(garden: Garden, case_id: int, moment: Moment, dice: Random) -> None:
    """As the reception does it: the person first, then what they talk about, then the case."""
    with garden.changing() as session:
        reporter = lock(session, garden.case(case_id).reporter_id or 0)
        for talk in stack_of_resident(session, reporter.id):
            talk.touched_at = moment()
        session.flush()
        case = lock_case(session, case_id)
        if case.state is not CaseState.RESOLVED:
            return
        if dice.random() < 0.5:
            hear_not_fixed(session, case, by=RESIDENT, now=moment())
            return
        hear_fixed(session, case, by=RESIDENT, now=moment())
        hear_satisfaction(session, case, Satisfaction.SATISFIED, by=RESIDENT, now=moment())


def postman(garden: Garden, case_id: int, moment: Moment, dice: Random) -> None:
    """Loses an answer now and then."""
    for message in garden.messages(case_id):
        if message.answers_respond and dice.random() < 0.2:
            garden.lose(message.id)
    with garden.changing() as session:
        take_back_response(session, lock_case(session, case_id), moment())


def scheduler(garden: Garden, _case: int, moment: Moment, dice: Random) -> None:
    sweep(garden.database, dice.choice(KINDS), moment())


def test_a_case_at_which_all_work_at_once_stays_in_order(
    postgres_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    garden = plant(postgres_database)
    case_id = garden.report()
    began = time.monotonic()
    turns: list[str] = []

    def moment() -> datetime:
        return garden.now + timedelta(seconds=(time.monotonic() - began) * FASTER)

    def work(who: Callable[[Garden, int, Moment, Random], None], seed: int) -> None:
        dice = Random(seed)  # noqa: S311 - a story, no secret
        all_are_there.wait(PATIENCE_SECONDS)
        is_over = False
        while not is_over:
            who(garden, case_id, moment, dice)
            turns.append(who.__name__)
            is_over = time.monotonic() > began + SECONDS

    crowd = [staff, staff, staff, resident, resident, postman, scheduler, scheduler]
    all_are_there = Barrier(len(crowd))
    with ThreadPoolExecutor(len(crowd)) as threads:
        for done in [threads.submit(work, who, seed) for seed, who in enumerate(crowd)]:
            done.result()

    assert set(turns) == {who.__name__ for who in crowd}
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []
    assert broken_laws(garden, case_id) == []
    garden.close()


@pytest.mark.parametrize("by", ["staff", "scheduler"])
def test_who_ends_a_talk_waits_for_the_resident_who_is_having_it(
    postgres_database: str, by: str
) -> None:
    garden = plant(postgres_database)
    case_id = garden.report()
    garden.resolve(case_id)
    garden.wait(days=9)
    garden.now += timedelta(days=1)  # the scheduler would give up now
    answering = Event()

    def end_the_talk() -> None:
        answering.wait()
        if by == "staff":
            garden.do(Verb.REVISIT, case_id, "xiao.lin", via="phone", fixed=False)
        else:
            garden.wait(seconds=60)

    with ThreadPoolExecutor(1) as threads:
        ending = threads.submit(end_the_talk)
        with garden.changing() as session:
            reporter = lock(session, garden.case(case_id).reporter_id or 0)
            (talk,) = stack_of_resident(session, reporter.id)
            talk.touched_at = garden.now
            session.flush()
            answering.set()
            time.sleep(0.5)
            hear_fixed(session, lock_case(session, case_id), by=RESIDENT, now=garden.now)
        ending.result()
    garden.wait(seconds=60)  # the scheduler may have put it off while they were writing

    assert garden.story(case_id).count("revisit_fixed") == 1
    assert garden.case(case_id).round == (2 if by == "staff" else 1)
    assert [one.state for one in garden.talks(case_id)] == [ConversationState.CANCELLED]
    garden.close()
