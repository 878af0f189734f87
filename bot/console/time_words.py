"""Time left, or gone by, in words that are read at a glance: two parts at most, never seconds."""

from datetime import datetime, timedelta

from bot.console.words import Words

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def time_left(due_at: datetime, now: datetime, words: Words) -> str:
    """How long until a moment, or since it."""
    key = "time.left" if due_at > now else "time.over"
    return words(key, span=span(abs(due_at - now), words))


def span(length: timedelta, words: Words) -> str:
    """A length of time."""
    minutes = int(length.total_seconds()) // 60
    if length >= DAY:
        hours = minutes // 60
        return words("time.days", days=hours // 24, hours=hours % 24)
    if length >= HOUR:
        return words("time.hours", hours=minutes // 60, minutes=minutes % 60)
    return words("time.minutes", minutes=minutes)
