"""Consent to subscription messages (订阅通知): what each follower allows, and how often (W15)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, Session, SQLModel, col, select

from storage.columns import identifier, instant, reference
from storage.prepared import prepared


class SubscriptionConsent(SQLModel, table=True):
    """What one identity allows of one template of WeChat's.

    `sends_left` is how many messages its acceptances still allow, one each. A template that the
    policy names as one for good needs `accepted` only, and spends nothing.
    """

    __tablename__ = "subscription_consent"
    __table_args__ = (UniqueConstraint("identity_id", "template"),)

    id: int = identifier()
    identity_id: int = reference("identity.id")
    template: str
    accepted: bool
    sends_left: int = Field(default=0)
    changed_at: datetime = instant()


def accept_template(
    session: Session, identity_id: int, template: str, now: datetime, *, sends: int
) -> None:
    """They allow it; an acceptance in a dialog is good for one send more, one in settings for none.

    Whoever calls this holds the identity or its resident.
    """
    consent = _consent(session, identity_id, template, now)
    consent.accepted = True
    consent.sends_left += sends
    consent.changed_at = now
    session.add(consent)
    session.flush()


def refuse_template(session: Session, identity_id: int, template: str, now: datetime) -> None:
    """They allow it no longer, by their own word or by WeChat's; what was left is left no more."""
    consent = _consent(session, identity_id, template, now)
    consent.accepted = False
    consent.sends_left = 0
    consent.changed_at = now
    session.add(consent)
    session.flush()


def refuse_all_templates(session: Session, identity_id: int, now: datetime) -> None:
    """They have left: whoever comes back is asked again."""
    for consent in consents_given(session, [identity_id]):
        refuse_template(session, identity_id, consent.template, now)


def spend_send(session: Session, identity_id: int, template: str, now: datetime) -> None:
    """One send of those that were allowed is used up."""
    consent = _consent(session, identity_id, template, now)
    consent.sends_left = max(consent.sends_left - 1, 0)
    session.add(consent)
    session.flush()


def allowed(
    session: Session, identity_ids: Iterable[int], template: str, *, for_good: bool
) -> frozenset[int]:
    """Those identities to which a message of this template may go now."""
    return allowed_by(consents_given(session, identity_ids), template, for_good=for_good)


def allowed_by(
    consents: Iterable[SubscriptionConsent], template: str, *, for_good: bool
) -> frozenset[int]:
    """The same by consents that were read before."""
    return frozenset(
        consent.identity_id
        for consent in consents
        if consent.template == template
        and consent.accepted
        and (for_good or consent.sends_left > 0)
    )


_GIVEN = prepared(
    select(SubscriptionConsent)
    .where(col(SubscriptionConsent.identity_id).in_(bindparam("identity_ids", expanding=True)))
    .execution_options(populate_existing=True)
)


def consents_given(session: Session, identity_ids: Iterable[int]) -> list[SubscriptionConsent]:
    """What these identities have allowed or refused, as it is now."""
    ids = list(identity_ids)
    return _GIVEN.all(session, identity_ids=ids) if ids else []


def _consent(
    session: Session, identity_id: int, template: str, now: datetime
) -> SubscriptionConsent:
    for consent in consents_given(session, [identity_id]):
        if consent.template == template:
            return consent
    return SubscriptionConsent(
        identity_id=identity_id, template=template, accepted=False, changed_at=now
    )
