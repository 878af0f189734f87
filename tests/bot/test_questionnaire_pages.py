"""The questionnaire as a page: plain forms, one vote a home, half of it in chat (R3, R10)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.policy_text import packaged
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import Source
from storage.campaigns import Campaign
from storage.conversations import Conversation, ConversationState
from storage.inbound import Inbound
from storage.invitations import Invitation
from storage.keys import keyring
from storage.responses import FormResponse
from storage.survey_links import survey_token
from tests.bot.questionnaire_page import ALL_KINDS, Page, filled_in, form_in, opened
from tests.estate import Garden
from tests.fakes.photos import TELLING, photo
from tests.gardens import Ground
from tests.surveys import TOKEN, invite

LIMITS = packaged("strict").uploads
LIFTS = {
    "score": "4",
    "wishes": ["speed", "light"],
    "stuck": "yes",
    "times": "３次",
    "day": "2026-12-05",
    "opinion": "电梯里太暗\r\n请换灯",
}


@pytest.fixture
def garden(grounds: dict[str, Ground]) -> Garden:
    return grounds["sqlite"].garden()


@pytest.fixture
async def page(garden: Garden, tmp_path: Path) -> AsyncIterator[Page]:
    async with opened(garden, tmp_path, form_in(ALL_KINDS)) as page:
        yield page


async def test_the_page_is_plain_html_under_a_strict_policy(page: Page) -> None:
    answer = await page.open()

    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "unsafe" in policy) == (True, False)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    for name, kind in (("questionnaire.css", "text/css"), ("questionnaire.js", "text/javascript")):
        part = await page.phone.get(f"/pages/{name}")
        assert (part.status, part.content_type) == (200, kind)


async def test_purpose_deadline_and_privacy_stand_above_the_first_question(page: Page) -> None:
    text = (await page.open()).text

    assert [
        one in text for one in ("几个小问题。", "2026年12月4日", "还有 11 天", "看不出哪家怎么答")
    ] == [True] * 4


async def test_a_whole_form_is_filled_in_looked_over_and_handed_in(page: Page) -> None:
    check = await page.send("lifts", LIFTS)
    assert (check.status, "电梯里太暗\n请换灯" in check.text, "交卷" in check.text) == (
        200,
        True,
        True,
    )
    thanks = await page.hand_in()

    assert (thanks.status, "交好了" in thanks.text) == (200, True)
    assert "?part=~thanks&amp;lang=en" in thanks.text
    assert "Handed in" in (await page.open("~thanks", language="en")).text
    assert page.responses() == [
        {
            "score": {"value": "4"},
            "wishes": {"value": ["speed", "light"]},
            "stuck": {"value": True},
            "times": {"value": 3},
            "day": {"value": "2026-12-05"},
            "photo": {"abstained": "skipped"},
            "opinion": {"value": "电梯里太暗\n请换灯"},
        }
    ]
    asked = page.asked()
    assert (asked.known, asked.returned_at) == (Known.COMPLETED, page.garden.now)
    with page.garden.looking() as session:
        row = session.exec(select(FormResponse)).one()
        talk = session.get_one(Conversation, asked.conversation_id)
        assert (row.mode, row.resident_id, talk.state) == (
            Source.WEB,
            asked.resident_id,
            ConversationState.DONE,
        )


async def test_what_is_entered_is_there_again_on_another_phone(page: Page) -> None:
    await page.send("lifts", {"score": "2", "wishes": "noise", "opinion": "慢"})
    again = await page.open("lifts")

    assert filled_in(again.text) == {"score": ["2"], "wishes": ["noise"]}
    assert ">\n慢</textarea>" in again.text
    assert "您答过的已经填好了" in again.text
    assert page.asked().known == Known.BEGUN


async def test_mistakes_stand_beside_their_items_and_above_them_with_a_link(page: Page) -> None:
    wrong = {
        "wishes": ["speed", "noise", "light"],
        "stuck": "yes",
        "times": "九十九次",
        "opinion": "灯",
    }
    answer = await page.send("lifts", wrong)

    assert answer.status == 422
    assert "autofocus" in answer.text
    for target, why in (
        ("q-score-1", "这一题要回答。"),
        ("q-wishes-1", "最多选 2 项，您选了 3 项，请去掉几项。"),
        ("q-times", "请写一个 1 到 50 之间的数字。"),
    ):
        assert f'href="#{target}"' in answer.text
        assert f'id="{target}"' in answer.text
        assert answer.text.count(why) >= 2
    assert filled_in(answer.text)["times"] == ["九十九次"]
    assert filled_in(answer.text)["wishes"] == ["speed", "noise", "light"]
    assert page.kept() == {"stuck": {"value": True}, "opinion": {"value": "灯"}}


async def test_an_item_that_is_not_asked_asks_for_nothing(page: Page) -> None:
    await page.send("lifts", {"score": "5", "stuck": "no", "times": "lots"})
    await page.hand_in()

    [answers] = page.responses()
    assert "times" not in answers
    assert answers["stuck"] == {"value": False}


async def test_a_required_item_cannot_be_left_out_by_handing_in_at_once(page: Page) -> None:
    answer = await page.hand_in()

    assert (answer.status, page.responses()) == (200, [])
    assert "还没答，这一题必答" in answer.text


async def test_skipping_is_an_answer_and_leaving_empty_is_one_at_the_end(page: Page) -> None:
    await page.send("lifts", {"score": "3", "stuck": "~skip", "~skip": ["opinion", "score"]})
    assert page.kept() == {
        "score": {"value": "3"},
        "stuck": {"abstained": True},
        "opinion": {"abstained": True},
    }
    await page.hand_in()

    [answers] = page.responses()
    left_out = {one for one, answer in answers.items() if answer == {"abstained": "skipped"}}
    assert left_out == {"wishes", "stuck", "day", "photo", "opinion"}


async def test_photos_are_kept_without_where_they_were_taken_and_can_be_taken_back(
    page: Page,
) -> None:
    await page.send("lifts", {"score": "3"}, photos={"photo": [photo()]})

    [file] = page.folder.iterdir()
    assert [word for word in TELLING if word in file.read_bytes()] == []
    assert len(page.kept()["photo.1"]) == 1
    assert "已收到的照片： 1" in (await page.open("lifts")).text
    await page.send("lifts", {"~wipe": "photo", "~shown": ["score", "photo"], "score": "3"})
    assert "photo.1" not in page.kept()


async def test_what_is_no_photo_is_refused_and_the_rest_is_kept(page: Page) -> None:
    large = photo() + b"\0" * (LIMITS.megabytes_max * 1024 * 1024)
    answer = await page.send("lifts", {"score": "3"}, photos={"photo": [b"<svg/>", large]})

    assert (answer.status, "有 2 个文件没有收下" in answer.text) == (422, True)
    assert page.kept() == {"score": {"value": "3"}}
    assert list(page.folder.iterdir()) == []


async def test_the_link_that_an_invitation_says_opens_its_page(page: Page) -> None:
    with page.garden.changing() as session:
        token = survey_token(session, page.invitation)
        invite(session, session.get_one(Invitation, page.invitation), token)

    assert (await page.open(token=token)).status == 200


async def test_a_link_that_never_was_is_not_found(page: Page) -> None:
    forged = [await page.open(token=one) for one in ("forged", TOKEN + "x", "%00", "x" * 500)]
    forged.append(await page.send("lifts", LIFTS, token="forged"))

    assert {answer.status for answer in forged} == {404}
    assert all("这个链接不能用了" in answer.text for answer in forged)


@pytest.mark.parametrize("ends", ["expired", "closed"])
async def test_after_its_time_a_link_says_so_kindly(page: Page, ends: str) -> None:
    with page.garden.changing() as session:
        if ends == "expired":
            invitation = session.get_one(Invitation, page.invitation)
            invitation.expires_at = page.garden.now
        else:
            session.get_one(Campaign, page.campaign).state = CampaignState.CLOSED
    answers = [await page.open(), await page.send("lifts", LIFTS), await page.hand_in()]

    assert {answer.status for answer in answers} == {410}
    assert all("这次调查已经结束了" in answer.text for answer in answers)
    assert (page.kept(), page.responses()) == ({}, [])


async def test_a_second_phone_of_the_home_finds_that_it_has_answered(page: Page) -> None:
    await page.send("lifts", {"score": "5"})
    await page.hand_in()
    page.garden.now += timedelta(hours=3)
    opened_later = await page.open()
    sent_later = await page.send("lifts", {"score": "1"})

    assert (opened_later.status, sent_later.status) == (200, 409)
    assert "您家在 11月23日（周一）10:00 交了一份" in opened_later.text
    assert "您刚才填的这一页来晚了" in sent_later.text
    assert [answers["score"] for answers in page.responses()] == [{"value": "5"}]


async def test_pressing_twice_hands_in_once_and_worries_nobody(page: Page) -> None:
    await page.send("lifts", {"score": "5"})
    first, second = await page.hand_in(), await page.hand_in()

    assert "交好了" in first.text
    assert (second.status, "您家的问卷已经收到了" in second.text) == (200, True)
    assert "来晚了" not in second.text
    assert len(page.responses()) == 1


async def test_an_empty_box_of_an_older_page_wipes_out_nothing(page: Page) -> None:
    await page.send("lifts", {"score": "5", "opinion": "电梯慢"})
    await page.send("lifts", {"score": "4", "opinion": ""})
    assert page.kept()["opinion"] == {"value": "电梯慢"}

    await page.send("lifts", {"score": "4", "opinion": "", "~shown": ["score", "opinion"]})
    assert "opinion" not in page.kept()


async def test_another_language_and_the_way_back_lose_nothing(page: Page) -> None:
    english = await page.send("lifts", {"score": "5"}, go="to-en")

    assert "How would you rate the lifts?" in english.text
    assert filled_in(english.text)["score"] == ["5"]
    assert page.responses() == []
    await page.send("~check", go="to-zh-Hant")
    assert page.responses() == []


async def test_chat_goes_on_where_the_page_was_left_and_the_page_where_chat_was(page: Page) -> None:
    await page.send("lifts", {"score": "5", "wishes": "noise"})

    assert "您被困过吗" in chat(page, "你好")
    assert "困过几次" in chat(page, "是")
    resumed = await page.open()
    assert filled_in(resumed.text) == {"score": ["5"], "wishes": ["noise"], "stuck": ["yes"]}
    await page.send("lifts", LIFTS)
    check = await page.open()
    assert "3" in check.text
    await page.hand_in()
    assert "您被困过吗" not in chat(page, "你好")
    assert page.responses()[0]["times"] == {"value": 3}


async def test_what_was_said_beside_an_answer_in_chat_stays_with_it(page: Page) -> None:
    await page.send("lifts", {"wishes": "noise"})
    chat(page, "你好")
    chat(page, "4分，就是太慢")
    remark = page.kept()["score"]["remark"]
    await page.send("lifts", {"score": "4", "~shown": "score"})
    assert page.kept()["score"] == {"value": "4", "remark": remark}

    await page.send("lifts", {"score": "2", "~shown": "score"})
    assert page.kept()["score"] == {"value": "2"}


async def test_an_answer_changed_at_the_end_of_the_chat_is_the_one_on_the_page(page: Page) -> None:
    await page.send("lifts", {**LIFTS, "~skip": "photo"})
    chat(page, "你好")
    chat(page, "改1")
    chat(page, "1")

    assert page.kept()["score.again.1"] == {"value": "1"}
    assert filled_in((await page.open("lifts")).text)["score"] == ["1"]
    await page.hand_in()
    assert page.responses()[0]["score"] == {"value": "1"}


async def test_what_was_sent_is_filed_word_for_word_and_sealed(page: Page) -> None:
    await page.send("lifts", {"score": "5", "opinion": "电梯慢"})

    with page.garden.looking() as session:
        row = session.exec(select(Inbound)).one()
        assert "电梯慢" in keyring(session).open(row.text_sealed)
        assert (row.channel, row.identity_id is not None) == (Source.WEB, True)
        assert row.invitation_id == page.invitation


async def test_the_link_stands_in_no_log(page: Page, caplog: pytest.LogCaptureFixture) -> None:
    await page.phone.post(f"/f/{TOKEN}?part=lifts", data=b"\xff\x00nonsense")
    await page.open("nowhere")
    await page.hand_in()

    assert "refused" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "", 400),
        (b"score=5", "application/x-www-form-urlencoded", 400),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b", 400),
        (b"nothing", "multipart/form-data", 400),
    ],
)
async def test_what_is_no_form_is_refused_and_says_so(
    page: Page, body: bytes, content_type: str, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = await page.phone.post(f"/f/{TOKEN}?part=lifts", data=body, headers=headers)

    assert (answer.status, "没有收全" in await answer.text()) == (status, True)


async def test_more_than_a_page_can_hold_is_refused_by_name(page: Page) -> None:
    long = await page.send("lifts", {"score": "5", "opinion": "慢" * 2001})
    assert (long.status, "最多 2000 个字，您写了 2001 个" in long.text) == (422, True)
    assert page.kept() == {"score": {"value": "5"}}

    too_much = await page.send("lifts", {"opinion": "慢" * 100_000})
    many = await page.send("lifts", {"score": ["5"] * 600})
    assert (too_much.status, many.status) == (413, 413)
    assert "删短一些" in too_much.text


def chat(page: Page, text: str) -> str:
    """Write a line from the phone of whoever lives in Chen's home; what is said to it."""
    page.garden.now += timedelta(minutes=1)
    incoming = Incoming(ChannelName.WECHAT, "gh", f"{page.garden.now}", "openid-chen", text=text)
    parts = receive(page.garden.database, incoming, page.garden.now).parts
    return "\n".join(part.text for part in parts)
