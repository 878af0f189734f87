"""Providers that hang, refuse, forget, or take a message and do not say so."""

import itertools
from functools import partial

from tests.e2e.office import Office
from tests.e2e.phones import Phone
from tests.e2e.reporting import report
from tests.e2e.rows import query
from tests.e2e.two_rounds import letters
from tests.e2e.waiting import until
from tests.fakes.faults import ACCEPT_THEN_DROP, Drop, Hang
from tests.fakes.wechat import errcode

LONGER_THAN_WE_WAIT = 600.0
TRIES_MAX = 5
"""A machine that stands still until we have given the hanging call up has shown nothing."""
SETTLED = {"accepted", "delivered", "unknown", "refused"}


def heard(phone: Phone, words: str) -> int:
    """How often this phone really got it."""
    return sum(words in text for text in phone.received())


def state_of(office: Office, words: str) -> str:
    """The state of the one outgoing message that says so."""
    (letter,) = letters(office, words=words)
    return str(letter["state"])


def wait_until_settled(office: Office, words: str) -> None:
    until(lambda: state_of(office, words) in SETTLED, f"{words!r} is sent or given up")


def test_provider_that_hangs_keeps_nobody_else_waiting(quiet_office: Office) -> None:
    office = quiet_office
    hung, other = office.wechat("o-hung"), office.wechat("o-not-hung")
    number, other_number = report(hung), report(other)

    def overtakes(turn: int) -> bool:
        office.providers.wechat.faults.append(Hang(LONGER_THAN_WE_WAIT))
        office.staff("lin").says(f"回复 {number} 第{turn}句被挂起了")
        until(lambda: not office.providers.wechat.faults, "WeChat hangs")
        office.staff("lin").says(f"回复 {other_number} 第{turn}句没有被挂起")
        until(lambda: heard(other, f"第{turn}句没有被挂起") == 1, "the other has heard")
        still_hangs = state_of(office, f"第{turn}句被挂起了") == "claimed"
        until(lambda: state_of(office, f"第{turn}句被挂起了") == "unknown", "the time-out is over")
        return still_hangs

    assert any(overtakes(turn) for turn in range(TRIES_MAX))
    office.clock.advance("P1D")
    # Whether it was taken, WeChat alone knows: it is never said a second time.
    assert heard(hung, "句被挂起了") == 0
    assert state_of(office, "第0句被挂起了") == "unknown"


def test_letter_taken_without_an_answer_is_not_sent_again(quiet_office: Office) -> None:
    office, phone = quiet_office, quiet_office.wechat("o-dropped")
    number = report(phone)
    office.providers.wechat.faults.append(ACCEPT_THEN_DROP)

    office.staff("lin").says(f"回复 {number} 收下却没有回音")
    until(lambda: state_of(office, "收下却没有回音") == "unknown", "the outcome is unknown")
    office.clock.advance("P2D")

    assert heard(phone, "收下却没有回音") == 1
    assert state_of(office, "收下却没有回音") == "unknown"


def test_sms_taken_without_an_answer_is_found_at_twilio(quiet_office: Office) -> None:
    office, phone = quiet_office, quiet_office.sms("+85265551001")
    number = report(phone)
    office.providers.twilio.faults.append(ACCEPT_THEN_DROP)

    office.staff("lin").says(f"回复 {number} 短信收下却没有回音")
    until(lambda: state_of(office, "短信收下却没有回音") == "unknown", "the outcome is unknown")
    office.clock.advance("PT30M")

    assert state_of(office, "短信收下却没有回音") == "accepted"
    assert heard(phone, "短信收下却没有回音") == 1


def test_sms_that_twilio_never_got_is_sent_again_once(quiet_office: Office) -> None:
    office, phone = quiet_office, quiet_office.sms("+85265551002")
    number = report(phone)
    office.providers.twilio.faults.append(Drop())

    office.staff("lin").says(f"回复 {number} 短信丢在路上")
    until(lambda: state_of(office, "短信丢在路上") == "unknown", "the outcome is unknown")
    office.clock.advance("PT1H")

    wait_until_settled(office, "短信丢在路上")
    assert heard(phone, "短信丢在路上") == 1
    assert state_of(office, "短信丢在路上") == "accepted"


def test_push_of_unknown_fate_is_repeated_and_seen_once(quiet_office: Office) -> None:
    """A member of staff must hear of it; WeCom swallows the double."""
    office = quiet_office
    office.providers.wecom.faults.extend([ACCEPT_THEN_DROP, ACCEPT_THEN_DROP])

    number = report(office.wechat("o-whose-staff-is-hard-to-reach"))
    until(lambda: not letters(office, words=number, state="queued"), "nothing waits")
    office.clock.advance("PT2M")

    for userid in ("lin", "he"):
        until(partial(office.pushes, userid, number), f"{userid} knows")
        assert len(office.pushes(userid, number)) == 1


def test_closed_window_leads_to_a_template_then_to_an_sms_then_to_a_call(
    quiet_office: Office,
) -> None:
    office, phone = quiet_office, quiet_office.wechat("o-of-a-closed-window")
    lin, wechat = office.staff("lin"), office.providers.wechat
    number = report(phone)

    wechat.faults.append(errcode(45015))
    lin.says(f"回复 {number} 窗口关了")
    until(lambda: state_of(office, "窗口关了") == "accepted", "the template has gone")
    (letter,) = letters(office, words="窗口关了")
    assert letter["channel"] == "wechat_template"
    # The window is closed for us, too: nobody knocks at it again.
    asked = sum("custom/send" in request for request in wechat.requests)
    lin.says(f"回复 {number} 窗口还关着")
    until(lambda: state_of(office, "窗口还关着") == "accepted", "the template has gone")
    assert sum("custom/send" in request for request in wechat.requests) == asked

    wechat.unfollowed("o-of-a-closed-window")
    lin.says(f"回复 {number} 住户取消了关注")
    until(lambda: state_of(office, "住户取消了关注") == "refused", "no way is left")
    (task,) = [one for one in office.api.items("/tasks") if one["about"] == number and
               one["reason"] == "undelivered"]  # fmt: skip
    assert "住户取消了关注" in task["text"]


def test_tokens_that_expire_are_fetched_once_and_nothing_is_lost(quiet_office: Office) -> None:
    office, phone = quiet_office, quiet_office.wechat("o-of-an-expired-token")
    wechat = office.providers.wechat
    number = report(phone)
    office.staff("lin").says(f"回复 {number} 令牌还有效")
    until(lambda: heard(phone, "令牌还有效") == 1, "the first has come")
    fetched = wechat.token_fetches

    wechat.expire_tokens()
    office.staff("lin").says(f"回复 {number} 令牌过期了")
    office.staff("lin").says(f"回复 {number} 令牌又有效了")

    until(lambda: heard(phone, "令牌又有效了") == 1, "both have come")
    assert heard(phone, "令牌过期了") == 1
    assert wechat.token_fetches == fetched + 1
    assert wechat.forced_refreshes == 0


def test_any_order_of_status_callbacks_ends_in_the_same_state(quiet_office: Office) -> None:
    office, twilio = quiet_office, quiet_office.providers.twilio
    phone = office.sms("+85265551003")
    number = report(phone)
    orders = list(itertools.permutations(("sent", "delivered", "undelivered")))
    for turn in range(len(orders)):
        office.staff("lin").says(f"回复 {number} 第{turn}条短信")
    until(lambda: heard(phone, "条短信") == len(orders), "all are sent")
    until(lambda: not letters(office, words="条短信", state="claimed"), "all that is written down")

    for turn, order in enumerate(orders):
        (sid,) = [one.sid for one in twilio.sent if f"第{turn}条短信" in one.body]
        for status in (*order, order[0]):
            assert twilio.run(twilio.call_back(sid, status)) == 204

    assert {state_of(office, f"第{turn}条短信") for turn in range(len(orders))} == {"delivered"}
    assert heard(phone, "条短信") == len(orders)


def test_what_failing_providers_said_leaves_no_secret_in_the_log(quiet_office: Office) -> None:
    assert quiet_office.leaks(number="8526555100", openid="o-hung", words="收下却没有回音") == []
    claimed = "SELECT * FROM outgoing WHERE state = 'claimed'"
    until(lambda: not query(quiet_office.database_url, claimed), "nothing is held back")
