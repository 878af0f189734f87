"""What thanks those who took part: prizes by lot (R23)."""

from collections.abc import Iterable

from flows.rules.survey.lots import Lottery, drawn


def prize_draw(seed: str, completed_homes: Iterable[str], prizes: int) -> tuple[str, ...]:
    """Draw the homes that get a prize, the first prize first (R23).

    Whoever completed the questionnaire has one chance a home; what they answered is not known here.
    """
    return drawn(Lottery.PRIZE, seed, completed_homes, prizes)
