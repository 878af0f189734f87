"""Requests that are not what they say: each is refused, and nothing of it is kept."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.e2e.office import Office
from tests.e2e.phones import Push, new_message_id, new_nonce
from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN
from tests.e2e.rows import query
from tests.e2e.service import Answer, ask
from tests.fakes import wechat_world
from tests.fakes.twilio_world import TwilioWorld, signature

OPENID = "o-a-forger"
NUMBER = "+85265550000"
OTHER_AES_KEY = "Zz3TeX9bFmZ1aLr7uKc5vYh2nJd8sPg4oQi6xBtM0wE"
DAY_AND_HOUR = 25 * 60 * 60
NOTHING: Mapping[str, str] = {}
TABLES = ("inbound", "resident", "identity", "report_case", "outgoing", "early_report", "media")


def wechat_forgeries(office: Office) -> Iterator[tuple[str, Push]]:
    phone = office.wechat(OPENID)
    xml = phone.text_xml("你好", int(time.time()), new_message_id())
    right = phone.push(xml)
    other = phone.push(phone.text_xml("电梯困人了", int(time.time()), new_message_id()))
    stamp, nonce = right.query["timestamp"], right.query["nonce"]
    clear = wechat_world.plain_query(WECHAT_TOKEN, stamp, nonce)
    app_id = office.providers.wechat.app_id

    yield from _forged_pushes(right, other)
    yield "a message in the clear", Push("/wechat", clear, xml.encode())
    yield (
        "a message in the clear that says raw",
        Push("/wechat", {**clear, "encrypt_type": "raw"}, xml.encode()),
    )
    for what, token, key, receiver, at in (
        ("older than a day", WECHAT_TOKEN, WECHAT_AES_KEY, app_id, time.time() - DAY_AND_HOUR),
        ("for another account", WECHAT_TOKEN, WECHAT_AES_KEY, "wx0000000000000000", time.time()),
        ("under another key", WECHAT_TOKEN, OTHER_AES_KEY, app_id, time.time()),
        ("under another token", "anotherTokenThanOurs", WECHAT_AES_KEY, app_id, time.time()),
    ):
        yield (
            what,
            Push(
                "/wechat",
                *wechat_world.signed_post(token, key, receiver, xml, str(int(at)), new_nonce()),
            ),
        )


def wecom_forgeries(office: Office) -> Iterator[tuple[str, Push]]:
    phone = office.staff("qian")
    world = office.providers.wecom_world
    xml = world.text("qian", "接单", int(time.time()), new_message_id())
    right = phone.push(xml)
    other = phone.push(world.text("qian", "完成", int(time.time()), new_message_id()))
    yield from _forged_pushes(right, other)
    yield "a message in the clear", replace(right, body=xml.encode())
    for what, forger, at in (
        ("older than a day", world, time.time() - DAY_AND_HOUR),
        ("for another company", replace(world, corp_id="ww0000000000000000"), time.time()),
        ("under another key", replace(world, encoding_aes_key=OTHER_AES_KEY), time.time()),
        ("under another token", replace(world, token="anotherTokenThanOurs"), time.time()),
    ):
        yield what, Push("/wecom", *forger.post(xml, str(int(at)), new_nonce()))


def _forged_pushes(right: Push, other: Push) -> Iterator[tuple[str, Push]]:
    """What can be done to a push that was overheard; `other` is a second one."""
    zeros = "0" * 40
    stamp, nonce = right.query["timestamp"], right.query["nonce"]
    for name in ("signature", "msg_signature"):
        if name in right.query:
            yield f"a wrong {name}", replace(right, query={**right.query, name: zeros})
    yield "the body of another push", replace(right, body=other.body)
    yield "another nonce", replace(right, query={**right.query, "nonce": "1" + nonce})
    for cut in (1, 9):
        split = {"timestamp": stamp[:cut], "nonce": stamp[cut:] + nonce}
        yield f"split anew after {cut}", replace(right, query={**right.query, **split})
    moved = {"timestamp": stamp + nonce[0], "nonce": nonce[1:]}
    yield "a digit moved over", replace(right, query={**right.query, **moved})
    yield "no query", replace(right, query={})
    yield "no body", replace(right, body=b"")
    yield "a document type", replace(right, body=b"<!DOCTYPE xml []>" + right.body)
    yield "half a body", replace(right, body=right.body[: len(right.body) // 2])


def sms_forgeries(office: Office) -> Iterator[tuple[str, Answer]]:
    world = office.providers.twilio_world

    def deliver(
        forger: TwilioWorld,
        path: str = "/sms",
        change: Callable[[str], str] = str,
        more: Mapping[str, str] = NOTHING,
    ) -> Answer:
        form = forger.message(NUMBER, "STOP")
        body = change(form.body.decode()).encode()
        url = f"{office.base}{path}"
        return ask("POST", url, body, {**form.headers, **more})

    yield "another auth token", deliver(replace(world, auth_token="another-auth-token"))
    yield "another account", deliver(replace(world, account_sid="AC" + "1b" * 16))
    yield "another address", deliver(replace(world, public_base_url="https://evil.example"))
    yield (
        "another address, said to be ours",
        deliver(
            replace(world, public_base_url="https://evil.example"),
            more={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        ),
    )
    yield "no signature", deliver(world, more={"X-Twilio-Signature": ""})
    yield "a longer address", deliver(world, "/sms?from=elsewhere")
    yield "a changed sender", deliver(world, change=lambda body: body.replace("65550000", "61"))
    yield "a doubled field", deliver(world, change=lambda body: f"{body}&Body=START")
    yield "a signed JSON", deliver(world, more={"Content-Type": "application/json"})
    yield "a status under a message's signature", deliver(world, "/sms/status")
    yield "another split of the fields", _split_anew(office, world)


def _split_anew(office: Office, world: TwilioWorld) -> Answer:
    """Twilio glues the fields together to sign them: a text may pose as another sender (F41)."""
    victim, glued_after = "+85261230302", f"From{NUMBER}FromCityFromCountryHKFromStateFromZip"
    mine = world.message(NUMBER, f"STOPFrom{victim}FromCity")
    kept = [pair for pair in mine.fields if not "Body" <= pair[0] <= "FromZip"]
    forged = (*kept, ("Body", "STOP"), ("From", victim), ("FromCity", glued_after))
    signed = signature(world.auth_token, mine.url, forged)
    assert signed == mine.headers["X-Twilio-Signature"], "the split must keep the signature"
    return ask("POST", f"{office.base}/sms", urlencode(forged).encode(), mine.headers)


def counted(office: Office) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table: query(office.database_url, f"SELECT count(*) AS n FROM {table}")[0]["n"]  # noqa: S608
        for table in TABLES
    }


@pytest.mark.parametrize("forgeries", [wechat_forgeries, wecom_forgeries])
def test_forged_pushes_are_refused_and_leave_nothing(
    quiet_office: Office, forgeries: Callable[[Office], Iterator[tuple[str, Push]]]
) -> None:
    before = counted(quiet_office)

    taken = {
        what: answer.status
        for what, push in forgeries(quiet_office)
        if not 400 <= (answer := push.deliver(quiet_office.base)).status < 500
    }

    assert taken == {}
    assert counted(quiet_office) == before


def test_forged_sms_are_refused_and_leave_nothing(quiet_office: Office) -> None:
    before = counted(quiet_office)

    taken = {
        what: answer.status
        for what, answer in sms_forgeries(quiet_office)
        if not 400 <= answer.status < 500
    }

    assert taken == {}
    assert counted(quiet_office) == before


def test_right_message_replayed_later_has_no_second_effect(quiet_office: Office) -> None:
    """W22: Twilio's idempotency header is not signed, so nothing hangs on it."""
    phone = quiet_office.sms(NUMBER)
    form = phone.form("水管漏水了", "SM" + "7a" * 16)
    said = phone.deliver(form)
    before = counted(quiet_office)

    for token in ("one", "another"):
        headers = {**form.headers, "I-Twilio-Idempotency-Token": token}
        assert phone.deliver(replace(form, headers=headers)) == said

    assert counted(quiet_office) == before


def test_address_checks_are_answered_only_to_who_knows_the_token(quiet_office: Office) -> None:
    base, world = quiet_office.base, quiet_office.providers.wecom_world
    stamp, nonce = str(int(time.time())), new_nonce()
    clear = {**wechat_world.plain_query(WECHAT_TOKEN, stamp, nonce), "echostr": "7312645"}
    sealed = world.url_check("echo of wecom", stamp, nonce)

    right = ask("GET", f"{base}/wechat?{urlencode(clear)}")
    assert (right.status, right.body) == (200, b"7312645")
    assert right.content_type.startswith("text/plain")
    assert ask("GET", f"{base}/wecom?{urlencode(sealed)}").body == b"echo of wecom"

    for path, wrong in (
        ("/wechat", {**clear, "signature": "0" * 40}),
        ("/wechat", {**clear, "echostr": "<script>"}),
        ("/wecom", {**sealed, "msg_signature": "0" * 40}),
        ("/wecom", {**sealed, "echostr": "7312645"}),
    ):
        answer = ask("GET", f"{base}{path}?{urlencode(wrong)}")
        assert 400 <= answer.status < 500
        assert b"7312645" not in answer.body


def test_nobody_acts_through_the_api_without_a_token(quiet_office: Office) -> None:
    for token in ("", "wrong-token-of-somebody", "tests"):
        intruder = replace(quiet_office.api, token=token)
        assert intruder.ask("GET", "/cases").status == 401
        assert intruder.post("/cases", {"by": "lin", "text": "x"}).status == 401


def test_refusals_leave_no_secret_in_the_log(quiet_office: Office) -> None:
    assert quiet_office.leaks(number=NUMBER.removeprefix("+"), openid=OPENID) == []
