"""What is kept long enough goes at night, once, and what is needed stays (P7)."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.channels import ChannelName, Event, Incoming
from bot.reception import receive
from flows.rules.policy_privacy import Keeping, Retention
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Verb
from storage.asked_homes import end_talks
from storage.cases import Case, Media, lock_case, timeline
from storage.conversations import Conversation
from storage.erasing import erase_resident
from storage.forgetting import Forgetting
from storage.holding import hold_case, release_case
from storage.inbound import Arrival, Inbound, enter
from storage.invitations import Invitation
from storage.keys import keyring
from storage.residents import Identity, Resident, find_identity
from storage.responses import FormResponse
from storage.retention import FORGET, ROWS_AT_ONCE
from tests.campaigns import Survey
from tests.estate import RESOLVED, Garden

RULES = packaged("strict").retention


def hear(
    garden: Garden, *texts: str, openid: str = "openid-chen", event: Event | None = None
) -> str:
    said = ""
    for text in texts:
        key = f"{openid} {len(garden.rows()['inbound'])}"
        incoming = Incoming(
            ChannelName.WECHAT, "gh", key, openid, text, raw=text.encode(), event=event
        )
        answer = receive(garden.database, incoming, garden.now)
        said = "\n".join(part.text for part in answer.parts)
    return said


def nights(garden: Garden, days: int) -> None:
    """So many nights go by, and what is old enough goes."""
    garden.sleep(days)


def closed_case(garden: Garden) -> int:
    case = garden.report("王家的水管漏水")
    garden.do(Verb.RESOLVE, case, "xiao.lin", **RESOLVED)
    garden.wait(days=12)
    assert garden.state(case) == "closed"
    with garden.changing() as session:
        for name in ("photo", "voice"):
            session.add(
                Media(
                    case_id=case, channel="wechat", kind="image", reference=name, state="stored",
                    sha256=name * 4, received_at=garden.now,
                )
            )  # fmt: skip
    return case


def words(garden: Garden) -> list[tuple[str, bool]]:
    """The text of each message that came, and whether its raw form is still there."""
    with garden.looking() as session:
        rows = session.exec(select(Inbound))
        return [(keyring(session).open(row.text_sealed), bool(row.raw_sealed)) for row in rows]


def test_every_number_of_the_policy_is_kept_to() -> None:
    assert set(FORGET) == {field.name for field in fields(Retention)}


def test_the_raw_message_goes_first_then_its_words_and_its_answer_is_still_known(
    garden: Garden,
) -> None:
    hear(garden, "查进度")

    nights(garden, RULES.raw_days - 1)
    assert words(garden) == [("查进度", True)]
    nights(garden, 1)
    assert words(garden) == [("查进度", False)]
    nights(garden, RULES.message_days)
    assert words(garden) == [("", False)]

    again = Incoming(ChannelName.WECHAT, "gh", "openid-chen 0", "openid-chen", "查进度", raw=b"x")
    assert receive(garden.database, again, garden.now).repeated
    assert len(words(garden)) == 1


def test_what_was_sent_and_talked_about_goes_in_its_time(garden: Garden) -> None:
    closed_case(garden)
    hear(garden, "报修", "取消")
    assert any(row for row in garden.rows()["outgoing"])

    nights(garden, RULES.message_days + 1)

    assert garden.rows()["conversation"] == []
    assert "王家" not in str(garden.rows()["outgoing"])


def test_the_talk_of_somebody_who_is_asked_in_another_goes_in_its_time(garden: Garden) -> None:
    hear(garden, "报修")
    with garden.changing() as session:
        (talk,) = session.exec(select(Conversation))
        end_talks(session, [talk.id], garden.now)

    nights(garden, RULES.conversation_days + 1)

    assert garden.rows()["conversation"] == []


def test_the_talk_of_somebody_who_was_erased_goes_in_its_time(garden: Garden) -> None:
    hear(garden, "报修")
    with garden.changing() as session:
        (talk,) = session.exec(select(Conversation))
        assert talk.resident_id is not None
        erase_resident(session, talk.resident_id, garden.now)

    nights(garden, RULES.conversation_days + 1)

    assert garden.rows()["conversation"] == []


def test_the_talk_in_which_a_survey_was_answered_goes_and_the_answers_stay(garden: Garden) -> None:
    survey = Survey(garden)
    survey.answers(survey.homes[0])
    hear(garden, "报修", "取消")
    with garden.changing() as session:
        (talk,) = session.exec(select(Conversation))
        response = session.exec(select(FormResponse)).one()
        invitation = session.get_one(Invitation, response.invitation_id)
        response.conversation_id = invitation.conversation_id = talk.id
        answers = response.answers_sealed

    nights(garden, RULES.message_days + 1)

    assert garden.rows()["conversation"] == []
    with garden.looking() as session:
        assert session.exec(select(FormResponse)).one().answers_sealed == answers


def test_a_closed_case_loses_its_words_and_keeps_its_figures(garden: Garden) -> None:
    case_id = closed_case(garden)

    nights(garden, RULES.case_days - 20)
    assert garden.case(case_id).text == "王家的水管漏水"
    nights(garden, 20)

    case = garden.case(case_id)
    assert (case.text, case.place, case.result, case.reporter_id) == ("", "", None, None)
    assert (case.closure, case.anonymised_at) == ("unconfirmed", garden.now)
    with garden.looking() as session:
        assert {event.text for event in timeline(session, case_id)} == {""}
    assert case.closed_at is not None


def test_evidence_goes_a_year_after_its_case_was_closed(garden: Garden) -> None:
    closed_case(garden)

    nights(garden, RULES.media_days + 1)

    with garden.looking() as session:
        assert {media.state for media in session.exec(select(Media))} == {"expired"}


def test_what_is_on_hold_or_in_hand_stays(garden: Garden) -> None:
    held, open_one = closed_case(garden), garden.report("还没修好")
    with garden.changing() as session:
        session.get_one(Case, held).hold_reason = "诉讼"

    nights(garden, RULES.case_days + 20)

    assert garden.case(held).text == "王家的水管漏水"
    assert garden.case(open_one).text == "还没修好"


@pytest.mark.parametrize("comes_back", [False, True])
def test_who_unfollowed_is_forgotten_unless_they_come_back(
    garden: Garden, comes_back: bool
) -> None:
    hear(garden, "你好，我是路人", openid="openid-passer")
    hear(garden, "", openid="openid-passer", event=Event.UNSUBSCRIBE)
    if comes_back:
        hear(garden, "", openid="openid-passer", event=Event.SUBSCRIBE)

    nights(garden, RULES.left_days + 1)

    with garden.looking() as session:
        found = find_identity(session, "wechat", "gh", "openid-passer")
        erased = session.exec(select(Resident).where(Resident.erased_at != None)).all()  # noqa: E711 - SQL
    assert (found is not None, len(erased)) == ((True, 0) if comes_back else (False, 1))


def test_a_resident_who_unfollowed_loses_the_openid_and_stays_in_the_directory(
    garden: Garden,
) -> None:
    hear(garden, "", event=Event.UNSUBSCRIBE)

    nights(garden, RULES.left_days + 1)

    with garden.looking() as session:
        assert find_identity(session, "wechat", "gh", "openid-chen") is None
        left = session.exec(select(Resident).where(Resident.in_directory)).all()
        assert len(left) == 2
        assert len(session.exec(select(Identity)).all()) == 2


def test_a_stranger_is_forgotten_a_year_after_they_were_last_heard(garden: Garden) -> None:
    hear(garden, "你好", openid="openid-passer")
    nights(garden, 200)
    hear(garden, "你好", openid="openid-passer")

    nights(garden, RULES.stranger_days - 1)
    with garden.looking() as session:
        assert find_identity(session, "wechat", "gh", "openid-passer") is not None
    nights(garden, 2)

    with garden.looking() as session:
        assert find_identity(session, "wechat", "gh", "openid-passer") is None


def test_an_estate_that_keeps_cases_longer_does(garden: Garden) -> None:
    policy = packaged("strict")
    garden.govern(replace(policy, retention=replace(policy.retention, case_days=5000)))
    case = closed_case(garden)

    nights(garden, RULES.case_days + 1)

    assert garden.case(case).text == "王家的水管漏水"


def due(garden: Garden, kind: Keeping) -> list[tuple[str, str, str]]:
    """The rows of a kind: what each is about, its state, and the night that it waits for."""
    with garden.looking() as session:
        of_kind = select(Forgetting).where(Forgetting.kind == kind)
        rows = session.exec(of_kind.order_by(col(Forgetting.id)))
        return [
            (row.about, row.state, "" if row.next_at is None else f"{row.next_at:%Y-%m-%d}")
            for row in rows
        ]


def test_the_messages_of_a_day_are_due_together_in_one_row(garden: Garden) -> None:
    for _ in range(3):
        hear(garden, "查进度")
    (row,) = due(garden, Keeping.RAW)

    garden.sleep(1)
    hear(garden, "查进度")

    assert row == ("2026-11-23", "pending", "2026-12-23")
    assert [about for about, _, _ in due(garden, Keeping.RAW)] == ["2026-11-23", "2026-11-25"]


def test_time_steps_to_what_is_to_be_forgotten_and_tells_of_it(garden: Garden) -> None:
    hear(garden, "查进度")

    done = [one for one in garden.wait(days=RULES.raw_days + 1) if one.kind == "retention"]

    (raw, *_) = [one for one in done if "raw_days" in one.about]
    assert (raw.about, raw.action) == ("raw_days 2026-11-23", "forgotten")
    assert raw.at.astimezone(garden.database.zone).hour == 3
    assert words(garden) == [("查进度", False)]


@pytest.mark.both_databases
def test_more_than_fits_in_one_transaction_goes_in_several(garden: Garden) -> None:
    with garden.changing() as session:
        for number in range(ROWS_AT_ONCE + 1):
            arrival = Arrival("wechat", "gh", f"m{number}", "你好", b"x", {})
            enter(session, arrival, garden.now)

    garden.sleep(RULES.raw_days)

    assert {raw for _, raw in words(garden)} == {False}
    assert [state for _, state, _ in due(garden, Keeping.RAW)] == ["fired"]


def test_a_closed_case_is_due_twice_and_not_at_all_when_it_is_looked_at_again(
    garden: Garden,
) -> None:
    case = closed_case(garden)
    about = f"case {case}"
    assert (about, "pending", "2027-12-03") in due(garden, Keeping.MEDIA)
    assert (about, "pending", "2029-12-02") in due(garden, Keeping.CASE)

    garden.do(Verb.REVIEW, case, "zhou", reason="住户申请复核")
    assert (about, "dropped", "") in due(garden, Keeping.CASE)

    garden.do(Verb.WITHDRAW, case, "zhou", reason="住户撤回")
    assert [state for one, state, _ in due(garden, Keeping.CASE) if one == about] == ["pending"]


def test_a_hold_stops_the_days_and_what_was_held_back_goes_after_its_release(
    garden: Garden,
) -> None:
    hear(garden, "报修", "王家的水管漏水", "没有照片", "1")
    case = closed_case(garden)
    with garden.changing() as session:
        hold_case(session, lock_case(session, case), "诉讼")
    garden.sleep(RULES.case_days + 20)
    kept = garden.messages(case)
    assert garden.case(case).text == "王家的水管漏水"
    assert any(message.text for message in kept)

    with garden.changing() as session:
        release_case(session, lock_case(session, case), garden.now)
    garden.sleep(1)

    assert garden.case(case).text == ""
    assert not any(message.text for message in garden.messages(case))


def test_fewer_days_hold_for_what_is_kept_already_and_more_days_too(garden: Garden) -> None:
    hear(garden, "查进度")
    policy = packaged("strict")
    garden.govern(replace(policy, retention=replace(policy.retention, raw_days=10)))
    garden.sweep("retention")
    assert due(garden, Keeping.RAW)[0][2] == "2026-12-03"

    garden.govern(policy)
    garden.sleep(RULES.raw_days - 1)
    assert words(garden) == [("查进度", True)]

    garden.sleep(1)
    assert words(garden) == [("查进度", False)]


def test_what_cannot_be_forgotten_is_put_aside_and_keeps_nothing_else_waiting(
    garden: Garden,
) -> None:
    case = closed_case(garden)
    with garden.changing() as session:
        row = session.exec(select(Forgetting).where(Forgetting.kind == Keeping.CASE)).one()
        row.day, row.case_id, row.kind, row.next_at = None, case, Keeping.RAW, garden.now
        row.begun_at = garden.now - timedelta(days=400)
        session.add(row)
    hear(garden, "查进度")

    garden.sleep(RULES.raw_days)

    assert ("查进度", False) in words(garden)
    with garden.looking() as session:
        broken = session.get_one(Forgetting, row.id)
    assert (broken.failures, broken.state) == (1, "pending")
    assert broken.next_at is not None
    assert broken.next_at > garden.now
