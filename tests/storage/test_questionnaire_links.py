"""A home's questionnaire is held while it is answered: phones, chat and staff come one by one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import Session, select

from flows.forms.answers import Given
from flows.forms.built_in import built_in
from flows.rules.policy_text import packaged
from flows.rules.refusals import NotAllowed
from flows.rules.survey.invitations import Known
from flows.rules.vocabulary import Language, Role
from flows.talks.answers_kept import response_of
from storage.campaigns import Campaign
from storage.conversations import Conversation
from storage.database import zone_of
from storage.erasing import erase_resident
from storage.estates import Home
from storage.handing_in import AnsweredBefore
from storage.inbound import Inbound
from storage.invitations import Invitation
from storage.keyed_responses import Collected, KeyedMode, key_in
from storage.keys import keyring
from storage.originals import original_of
from storage.questionnaire_links import (
    Standing,
    file_entered,
    find_linked,
    hand_in_linked,
    hold_linked,
    keep_entered,
)
from storage.residents import Resident
from storage.responses import FormResponse, answers_to
from storage.staff import find_staff
from tests.estate import CHEN, Garden
from tests.surveys import TOKEN, invitations, invite, running_campaign

PHONES = 4


@pytest.fixture
def asked(garden: Garden) -> Garden:
    """A garden whose home 8-1-302 has the link."""
    with garden.changing() as session:
        last_day = date(2026, 12, 4)
        campaign = running_campaign(session, garden.id, [CHEN], garden.now, last_day=last_day)
        [invitation] = invitations(session, campaign.id)
        invite(session, invitation, TOKEN)
    return garden


def hand_in_from(garden: Garden, phone: int, ready: Barrier) -> bool:
    """Answer and hand in from a phone; whether that counted."""
    ready.wait(60)
    with garden.changing() as session:
        linked = hold_linked(session, TOKEN, garden.now)
        assert linked is not None
        if linked.standing is not Standing.OPEN:
            return False
        linked = keep_entered(session, linked, {"opinion": Given(f"phone {phone}")}, garden.now)
        hand_in_linked(session, linked, garden.now)
        return True


def key_in_by_staff(garden: Garden, ready: Barrier) -> bool:
    """Key in a paper of the same home; whether that counted."""
    ready.wait(60)
    with garden.changing() as session:
        member = find_staff(session, "xiao.lin")
        assert member is not None
        campaign = session.exec(select(Campaign)).one()
        home = session.exec(select(Home).where(Home.code == CHEN)).one()
        response = response_of(built_in("quarter"), {})
        collected = Collected(member, Role.ASSISTANT, KeyedMode.LETTER, "", "test")
        try:
            key_in(session, campaign, home, response, collected, garden.now)
        except NotAllowed:
            return False
        return True


def test_of_phones_and_staff_at_the_same_moment_one_answers_for_the_home(asked: Garden) -> None:
    ready = Barrier(PHONES + 1)
    with ThreadPoolExecutor(PHONES + 1) as threads:
        counted = [threads.submit(hand_in_from, asked, phone, ready) for phone in range(PHONES)]
        counted.append(threads.submit(key_in_by_staff, asked, ready))
        outcomes = [one.result(60) for one in counted]

    assert sorted(outcomes) == [False] * PHONES + [True]
    with asked.looking() as session:
        assert len(session.exec(select(FormResponse)).all()) == 1
        assert session.exec(select(Invitation)).one().known == Known.COMPLETED


def test_two_phones_that_fill_in_different_items_keep_both(asked: Garden) -> None:
    items = ("overall", "attitude")
    ready = Barrier(len(items))

    def fill_in(item: str) -> None:
        ready.wait(60)
        with asked.changing() as session:
            linked = hold_linked(session, TOKEN, asked.now)
            assert linked is not None
            keep_entered(session, linked, {item: Given("satisfied")}, asked.now)

    with ThreadPoolExecutor(len(items)) as threads:
        list(threads.map(fill_in, items))

    with asked.looking() as session:
        linked = find_linked(session, TOKEN, asked.now)
        assert linked is not None
        assert set(linked.answers) == set(items)


def test_what_a_page_sent_is_the_original_of_its_response(asked: Garden) -> None:
    with asked.changing() as session:
        linked = hold_linked(session, TOKEN, asked.now)
        assert linked is not None
        file_entered(session, linked, "1", {"overall": ["satisfied"], "opinion": [""]}, asked.now)
        linked = keep_entered(session, linked, {"overall": Given("satisfied")}, asked.now)
        row = hand_in_linked(session, linked, asked.now)

        assert answers_to(session, row)["overall"] == {"value": "satisfied"}
        assert [one.text for one in original_of(session, row)] == ["overall: satisfied"]
        with pytest.raises(AnsweredBefore):
            hand_in_linked(session, linked, asked.now)


def test_a_talk_that_a_page_begins_ends_as_one_that_the_house_began(
    asked: Garden,
) -> None:
    with asked.changing() as session:
        linked = hold_linked(session, TOKEN, asked.now)
        assert linked is not None
        keep_entered(session, linked, {"overall": Given("satisfied")}, asked.now)

        [talk] = session.exec(select(Conversation)).all()
        days = packaged("strict").survey_asking.told_over_days
        end_of_last_day = datetime(2026, 12, 5, tzinfo=zone_of(session))
        assert talk.expires_at == end_of_last_day + timedelta(days=days)


@pytest.fixture
def silent(asked: Garden) -> int:
    """Somebody of the directory who never wrote, asked in their home's name."""
    with asked.changing() as session:
        resident = Resident(
            estate_id=asked.id,
            language=Language.SIMPLIFIED,
            in_directory=True,
            created_at=asked.now,
        )
        session.add(resident)
        session.flush()
        session.exec(select(Invitation)).one().resident_id = resident.id
        return resident.id


def answer_by_page(session: Session, now: datetime) -> FormResponse:
    linked = hold_linked(session, TOKEN, now)
    assert linked is not None
    file_entered(session, linked, "1", {"overall": ["satisfied"]}, now)
    linked = keep_entered(session, linked, {"overall": Given("satisfied")}, now)
    return hand_in_linked(session, linked, now)


@pytest.mark.usefixtures("silent")
def test_a_page_is_the_original_also_of_whoever_never_wrote(asked: Garden) -> None:
    with asked.changing() as session:
        row = answer_by_page(session, asked.now)

        assert [one.text for one in original_of(session, row)] == ["overall: satisfied"]


def test_what_a_page_sent_is_erased_with_whoever_never_wrote(asked: Garden, silent: int) -> None:
    with asked.changing() as session:
        answer_by_page(session, asked.now)
        erase_resident(session, silent, asked.now)

        [page] = session.exec(select(Inbound)).all()
        kept = [keyring(session).open(sealed) for sealed in (page.text_sealed, page.raw_sealed)]
        assert "satisfied" not in "".join(kept)
