"""R27: a tap on the account's menu begins what its words say."""

from collections.abc import Iterator

import pytest

from bot.channels import ChannelName, Event, Incoming
from bot.reception import receive
from flows.talks.account_menu import AccountItem
from tests.bot.post_office import PostOffice


@pytest.fixture
def office(sqlite_database: str) -> Iterator[PostOffice]:
    office = PostOffice(sqlite_database)
    yield office
    office.close()


def tap(office: PostOffice, key: str, number: int = 1) -> str:
    incoming = Incoming(
        ChannelName.WECHAT, "gh", f"tap {key} {number}", "o-1", event=Event.CLICK, scene=key
    )
    return "\n".join(part.text for part in receive(office.database, incoming, office.now).parts)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (AccountItem.REPAIR, "坏"),
        (AccountItem.COMPLAINT, "抱歉"),
        (AccountItem.SUGGESTION, "建议"),
        (AccountItem.PRAISE, "满意"),
        (AccountItem.ENQUIRY, "问"),
        (AccountItem.STATUS, "没有查到"),
        (AccountItem.ENROLMENT, "绑定"),
        (AccountItem.HUMAN, "QZ-"),
    ],
)
def test_each_item_is_answered_with_its_own_question(
    office: PostOffice, item: AccountItem, words: str
) -> None:
    assert words in tap(office, item)


def test_an_item_of_an_older_menu_shows_what_there_is(office: PostOffice) -> None:
    assert tap(office, "gone") == tap(office, "0", 2) != ""
