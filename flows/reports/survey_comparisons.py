"""Estates, buildings and surveys beside each other, and what goes with the whole (R9, R12-R19)."""

from collections.abc import Sequence

from flows.reports.document import (
    NONE,
    Bar,
    Bars,
    Block,
    Cell,
    Decimal,
    Interval,
    Note,
    Percent,
    Section,
    Table,
)
from flows.reports.survey import BuildingFigures
from flows.reports.survey_words import Words, rate_cells
from flows.rules.survey.figures import PlaceFigures
from flows.rules.survey.rates import Change, Rate
from flows.wording.say import plain, say


def estates(words: Words) -> Section:
    """R12, R17: the estates from the best to the worst, and those below the aim."""
    report = words.report
    figures = {one.estate: one.figures for one in report.estates}
    blocks: list[Block] = []
    if report.below_target:
        names = plain("、".join(report.below_target))
        told = say("survey_report.estates_below", names=names, aim=report.aims.satisfied_percent)
        blocks.append(Note(words.of(told), is_alarm=True))
    else:
        blocks.append(Note(words.of(say("survey_report.no_estate_below"))))
    if len(report.beside) > 1:
        blocks.append(
            _bars(words, [(one.estate, figures[one.estate].total) for one in report.beside])
        )
    head = words.head(
        say("survey_report.place"),
        say("survey_report.estate"),
        say("survey_report.counted"),
        say("survey_report.rate"),
        say("survey_report.interval"),
        say("survey_report.from_whole"),
    )
    rows = tuple(
        (
            one.place,
            one.estate,
            figures[one.estate].returned,
            *rate_cells(figures[one.estate].total),
            Percent(one.from_whole, signed=True),
        )
        for one in report.beside
    )
    blocks.append(Table(words.of(say("survey_report.by_estate")), head, rows))
    if len(report.estates) > 1:
        named = [((one.estate,), one.figures) for one in report.estates]
        title = words.of(say("survey_report.items_by_estate"))
        blocks.append(_matrix(words, title, (words.of(say("survey_report.estate")),), named))
    return Section(words.of(say("survey_report.estates_compared")), tuple(blocks))


def _bars(words: Words, rates: list[tuple[str, Rate]]) -> Bars:
    aim = words.report.aims.satisfied_percent
    return Bars(
        words.of(say("survey_report.totals_chart")),
        words.of(say("survey_report.totals_told")),
        tuple(
            Bar(name, rate.share, rate.low, rate.high)
            for name, rate in rates
            if rate.share is not None
        ),
        aim / 100,
        words.of(say("survey_report.aim", aim=aim)),
    )


def buildings(words: Words) -> Section:
    """R9: what each building returned and how satisfied it is."""
    report = words.report
    figures = {(one.estate, one.building): one.figures for one in report.buildings}
    head = words.head(
        say("survey_report.estate"),
        say("survey_report.building"),
        say("survey_report.homes"),
        say("survey_report.issued"),
        say("survey_report.came_back"),
        say("survey_report.return_rate"),
        say("survey_report.still_wanted"),
        say("survey_report.rate"),
        say("survey_report.interval"),
    )
    rows = tuple(
        (
            *one.place,
            one.asked.homes,
            one.asked.issued,
            one.asked.returned,
            Percent(one.rate.share),
            one.wanted,
            *rate_cells(figures[one.place].total),
        )
        for one in report.returns.buildings
        if one.place in figures
    )
    places = words.head(say("survey_report.estate"), say("survey_report.building"))
    title = words.of(say("survey_report.items_by_building"))
    blocks = (
        Table(words.of(say("survey_report.by_building")), head, rows),
        _matrix(words, title, places, [_named(one) for one in report.buildings]),
    )
    return Section(words.of(say("survey_report.buildings")), blocks)


def _named(one: BuildingFigures) -> tuple[tuple[str, ...], PlaceFigures]:
    return (one.estate, one.building), one.figures


def _matrix(
    words: Words,
    title: str,
    places: tuple[str, ...],
    figures: Sequence[tuple[tuple[str, ...], PlaceFigures]],
) -> Table:
    """The satisfaction of each item in each place."""
    keys = list(words.report.whole.satisfied())
    head = (*places, *(words.label(key) for key in keys))
    rows: list[tuple[Cell, ...]] = []
    for name, one in figures:
        rates = one.satisfied()
        cells = (Percent(rates[key].share if key in rates else None) for key in keys)
        rows.append((*name, *cells))
    return Table(title, head, tuple(rows))


def earlier(words: Words) -> Section:
    """R12, R19: against earlier surveys, and what has not improved twice."""
    report = words.report
    title = words.of(say("survey_report.earlier"))
    if not report.earlier:
        return Section(title, (Note(words.of(say("survey_report.no_earlier"))),))
    surveys = [(words.day(one.closed_on), one.total) for one in report.earlier]
    closed = report.asking.closed_at.astimezone(words.zone).date()
    this = (words.day(closed), report.whole.total)
    blocks: list[Block] = [_bars(words, [*surveys, this]), _surveys(words)]
    if report.without_improvement:
        names = plain("、".join(words.label(item) for item in report.without_improvement))
        told = say("survey_report.stands_still", names=names, points=report.aims.improvement_points)
        blocks.append(Note(words.of(told), is_alarm=True))
    return Section(title, tuple(blocks))


def _surveys(words: Words) -> Table:
    report = words.report
    head = (
        words.of(say("survey_report.item")),
        *(one.number for one in report.earlier),
        report.asking.number,
        *words.head(
            say("survey_report.change"),
            say("survey_report.interval"),
            say("survey_report.certain"),
        ),
    )
    totals = [*(one.total for one in report.earlier), report.whole.total]
    whole = words.of(say("survey_report.total"))
    rows: list[tuple[Cell, ...]] = [_survey_row(words, whole, totals, report.total_change)]
    for item, now in report.whole.satisfied().items():
        rates = [*(one.items.get(item) for one in report.earlier), now]
        rows.append(_survey_row(words, words.label(item), rates, report.changes.get(item)))
    return Table(words.of(say("survey_report.surveys")), head, tuple(rows))


def _survey_row(
    words: Words, label: str, rates: Sequence[Rate | None], change: Change | None
) -> tuple[Cell, ...]:
    shares = (Percent(None if rate is None else rate.share) for rate in rates)
    if change is None:
        return (label, *shares, NONE, NONE, NONE)
    direction = "survey_report.up" if change.difference > 0 else "survey_report.down"
    certain = words.of(say(direction if change.is_certain else "survey_report.uncertain"))
    moved = Percent(change.difference, signed=True)
    return (label, *shares, moved, Interval(change.low, change.high, signed=True), certain)


def drivers(words: Words) -> Section | None:
    """R12: which items go with the satisfaction on the whole."""
    if not words.report.drivers:
        return None
    head = words.head(
        say("survey_report.item"), say("survey_report.correlation"), say("survey_report.homes")
    )
    rows = tuple(
        (words.label(one.item), Decimal(one.correlation), one.base) for one in words.report.drivers
    )
    title = words.of(say("survey_report.drivers"))
    note = Note(words.of(say("survey_report.drivers_are")))
    return Section(title, (note, Table(title, head, rows)))
