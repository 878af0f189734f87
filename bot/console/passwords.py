"""Passwords of the console: argon2id, and only as many at a time as leave the bot its memory."""

import asyncio
import secrets
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 10
LONGEST = 200
HASHES_AT_ONCE = 2
"""Each takes 64 MB and a core for a tenth of a second: a flood of logins must not stop the bot."""
GROUPS, GROUP_LETTERS = 4, 4
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that could be read as another: the password is read off a screen once."""


@dataclass(frozen=True)
class Passwords:
    """What hashes and compares, in threads; one for all who come in."""

    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    _few: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HASHES_AT_ONCE))

    async def hashed(self, password: str) -> str:
        """The password as it may lie in a row."""
        async with self._few:
            return await asyncio.to_thread(self.hasher.hash, password)

    async def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password of a row; without a row it takes as long to say no."""
        async with self._few:
            return await asyncio.to_thread(self._fits, kept, password)

    def _fits(self, kept: str | None, password: str) -> bool:
        if kept is None:
            self.hasher.hash(password)
            return False
        try:
            return self.hasher.verify(kept, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def hashed_now(password: str) -> str:
    """The same for a command, which has nobody waiting."""
    return PasswordHasher().hash(password)


def printed_password() -> str:
    """A password for a first login: 79 bits, easy to read and to type."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def fault_of(password: str, userid: str) -> str | None:
    """The key of what is wrong with a password that somebody chooses; None for a good one."""
    if len(password) < SHORTEST:
        return "account.too_short"
    if len(password) > LONGEST:
        return "account.too_long"
    if userid.lower() in password.lower() or len(set(password)) < SHORTEST // 2:
        return "account.too_easy"
    return None
