"""The report of a month or a quarter as a document that any printer can print (R62)."""

from zoneinfo import ZoneInfo

from flows.reports.document import Bar, Bars, Block, Cell, Document, Note, Percent, Section, Table
from flows.reports.indicator_money import money
from flows.reports.indicator_report import IndicatorReport
from flows.reports.indicator_surveys import surveys
from flows.reports.indicator_words import Words
from flows.reports.indicators import ALL, Indicator
from flows.reports.period_names import period_name
from flows.rules.vocabulary import Language
from flows.wording.say import plain, say

WAITING_SHOWN_MAX = 100


def indicator_document(report: IndicatorReport, language: Language, zone: ZoneInfo) -> Document:
    """The report in a language; it names cases by their numbers and nobody by name."""
    words = Words(language, zone)
    made = report.made_at.astimezone(zone)
    key = "indicators.quarterly" if report.period.is_quarter else "indicators.monthly"
    return Document(
        language.value,
        words.of(say(key)),
        f"{report.estate} · {period_name(report.period)}",
        (
            (words.of(say("indicators.reported")), str(report.reported)),
            (words.of(say("indicators.made")), f"{made:%Y-%m-%d %H:%M}"),
        ),
        (
            _indicators(words, report),
            _outlook(words, report),
            _missing(words, report),
            _escalated(words, report),
            money(words, report),
            surveys(words, report),
        ),
    )


def _indicators(words: Words, report: IndicatorReport) -> Section:
    short = [one for one in report.indicators if one.is_short]
    told = [words.of(say(f"Measured.{one.measured}")) for one in short]
    note = (
        Note(words.of(say("indicators.short", names=plain("；".join(told)))), is_alarm=True)
        if short
        else Note(words.of(say("indicators.none_short")))
    )
    head = words.head(
        say("indicators.measured"),
        say("indicators.rule"),
        say("indicators.part"),
        say("indicators.base"),
        say("indicators.share"),
        say("indicators.aim"),
    )
    rows = tuple(_row(words, one) for one in report.indicators)
    title = words.of(say("indicators.all"))
    return Section(title, (note, *chart_of(words, report), Table(title, head, rows)))


def _row(words: Words, one: Indicator) -> tuple[Cell, ...]:
    return (
        words.of(say(f"Measured.{one.measured}")),
        one.rule,
        one.rate.part,
        one.rate.base,
        Percent(one.rate.share),
        Percent(None if one.aim is None else one.aim / 100),
    )


def chart_of(words: Words, report: IndicatorReport) -> tuple[Bars, ...]:
    """What is owed to each; the others have aims of their own."""
    bars = tuple(
        Bar(words.of(say(f"Measured.{one.measured}")), one.rate.share, one.rate.low, one.rate.high)
        for one in report.indicators
        if one.aim == ALL and one.rate.share is not None
    )
    title = words.of(say("indicators.chart"))
    told = words.of(say("indicators.chart_told"))
    return (Bars(title, told, bars, 1.0, words.of(say("indicators.to_all"))),) if bars else ()


def _outlook(words: Words, report: IndicatorReport) -> Section:
    seen = report.outlook
    blocks: list[Block] = []
    if seen.is_threatened:
        told = say("indicators.threatened", waiting=len(seen.waiting), must=seen.must_solve,
                   aim=seen.aim)  # fmt: skip
    else:
        told = say("indicators.safe", waiting=len(seen.waiting), aim=seen.aim)
    blocks.append(Note(words.of(told), is_alarm=seen.is_threatened))
    rows = tuple(
        (one.number, f"{one.until.astimezone(words.zone):%Y-%m-%d %H:%M}")
        for one in seen.waiting[:WAITING_SHOWN_MAX]
    )
    if rows:
        head = words.head(say("indicators.case"), say("indicators.until"))
        blocks.append(Table(words.of(say("indicators.waiting")), head, rows))
    return Section(words.of(say("indicators.outlook")), tuple(blocks))


def _missing(words: Words, report: IndicatorReport) -> Section:
    """The rows behind what was not reached, so that nobody need take a number on trust."""
    rows = tuple(
        (words.of(say(f"Measured.{one.measured}")), one.rule, words.named(missing))
        for one in report.indicators
        if (missing := one.rows(counted=False))
    )
    title = words.of(say("indicators.missing"))
    if not rows:
        return Section(title, (Note(words.of(say("indicators.none_missing"))),))
    head = words.head(say("indicators.measured"), say("indicators.rule"), say("indicators.rows"))
    return Section(title, (Table(title, head, rows),))


def _escalated(words: Words, report: IndicatorReport) -> Section:
    title = words.of(say("indicators.escalated"))
    head = words.head(
        say("indicators.promise"),
        say("indicators.fell_due"),
        say("indicators.passed"),
        say("indicators.share"),
        say("indicators.rows"),
    )
    rows = tuple(
        (
            words.of(say(f"DeadlineKind.{one.kind.value}")),
            len(one.lines),
            one.passed,
            Percent(one.passed / len(one.lines)),
            words.named(tuple(dict.fromkeys(line.row for line in one.lines if line.counted))),
        )
        for one in report.escalated
    )
    told = Note(words.of(say("indicators.escalated_are")))
    return Section(title, (told, Table(title, head, rows)) if rows else (told,))
