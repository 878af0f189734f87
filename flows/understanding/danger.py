"""What may be happening to people and property."""

from enum import StrEnum


class Danger(StrEnum):
    """What may be happening; `cry` is a call for help that does not say what."""

    FIRE = "fire"
    GAS = "gas"
    TRAPPED = "trapped"
    ELECTRICITY = "electricity"
    WATER = "water"
    COLLAPSE = "collapse"
    INJURY = "injury"
    CRIME = "crime"
    EXPLOSION = "explosion"
    CRY = "cry"
