"""The providers' state, from our own rows: tokens, what came and went, what is left."""

from datetime import datetime

from sqlmodel import Session

from bot.console.asked import Asked, Page, Route
from bot.console.estates_asked import scope_of
from bot.console.time_words import span
from storage.estates import policy_in_force
from storage.provider_quotas import quotas
from storage.provider_state import channel_states, token_states


def show_providers(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole page."""

    def ago(moment: datetime | None) -> str:
        if moment is None:
            return "—"
        return asked.words("providers.ago", span=span(now - moment, asked.words))

    values = {
        "tokens": token_states(session, now),
        "channels": channel_states(session, now),
        "ago": ago,
        "quotas": quotas(session, now),
        "policy": policy_in_force(session, scope_of(session, asked).estate.id, now),
    }
    return Page("providers.html", values)


ROUTES = (Route("providers", "GET", "/estate/providers", show_providers),)
