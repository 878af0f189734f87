"""WeChat's windows: how many messages a resident's last acts still let us write, and until when.

A message opens the long one, a menu item, a scanned code or following the short one; WeChat keeps
both beside each other (W11). Whoever changes them holds the identity.
"""

from datetime import datetime, timedelta

from flows.rules.policy_contact import WeChat
from storage.residents import Identity


def open_by_message(identity: Identity, rules: WeChat, now: datetime) -> None:
    """They wrote; counted from the service time of receipt."""
    identity.window_until = now + timedelta(hours=rules.window_hours)
    identity.window_left = rules.window_quota


def open_by_event(identity: Identity, rules: WeChat, now: datetime) -> None:
    """They tapped, scanned or followed."""
    identity.event_window_until = now + timedelta(seconds=rules.event_window_seconds)
    identity.event_window_left = rules.event_quota


def messages_left(identity: Identity, now: datetime) -> int:
    """How many customer-service messages may go to them at this moment."""
    left = 0
    if identity.window_until is not None and identity.window_until > now:
        left += identity.window_left
    if identity.event_window_until is not None and identity.event_window_until > now:
        left += identity.event_window_left
    return left


def use_window(identity: Identity, messages: int, now: datetime) -> None:
    """So many were written; they count against the short window first, which ends sooner."""
    until = identity.event_window_until
    is_open = until is not None and until > now
    from_event = min(messages, identity.event_window_left) if is_open else 0
    identity.event_window_left -= from_event
    identity.window_left = max(identity.window_left - (messages - from_event), 0)


def close_windows(identity: Identity) -> None:
    """WeChat says that nothing is left, or they have left themselves."""
    identity.window_until = identity.event_window_until = None
    identity.window_left = identity.event_window_left = 0
