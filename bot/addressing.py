"""To whom of a household the house is talking, when something comes from the number they share."""

from bot.channels import Incoming
from bot.desk import as_thread
from bot.person import Person, person_of
from bot.texts import legible
from flows.engine.ask import Reply
from flows.talks.addressee import is_for_the_asked
from flows.talks.dialogue import decide
from storage.addressed import Asked, asked_at
from storage.residents import lock

SHOWN = ("shown",)
"""Stands for photos that are not filed yet, where only counts that there are some."""


def addressed(writer: Person, incoming: Incoming, *, is_broken: bool) -> Person:
    """The person whom a message is for: its `writer`, or whoever else was asked at that address.

    Where a conversation broke on it, that is taken for the one that was asked in last.
    """
    asked = asked_at(writer.session, writer.identity)
    if asked is None:
        return writer
    resident = lock(writer.session, asked.resident_id)
    other = person_of(writer.session, writer.identity, resident, writer.inbound_id, writer.now)
    return other if is_broken or _is_for(other, asked, incoming) else writer


def _is_for(other: Person, asked: Asked, incoming: Incoming) -> bool:
    """Decided as it will be; only what comes of it is done later."""
    now = other.now.astimezone(other.zone)
    reply = Reply(now, legible(incoming.text), SHOWN if incoming.media else ())
    thread = as_thread(other.session, asked.conversation)
    return is_for_the_asked(thread, decide(thread, reply, other.facts()))
