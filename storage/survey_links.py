"""The link under which a home answers a questionnaire as a page: nothing of it is kept but a hash.

Its token follows from the keyring and the invitation, so that a reminder says the same link again.
A message in its row has TOKEN_HERE in its place, and gets the token when it goes out: whoever reads
rows, or the API, cannot answer in a home's name.
"""

from sqlmodel import Session

from storage.database import public_url_of
from storage.invitations import Invitation, token_hash
from storage.keys import keyring
from storage.outgoing import Outgoing

HIDDEN = "\ue000"
"""No person can type this character."""
TOKEN_HERE = HIDDEN * 32
"""As long as a token, so that a message is as long as it will be."""


def survey_token(session: Session, invitation_id: int, kept: str | None = None) -> str:
    """The token of an invitation; where its hash is `kept`, that of the key it was made with.

    A key that is gone cannot say its tokens again: then the token is that of the newest key.
    """
    tokens = keyring(session).link_tokens(f"invitation {invitation_id}")
    return next((one for one in tokens if token_hash(one) == kept), tokens[0])


def survey_link(session: Session, token: str) -> str:
    """The address of the page; empty where the house has none that is reached from outside."""
    public_url = public_url_of(session)
    return f"{public_url}/f/{token}" if public_url else ""


def link_in(session: Session, message: Outgoing) -> str:
    """The link that a message leads to when it goes out; empty for one that leads nowhere."""
    if TOKEN_HERE not in message.text or message.invitation_id is None:
        return ""
    return survey_link(session, _token_of(session, message.invitation_id))


def with_link(session: Session, message: Outgoing) -> Outgoing:
    """The message as its reader gets it, not to be kept; the row itself where it has no link."""
    if TOKEN_HERE not in message.text or message.invitation_id is None:
        return message
    token = _token_of(session, message.invitation_id)
    fields = {
        name: value.replace(TOKEN_HERE, token) if isinstance(value, str) else value
        for name, value in message.fields.items()
    }
    told = {"text": message.text.replace(TOKEN_HERE, token), "fields": fields}
    return Outgoing(**(message.model_dump() | told))


def _token_of(session: Session, invitation_id: int) -> str:
    kept = session.get_one(Invitation, invitation_id).token_hash
    return survey_token(session, invitation_id, kept)
