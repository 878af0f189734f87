"""Seeds of surveys: by chance, unless somebody names one."""

from secrets import token_hex

SEED_BYTES = 16


def new_seed() -> str:
    """What the homes, checks and prizes of a new survey are drawn by."""
    return token_hex(SEED_BYTES)
