"""The link under which a home answers a questionnaire as a page: nothing of it is kept but a hash.

Its token follows from the keyring and the invitation, so that a reminder says the same link again.
"""

from sqlmodel import Session

from storage.database import public_url_of
from storage.invitations import token_hash
from storage.keys import keyring


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
