"""A file is signed off when it is complete, and then stays as it is (R40, R46)."""

import pytest

from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import CaseClass, CaseState, Satisfaction, Urgency, Verb
from storage.case_archiving import archive_of
from storage.cases import Media, lock_case
from storage.media import WANTED, keep
from storage.sign_offs import SignedBy, newest_sign_off, sign_in_chat
from tests.estate import Garden


def finished(garden: Garden, **report: object) -> int:
    """A case that was resolved, revisited and confirmed."""
    case = garden.report(**report)  # type: ignore[arg-type]  # the test says which
    garden.resolve(case)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True, satisfaction="satisfied")
    return case


def lacking(garden: Garden, case: int) -> str:
    """What a refused archiving says is missing; nothing has changed."""
    before = garden.rows()
    with pytest.raises(NotAllowed) as refusal:
        garden.do(Verb.ARCHIVE, case, "wang")
    assert garden.rows() == before
    assert refusal.value.code is Refusal.FILE_INCOMPLETE
    return refusal.value.reason


def is_archived(garden: Garden, case: int) -> bool:
    with garden.changing() as session:
        return archive_of(session, lock_case(session, case)) is not None


def test_a_complete_file_is_signed_by_the_manager(garden: Garden) -> None:
    case = finished(garden)

    garden.do(Verb.ARCHIVE, case, "wang")

    assert is_archived(garden, case)
    assert garden.events(case, "archived")[0].by == "wang"


def test_an_archived_file_changes_only_by_a_review_which_opens_it_again(garden: Garden) -> None:
    case = finished(garden)
    garden.do(Verb.ARCHIVE, case, "wang")

    for verb, fields in ((Verb.SIGN_OFF, {"satisfied": True}), (Verb.ARCHIVE, {})):
        with pytest.raises(NotAllowed) as refusal:
            garden.do(verb, case, "wang", **fields)
        assert refusal.value.key == "refused.archived"
    garden.do(Verb.REVIEW, case, "xiao.lin", reason="住户申请复核")

    assert garden.state(case) is CaseState.OPEN
    assert not is_archived(garden, case)


def test_a_photo_that_is_not_kept_yet_is_waited_for(garden: Garden) -> None:
    case = finished(garden)
    with garden.changing() as session:
        photo = Media(
            case_id=case,
            channel="wechat",
            kind="image",
            reference="m",
            state=WANTED,
            received_at=garden.now,
        )
        session.add(photo)
        session.flush()
        media_id = photo.id

    assert lacking(garden, case) == "the file lacks: media"
    with garden.changing() as session:
        keep(session, media_id, sha256="a" * 64, size=3, content_type="image/png", now=garden.now)
    garden.do(Verb.ARCHIVE, case, "wang")


def test_a_leaders_visit_that_is_not_recorded_is_waited_for(garden: Garden) -> None:
    case = finished(garden, urgency=Urgency.KEY)

    assert lacking(garden, case) == "the file lacks: tasks"
    garden.record(garden.tasks(case)[0].id, "zhou", reached=True, why="在楼下遇到")

    garden.do(Verb.ARCHIVE, case, "wang")


def test_what_became_a_matter_of_the_management_needs_an_approved_plan(garden: Garden) -> None:
    case = finished(garden)
    with garden.changing() as session:
        lock_case(session, case).case_class = CaseClass.MANAGEMENT

    assert lacking(garden, case) == "the file lacks: plan"


def test_an_unconfirmed_case_says_why_nobody_could_be_asked(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.wait(days=12)

    assert garden.state(case) is CaseState.CLOSED
    garden.do(Verb.ARCHIVE, case, "wang")


def test_a_signature_on_paper_is_kept_with_who_took_it(garden: Garden) -> None:
    case = finished(garden)

    garden.do(Verb.SIGN_OFF, case, "xiao.lin", satisfied=True, remark="业主已签字")

    with garden.looking() as session:
        signed = newest_sign_off(session, case)
    assert signed is not None
    assert (signed.via, signed.satisfied, signed.by, signed.at) == (
        SignedBy.PAPER,
        True,
        "xiao.lin",
        garden.now,
    )


@pytest.mark.parametrize("is_closed", [False, True])
def test_who_signs_unsatisfied_opens_the_next_round(garden: Garden, *, is_closed: bool) -> None:
    case = garden.report()
    garden.resolve(case)
    if is_closed:
        garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)

    garden.do(Verb.SIGN_OFF, case, "xiao.lin", satisfied=False, remark="墙面没补")

    assert garden.state(case) is CaseState.OPEN
    assert garden.case(case).round == 2
    with garden.looking() as session:
        signed = newest_sign_off(session, case)
    assert signed is not None
    assert (signed.round, signed.satisfied) == (1, False)


def test_an_answer_in_chat_is_kept_as_a_signature_with_its_address(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    with garden.changing() as session:
        held = lock_case(session, case)
        assert held.identity_id is not None
        sign_in_chat(
            session,
            case,
            held.round,
            identity_id=held.identity_id,
            satisfied=True,
            satisfaction=Satisfaction.SATISFIED,
            now=garden.now,
        )
        signed = newest_sign_off(session, case)
    assert signed is not None
    assert (signed.via, signed.by) == (SignedBy.CHAT, "resident")
