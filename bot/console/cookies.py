"""The cookies of the console: who is in, what was said last, and a login that is under way.

`__Host-` binds each to this very host, https and the whole site. Chromium and Firefox take such a
cookie from a loopback address without https too, where the demo runs (measured).
"""

import secrets
from urllib.parse import quote, unquote

from aiohttp import web

SESSION = "__Host-huiyin"
SAID = "__Host-huiyin-said"
STATE = "__Host-huiyin-state"
TOKEN_BYTES = 32
TOKEN_LONGEST = 64
SAID_SECONDS = 60
STATE_SECONDS = 600


def new_token() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_of(request: web.Request) -> str:
    """The session's token that a browser carries; empty for none."""
    token = request.cookies.get(SESSION, "")
    return token if len(token) <= TOKEN_LONGEST else ""


def let_in(response: web.StreamResponse, token: str) -> None:
    """Give the browser a session; it forgets it when it is closed."""
    _set(response, SESSION, token)


def let_out(response: web.StreamResponse) -> None:
    """Take the session's cookie away."""
    _drop(response, SESSION)


def say_next(response: web.StreamResponse, key: str, about: str) -> None:
    """Let the next page show a sentence once."""
    _set(response, SAID, quote(f"{key}|{about}"), SAID_SECONDS)


def said_before(request: web.Request) -> tuple[str, str]:
    """The key of the sentence to show, and what it is about; empty for none."""
    key, _, about = unquote(request.cookies.get(SAID, "")).partition("|")
    return key, about


def forget_said(response: web.StreamResponse) -> None:
    """It has been shown."""
    _drop(response, SAID)


def begin_state(response: web.StreamResponse, state: str) -> None:
    """Tie a login that goes by another site to this browser."""
    _set(response, STATE, quote(state), STATE_SECONDS)


def state_of(request: web.Request) -> str:
    """What this browser was given when it set out; empty for none."""
    return unquote(request.cookies.get(STATE, ""))


def end_state(response: web.StreamResponse) -> None:
    """The login has come back."""
    _drop(response, STATE)


def _set(response: web.StreamResponse, name: str, value: str, max_age: int | None = None) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path="/", secure=True, httponly=True, samesite="Lax"
    )


def _drop(response: web.StreamResponse, name: str) -> None:
    response.del_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")
