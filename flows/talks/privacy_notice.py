"""The privacy notice: what is kept of people, how long, who gets it, and their rights (R66).

It is made of the register of personal data, so that it names every purpose there is.
"""

from collections.abc import Mapping

from flows.rules.personal_data import PROOF, Entry, NoticePart, register
from flows.rules.policy_privacy import Keeping
from flows.wording.say import Say, say

COUNTED = frozenset(kind.value for kind in Keeping)
AFTER_CLOSING = frozenset({Keeping.MEDIA.value, Keeping.CASE.value})


def privacy_notice(days: Mapping[Keeping, int]) -> Say:
    """The whole notice, by the days of a policy."""
    lines = tuple(
        say(f"privacy.{part.value}", kept=_kept(_entry_of(part), days)) for part in NoticePart
    )
    parts = (say("privacy.begins"), *lines, say("privacy.recipients"), say("privacy.rights"))
    return say("lines", lines=parts)


def _entry_of(part: NoticePart) -> Entry:
    """An entry that a part tells of; all of one part are kept equally long."""
    return next(entry for entry in register().entries if entry.notice is part)


def _kept(entry: Entry, days: Mapping[Keeping, int]) -> Say:
    if entry.kept == PROOF:
        return say("privacy.kept_proof")
    number = days[Keeping(entry.kept)]
    if entry.kept in AFTER_CLOSING:
        return say("privacy.kept_after_closing", days=number)
    if entry.kept == Keeping.DEPARTED:
        return say("privacy.kept_after_moving_out", days=number)
    if entry.kept == Keeping.STRANGER:
        return say("privacy.kept_after_silence", days=number)
    return say("privacy.kept_days", days=number)
