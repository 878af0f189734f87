"""《客户满意度调查报告》 as a document in the order of R14: returns, rates, opinions, the rest."""

from zoneinfo import ZoneInfo

from flows.reports.document import Document
from flows.reports.survey import SurveyReport
from flows.reports.survey_comparisons import buildings, drivers, earlier, estates
from flows.reports.survey_proofs import excluded, proofs, questions
from flows.reports.survey_results import items, opinions, returned, total
from flows.reports.survey_since import SinceReport
from flows.reports.survey_since import since as since_the_report
from flows.reports.survey_thanks import praise, prizes
from flows.reports.survey_words import Words
from flows.rules.vocabulary import Language
from flows.wording.say import plain, say


def survey_document(
    report: SurveyReport, language: Language, zone: ZoneInfo, since: SinceReport | None = None
) -> Document:
    """The report in a language; a `public_report` makes a document that may be published.

    `since` is told at its end: what came after it.
    """
    words = Words(report, language, zone)
    parts = (
        returned(words),
        total(words),
        items(words),
        opinions(words),
        praise(words),
        estates(words),
        buildings(words),
        earlier(words),
        drivers(words),
        questions(words),
        excluded(words),
        prizes(words),
        proofs(words),
        None if since is None else since_the_report(words, since),
    )
    return Document(
        language.value,
        words.of(say("survey_report.title")),
        report.asking.title,
        _facts(words),
        tuple(part for part in parts if part is not None),
    )


def _facts(words: Words) -> tuple[tuple[str, str], ...]:
    asking = words.report.asking
    made = words.report.made_at.astimezone(words.zone)
    return (
        (words.of(say("survey_report.number")), asking.number),
        (words.of(say("survey_report.estates")), "、".join(asking.estates)),
        (
            words.of(say("survey_report.time")),
            words.of(
                say(
                    "survey_report.from_until",
                    begins=plain(words.day(asking.starts_on)),
                    ends=plain(words.day(asking.last_day)),
                )
            ),
        ),
        (
            words.of(say("survey_report.form")),
            f"{asking.form} v{asking.form_version}",
        ),
        (words.of(say("survey_report.made")), f"{made:%Y-%m-%d %H:%M}"),
    )
