"""Charts as SVG: drawn here, told in words to whoever cannot see them, the same on paper."""

from dataclasses import dataclass

from flows.reports.document import Bar, Bars, Stack, percent

WIDTH = 720
LABELS = 150
NUMBERS = 64
ROW = 30
TOP = 26
BAR = 16
SCALE = WIDTH - LABELS - NUMBERS


@dataclass(frozen=True)
class Mark:
    """A rectangle of a chart; `tone` names its colour in the style sheet."""

    x: float
    y: float
    width: float
    tone: str


@dataclass(frozen=True)
class Line:
    """A line of the chart from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str


@dataclass(frozen=True)
class Text:
    """A text of the chart; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Drawing:
    """A chart as it is drawn, with what a screen reader says of it."""

    title: str
    description: str
    height: int
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    texts: tuple[Text, ...]
    width: int = WIDTH
    bar: int = BAR


def drawn(chart: Bars | Stack) -> Drawing:
    """The chart as a drawing."""
    return _bars(chart) if isinstance(chart, Bars) else _stack(chart)


def _bars(chart: Bars) -> Drawing:
    marks: list[Mark] = []
    lines: list[Line] = []
    texts = [Text(LABELS + SCALE * chart.aim, 16, chart.aim_label, "middle")]
    for number, bar in enumerate(chart.bars):
        y = TOP + ROW * number
        tone = "reached" if bar.share >= chart.aim else "below"
        marks.append(Mark(LABELS, y + (ROW - BAR) / 2, SCALE * bar.share, tone))
        lines += _whisker(bar, y + ROW / 2)
        texts.append(Text(LABELS - 8, y + ROW / 2 + 5, bar.label, "end"))
        texts.append(Text(WIDTH, y + ROW / 2 + 5, percent(bar.share), "end"))
    height = TOP + ROW * len(chart.bars)
    aim = LABELS + SCALE * chart.aim
    lines.append(Line(aim, TOP - 4, aim, height, "aim"))
    return Drawing(
        chart.title, chart.description, height + 4, tuple(marks), tuple(lines), tuple(texts)
    )


def _whisker(bar: Bar, y: float) -> list[Line]:
    low, high = LABELS + SCALE * bar.low, LABELS + SCALE * bar.high
    ends = [Line(x, y - 4, x, y + 4, "interval") for x in (low, high)]
    return [Line(low, y, high, y, "interval"), *ends]


def _stack(chart: Stack) -> Drawing:
    marks: list[Mark] = []
    texts: list[Text] = []
    step = WIDTH / max(len(chart.parts), 1)
    for number, part in enumerate(chart.parts):
        marks.append(Mark(step * number, 2, BAR, f"part{number}"))
        texts.append(Text(step * number + BAR + 6, 15, part))
    for number, (label, counts) in enumerate(chart.rows):
        y, x, whole = TOP + ROW * number, float(LABELS), sum(counts)
        texts.append(Text(LABELS - 8, y + ROW / 2 + 5, label, "end"))
        for tone, count in enumerate(counts):
            width = (SCALE + NUMBERS) * count / whole if whole else 0.0
            marks.append(Mark(x, y + (ROW - BAR) / 2, width, f"part{tone}"))
            x += width
    height = TOP + ROW * len(chart.rows) + 4
    return Drawing(chart.title, chart.description, height, tuple(marks), (), tuple(texts))
