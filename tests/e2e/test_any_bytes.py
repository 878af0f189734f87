"""No bytes whatever, to any route, signed or not, make the server fail (S2, F30-F37)."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.setting_values import key_bytes
from storage.database import Database
from storage.estates import Home
from storage.forms import publish_form
from storage.keys import Keyring
from tests.bot.questionnaire_page import EVERY_CONTROL, form_in
from tests.e2e.office import Office
from tests.e2e.phones import Push, new_nonce
from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN
from tests.e2e.raw_http import Request, status_of
from tests.e2e.service import Answer, ask
from tests.fakes import wechat_world
from tests.fakes.twilio_world import new_sid
from tests.surveys import TOKEN, invitations, invite, running_campaign

EXAMPLES = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ROUTES = (
    "/", "/wechat", "/wecom", "/sms", "/sms/status", "/healthz", "/readyz", "/metrics",
    "/api/v1/cases", "/api/v1/cases/TS-20261124-0001", "/api/v1/cases/TS-20261124-0001/respond",
    "/api/v1/deadlines", "/api/v1/messages", "/api/v1/tasks", "/api/v1/tasks/1/record",
    "/api/v1/campaigns/DC-20261124-0001/form", "/api/v1/campaigns/DC-20261124-0001/responses",
    "/api/v1/staff", "/api/v1/residents", "/api/v1/openapi.json", "/api/v1/", "/f/x",
    "/simulator/", "/simulator/page/index.html", "/simulator/vendor/x", "/simulator/messages",
    "/simulator/staff", "/simulator/clock", "/simulator/outbox", "/simulator/world",
    "/simulator/cases", "/console/",
)  # fmt: skip
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "GETT", "get")
TOKEN_BYTES = bytes(range(0x21, 0x7F))
PRINTABLE = st.binary(max_size=40).map(lambda raw: bytes(one % 95 + 32 for one in raw))
KNOWN_HEADERS = st.sampled_from(
    [
        (b"Content-Type", b"application/json"),
        (b"Content-Type", b"text/xml; charset=gbk"),
        (b"Content-Type", b"application/x-www-form-urlencoded; charset=klingon"),
        (b"Content-Type", b"multipart/form-data; boundary="),
        (b"Content-Encoding", b"gzip"),
        (b"Content-Encoding", b"br, deflate"),
        (b"X-Forwarded-For", b"::1, 999.1.1.1"),
        (b"X-Forwarded-Host", b"x:abc"),
        (b"Forwarded", b'for=_;host="["'),
        (b"Authorization", b"Basic !!!"),
        (b"Authorization", b"Bearer "),
        (b"X-Twilio-Signature", b"\xff\xfe"),
        (b"Idempotency-Key", b""),
        (b"Range", b"bytes=9-1"),
        (b"If-None-Match", b"*"),
        (b"Expect", b"100-continue"),
    ]
)
HEADERS = st.lists(KNOWN_HEADERS | st.tuples(st.just(b"X-Any"), PRINTABLE), max_size=4).map(tuple)
QUERY_NAMES = (
    "signature timestamp nonce echostr msg_signature encrypt_type limit cursor state since about to"
    " home kind x"
).split()
QUERIES = st.dictionaries(
    st.sampled_from(QUERY_NAMES),
    st.text(max_size=20) | st.sampled_from(["1", "-1", "9" * 30, "2026-11-24T18:00:00+08:00"]),
    max_size=4,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FIELD_NAMES = [
    "by", "text", "from", "channel", "media", "event", "scene", "place", "advance", "to", "next",
    "source", "kind", "home", "name", "phone", "promised_at", "via", "handler", "plan", "decision",
    "result", "measures", "improvement", "until", "reason", "fixed", "satisfaction", "reached",
    "outcome",
]  # fmt: skip
BODIES = st.dictionaries(
    st.sampled_from(FIELD_NAMES), JSON | st.sampled_from(["lin", "wechat", "sms", "phone"])
)
POSTED = (
    "/api/v1/cases", "/api/v1/cases/BX-20261124-0001/respond", "/api/v1/cases/x/y",
    "/api/v1/tasks/1/record", "/api/v1/campaigns/DC-20261124-0001/responses",
    "/simulator/messages", "/simulator/staff", "/simulator/clock",
)  # fmt: skip


@given(st.sampled_from(METHODS), st.sampled_from(ROUTES), QUERIES, HEADERS, st.binary(max_size=300))
@EXAMPLES
def test_no_request_to_any_route_is_a_failure(
    shared_office: Office,
    method: str,
    route: str,
    query: dict[str, str],
    headers: tuple[tuple[bytes, bytes], ...],
    body: bytes,
) -> None:
    asked = f"{route}?{urlencode(query, errors='surrogatepass')}" if query else route
    request = Request(method.encode(), asked.encode(), headers, body)

    assert 100 <= status_of(shared_office.providers.port, request.as_bytes()) < 500


@given(st.lists(PRINTABLE, max_size=4).map(b"/".join), st.binary(max_size=20))
@EXAMPLES
def test_no_address_is_a_failure(shared_office: Office, path: bytes, tail: bytes) -> None:
    escaped = b"".join(b"%%%02X" % one for one in tail)
    for prefix in (b"/", b"/f/", b"/simulator/page/", b"/api/v1/cases/"):
        target = prefix + path.replace(b" ", b"+") + escaped
        request = Request(b"GET", target)
        assert 100 <= status_of(shared_office.providers.port, request.as_bytes()) < 500


@given(st.binary(max_size=400))
@EXAMPLES
@example(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
@example(b"POST /wechat HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
@example(b"POST /sms HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")
@example(b"GET http://evil.example/metrics HTTP/1.1\r\nHost: [\r\n\r\n")
@example(b"POST /sms HTTP/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n")
def test_no_bytes_on_the_wire_are_a_failure(shared_office: Office, sent: bytes) -> None:
    assert status_of(shared_office.providers.port, sent, is_all=True) < 500
    assert ask("GET", f"{shared_office.base}/healthz").status == 200


@given(st.sampled_from(POSTED), BODIES | JSON)
@EXAMPLES
def test_no_json_from_who_may_act_is_a_failure(
    shared_office: Office, path: str, document: object
) -> None:
    headers = {
        "Authorization": f"Bearer {shared_office.providers.api_token}",
        "Content-Type": "application/json",
    }
    answer = ask("POST", f"{shared_office.base}{path}", json.dumps(document).encode(), headers)

    assert answer.status < 500, answer


@pytest.fixture(scope="module")
def questionnaire(shared_office: Office) -> Iterator[str]:
    """The link to a home's questionnaire in that office."""
    keys = Keyring((key_bytes(shared_office.providers.secret_key),))
    database = Database(shared_office.database_url, keys)
    now = datetime.now(UTC)
    with database.transaction() as session:
        home = session.exec(select(Home).order_by(col(Home.id))).first()
        assert home is not None
        last_day = (now + timedelta(days=365)).date()
        campaign = running_campaign(session, home.estate_id, [home.code], now, last_day=last_day)
        version = publish_form(session, form_in(EVERY_CONTROL), now)
        campaign.form_version_id, campaign.form_content = version.id, version.content
        invite(session, invitations(session, campaign.id)[0], TOKEN)
    database.close()
    yield f"/f/{TOKEN}"
    assert shared_office.leaks(token=TOKEN) == []


PARTS = st.sampled_from(["", "lifts", "rescue", "stairs", "~check", "~thanks", "%00", "no"])
ENTRY_NAMES = st.sampled_from(
    "overall speed wishes stuck times freed floor day photo opinion ~skip ~shown ~wipe go".split()
)
ENTRIES = st.text(max_size=30) | st.sampled_from(
    ["satisfied", "5", "yes", "no", "３", "2026-12-05", "~skip", "back", "on", "to-en", "to-xx"]
)
BOUNDARY = b"any-bytes"


def _posted(entries: list[tuple[str, str]], file: bytes) -> bytes:
    """A form as a browser sends it, whatever was entered."""
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s'
        % (name.encode(), value.encode("utf-8", "surrogatepass"))
        for name, value in entries
    ]
    parts.append(b'Content-Disposition: form-data; name="photo"; filename="1"\r\n\r\n' + file)
    each = b"".join(b"--%s\r\n%s\r\n" % (BOUNDARY, part) for part in parts)
    return each + b"--%s--\r\n" % BOUNDARY


@given(st.sampled_from(METHODS), PARTS, HEADERS, st.binary(max_size=300))
@EXAMPLES
def test_no_bytes_to_a_questionnaire_are_a_failure(
    shared_office: Office,
    questionnaire: str,
    method: str,
    part: str,
    headers: tuple[tuple[bytes, bytes], ...],
    body: bytes,
) -> None:
    form = (b"Content-Type", b"multipart/form-data; boundary=%s" % BOUNDARY)
    target = f"{questionnaire}?part={part}".encode()
    for sent in (headers, (form, *headers)):
        request = Request(method.encode(), target, sent, body)
        assert 100 <= status_of(shared_office.providers.port, request.as_bytes()) < 500


@given(PARTS, st.lists(st.tuples(ENTRY_NAMES, ENTRIES), max_size=8), st.binary(max_size=60))
@EXAMPLES
def test_nothing_entered_into_a_questionnaire_is_a_failure(
    shared_office: Office,
    questionnaire: str,
    part: str,
    entries: list[tuple[str, str]],
    file: bytes,
) -> None:
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY.decode()}"}
    address = f"{shared_office.base}{questionnaire}?part={part}"

    answer = ask("POST", address, _posted(entries, file), headers)

    assert answer.status in {200, 303, 400, 422}, answer


def _xml(fields: dict[str, str]) -> bytes:
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>".encode("utf-8", "surrogatepass")


XML_NAMES = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId", "Event",
             "EventKey", "MediaId", "PicUrl", "Format", "Location_X", "Location_Y", "Label",
             "Recognition", "bizmsgmenuid", "AgentID"]  # fmt: skip
XML_VALUES = st.text(max_size=30) | st.sampled_from(
    ["text", "image", "voice", "video", "location", "link", "event", "subscribe", "unsubscribe",
     "SCAN", "CLICK", "TEMPLATESENDJOBFINISH", "0", "-1", "9" * 40, "1.5", "o-any", "qrscene_1",
     "1.confirmed.submit", "取消", "人工", "电梯困人", "1"]
)  # fmt: skip
MESSAGES = st.binary(max_size=200) | st.dictionaries(
    st.sampled_from(XML_NAMES), XML_VALUES, max_size=9
).map(lambda fields: _xml({"FromUserName": "o-any", **fields}))


def wechat_push(office: Office, message: bytes) -> Push:
    stamp = str(int(time.time()))
    app_id = office.providers.wechat.app_id
    return Push(
        "/wechat",
        *wechat_world.signed_post(
            WECHAT_TOKEN, WECHAT_AES_KEY, app_id, message, stamp, new_nonce()
        ),
    )


def wecom_push(office: Office, message: bytes) -> Push:
    world = office.providers.wecom_world
    return Push("/wecom", *world.post(message, str(int(time.time())), new_nonce()))


@pytest.mark.parametrize("seal", [wechat_push, wecom_push])
@given(message=MESSAGES)
@EXAMPLES
def test_whatever_is_rightly_signed_is_acknowledged(
    shared_office: Office, seal: Callable[[Office, bytes], Push], message: bytes
) -> None:
    answer = seal(shared_office, message).deliver(shared_office.base)

    assert answer.status == 200, answer


@given(
    st.dictionaries(
        st.sampled_from(["Body", "NumMedia", "MediaUrl0", "MediaContentType0", "OptOutType", "X"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    )
)
@EXAMPLES
def test_whatever_twilio_signs_is_no_failure(shared_office: Office, given_: dict[str, str]) -> None:
    world = shared_office.providers.twilio_world
    form = world.message("+85265559999", "", sid=new_sid())
    fields = {**dict(form.fields), **given_}
    signed = world.signed("/sms", tuple(fields.items()))

    answer: Answer = ask("POST", f"{shared_office.base}/sms", signed.body, signed.headers)

    assert answer.status in {200, 400}, answer
