"""A survey from its draft to its publication, on rows: who may do what, and what is written."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from flows.rules.refusals import NotAllowed
from flows.rules.survey.draw import Standing
from flows.rules.survey.words import (
    CampaignKind,
    CampaignState,
    CampaignVerb,
    Disposition,
    Reviewer,
)
from flows.rules.vocabulary import Language, ResidenceRole
from storage.audit import AuditEntry
from storage.campaign_proof import prove
from storage.campaign_signing import Spoken
from storage.campaigns import Campaign, find_campaign
from storage.invitations import Invitation, dispositions
from storage.residents import Residence, Resident
from tests.estate import Garden
from tests.gardens import Ground
from tests.survey_estate import STARTS_ON, WRONG_WISHES, agree, draft, invited, people, run

FREEZE, START, CLOSE = CampaignVerb.FREEZE, CampaignVerb.START, CampaignVerb.CLOSE
HOMES = [f"{building}-{room}" for building in (1, 2, 3) for room in (101, 102, 201, 202)]


def _campaign(session: Session, number: str) -> Campaign:
    found = find_campaign(session, number)
    assert found is not None
    return found


def test_a_survey_goes_from_draft_to_published(garden: Garden) -> None:
    people(garden, HOMES)
    number = draft(garden, 6)
    assert number == "DC-20261123-0001"

    frozen = run(garden, FREEZE, number)
    assert (frozen.state, frozen.lacking, len(invited(garden, number))) == ("frozen", 0, 6)
    garden.now += timedelta(days=12)
    assert run(garden, START, number).state is CampaignState.RUNNING
    run(garden, CampaignVerb.REMIND, number)
    garden.now += timedelta(days=14)
    closed = run(garden, CLOSE, number)
    assert (closed.state, closed.next_at) == (CampaignState.CLOSED, None)
    run(garden, CampaignVerb.REPORT, number)
    for reviewer, by in zip(Reviewer, ("zhou", "wang", "boss"), strict=True):
        run(garden, CampaignVerb.SIGN, number, by, Spoken(reviewer=reviewer, remark="已阅"))
    published = run(garden, CampaignVerb.PUBLISH, number, "wang")

    assert published.state is CampaignState.PUBLISHED
    assert published.reviewed_at == published.published_at == garden.now
    with garden.looking() as session:
        lines = session.exec(
            select(AuditEntry)
            .where(AuditEntry.subject == f"campaign {number}")
            .order_by(col(AuditEntry.id))
        ).all()
        assert [line.action for line in lines] == [
            "draft", "freeze", "start", "remind", "close", "report", "sign", "sign", "sign",
            "publish",
        ]  # fmt: skip
        assert [line.details.get("as") for line in lines if line.action == "sign"] == [*Reviewer]
        found = dispositions(session, published.id)
        # No sweep has asked anybody.
        assert (found[Disposition.UNREACHABLE], sum(found.values())) == (6, 6)


@pytest.mark.parametrize(
    ("changes", "key"),
    WRONG_WISHES,
)
def test_a_draft_that_cannot_be_says_why(garden: Garden, changes: dict[str, Any], key: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        draft(garden, **({"size": 6} | changes))

    assert refused.value.key == key


def test_a_survey_that_nobody_can_be_asked_in_stays_a_draft(garden: Garden) -> None:
    number = draft(garden, 6)  # whoever lives in the garden has never agreed to surveys
    before = garden.rows()

    with pytest.raises(NotAllowed, match="nobody would be asked"):
        run(garden, FREEZE, number)

    assert garden.rows() == before


def test_a_list_that_is_fixed_late_takes_a_manager_and_a_reason(garden: Garden) -> None:
    people(garden, HOMES)
    number = draft(garden, 6)
    garden.now += timedelta(days=6)

    with pytest.raises(NotAllowed, match="7 days before"):
        run(garden, FREEZE, number, "wang")
    run(garden, FREEZE, number, "wang", Spoken(reason="台风改期"))

    with garden.looking() as session:
        line = session.exec(select(AuditEntry).where(AuditEntry.action == "freeze")).one()
        assert (line.by, line.why, line.details) == ("wang", "台风改期", {"override": True})


def test_a_survey_starts_and_ends_early_only_with_a_managers_reason(garden: Garden) -> None:
    people(garden, HOMES)
    number = draft(garden, 6)
    run(garden, FREEZE, number)

    with pytest.raises(NotAllowed, match="starts on 2026-12-05"):
        run(garden, START, number, "zhou", Spoken(reason="急"))
    run(garden, START, number, "wang", Spoken(reason="业主大会提前"))
    with pytest.raises(NotAllowed, match="until 2026-12-18"):
        run(garden, CLOSE, number, "zhou", Spoken(reason="够了"))
    run(garden, CLOSE, number, "wang", Spoken(reason="全部收齐"))


def test_each_home_that_was_not_drawn_has_its_reason(garden: Garden) -> None:
    people(garden, HOMES)
    with garden.changing() as session:
        somebody = select(Residence).order_by(col(Residence.id).desc())
        no, gone, fresh = session.exec(somebody.limit(3)).all()
        agree(session, no.resident_id, granted=False)
        gone.moved_out = STARTS_ON - timedelta(days=1)
        _ask_lately(session, garden, fresh.resident_id)

    number = draft(garden, 5)
    run(garden, FREEZE, number)

    with garden.looking() as session:
        proof = prove(session, _campaign(session, number))
        counts = proof.draw.counts()
        assert proof.mistakes == ()
        assert counts[Standing.DRAWN] == 5
        assert counts[Standing.NOT_DRAWN] == 4
        assert counts[Standing.OPTED_OUT] == 3  # of the garden itself two have never agreed
        assert counts[Standing.NOBODY] == 2
        assert counts[Standing.CAPPED] == 1


def _ask_lately(session: Session, garden: Garden, resident_id: int) -> None:
    """Somebody gets another survey a few days before this one begins."""
    lived = select(Residence.home_id).where(Residence.resident_id == resident_id)
    other = Campaign(
        number="DC-20261101-0001", title="物业费调查", kind=CampaignKind.EVENT,
        state=CampaignState.CLOSED,
        form_content="", size=1, seed="s", starts_on=STARTS_ON, last_day=STARTS_ON,
        drafted_at=garden.now,
    )  # fmt: skip
    session.add(other)
    session.flush()
    session.add(
        Invitation(
            campaign_id=other.id,
            home_id=session.exec(lived).one(),
            cycle=1,
            resident_id=resident_id,
            issued_at=garden.now - timedelta(days=10),
        )
    )
    session.flush()


@given(
    sizes=st.lists(st.integers(1, 8), min_size=2, max_size=5),
    rooms=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    seeds=st.lists(st.text("甲乙丙12", min_size=1, max_size=9), min_size=5, max_size=5),
)
@settings(max_examples=8)
def test_nobody_is_asked_twice_before_all_have_been_and_every_draw_can_be_done_again(
    grounds: dict[str, Ground], sizes: list[int], rooms: list[int], seeds: list[str]
) -> None:
    garden = grounds["sqlite"].garden()
    homes = [f"{one}-{room}" for one, size in enumerate(rooms, 1) for room in range(size)]
    people(garden, homes)
    asked: Counter[str] = Counter()
    for size, seed in zip(sizes, seeds, strict=False):
        number = draft(garden, size, seed=seed)
        run(garden, FREEZE, number)
        asked.update(invited(garden, number))
        # Never is a home asked a second time while another waits for its first.
        assert max(asked[home] for home in homes) - min(asked[home] for home in homes) <= 1
        with garden.changing() as session:
            campaign = _campaign(session, number)
            campaign.state = CampaignState.CLOSED  # so that the next may ask the same homes
            assert prove(session, campaign).mistakes == ()


def test_a_draw_that_was_tampered_with_is_found_out(garden: Garden) -> None:
    people(garden, HOMES)
    number = draft(garden, 5)
    run(garden, FREEZE, number)
    with garden.changing() as session:
        first = session.exec(select(Invitation).order_by(col(Invitation.id))).first()
        session.delete(first)
    with garden.looking() as session:
        proof = prove(session, _campaign(session, number))

    assert len(proof.mistakes) == 1
    assert "is drawn, but not invited" in proof.mistakes[0]


def test_two_residents_of_one_home_are_one_home(garden: Garden) -> None:
    people(garden, ["1-101"])
    with garden.changing() as session:
        tied = session.exec(select(Residence).order_by(col(Residence.id).desc())).first()
        assert tied is not None
        other = Resident(language=Language.SIMPLIFIED, created_at=garden.now)
        session.add(other)
        session.flush()
        session.add(
            Residence(resident_id=other.id, home_id=tied.home_id, role=ResidenceRole.TENANT)
        )

    number = draft(garden, 5)
    assert run(garden, FREEZE, number).lacking == 4
    assert invited(garden, number) == ["1-101"]
