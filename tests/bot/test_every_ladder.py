"""Whatever rungs refuse, in whatever order they stand: it arrives by the next, and it shows."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, combinations

import pytest

from bot.api.showing import show_file
from flows.rules.reach import CALL, SMS, WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE
from flows.rules.vocabulary import Purpose
from storage.cases import Case
from storage.subscriptions import accept_template
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.bot.post_office import PostOffice
from tests.fakes.channels import NO_SUCH_NUMBER

IN_WECHAT = (WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE)
ORDERS = {WECHAT: (*IN_WECHAT, SMS), SMS: (SMS, *IN_WECHAT)}
"""The order of the rungs, by where the resident was heard last."""
REFUSING = list(chain.from_iterable(combinations(ORDERS[WECHAT], size) for size in range(5)))


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    office = PostOffice(url_of(request))
    office.templates[Purpose.CASE] = office.subscriptions[Purpose.CASE] = "template"
    yield office
    office.close()


def heard_by(office: PostOffice, channel: str) -> int:
    """A resident with both addresses who wrote from this one last."""
    resident = office.resident(openid="o-1", phone="+85290000001")
    with office.changing() as session:
        identity = office.identity(resident, channel)
        identity.last_heard_at = office.now + timedelta(seconds=1)
        session.add(identity)
        openid = office.identity(resident, WECHAT).id
        accept_template(session, openid, "template", office.now, sends=1)
    return resident


async def climb(office: PostOffice, heard: str, refusing: tuple[str, ...]) -> None:
    """Send one message up a ladder on which these rungs refuse, and look what became of it."""
    channels = {WECHAT: office.wechat, WECHAT_SUBSCRIBE: office.subscription,
                WECHAT_TEMPLATE: office.template, SMS: office.sms}  # fmt: skip
    for rung in refusing:
        channels[rung].script = [NO_SUCH_NUMBER] * 2
    resident = heard_by(office, heard)
    case = office.case(resident)
    message = office.write("师傅明天上门", resident_id=resident, case_id=case)

    await office.postman().drain(office.now)

    climbed = []
    for rung in ORDERS[heard]:
        climbed.append(rung)
        if rung not in refusing:
            break
    taken = climbed[-1] if climbed[-1] not in refusing else CALL
    arrived = [rung for rung, channel in channels.items() if "师傅明天上门" in channel.texts()]
    assert arrived == ([] if taken == CALL else [taken])
    assert sum(len(channel.took) for channel in channels.values()) == len(arrived)
    assert [task.text for task in office.tasks()] == (["师傅明天上门"] if taken == CALL else [])
    with office.database.reading() as session:
        shown = show_file(session, session.get_one(Case, case))["messages"]
    assert isinstance(shown, list)
    (told,) = [one for one in shown if one["id"] == message]
    assert told["channel"] == taken
    assert [(one["channel"], one["outcome"], one["reason"]) for one in told["tries"]] == [
        (rung, "refused", "21211: not a valid number")
        if rung in refusing
        else (rung, "accepted", None)
        for rung in climbed
    ]


@pytest.mark.parametrize("refusing", REFUSING, ids=lambda rungs: "+".join(rungs) or "none")
@pytest.mark.parametrize("heard", ORDERS)
async def test_it_arrives_once_by_the_next_rung_and_the_case_shows_how(
    office: PostOffice, heard: str, refusing: tuple[str, ...]
) -> None:
    await climb(office, heard, refusing)


@pytest.mark.parametrize("office", BOTH_DATABASES, indirect=True)
@pytest.mark.parametrize("refusing", [(), IN_WECHAT, ORDERS[WECHAT]], ids=len)
async def test_it_is_so_on_both_databases(office: PostOffice, refusing: tuple[str, ...]) -> None:
    await climb(office, WECHAT, refusing)
