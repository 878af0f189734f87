"""How staff read a report otherwise than the bot is what its models learn from."""

from flows.rules.vocabulary import CaseClass, Urgency, Verb
from storage.cases import Case
from storage.training_examples import training_examples
from tests.estate import Garden


def test_a_reclassified_case_teaches_what_staff_made_it(garden: Garden) -> None:
    case = garden.report()
    garden.report()

    garden.do(Verb.RECLASSIFY, case, "xiao.lin", **{"class": "safety"})
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", urgency="key")

    with garden.looking() as session:
        examples = training_examples(session)
    assert examples == [(garden.case(case).text, CaseClass.SAFETY, Urgency.KEY)]


def test_words_that_were_erased_teach_nothing(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.RECLASSIFY, case, "xiao.lin", **{"class": "safety"})

    with garden.changing() as session:
        session.get_one(Case, case).anonymised_at = garden.now
    with garden.looking() as session:
        assert training_examples(session) == []
