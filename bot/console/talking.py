"""Taking over: a conversation by hand with a resident, with WeChat's window and quota in sight."""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Answer, Asked, Go, Missing, NoNews, Page, Route
from bot.console.case_view import conversation_version
from bot.console.cases import CONFLICT, SHOWN_TYPES, visible_case
from bot.console.reply_texts import reply_texts
from bot.console.service import STATUS_OF, VIA
from bot.console.wechat_window import window_of
from bot.staff_refusals import in_words_of
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import Verb
from flows.wording.say import Say
from storage.audit import audit
from storage.case_conversation import conversation_about
from storage.case_verbs import perform
from storage.cases import Case, lock_case
from storage.estates import policy_in_force
from storage.staff import staff_name
from storage.takeovers import Takeover, hand_back_to_bot, holder_of, take_over, talk_about, touch
from storage.telling import language_of


def show_talk(session: Session, asked: Asked, now: datetime) -> Page:
    """The conversation, and what can be written."""
    return _page(session, asked, visible_case(session, asked), now)


def show_lines(session: Session, asked: Asked, now: datetime) -> Answer:
    """The conversation alone, if anything has been said or sent since."""
    case = visible_case(session, asked)
    if asked.query.get("version") == conversation_version(session, case):
        return NoNews()
    return Page("talk_lines.html", _lines(session, asked, case, now), is_part=True)


def begin_talk(session: Session, asked: Asked, now: datetime) -> Answer:
    """Take the conversation over; one who comes second is told who has it."""
    case = lock_case(session, visible_case(session, asked).id)
    policy = policy_in_force(session, case.estate_id, now)
    if take_over(session, case, asked.member, policy, now) is None:
        return _page(session, asked, case, now, key="talk.taken")
    _note(session, asked, case, "take over", now)
    return Go(_address(case), "said.talk_begun", case.number)


def say_in_person(session: Session, asked: Asked, now: datetime) -> Answer:
    """Write to the resident: a human's answer, as in chat (R32)."""
    case = lock_case(session, visible_case(session, asked).id)
    takeover = _own(session, asked, case, now)
    text = asked.field("text")
    if takeover is None:
        return _page(session, asked, case, now, key="talk.not_yours", typed=text)
    try:
        with session.begin_nested():
            perform(session, Verb.RESPOND, case, asked.member, {"text": text}, now, via=VIA)
    except NotAllowed as refusal:
        status, words = STATUS_OF.get(refusal.code, CONFLICT), in_words_of(refusal)
        session.refresh(case)
        return _page(session, asked, case, now, refusal=words, status=status, typed=text)
    touch(session, takeover, now)
    return Go(_address(case))


def end_talk(session: Session, asked: Asked, now: datetime) -> Answer:
    """Let the bot speak again."""
    case = lock_case(session, visible_case(session, asked).id)
    takeover = _own(session, asked, case, now)
    if takeover is None:
        return _page(session, asked, case, now, key="talk.not_yours")
    hand_back_to_bot(session, takeover, case, asked.member.userid, now)
    _note(session, asked, case, "hand back to bot", now)
    return Go(f"/console/cases/{case.number}", "said.talk_ended", case.number)


ROUTES = (
    Route("talk", "GET", "/cases/{number}/talk", show_talk, reads="conversation about"),
    Route("talk.lines", "GET", "/cases/{number}/talk/lines", show_lines, watches=True),
    Route("talk.begin", "POST", "/cases/{number}/talk/begin", begin_talk),
    Route("talk.say", "POST", "/cases/{number}/talk/say", say_in_person),
    Route("talk.end", "POST", "/cases/{number}/talk/end", end_talk),
)


def _page(
    session: Session,
    asked: Asked,
    case: Case,
    now: datetime,
    *,
    key: str = "",
    refusal: Say | None = None,
    status: int = 200,
    typed: str = "",
) -> Page:
    if case.reporter_id is None:
        raise Missing
    policy = policy_in_force(session, case.estate_id, now)
    takeover = talk_about(session, case, policy, now)
    holder = None if takeover is None else holder_of(session, takeover)
    values = _lines(session, asked, case, now) | {
        "case": case,
        "key": key,
        "refusal": refusal,
        "typed": typed,
        "holder": "" if holder is None else staff_name(session, holder),
        "is_mine": holder is not None and holder.id == asked.member.id,
        "idle_minutes": policy.conversation.human_idle_minutes,
        "reply_texts": reply_texts(
            session, case.estate_id, case.state, language_of(session, case.reporter_id)
        ),
    }
    return Page("talk.html", values, CONFLICT if key else status)


def _lines(session: Session, asked: Asked, case: Case, now: datetime) -> dict[str, object]:
    policy = policy_in_force(session, case.estate_id, now)
    return {
        "case": case,
        "conversation": conversation_about(session, case),
        "version": conversation_version(session, case),
        "window": window_of(session, case, policy, asked.words, now),
        "shown_types": SHOWN_TYPES,
    }


def _own(session: Session, asked: Asked, case: Case, now: datetime) -> Takeover | None:
    policy = policy_in_force(session, case.estate_id, now)
    takeover = talk_about(session, case, policy, now)
    is_own = takeover is not None and takeover.staff_id == asked.member.id
    return takeover if is_own else None


def _address(case: Case) -> str:
    return f"/console/cases/{case.number}/talk"


def _note(session: Session, asked: Asked, case: Case, action: str, now: datetime) -> None:
    audit(session, action, f"case {case.number}", by=asked.member.userid, via=VIA, now=now)
