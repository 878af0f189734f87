"""What to do until somebody comes, by the kind of danger: who is shut in cannot get away."""

from flows.understanding.danger import Danger
from flows.understanding.emergencies import dangers
from flows.wording.say import Say, say

ADVISED = (Danger.GAS, Danger.TRAPPED, Danger.ELECTRICITY, Danger.FIRE, Danger.WATER)
"""The dangers with advice of their own; of several the first counts."""

ANY_OTHER = "other"


def advice(text: str) -> Say:
    """The advice for what a text tells of."""
    told = dangers(text)
    kind = next((danger.value for danger in ADVISED if danger in told), ANY_OTHER)
    return say(f"emergency.advice_{kind}")
