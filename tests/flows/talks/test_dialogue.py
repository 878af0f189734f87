"""What one message means where the person stands: the traffic rules, as sentences."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.engine.ask import Reply
from flows.engine.replay import Waiting, advance
from flows.rules.vocabulary import CaseKind
from flows.talks.decisions import (
    Addition,
    CallHuman,
    Cancelled,
    CaseAsked,
    Decision,
    Emergency,
    Facts,
    FoundFixed,
    Helped,
    NamedCase,
    PutOff,
    StaleTap,
    Started,
    Stepped,
    StillBroken,
    Thanked,
    Thread,
)
from flows.talks.dialogue import decide, gives_way
from flows.talks.registry import Seed, dump_seed, flow_of
from flows.talks.report import ReportSeed
from flows.talks.results import Begin, Talk
from flows.talks.revisit import RevisitSeed
from flows.talks.small_talks import EmergencySeed, MenuSeed, StatusSeed
from flows.talks.told import told_so_far
from flows.wording.say import say
from tests.each import each

AT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NUMBER = "BX-20261124-0001"
HOME = "8-1-302"
NOBODY = Facts()
LEAK = NamedCase(NUMBER, "厨房水管漏水")
CLOSED_LEAK = NamedCase(NUMBER, "厨房水管漏水", is_closed=True)
LAMP = NamedCase("BX-20261124-0002", "客厅灯不亮")
IN_HAND = Facts(spoken_of=NUMBER)
DONE = Facts(done=(LEAK, NamedCase("TS-20261101-0001", "楼上太吵")))
RESOLVED = Facts(spoken_of=NUMBER, done=(LEAK,))
REPAIR = ReportSeed("repair", (HOME,), ("回音花园",), "王芳")
TOLD = {"details": "客厅灯不亮，在走廊"}
REVISIT = RevisitSeed(NUMBER, "厨房漏水", "换了水管")


def said(text: str = "", **other: Any) -> Reply:  # noqa: ANN401 - any field of a reply
    return Reply(AT, text, **other)


def thread(
    talk: Talk, seed: Seed, answers: Mapping[str, Any] | None = None, *, by_house: bool = False
) -> Thread:
    """A conversation that has just asked its next question."""
    stored = dump_seed(seed)
    asked = advance(flow_of(talk, stored), answers or {}).asked
    return Thread(talk, stored, answers or {}, asked, by_house)


MENU = thread(Talk.MENU, MenuSeed())
ASKED_WHAT = thread(Talk.REPORT, REPAIR)
ASKED_WHERE = thread(Talk.REPORT, REPAIR, {"details": "路灯不亮"})
ASKED_PHOTOS = thread(Talk.REPORT, REPAIR, {"details": "路灯不亮", "place": {"text": "东门"}})
ASKED_FIXED = thread(Talk.REVISIT, REVISIT, by_house=True)
ASKED_GRADE = thread(Talk.REVISIT, REVISIT, {"fixed": True}, by_house=True)
ASKED_SPOT = thread(Talk.EMERGENCY_PLACE, EmergencySeed(NUMBER))
ASKED_WHICH = thread(Talk.STATUS, StatusSeed(((NUMBER, "漏水"), ("BX-20261124-0002", "灯"))))
EVERYWHERE = [None, MENU, ASKED_WHAT, ASKED_WHERE, ASKED_PHOTOS, ASKED_FIXED, ASKED_GRADE,
              ASKED_SPOT, ASKED_WHICH]  # fmt: skip


@each("text", ["在不在啊有人没", "喂你好", "hi there", "你好在吗有人吗"])
def test_a_long_greeting_is_a_greeting(text: str) -> None:
    assert decide(None, said(text), NOBODY) == Started(Begin(Talk.MENU), True)
    assert hint_of(decide(ASKED_WHERE, said(text), NOBODY)) == "conversation.hello"


@each("text", ["[微笑]", "😀", "[玫瑰][玫瑰]", "😀 😀"])
def test_a_sticker_is_no_answer_and_no_mistake(text: str) -> None:
    assert decide(None, said(text), IN_HAND) == Thanked()
    decision = decide(ASKED_WHERE, said(text), NOBODY)
    assert hint_of(decision) == "conversation.sticker"
    assert stepped(decision).progress.asked == ASKED_WHERE.asked


def test_what_only_announces_a_photo_joins_no_report() -> None:
    progress = stepped(decide(ASKED_PHOTOS, said("还有一张"), NOBODY)).progress

    assert progress.answers == ASKED_PHOTOS.answers


@each("text", ["稍等", "等一下哈", "我想想", "hold on please", "稍等我戴下眼镜"])
@each("top", [ASKED_WHAT, ASKED_WHERE, ASKED_PHOTOS, ASKED_FIXED, ASKED_SPOT])
def test_who_asks_for_a_moment_has_it_and_is_not_taken_for_wrong(top: Thread, text: str) -> None:
    progress = stepped(decide(top, said(text), NOBODY)).progress

    assert progress.asked == top.asked
    assert isinstance(progress.at, Waiting)
    assert progress.at.hint == say("conversation.no_hurry")


def stepped(decision: Decision) -> Stepped:
    assert isinstance(decision, Stepped)
    return decision


def handed_over(text: str, kind: CaseKind) -> Started:
    return Started(Begin(Talk.HAND_OVER, text, kind), instead=True)


def hint_of(decision: Decision) -> str | None:
    at = stepped(decision).progress.at
    assert isinstance(at, Waiting)
    return None if at.hint is None else at.hint.key


@each("top", [one for one in EVERYWHERE if one is not ASKED_SPOT])
def test_danger_goes_first_wherever_the_person_stands(top: Thread | None) -> None:
    assert decide(top, said("厨房着火了"), NOBODY) == Emergency()


def test_where_it_is_may_be_told_in_words_of_danger_but_a_cry_is_no_place() -> None:
    assert isinstance(decide(ASKED_SPOT, said("3栋大堂，冒烟很大"), NOBODY), Stepped)
    assert decide(ASKED_SPOT, said("快来啊着火了"), NOBODY) == Emergency()


def test_a_reply_that_the_open_question_can_read_is_its_answer() -> None:
    assert stepped(decide(ASKED_FIXED, said("2"), NOBODY)).progress.answers["fixed"] is False
    answered = decide(ASKED_WHAT, said("楼道灯不亮，三楼"), NOBODY)
    assert stepped(answered).progress.answered == ("details",)


@each("top", [ASKED_WHAT, ASKED_WHERE, ASKED_PHOTOS, ASKED_GRADE])
@each("text", ["上一步", "重来", "跳过"])
def test_the_commands_move_every_conversation(top: Thread, text: str) -> None:
    assert isinstance(decide(top, said(text), NOBODY), Stepped)


@each("text", ["帮助", "取消", "上一步", "跳过", "重来"])
def test_where_nothing_is_open_a_command_shows_what_can_be_done(text: str) -> None:
    assert decide(None, said(text), NOBODY) == Helped()


def test_before_the_first_question_there_is_no_step_back() -> None:
    assert hint_of(decide(ASKED_WHAT, said("上一步"), NOBODY)) == "hint.first_question"


def test_what_the_resident_began_can_be_cancelled() -> None:
    assert decide(ASKED_WHERE, said("算了"), NOBODY) == Cancelled()


def test_what_the_house_asked_is_put_off_or_left_out_but_never_lost() -> None:
    assert decide(ASKED_FIXED, said("取消"), NOBODY) == PutOff()
    left = stepped(decide(ASKED_GRADE, said("取消"), NOBODY)).progress
    assert left.answered == ("satisfaction", "remark")


def test_a_person_hears_what_was_told_and_what_was_shown() -> None:
    told = {**TOLD, "photo.1": ["m1"], "place": {"text": "3栋走廊", "home": None}}
    top = thread(Talk.REPORT, REPAIR, told)

    assert decide(top, said("人工"), NOBODY) == CallHuman("客厅灯不亮，在走廊 / 3栋走廊", ("m1",))
    assert decide(ASKED_WHAT, said("人工"), NOBODY) == Started(Begin(Talk.HAND_OVER), instead=True)
    assert decide(None, said("转人工"), NOBODY) == Started(Begin(Talk.HAND_OVER))


def test_choices_and_grades_are_not_told_as_words() -> None:
    answers = {"class": "facility", "confirmed": "submit", **TOLD, "fixed": True}

    assert told_so_far(thread(Talk.REPORT, REPAIR, answers)) == TOLD["details"]
    assert told_so_far(ASKED_FIXED) == NUMBER


def test_an_option_of_an_older_question_answers_nothing() -> None:
    assert decide(ASKED_WHERE, said("提交"), NOBODY, stale_tap=True) == StaleTap()


def test_an_item_of_an_older_menu_still_counts() -> None:
    decision = decide(ASKED_WHERE, said("查进度"), NOBODY, stale_tap=True)

    assert decision == Started(Begin(Talk.STATUS))


def test_a_word_of_the_menu_is_no_answer_to_an_open_question() -> None:
    assert decide(ASKED_WHAT, said("查进度"), NOBODY) == Started(Begin(Talk.STATUS))
    assert decide(ASKED_WHAT, said("投诉"), NOBODY) == Started(
        Begin(Talk.REPORT, kind=CaseKind.COMPLAINT), instead=True
    )


def test_what_no_question_reads_may_begin_another_conversation_on_top() -> None:
    decision = decide(ASKED_FIXED, said("楼道的垃圾堆满了"), NOBODY)

    assert decision == Started(Begin(Talk.REPORT, "楼道的垃圾堆满了", CaseKind.COMPLAINT))


def test_a_case_number_asks_how_it_stands() -> None:
    assert decide(ASKED_GRADE, said(NUMBER), NOBODY) == CaseAsked(NUMBER)
    assert decide(None, said(f"查一下{NUMBER}"), NOBODY) == CaseAsked(NUMBER, instead=True)


def test_courtesy_is_returned_and_the_question_stays() -> None:
    assert hint_of(decide(ASKED_FIXED, said("你好"), NOBODY)) == "conversation.hello"
    assert hint_of(decide(ASKED_FIXED, said("谢谢"), NOBODY)) == "conversation.thanked"
    assert decide(None, said("谢谢"), IN_HAND) == Thanked()


def test_not_fixed_after_a_yes_opens_the_round_of_that_case() -> None:
    assert decide(ASKED_GRADE, said("又漏了"), NOBODY) == StillBroken(NUMBER)


def test_a_no_that_says_why_is_not_asked_why() -> None:
    progress = stepped(decide(ASKED_FIXED, said("没有，接口还在滴水"), NOBODY)).progress

    assert progress.answered == ("fixed", "why_not")
    assert progress.answers["why_not"] == "没有，接口还在滴水"


@pytest.mark.parametrize(
    ("text", "key", "remark"),
    [
        ("5，等了半个月才来人", "why_dissatisfied", "等了半个月才来人"),
        ("2，就是来得慢了点", "remark", "就是来得慢了点"),
        ("滿意，師傅很有耐心", "remark", "師傅很有耐心"),
    ],
)
def test_what_comes_along_with_a_grade_is_kept_and_not_asked_for(
    text: str, key: str, remark: str
) -> None:
    progress = stepped(decide(ASKED_GRADE, said(text), NOBODY)).progress

    assert progress.answered == ("satisfaction", key)
    assert progress.answers[key] == remark


def test_bare_thanks_with_a_grade_are_no_remark() -> None:
    progress = stepped(decide(ASKED_GRADE, said("2，谢谢师傅"), NOBODY)).progress

    assert progress.answered == ("satisfaction",)


@each(
    ("text", "hint"),
    [
        ("2或者3", "hint.two_values"),
        ("1，太差了", "hint.contradiction"),
        ("7", "hint.out_of_range"),
        ("以前满意", "hint.past"),
    ],
)
def test_a_grade_that_is_unclear_is_asked_again_with_what_is_unclear(text: str, hint: str) -> None:
    assert hint_of(decide(ASKED_GRADE, said(text), NOBODY)) == hint


def test_a_second_sentence_joins_the_report() -> None:
    decision = decide(ASKED_PHOTOS, said("晚上六点以后有人"), NOBODY)

    assert hint_of(decision) == "report.noted"
    assert stepped(decision).progress.answers["details"] == "路灯不亮；晚上六点以后有人"


def test_whoever_tells_what_is_broken_has_said_that_it_is_a_repair() -> None:
    top = thread(Talk.REPORT, ReportSeed(None, (), ("回音花园",)), {"details": "你们来看看"})
    progress = stepped(decide(top, said("水管漏了"), NOBODY)).progress

    assert progress.answers == {"details": "你们来看看；水管漏了", "kind": "repair"}


def test_a_question_in_the_middle_of_a_report_belongs_to_it() -> None:
    asked_when = stepped(decide(ASKED_PHOTOS, said("什么时候能来修"), NOBODY)).progress
    assert asked_when.answers["details"] == "路灯不亮；什么时候能来修"
    assert decide(ASKED_PHOTOS, said("什么时候能来修"), IN_HAND) == Started(Begin(Talk.STATUS))


def test_the_room_may_come_after_its_building() -> None:
    top = thread(
        Talk.REPORT, REPAIR, {"details": "楼道灯坏", "place": {"text": "8栋1单元", "home": None}}
    )
    progress = stepped(decide(top, said("302"), NOBODY)).progress

    assert progress.answers["place"] == {"text": "8-1-302", "home": "8-1-302"}


def test_who_cancels_what_is_in_hand_is_asked_whether_to_take_it_back() -> None:
    assert decide(None, said("取消报修"), IN_HAND) == Started(Begin(Talk.WITHDRAWAL))


@each(
    ("text", "begin"),
    [
        ("不用修了", Begin(Talk.WITHDRAWAL)),
        ("取消报修 BX-20261124-0001", Begin(Talk.WITHDRAWAL, number=NUMBER)),
        ("撤回bx202611240001", Begin(Talk.WITHDRAWAL, number=NUMBER)),
        ("cancel my repair", Begin(Talk.WITHDRAWAL)),
        ("申请复核", Begin(Talk.REVIEW)),
        ("我要對BX-20261124-0001申請覆核", Begin(Talk.REVIEW, number=NUMBER)),
    ],
)
def test_what_is_asked_about_a_report_of_ones_own_goes_before_its_number(
    text: str, begin: Begin
) -> None:
    assert decide(None, said(text), IN_HAND) == Started(begin, instead=True)


def test_who_asks_for_the_manager_gets_the_manager_and_not_anybody() -> None:
    asked = Begin(Talk.HAND_OVER, in_person=True)

    assert decide(None, said("我要找经理"), NOBODY) == Started(asked)
    told = decide(None, said("我要直接找经理，楼上天天半夜吵"), NOBODY)
    assert isinstance(told, Started)
    assert (told.begin.in_person, told.begin.kind) == (True, CaseKind.COMPLAINT)
    assert "楼上天天半夜吵" in told.begin.details


def test_a_question_about_money_is_no_word_about_a_repair_in_hand() -> None:
    fees = decide(None, said("请问物业费怎么交"), IN_HAND)
    other = decide(None, said("请问师傅带梯子吗"), IN_HAND)

    assert isinstance(fees, Started)
    assert fees.begin.kind is CaseKind.ENQUIRY
    assert other == Addition(NUMBER)


def test_photos_and_places_are_kept_also_before_they_are_asked_for() -> None:
    photo = stepped(decide(ASKED_WHAT, said(media=("m1", "m2")), NOBODY)).progress
    place = stepped(decide(ASKED_WHAT, said(position="滨河路1号"), NOBODY)).progress

    assert photo.answers == {"photo.1": ["m1", "m2"]}
    assert place.answers == {"place": {"text": "滨河路1号", "home": None}}


def test_a_photo_at_a_revisit_joins_the_case_and_words_with_it_answer() -> None:
    assert decide(ASKED_FIXED, said(media=("m1",)), NOBODY) == Addition(NUMBER)
    with_words = decide(ASKED_FIXED, said("还在漏", media=("m1",)), NOBODY)
    assert isinstance(with_words, Addition)
    assert with_words.progress is not None
    assert with_words.progress.answers["fixed"] is False


def test_a_recording_at_a_question_is_no_wrong_answer() -> None:
    decision = decide(ASKED_GRADE, said(media=("m1",), is_voice=True), NOBODY)

    assert isinstance(decision, Addition)
    enrolment = thread(Talk.MENU, MenuSeed())
    assert isinstance(decide(enrolment, said(media=("m1",), is_voice=True), NOBODY), Started)


@each(
    ("text", "facts", "decision"),
    [
        ("没修好", Facts(done=(LEAK,)), StillBroken(NUMBER)),
        ("没修好", DONE, Started(Begin(Talk.NOT_FIXED, "没修好"), True)),
        ("厨房又漏水了", DONE, StillBroken(NUMBER)),
        ("楼上又吵了", DONE, StillBroken("TS-20261101-0001")),
        (
            "门锁又坏了",
            Facts(done=(CLOSED_LEAK,)),
            Started(Begin(Talk.REPORT, "门锁又坏了", CaseKind.REPAIR), True),
        ),
        ("还没修好", IN_HAND, Addition(NUMBER)),
        ("还没修好", NOBODY, Started(Begin(Talk.REPORT, "还没修好", CaseKind.REPAIR), True)),
        ("怎么样了", IN_HAND, Started(Begin(Talk.STATUS), True)),
        (
            "厨房漏水，什么时候能来修",
            NOBODY,
            Started(Begin(Talk.REPORT, "厨房漏水，什么时候能来修", CaseKind.REPAIR), True),
        ),
        ("师傅记得带梯子", IN_HAND, Addition(NUMBER)),
        ("请问要准备什么", IN_HAND, Addition(NUMBER)),
        ("请问几点开门", NOBODY, handed_over("请问几点开门", CaseKind.ENQUIRY)),
        ("表扬小张", IN_HAND, handed_over("表扬小张", CaseKind.PRAISE)),
        ("建议装个路灯", IN_HAND, handed_over("建议装个路灯", CaseKind.SUGGESTION)),
        ("你们来人看看这里", NOBODY, Started(Begin(Talk.REPORT, "你们来人看看这里"), True)),
        ("哎", NOBODY, Started(Begin(Talk.MENU), True)),
        ("哎", IN_HAND, Started(Begin(Talk.MENU), True)),
        ("8-1-302", NOBODY, Started(Begin(Talk.MENU), True)),
        ("13800138000", NOBODY, Started(Begin(Talk.MENU), True)),
        ("不用了", IN_HAND, Thanked()),
    ],
)  # fmt: skip
def test_a_loose_word_finds_where_it_belongs(text: str, facts: Facts, decision: Decision) -> None:
    assert decide(None, said(text), facts) == decision
    assert decide(MENU, said(text), facts) == decision


def test_a_photo_out_of_the_blue_begins_a_report_or_joins_the_case_in_hand() -> None:
    assert decide(None, said(media=("m1",)), IN_HAND) == Addition(NUMBER)
    assert decide(None, said(media=("m1",)), NOBODY) == Started(
        Begin(Talk.REPORT), True, {"photo.1": ["m1"]}
    )  # fmt: skip


def test_the_menu_leaves_what_is_no_item_to_the_question_beneath() -> None:
    assert gives_way(MENU, said("已经好了"))
    assert not gives_way(MENU, said("1"))
    assert not gives_way(MENU, said("报修"))
    assert not gives_way(MENU, said("取消"))
    assert not gives_way(MENU, said("着火了"))
    assert not gives_way(ASKED_FIXED, said("已经好了"))


def test_a_list_of_cases_is_left_for_another_matter() -> None:
    assert isinstance(decide(ASKED_WHICH, said("2"), NOBODY), Stepped)
    assert isinstance(decide(ASKED_WHICH, said("那个"), NOBODY), Stepped)
    assert decide(ASKED_WHICH, said("门锁坏了"), NOBODY) == Started(
        Begin(Talk.REPORT, "门锁坏了", CaseKind.REPAIR), instead=True
    )


@each(
    "text",
    [
        *"没修好 还没修好 又漏了 還是漏水 仲未整好 仲漏緊水 重係漏水 又漏水喇 根本没弄好".split(),
        *"不满意 还是老样子 厨房又开始滴水了 师傅走了又漏 怎么还没修好 怎么还在漏？ 白修了".split(),
        "还没人来修",
        *("漏水還沒修好", f"{NUMBER}还没修好", f"{NUMBER} 又漏了", "still leaking"),
        *("It's leaking again", "not fixed yet", "the leak is back", "same problem again"),
        "bx 20261124 0001 is still not fixed",
    ],
)
def test_not_fixed_opens_the_round_of_the_one_case_that_is_done(text: str) -> None:
    assert decide(None, said(text), RESOLVED) == StillBroken(NUMBER)
    assert decide(MENU, said(text), Facts(done=(CLOSED_LEAK,))) == StillBroken(NUMBER)


@each("text", ["修好了吗", f"{NUMBER} 怎么样了", "什么时候修好", "处理好了没", "还没好吗"])
def test_a_question_is_no_verdict(text: str) -> None:
    assert not isinstance(decide(None, said(text), RESOLVED), StillBroken)


@each(
    ("text", "facts", "decision"),
    [
        ("又漏了", Facts(done=(LAMP, LEAK)), StillBroken(LEAK.number)),
        ("灯还是不亮", Facts(done=(LEAK, LAMP)), StillBroken(LAMP.number)),
        ("还是不亮", Facts(done=(LEAK, LAMP)), StillBroken(LAMP.number)),
        (
            "the kitchen tap is leaking again",
            Facts(done=(LAMP, NamedCase(NUMBER, "My kitchen tap is dripping"))),
            StillBroken(NUMBER),
        ),
        ("还没修好", Facts(done=(LAMP, CLOSED_LEAK)), StillBroken(LAMP.number)),
        ("灯还是不亮", Facts(LAMP.number, (LAMP,), (LEAK,)), Addition(LAMP.number)),
    ],
)
def test_of_several_cases_the_one_that_the_words_fit_is_meant(
    text: str, facts: Facts, decision: Decision
) -> None:
    assert decide(None, said(text), facts) == decision


@each(
    ("text", "facts"),
    [
        ("还没修好", Facts(done=(LEAK, LAMP))),
        ("还没修好", Facts(LAMP.number, (LAMP,), (LEAK,))),
        ("卫生间的门又打不开", RESOLVED),
        ("不满意", Facts(done=(LEAK, LAMP))),
    ],
)
def test_where_several_may_be_meant_or_none_for_sure_it_is_asked(text: str, facts: Facts) -> None:
    asked = Started(Begin(Talk.NOT_FIXED, text), instead=True)

    assert decide(None, said(text), facts) == asked


def test_who_names_the_case_in_the_middle_of_something_else_is_heard() -> None:
    text = f"{NUMBER}还是没修好"

    assert decide(ASKED_WHAT, said(text), NOBODY) == StillBroken(NUMBER, instead=True)
    assert decide(ASKED_PHOTOS, said(text), NOBODY) == StillBroken(NUMBER)


WORDS = ("1", "没有", "人工", "报修", "着火了", NUMBER, HOME, "好的", "又漏了")
REPLIES = st.builds(
    Reply,
    at=st.just(AT),
    text=st.text() | st.sampled_from(WORDS),
    media=st.sampled_from([(), ("m1",), ("m1", "m2")]),
    position=st.sampled_from(["", "东门"]),
    choice=st.sampled_from([None, "yes", "repair"]),
    is_voice=st.booleans(),
)


@given(
    st.sampled_from(EVERYWHERE), REPLIES, st.sampled_from([NOBODY, IN_HAND, DONE]), st.booleans()
)
def test_whatever_is_said_wherever_comes_to_the_same_one_thing_twice(
    top: Thread | None, reply: Reply, facts: Facts, stale: bool
) -> None:
    decision = decide(top, reply, facts, stale_tap=stale)

    again = decide(top, reply, facts, stale_tap=stale)
    assert type(again) is type(decision)
    if isinstance(decision, Stepped) and isinstance(again, Stepped):
        assert again.progress.answers == decision.progress.answers
        assert again.progress.asked == decision.progress.asked


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("好了", {"fixed": True}),
        ("修好了，谢谢", {"fixed": True}),
        ("满意", {"fixed": True, "satisfaction": "satisfied"}),
    ],
)
def test_good_news_of_the_one_case_that_is_said_done_begins_its_revisit(
    text: str, answers: dict[str, Any]
) -> None:
    done = NamedCase(NUMBER, "厨房漏水")
    facts = Facts(spoken_of=NUMBER, done=(done,))

    assert decide(None, said(text), facts) == FoundFixed(NUMBER, answers)


@each("text", ["好的", "谢谢", "一般", "好了吗", "修好了通知我一声好吗"])
def test_courtesy_a_doubt_and_a_question_are_no_good_news(text: str) -> None:
    facts = Facts(spoken_of=NUMBER, done=(NamedCase(NUMBER, "厨房漏水"),))

    assert not isinstance(decide(None, said(text), facts), FoundFixed)


def test_good_news_that_may_be_of_several_cases_begins_no_revisit() -> None:
    done, other = NamedCase(NUMBER, "厨房漏水"), NamedCase("BX-20261124-0009", "灯坏了")

    for facts in (Facts(done=(done, other)), Facts(done=(done,), in_hand=(other,))):
        assert not isinstance(decide(None, said("好了"), facts), FoundFixed)
