"""W15: followers' choices about templates, and what WeChat says became of messages."""

import json
from typing import Any

import pytest

from bot.channels import Event, Incoming, MessageReport, TemplateChoice
from bot.channels.callbacks import Opened
from bot.channels.payloads import read_fields
from bot.channels.wechat_messages import read_message
from tests.each import each

CREATED = 1795300000
CASES, REVISITS = "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", "9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wf"


def item_xml(item: dict[str, str]) -> str:
    return "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in item.items())


def as_xml(name: str, holder: str, items: list[dict[str, str]]) -> bytes:
    lists = "".join(f"<List>{item_xml(item)}</List>" for item in items)
    return (
        f"<xml><ToUserName>gh</ToUserName><FromUserName>o_1</FromUserName>"
        f"<CreateTime>{CREATED}</CreateTime><MsgType>event</MsgType><Event>{name}</Event>"
        f"<{holder}>{lists}</{holder}></xml>"
    ).encode()


def as_json(name: str, holder: str, items: list[dict[str, str]]) -> bytes:
    listed: Any = items[0] if len(items) == 1 else items
    document = {
        "ToUserName": "gh",
        "FromUserName": "o_1",
        "CreateTime": CREATED,
        "MsgType": "event",
        "Event": name,
        holder: {"List": listed},
    }
    return json.dumps(document).encode()


def as_flat_json(name: str, _holder: str, items: list[dict[str, str]]) -> bytes:
    """As WeChat really pushes it: the list beside the other fields, numbers as numbers."""
    numbered = [
        {key: int(text) if text.isdigit() else text for key, text in item.items()} for item in items
    ]
    listed: Any = numbered[0] if len(numbered) == 1 else numbered
    document = {
        "ToUserName": "gh",
        "FromUserName": "o_1",
        "CreateTime": CREATED,
        "MsgType": "event",
        "Event": name,
        "List": listed,
    }
    return json.dumps(document).encode()


def read(document: bytes) -> Incoming:
    return read_message(Opened(read_fields(document), document, 0), "wx1")


every_form = pytest.mark.parametrize("form", [as_xml, as_json, as_flat_json])


def choice(template: str, word: str) -> dict[str, str]:
    return {"TemplateId": template, "SubscribeStatusString": word, "PopupScene": "2"}


@every_form
@pytest.mark.parametrize(
    ("items", "choices"),
    [
        ([choice(CASES, "accept")], [TemplateChoice(CASES, accepted=True, sends=1)]),
        (
            [choice(CASES, "accept"), choice(REVISITS, "reject")],
            [
                TemplateChoice(CASES, accepted=True, sends=1),
                TemplateChoice(REVISITS, accepted=False),
            ],
        ),
        ([choice(CASES, "filter"), choice("", "accept")], []),
    ],
)
def test_choice_in_a_dialog_is_read_alone_or_among_others(
    form: Any,  # noqa: ANN401 - one of those above
    items: list[dict[str, str]],
    choices: list[TemplateChoice],
) -> None:
    incoming = read(form("subscribe_msg_popup_event", "SubscribeMsgPopupEvent", items))

    assert (incoming.event, incoming.understood) == (Event.CONSENT, True)
    assert list(incoming.choices) == choices


@every_form
def test_switch_in_the_settings_allows_no_message_by_itself(form: Any) -> None:  # noqa: ANN401
    items = [choice(CASES, "accept"), choice(REVISITS, "reject")]
    incoming = read(form("subscribe_msg_change_event", "SubscribeMsgChangeEvent", items))

    assert incoming.choices == (
        TemplateChoice(CASES, accepted=True),
        TemplateChoice(REVISITS, accepted=False),
    )


@every_form
def test_result_of_a_subscription_message_is_a_report(form: Any) -> None:  # noqa: ANN401
    items = [
        {"TemplateId": CASES, "MsgID": "17", "ErrorCode": "0", "ErrorStatus": "success"},
        {"TemplateId": CASES, "MsgID": "18", "ErrorCode": "43101", "ErrorStatus": "user refuse"},
        {"TemplateId": CASES, "MsgID": "", "ErrorCode": "0"},
    ]
    incoming = read(form("subscribe_msg_sent_event", "SubscribeMsgSentEvent", items))

    assert incoming.event is Event.REPORT
    assert incoming.reports == (
        MessageReport("17", delivered=True, template=CASES),
        MessageReport(
            "18", delivered=False, code="43101 user refuse", template=CASES, consent_ended=True
        ),
    )


@each(
    ("status", "delivered", "code"),
    [
        ("success", True, ""),
        ("failed:user block", False, "user block"),
        ("failed: system failed", False, "system failed"),
        ("failed", False, "failed"),
    ],
)
def test_result_of_a_template_message_is_a_report(status: str, delivered: bool, code: str) -> None:
    incoming = read(
        f"<xml><FromUserName>o_1</FromUserName><MsgType>event</MsgType><MsgID>200163836</MsgID>"
        f"<Event>TEMPLATESENDJOBFINISH</Event><Status>{status}</Status></xml>".encode()
    )

    assert incoming.reports == (MessageReport("200163836", delivered, code),)


@each("holder", ["", "<SubscribeMsgPopupEvent/>", "<SubscribeMsgSentEvent/>"])
@each("name", ["subscribe_msg_sent_event", "TEMPLATESENDJOBFINISH"])
def test_report_of_nothing_is_an_unknown_event(name: str, holder: str) -> None:
    incoming = read(
        f"<xml><FromUserName>o_1</FromUserName><MsgType>event</MsgType>"
        f"<Event>{name}</Event>{holder}</xml>".encode()
    )

    assert (incoming.event, incoming.understood) == (Event.UNKNOWN, False)
