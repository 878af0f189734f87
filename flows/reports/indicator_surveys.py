"""Satisfaction by item, of the surveys that closed in the period (R11, R14)."""

from flows.reports.document import Block, Note, Section, Table
from flows.reports.indicator_facts import Surveyed
from flows.reports.indicator_report import IndicatorReport
from flows.reports.indicator_words import Words
from flows.reports.survey_words import rate_cells
from flows.wording.say import say


def surveys(words: Words, report: IndicatorReport) -> Section:
    """A table of items for each survey; a sentence where none has closed."""
    title = words.of(say("indicators.surveys"))
    if not report.surveys:
        return Section(title, (Note(words.of(say("indicators.no_surveys"))),))
    return Section(title, tuple(_table(words, one) for one in report.surveys))


def _table(words: Words, one: Surveyed) -> Block:
    names = {each.key: each.label.by_language()[words.language] for each in one.questions}
    head = words.head(
        say("survey_report.item"),
        say("indicators.part"),
        say("indicators.base"),
        say("indicators.share"),
        say("survey_report.interval"),
    )
    rates = (
        (words.of(say("indicators.returned")), one.returned),
        (words.of(say("indicators.on_the_whole")), one.total),
        *((names[item], rate) for item, rate in one.items.items()),
    )
    rows = tuple((name, rate.part, rate.base, *rate_cells(rate)) for name, rate in rates)
    return Table(f"{one.number} {one.title}", head, rows)
