"""What a draw would bring if it were made now: nothing is kept, nobody is asked (R4-R6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.survey.draw import Draw, draw
from storage.campaign_drafting import Draft
from storage.campaign_freezing import frame_at, starts_at_of
from storage.estates import policy_in_force


@dataclass(frozen=True)
class Preview:
    """A draw that was only tried, and the homes that it would ask.

    Freezing draws the same ones, unless homes, residents or their consent change before it.
    """

    draw: Draw
    home_ids: Sequence[int]


def preview_draw(session: Session, draft: Draft, now: datetime) -> Preview:
    """Try the draw of a draft, which has been checked (columns_of)."""
    estates = sorted(draft.estates, key=lambda one: one.name)
    policy = policy_in_force(session, estates[0].id, now)
    starts_at = starts_at_of(session, policy, draft.starts_on, now)
    rows = frame_at(session, estates, policy, starts_at)
    done = draw(rows.frame, draft.size, draft.seed)
    return Preview(done, [rows.home_ids[home.key] for home in done.drawn])
