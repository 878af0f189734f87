"""A repair from the first words to the resident's "yes", in two rounds, through real processes.

Every message of every person is delivered more than once (tests/e2e/phones.py).
"""

import re

from tests.e2e.office import Office
from tests.e2e.phones import WeChatPhone
from tests.e2e.reporting import LEAK, answer, finish, report
from tests.e2e.rows import rows
from tests.e2e.two_rounds import letters, live_through_two_rounds
from tests.e2e.waiting import until
from tests.fakes.photos import photo

CODE = re.compile(r"\b\d{6}\b")
OWNERS_NUMBER = "+85261230302"
PHOTO = photo()
OPENID = "o-the-owner-of-8-1-302"


def test_a_repair_goes_all_the_way_in_wechat(office_by_commands: Office) -> None:
    office = office_by_commands
    phone = office.wechat(OPENID)
    assert "欢迎" in phone.follows()
    enrol(office, phone)

    number = report_with_photo(phone)
    assert len(office.api.get(f"/cases/{number}")["media"]) == 1
    live_through_two_rounds(office, phone, number)

    written = phone.sent + sum(one.sent for one in office.phones.values())
    assert len(rows(office.database_url, "inbound")) == written
    check_the_log(office)


def test_a_repair_goes_all_the_way_by_sms(office: Office) -> None:
    office.providers.twilio.afterwards = ("sent", "queued", "delivered", "sent")
    phone = office.sms(OWNERS_NUMBER)

    number = report(phone)
    live_through_two_rounds(office, phone, number)

    until(lambda: not letters(office, state="accepted", kind="resident"), "all is delivered")
    assert not office.providers.wechat.sent
    check_the_log(office)


def enrol(office: Office, phone: WeChatPhone) -> None:
    """The code goes to the number that the directory knows, and to nobody else."""
    phone.chooses("绑定房屋")
    phone.chooses("是")
    phone.says("8-1-302")
    phone.says("张三")
    phone.chooses("业主")
    phone.says(OWNERS_NUMBER)
    owner = office.sms(OWNERS_NUMBER)
    until(lambda: len(owner.received()) == 1, "the code has come")
    found = CODE.search(owner.received()[0])
    assert found is not None
    assert "绑定成功" in phone.says(found.group())
    assert len(owner.received()) == 1


def report_with_photo(phone: WeChatPhone) -> str:
    shown = phone.says(LEAK)
    while "照片" not in shown:
        shown = answer(phone, shown)
    return finish(phone, phone.sends_photo(PHOTO))


def check_the_log(office: Office) -> None:
    """W13: nothing in it that a stranger must not read."""
    assert office.service.stop() == 0
    number = OWNERS_NUMBER.removeprefix("+")
    assert office.leaks(phone=number, openid=OPENID, name="张三", words=LEAK) == []
