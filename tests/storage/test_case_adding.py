"""补充: what a resident adds by voice is kept as theirs and told to who handles the case."""

from flows.rules.vocabulary import CaseState, DeadlineKind, Urgency, Verb
from tests.estate import Garden


def test_what_the_resident_adds_on_the_phone_is_kept_and_told_to_the_handler(
    garden: Garden,
) -> None:
    case = garden.report()
    garden.do(Verb.ASSIGN, case, "zhou", handler="gong")

    garden.do(Verb.ADD, case, "xiao.lin", text="现在天花板也滴水", via="phone")

    (added,) = garden.events(case, "added")
    assert (added.text, added.by) == ("现在天花板也滴水", "xiao.lin")
    assert added.speaker_id == garden.case(case).reporter_id
    assert added.details == {"told_by": "phone"}
    assert garden.told(case, f"event {added.id}") == [(garden.now, "gong")]


def test_taking_words_down_answers_nobody(garden: Garden) -> None:
    case = garden.report()

    garden.do(Verb.ADD, case, "xiao.lin", text="还在滴", via="visit")

    assert garden.state(case) is CaseState.OPEN
    assert garden.case(case).first_responded_at is None
    assert garden.deadline(case, DeadlineKind.FIRST_RESPONSE).met_at is None


def test_of_an_emergency_that_nobody_has_the_lead_hears_too(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.EMERGENCY)

    garden.do(Verb.ADD, case, "gong", text="有人受伤", via="phone")

    (added,) = garden.events(case, "added")
    assert {who for _, who in garden.told(case, f"event {added.id}")} == {"xiao.lin", "zhou"}
