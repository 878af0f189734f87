"""Taking over: a clerk talks with a resident in person, and the bot keeps still meanwhile."""

from datetime import timedelta

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.vocabulary import CaseKind, Verb
from tests.bot.console.desk import Desk
from tests.estate import Garden


def written(garden: Garden, text: str, key: str) -> list[str]:
    """Chen writes in WeChat; what the bot says at once."""
    incoming = Incoming(ChannelName.WECHAT, "gh", key, "openid-chen", text)
    return [part.text for part in receive(garden.database, incoming, garden.now).parts]


def asked_for_somebody(garden: Garden) -> str:
    """Chen wants a person; the number of the call for help."""
    number = next(word for word in written(garden, "人工", "k0")[0].split() if "QZ-" in word)
    return number[number.index("QZ-") : number.index("QZ-") + 16]


async def test_the_bot_keeps_still_while_a_clerk_talks_and_says_when_it_is_back(
    desk: Desk,
) -> None:
    garden = desk.garden
    number = asked_for_somebody(garden)
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"/console/cases/{number}/talk")
    assert "微信还可发 5/5 条" in page.words
    begun = await browser.send(f"/console/cases/{number}/talk/begin")
    assert "机器人不插话" in begun.words

    assert written(garden, "我家空调外机一直响", "k1") == []
    seen = await browser.open(f"/console/cases/{number}/talk")
    assert "我家空调外机一直响" in seen.words
    said = await browser.send(f"/console/cases/{number}/talk/say", text="好的，师傅马上到")
    assert "好的，师傅马上到" in said.words
    case_id = garden.case_of(number)
    assert garden.case(case_id).first_responded_at == garden.now, "a human has answered (R32)"

    ended = await browser.send(f"/console/cases/{number}/talk/end")
    assert "已交还机器人" in ended.words
    heard = garden.heard(case_id)
    assert any("小回先不插话" in text for text in heard)
    assert any("师傅马上到" in text for text in heard)
    assert "小回又回来了" in heard[-1]
    assert written(garden, "查进度", "k2") != []


async def test_danger_goes_first_whoever_is_talking(desk: Desk) -> None:
    number = asked_for_somebody(desk.garden)
    await desk.seat("xiao.lin").send(f"/console/cases/{number}/talk/begin")

    assert written(desk.garden, "着火了！八号楼一楼", "k1") != []


async def test_a_forgotten_conversation_does_not_leave_the_resident_alone(desk: Desk) -> None:
    garden = desk.garden
    number = asked_for_somebody(garden)
    browser = desk.seat("xiao.lin")
    await browser.send(f"/console/cases/{number}/talk/begin")
    garden.now += timedelta(minutes=20)
    assert written(garden, "在吗", "k1") == []
    garden.now += timedelta(minutes=20)
    assert written(garden, "还在吗", "k2") == []
    garden.now += timedelta(minutes=30)
    answer = written(garden, "查进度", "k3")

    assert "小回又回来了" in answer[0]
    assert len(answer) > 1
    late = await desk.seat("xiao.lin").send(f"/console/cases/{number}/talk/say", text="刚才忙")
    assert late.status == 409
    assert "刚才忙" not in " ".join(garden.heard(garden.case_of(number)))


async def test_only_one_talks_and_the_other_is_told_who(desk: Desk) -> None:
    number = asked_for_somebody(desk.garden)
    await desk.seat("xiao.lin").send(f"/console/cases/{number}/talk/begin")
    other = desk.seat("zhou")
    second = await other.send(f"/console/cases/{number}/talk/begin")
    assert second.status == 409
    assert "正在与住户人工对话" in second.words

    for step in ("say", "end"):
        sent = await other.send(f"/console/cases/{number}/talk/{step}", text="我来")
        assert sent.status == 409, step
    assert "正在与住户人工对话" in (await other.open(f"/console/cases/{number}")).words


async def test_the_conversation_ends_with_its_case(desk: Desk) -> None:
    garden = desk.garden
    number = asked_for_somebody(garden)
    await desk.seat("xiao.lin").send(f"/console/cases/{number}/talk/begin")
    garden.do(Verb.WITHDRAW, garden.case_of(number), "zhou", reason="已当面解决")

    assert written(garden, "查进度", "k1") != []


async def test_nobody_talks_where_nobody_can_be_written_to_or_in_another_estate(
    desk: Desk,
) -> None:
    garden = desk.garden
    nobody = garden.case(garden.report(anonymous=True)).number
    theirs = garden.case(garden.report(kind=CaseKind.HELP)).number

    assert (await desk.seat("zhou").open(f"/console/cases/{nobody}/talk")).status == 404
    for method in ("GET", "POST"):
        path = f"/console/cases/{theirs}/talk" + ("/begin" if method == "POST" else "")
        fields: dict[str, str] | None = {} if method == "POST" else None
        headers = {"Sec-Fetch-Site": "same-origin"}
        assert (await desk.seat("liu").ask(method, path, fields, headers)).status == 404
    assert garden.heard(garden.case_of(theirs)) == []


async def test_the_page_asks_whether_anything_was_said(desk: Desk) -> None:
    garden = desk.garden
    number = asked_for_somebody(garden)
    browser = desk.seat("xiao.lin")
    page = await browser.send(f"/console/cases/{number}/talk/begin")
    address = page.text.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")

    assert (await browser.open(address)).status == 204
    written(garden, "你好", "k1")
    fresh = await browser.open(address)
    assert fresh.status == 200
    assert "你好" in fresh.words
    assert "<html" not in fresh.text
