"""By which ways cases came in, what was sent by which, and what that cost (R25, R69)."""

from flows.reports.document import Block, Decimal, Note, Section, Table
from flows.reports.indicator_report import Cost, IndicatorReport
from flows.reports.indicator_words import Words
from flows.wording.labels import label_of
from flows.wording.say import plain, say


def money(words: Words, report: IndicatorReport) -> Section:
    """Two tables, and what all of it cost."""
    blocks: list[Block] = [Note(words.of(say("indicators.cost_is", cost=plain(_yuan(report)))))]
    if report.ways_in:
        head = words.head(say("indicators.way_in"), say("indicators.cases"))
        rows = tuple((words.of(say(f"Source.{one.source.value}")), one.cases)
                     for one in report.ways_in)  # fmt: skip
        blocks.append(Table(words.of(say("indicators.ways_in")), head, rows))
    if report.costs:
        head = words.head(
            say("indicators.channel"),
            say("indicators.purpose"),
            say("indicators.messages"),
            say("indicators.segments"),
            say("indicators.cost"),
        )
        sent = tuple(_row(words, one) for one in report.costs)
        blocks.append(Table(words.of(say("indicators.sent")), head, sent))
    return Section(words.of(say("indicators.ways")), tuple(blocks))


def _row(words: Words, one: Cost) -> tuple[str, str, int, int, Decimal]:
    return (
        words.of(label_of("Channel", one.sent.channel)),
        words.of(say(f"Purpose.{one.sent.purpose.value}")),
        one.sent.messages,
        one.sent.segments if one.cents else 0,
        Decimal(one.cents / 100),
    )


def _yuan(report: IndicatorReport) -> str:
    return f"{report.cents / 100:.2f}"
