"""What a report begins with: how many returned, the total, each item, and what many say (R14)."""

from flows.reports.document import (
    Bar,
    Bars,
    Block,
    Cell,
    Decimal,
    Note,
    Percent,
    Section,
    Stack,
    Table,
    percent,
)
from flows.reports.survey import Question
from flows.reports.survey_words import Words, rate_cells
from flows.rules.survey.figures import ItemFigures
from flows.rules.survey.rates import Rate
from flows.rules.vocabulary import Satisfaction
from flows.wording.say import plain, say

OPINIONS_SHOWN_MAX = 50
BUILDINGS_NAMED_MAX = 20


def returned(words: Words) -> Section:
    """R2, R9: issued, returned, counted; how each invitation ended; which buildings are missing."""
    report = words.report
    rate, aim = report.returns.rate, report.aims.returned_percent
    is_short = report.returns.wanted > 0
    told = say(
        "survey_report.returned_is",
        issued=rate.base,
        returned=rate.part,
        rate=plain(percent(rate.share or 0)),
        low=plain(percent(rate.low)),
        high=plain(percent(rate.high)),
        confidence=report.aims.confidence_percent,
    )
    outcome = (
        say("survey_report.return_short", aim=aim, wanted=report.returns.wanted)
        if is_short
        else say("survey_report.return_reached", aim=aim)
    )
    counted = say(
        "survey_report.counted_are",
        counted=report.whole.returned,
        excluded=len({one.response for one in report.excluded if not one.item}),
    )
    ends = tuple(
        (words.of(say(f"Disposition.{how}")), number, Percent(_part(number, rate.base)))
        for how, number in report.invitations.items()
    )
    head = words.head(
        say("survey_report.ended"), say("survey_report.homes"), say("survey_report.share")
    )
    blocks: list[Block] = [
        Note(words.of(told)),
        Note(words.of(outcome), is_alarm=is_short),
        Note(words.of(counted)),
        Table(words.of(say("survey_report.how_ended")), head, ends),
    ]
    if report.asking.lacking:
        blocks.append(Note(words.of(say("survey_report.lacking", homes=report.asking.lacking))))
    blocks += _missing(words)
    return Section(words.of(say("survey_report.returned")), tuple(blocks))


def _missing(words: Words) -> list[Block]:
    missing = words.report.returns.missing
    if not missing:
        return []
    names = [
        words.of(
            say(
                "survey_report.missing_building",
                building=plain(one.place[1]),
                estate=plain(one.place[0]),
                wanted=one.wanted,
            )
        )
        for one in missing[:BUILDINGS_NAMED_MAX]
    ]
    told = say("survey_report.missing", count=len(missing), names=plain("；".join(names)))
    return [Note(words.of(told), is_alarm=True)]


def total(words: Words) -> Section:
    """R11: the rate over all items, and what was answered on the whole."""
    report, aim = words.report, words.report.aims.satisfied_percent
    blocks: list[Block] = [_rate_note(words, report.whole.total)]
    exact = report.whole.total.exact
    if exact is not None:
        is_below = exact * 100 < aim
        told = "survey_report.below_aim" if is_below else "survey_report.aim_reached"
        blocks.append(Note(words.of(say(told, aim=aim)), is_alarm=is_below))
    for question in report.questions:
        if question.is_overall:
            blocks += _overall(words, question)
    blocks.append(Note(words.of(say("survey_report.base_is"))))
    return Section(words.of(say("survey_report.total")), tuple(blocks))


def _rate_note(words: Words, rate: Rate) -> Note:
    if rate.share is None:
        return Note(words.of(say("survey_report.no_rate")))
    told = say(
        "survey_report.total_is",
        rate=plain(percent(rate.share)),
        part=rate.part,
        base=rate.base,
        low=plain(percent(rate.low)),
        high=plain(percent(rate.high)),
        confidence=words.report.aims.confidence_percent,
    )
    return Note(words.of(told))


def _overall(words: Words, question: Question) -> list[Block]:
    rate = words.report.item(question.key).satisfied
    if rate is None or rate.share is None:
        return []
    told = say(
        "survey_report.overall_is",
        item=plain(words.text(question.label)),
        rate=plain(percent(rate.share)),
        part=rate.part,
        base=rate.base,
        low=plain(percent(rate.low)),
        high=plain(percent(rate.high)),
    )
    return [Note(words.of(told))]


def items(words: Words) -> Section:
    """R12: the items from the best to the worst, their means, and how the answers are spread."""
    report = words.report
    ranked = [(one.place, report.item(one.item)) for one in report.ranking]
    bars = Bars(
        words.of(say("survey_report.items_chart")),
        words.of(say("survey_report.items_told", items=len(ranked))),
        tuple(
            Bar(words.label(one.item), one.satisfied.share, one.satisfied.low, one.satisfied.high)
            for _, one in ranked
            if one.satisfied is not None and one.satisfied.share is not None
        ),
        report.aims.satisfied_percent / 100,
        words.of(say("survey_report.aim", aim=report.aims.satisfied_percent)),
    )
    blocks: list[Block] = [bars, _ranking(words, ranked)] if ranked else []
    if not ranked:
        blocks.append(Note(words.of(say("survey_report.no_rate"))))
    blocks += _spread(words)
    blocks += [_choices(words, one) for one in report.questions if _has_own_options(one)]
    return Section(words.of(say("survey_report.items")), tuple(blocks))


def _ranking(words: Words, ranked: list[tuple[int, ItemFigures]]) -> Table:
    head = words.head(
        say("survey_report.place"),
        say("survey_report.item"),
        say("survey_report.rate"),
        say("survey_report.interval"),
        say("survey_report.passing"),
        say("survey_report.failing"),
        say("survey_report.neutral"),
        say("survey_report.abstained"),
        say("survey_report.mean"),
    )
    rows: list[tuple[Cell, ...]] = []
    for place, one in ranked:
        if one.satisfied is None:
            continue
        rows.append(
            (
                place,
                words.label(one.item),
                *rate_cells(one.satisfied),
                one.satisfied.part,
                one.satisfied.base - one.satisfied.part,
                one.neutral,
                one.skipped + one.unclear,
                Decimal(one.mean),
            )
        )
    return Table(words.of(say("survey_report.ranking")), head, tuple(rows))


def _spread(words: Words) -> list[Block]:
    """The answers of all items that have the five labels."""
    labels = {value.value for value in Satisfaction}
    figures = [one for one in words.report.whole.items if set(one.options) == labels]
    if not figures:
        return []
    parts = words.head(*(say(f"Satisfaction.{one.value}") for one in Satisfaction))
    rows = tuple(
        (words.label(one.item), tuple(one.options[value] for value in Satisfaction))
        for one in figures
    )
    title = words.of(say("survey_report.spread"))
    table = Table(
        title,
        (words.of(say("survey_report.item")), *parts),
        tuple((label, *counts) for label, counts in rows),
    )
    told = words.of(say("survey_report.spread_told"))
    return [Stack(words.of(say("survey_report.spread_chart")), told, parts, rows), table]


def _has_own_options(question: Question) -> bool:
    return bool(question.choices) and {one.value for one in question.choices} != set(Satisfaction)


def _choices(words: Words, question: Question) -> Table:
    figures = words.report.item(question.key)
    head = words.head(
        say("survey_report.option"), say("survey_report.homes"), say("survey_report.share")
    )
    rows = tuple(
        (
            words.text(choice.label),
            figures.options[choice.value],
            Percent(_part(figures.options[choice.value], figures.answered)),
        )
        for choice in question.choices
    )
    return Table(words.text(question.label), head, rows)


def opinions(words: Words) -> Section:
    """R14, R24: what at least two homes said alike, by the homes behind it."""
    report = words.report
    title = words.of(say("survey_report.opinions"))
    told = say(
        "survey_report.opinions_are", common=len(report.opinions), single=report.single_opinions
    )
    head = words.head(
        say("survey_report.place"),
        say("survey_report.item"),
        say("survey_report.homes"),
        say("survey_report.examples"),
    )
    rows = tuple(
        (one.place, words.label(one.about), one.homes, "\n".join(f"“{x}”" for x in one.examples))
        for one in report.opinions[:OPINIONS_SHOWN_MAX]
    )
    notes: tuple[Block, ...] = (Note(words.of(told)),)
    table: tuple[Block, ...] = (Table(title, head, rows),) if rows else ()
    return Section(title, notes + table)


def _part(part: int, base: int) -> float | None:
    return part / base if base else None
