"""The file of a case outlives who it tells of, on hold as a whole; and it tells of one home."""

import json
from itertools import count

import pytest
from sqlmodel import Session, col, select

from bot.channels import ChannelName, Incoming, IncomingMedia, MediaKind
from bot.reception import receive
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseKind, CaseState, Language, MessageState, Role, Verb
from flows.wording.say import say
from storage.cases import RESIDENT, Case, Media, lock_case, note, said_by
from storage.conversations import Conversation, ConversationState
from storage.erasing import erase_resident
from storage.exporting import export_resident, files_of
from storage.followers import Follower, followers_of
from storage.inbound import Inbound
from storage.incidents import Joining, join, leave
from storage.keeping import keep_stranger
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity, Resident, find_identity
from storage.sign_offs import SignedBy, SignOff
from storage.staff import chain
from storage.telling import brief, tell_staff_of
from tests.bot.privacy.test_export_and_erasure import everything_written
from tests.estate import RESOLVED, Garden

WORDS = "厨房的水管爆了"
RULES = packaged("strict").retention


class Estate:
    """Chen reports with a photo in the chat, and Li joins with one of their own."""

    def __init__(self, garden: Garden) -> None:
        self.garden = garden
        self.keys = count()
        self.say("chen", "报修", photo="chen")
        self.say("chen", WORDS)
        self.say("chen", "没有照片")
        self.say("chen", "1")
        with garden.looking() as session:
            self.case = session.exec(select(Case)).one().id

    def say(self, name: str, text: str, photo: str = "") -> None:
        media = (IncomingMedia(MediaKind.IMAGE, f"photo of {photo}"),) if photo else ()
        incoming = Incoming(
            ChannelName.WECHAT, "gh", f"m{next(self.keys)}", f"openid-{name}", text, media,
            raw=text.encode(),
        )  # fmt: skip
        receive(self.garden.database, incoming, self.garden.now)

    def who(self, name: str) -> Identity:
        with self.garden.looking() as session:
            found = find_identity(session, "wechat", "gh", f"openid-{name}")
            assert found is not None
            return found

    def enclose(self, name: str) -> int:
        """A photo that somebody sent by a message of its own is in the case's file."""
        self.say(name, f"{name}家的照片")
        with self.garden.changing() as session:
            brought = session.exec(select(Inbound).order_by(col(Inbound.id).desc())).first()
            assert brought is not None
            session.add(
                Media(
                    inbound_id=brought.id, case_id=self.case, channel="wechat", kind="image",
                    reference=name, state="stored", sha256=name * 4, received_at=self.garden.now,
                )
            )  # fmt: skip
            return brought.id

    def join(self, name: str, text: str) -> None:
        who = self.who(name)
        with self.garden.changing() as session:
            joining = Joining(who.resident_id, who.id, None, None, text)
            join(session, lock_case(session, self.case), joining, self.garden.now)

    def add(self, name: str, text: str) -> None:
        """They say more about the case, and a lead is told."""
        with self.garden.changing() as session:
            case = lock_case(session, self.case)
            event = note(session, case, "added", by=RESIDENT, now=self.garden.now, text=text)
            said_by(session, event, self.who(name).resident_id)
            leads = [one for one in chain(session, case.estate_id) if one.role is Role.LEAD]
            sentence = say("staff.added", case=brief(case), text=text)
            tell_staff_of(session, case, event, leads, sentence)

    def finish(self) -> None:
        self.garden.do(Verb.RESOLVE, self.case, "xiao.lin", **RESOLVED)
        self.garden.wait(days=12)
        assert self.garden.state(self.case) == CaseState.CLOSED
        with self.garden.changing() as session:
            session.add(
                SignOff(
                    case_id=self.case, round=1, at=self.garden.now, via=SignedBy.CHAT,
                    satisfied=True, identity_id=self.who("chen").id, by="resident", remark="谢谢",
                )
            )  # fmt: skip

    def hold(self) -> None:
        with self.garden.changing() as session:
            session.get_one(Case, self.case).hold_reason = "诉讼"

    def erase(self, name: str) -> None:
        with self.garden.changing() as session:
            erase_resident(session, self.who(name).resident_id, self.garden.now)

    def nights(self, days: int) -> None:
        self.garden.sleep(days)

    def file(self) -> dict[str, list[str]]:
        """What the case's file says: photos, their messages, what was sent, remarks, words."""
        with self.garden.looking() as session:
            photos = session.exec(select(Media).where(Media.case_id == self.case)).all()
            sent = session.exec(select(Outgoing).where(Outgoing.case_id == self.case)).all()
            signed = session.exec(select(SignOff).where(SignOff.case_id == self.case)).all()
            return {
                "photos": sorted(f"{one.state} {one.sha256}" for one in photos),
                "originals": sorted(_original(session, one) for one in photos),
                "sent": sorted(one.text for one in sent),
                "remarks": [one.remark for one in signed],
                "words": [session.get_one(Case, self.case).text],
                "joined": [one.text for one in followers_of(session, self.case)],
            }


def _original(session: Session, photo: Media) -> str:
    row = session.get_one(Inbound, photo.inbound_id)
    return keyring(session).open(row.text_sealed) + keyring(session).open(row.raw_sealed)


@pytest.fixture
def estate(garden: Garden) -> Estate:
    return Estate(garden)


@pytest.mark.parametrize("erased", ["chen", "li"])
def test_the_whole_file_of_a_case_on_hold_outlives_who_it_tells_of(
    estate: Estate, erased: str
) -> None:
    estate.enclose("chen")
    estate.enclose("li")
    estate.join("li", "我家也没水")
    estate.finish()
    estate.hold()
    before = estate.file()
    assert all(before.values())

    estate.erase(erased)

    assert estate.file() == before


def test_the_whole_file_of_a_case_on_hold_outlives_every_night(estate: Estate) -> None:
    estate.enclose("chen")
    estate.join("li", "我家也没水")
    estate.finish()
    estate.hold()
    before = estate.file()

    estate.nights(RULES.case_days + 1)

    assert estate.file() == before


def test_nothing_goes_on_with_who_was_erased_even_about_a_case_on_hold(estate: Estate) -> None:
    estate.hold()
    estate.garden.do(Verb.RESPOND, estate.case, "xiao.lin", text="马上来")

    estate.erase("chen")

    with estate.garden.looking() as session:
        talks = session.exec(select(Conversation)).all()
        states = {one.state for one in session.exec(select(Outgoing)) if one.resident_id}
    assert ConversationState.OPEN not in {one.state for one in talks}
    assert "queued" not in states


def test_a_strangers_case_keeps_its_words_for_as_long_as_any_other(garden: Garden) -> None:
    case = garden.report(WORDS, home=None, kind=CaseKind.REPAIR)
    with garden.changing() as session:
        caller = Resident(
            language=Language.SIMPLIFIED,
            name_sealed=keyring(session).seal("路人"),
            created_at=garden.now,
        )
        session.add(caller)
        session.flush()
        caller_id = caller.id
        keep_stranger(session, caller_id, garden.now)
        session.get_one(Case, case).reporter_id = caller_id
    garden.wait(days=RULES.stranger_days)
    garden.do(Verb.RESOLVE, case, "xiao.lin", **RESOLVED)
    garden.wait(days=12)
    assert garden.state(case) == CaseState.CLOSED

    def known() -> tuple[bool, str]:
        with garden.looking() as session:
            is_named = session.get_one(Resident, caller_id).name_sealed is not None
            return is_named, session.get_one(Case, case).text

    garden.sleep(1)
    assert known() == (True, WORDS)
    garden.sleep(RULES.stranger_days)
    assert known() == (False, WORDS)
    garden.sleep(RULES.case_days - RULES.stranger_days)
    assert known() == (False, "")


def test_a_case_kept_long_enough_loses_the_words_of_who_joined_and_who_signed(
    estate: Estate,
) -> None:
    estate.join("li", "我家也没水")
    estate.finish()

    estate.nights(RULES.case_days + 1)

    assert (estate.file()["joined"], estate.file()["remarks"]) == ([""], [""])


def test_who_is_erased_hears_no_more_of_a_case_that_they_joined(estate: Estate) -> None:
    estate.join("li", "我家也没水")

    before = len(estate.garden.messages(estate.case))
    estate.erase("li")
    estate.garden.do(Verb.RESPOND, estate.case, "xiao.lin", text="马上来")

    sent = estate.garden.messages(estate.case)[before:]
    assert sent
    assert {one.resident_id for one in sent} == {estate.who("chen").resident_id}
    with estate.garden.looking() as session:
        assert session.exec(select(Follower)).all() == []
    assert estate.garden.case(estate.case).joined == 0


def test_an_export_holds_the_words_and_photos_of_one_home(estate: Estate) -> None:
    estate.enclose("chen")
    estate.enclose("li")
    estate.join("li", "李家也没水")

    def exported(name: str) -> tuple[str, list[str]]:
        with estate.garden.looking() as session:
            resident_id = estate.who(name).resident_id
            known = json.dumps(export_resident(session, resident_id), ensure_ascii=False)
            return known, files_of(session, resident_id)

    words, files = exported("chen")
    assert (WORDS in words, "李家" in words, files) == (True, False, ["chen" * 4])
    words, files = exported("li")
    assert (WORDS in words, "李家" in words, files) == (False, True, ["li" * 4])


@pytest.mark.parametrize("erased", ["chen", "li"])
def test_a_case_of_several_homes_loses_the_words_of_who_is_erased_and_no_others(
    estate: Estate, erased: str
) -> None:
    words = {"chen": "我妈要做透析", "li": "我家有婴儿"}
    estate.join("li", words["li"])
    for name, text in words.items():
        estate.add(name, text)
    with estate.garden.changing() as session:
        case = lock_case(session, estate.case)
        assert leave(session, case, estate.who("chen").resident_id, estate.garden.now)
    if erased == "li":
        estate.finish()
    first_words = {"chen": (WORDS, words["chen"]), "li": (words["li"],)}

    estate.erase(erased)

    written = everything_written(estate.garden)
    assert [one for one in first_words[erased] if one in written] == []
    assert words["li" if erased == "chen" else "chen"] in written


def test_a_push_that_waits_while_its_words_are_erased_says_which_case_to_look_at(
    estate: Estate,
) -> None:
    estate.join("li", "我家有婴儿")
    estate.add("li", "我家有婴儿")

    estate.erase("li")

    number = estate.garden.case(estate.case).number
    pushes = [one for one in estate.garden.messages(estate.case) if one.staff_id is not None]
    waiting = {one.text for one in pushes if one.state is MessageState.QUEUED}
    assert waiting == {f"{number} 有新情况，请查看。"}
