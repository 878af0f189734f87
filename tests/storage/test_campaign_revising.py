"""A draft that is wrong is corrected or given up, and a draw that is given up leaves no trace."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from flows.forms.built_in import built_in
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignKind, CampaignState, CampaignVerb
from storage.audit import AuditEntry
from storage.campaign_proof import prove
from storage.campaign_revising import Changes
from storage.campaign_signing import Spoken
from storage.campaigns import Campaign, estates_of, find_campaign
from storage.estates import Estate
from storage.invitations import Invitation, SurveyCycle, SurveyTurn
from storage.staff import find_staff
from storage.survey_measures import propose_measure
from tests.estate import Garden
from tests.survey_estate import STARTS_ON, WRONG_WISHES, draft, invited, people, run

HOMES = [f"{building}-{room}" for building in (1, 2, 3) for room in (101, 102, 201, 202)]
WRONG = Spoken(reason="写错了")
WEEK = timedelta(days=7)


def revise(garden: Garden, number: str, by: str = "zhou", **changes: Any) -> Campaign:  # noqa: ANN401 - whatever a draft may say
    """A member of the staff corrects a draft; the survey afterwards."""
    return run(garden, CampaignVerb.REVISE, number, by, Spoken(changes=Changes(**changes)))


def drop(garden: Garden, number: str, by: str = "wang", spoken: Spoken = WRONG) -> Campaign:
    return run(garden, CampaignVerb.DROP, number, by, spoken)


def _cycles(garden: Garden) -> tuple[dict[int, int], dict[int, int]]:
    """The turns of all homes and the cycles of all estates."""
    with garden.looking() as session:
        turns = {one.home_id: one.cycle for one in session.exec(select(SurveyTurn))}
        return turns, {one.estate_id: one.cycle for one in session.exec(select(SurveyCycle))}


def _campaign(session: Session, number: str) -> Campaign:
    found = find_campaign(session, number)
    assert found is not None
    return found


def _audited(garden: Garden, action: str) -> AuditEntry:
    with garden.looking() as session:
        return session.exec(select(AuditEntry).where(AuditEntry.action == action)).one()


def test_a_draft_is_corrected_and_what_it_said_stands_in_the_audit_log(garden: Garden) -> None:
    number = draft(garden, 6)

    revised = revise(
        garden, number, title=" 年末满意度调查 ", size=8, prizes=2, form=built_in("half_year")
    )

    assert (revised.title, revised.size, revised.prizes) == ("年末满意度调查", 8, 2)
    assert (revised.starts_on, revised.state) == (STARTS_ON, CampaignState.DRAFT)
    line = _audited(garden, "revise")
    assert (line.by, line.subject) == ("zhou", f"campaign {number}")
    changed = line.details["changed"]
    assert changed.keys() == {"title", "form", "size", "prizes"}
    assert changed["title"] == ["下半年满意度调查", "年末满意度调查"]
    assert changed["size"] == [6, 8]
    assert [one.split()[0] for one in changed["form"]] == ["quarter", "half_year"]


def test_a_new_first_day_takes_the_last_day_and_the_reminder_along(garden: Garden) -> None:
    number = draft(garden, 6, last_day=STARTS_ON + timedelta(days=5))
    before = revise(garden, number, size=7).next_at
    assert before is not None

    moved = revise(garden, number, starts_on=STARTS_ON + WEEK)

    assert moved.last_day == STARTS_ON + WEEK + timedelta(days=5)
    assert moved.next_at == before + WEEK
    assert revise(garden, number, last_day=STARTS_ON + 2 * WEEK).starts_on == STARTS_ON + WEEK


def test_a_draft_belongs_to_the_part_of_the_year_in_which_it_begins_now(garden: Garden) -> None:
    number = draft(garden, 6)

    assert revise(garden, number, starts_on=date(2027, 2, 6)).part == "2027-1"
    assert revise(garden, number, kind=CampaignKind.EVENT).part is None


def test_a_draft_asks_the_estates_that_it_names_now(garden: Garden) -> None:
    number = draft(garden, 6, by="boss")
    with garden.looking() as session:
        next_door = session.get_one(Estate, garden.next_door)

    with pytest.raises(NotAllowed, match="another estate"):
        revise(garden, number, estates=[next_door])
    revise(garden, number, "boss", estates=[next_door])

    with garden.looking() as session:
        asked = estates_of(session, _campaign(session, number).id)
        assert [one.name for one in asked] == [next_door.name]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        *WRONG_WISHES,
        ({"size": 6}, "refused.nothing_revised"),
        ({}, "refused.nothing_revised"),
    ],
)
def test_a_correction_that_cannot_be_says_why_and_changes_nothing(
    garden: Garden, changes: dict[str, Any], key: str
) -> None:
    number = draft(garden, 6)
    before = garden.rows()

    with pytest.raises(NotAllowed) as refused:
        revise(garden, number, **changes)

    assert refused.value.key == key
    assert garden.rows() == before


def test_what_was_drawn_is_not_corrected_any_more(garden: Garden) -> None:
    people(garden, HOMES)
    number = draft(garden, 6)
    run(garden, CampaignVerb.FREEZE, number)

    with pytest.raises(NotAllowed, match="while the survey is frozen"):
        revise(garden, number, size=7)


def test_a_draft_that_was_given_up_stays_and_does_nothing(garden: Garden) -> None:
    number = draft(garden, 6)

    dropped = drop(garden, number, "zhou")

    assert (dropped.state, dropped.dropped_at) == (CampaignState.DRAFT, garden.now)
    assert dropped.next_at is None
    line = _audited(garden, "drop")
    assert (line.by, line.why, line.details) == ("zhou", "写错了", {})
    for verb in CampaignVerb:
        with pytest.raises(NotAllowed, match="has been given up"):
            run(garden, verb, number, "boss", WRONG)
    with garden.looking() as session:
        member, campaign = find_staff(session, "zhou"), _campaign(session, number)
        assert member is not None
        with pytest.raises(NotAllowed, match="has been given up"):
            propose_measure(session, campaign, member, "加灯", "", garden.now)
    assert "campaign" not in {one.kind for one in garden.wait(days=20)}


@pytest.mark.parametrize("earlier", [(), (5,), (12,), (12, 5)])
def test_a_draw_that_is_given_up_leaves_turns_and_cycles_as_they_were(
    garden: Garden, earlier: tuple[int, ...]
) -> None:
    people(garden, HOMES)
    for homes in earlier:
        former = draft(garden, homes, seed="former")
        run(garden, CampaignVerb.FREEZE, former)
        with garden.changing() as session:
            _campaign(session, former).state = CampaignState.CLOSED
    turns, cycles = _cycles(garden)
    number = draft(garden, 9)
    run(garden, CampaignVerb.FREEZE, number)
    drawn = invited(garden, number)
    assert _cycles(garden)[0] != turns

    with pytest.raises(NotAllowed, match="takes a manager and a reason"):
        drop(garden, number, "zhou")
    drop(garden, number)

    assert _cycles(garden) == (turns, cycles or {garden.id: 1})
    assert _audited(garden, "drop").details == {"override": True}
    with garden.looking() as session:
        campaign = _campaign(session, number)
        assert prove(session, campaign).mistakes == ()
        of_campaign = select(Invitation).where(col(Invitation.campaign_id) == campaign.id)
        assert {one.ended_at for one in session.exec(of_campaign)} == {garden.now}
    again = draft(garden, 9)
    run(garden, CampaignVerb.FREEZE, again)
    assert invited(garden, again) == drawn


def test_a_draw_is_not_given_up_once_another_has_gone_by_it(garden: Garden) -> None:
    people(garden, HOMES)
    turns = _cycles(garden)[0]
    first, second = draft(garden, 4), draft(garden, 4)
    for number in (first, second):
        run(garden, CampaignVerb.FREEZE, number)
    before = garden.rows()

    with pytest.raises(NotAllowed, match=f"{second} has drawn homes of these estates since"):
        drop(garden, first)

    assert garden.rows() == before
    drop(garden, second)
    drop(garden, first)
    assert _cycles(garden)[0] == turns


def test_the_half_year_of_a_draft_that_was_given_up_has_none_again(garden: Garden) -> None:
    people(garden, HOMES)
    garden.until(datetime(2027, 4, 18, tzinfo=UTC))
    drop(garden, "DC-20270417-0001")

    happened = garden.until(datetime(2027, 6, 1, tzinfo=UTC))

    about = f"estate {garden.id}"
    here = [one.action for one in happened if (one.kind, one.about) == ("campaign", about)]
    assert here[0].startswith("drafted DC-2027")
