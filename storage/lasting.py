"""What is true for ever once it is committed, remembered for as long as a database is open.

Only of such things a process may keep its own copy: no other can make them wrong. What a number
stands for is one, as rows of versions are added and never changed; which of them holds is none.
"""

from collections.abc import Hashable
from typing import Any

from sqlmodel import Session

LASTING = "lasting"
SEEN = "seen in this transaction"
FACTS_KEPT = 1_000


def recall(session: Session, what: Hashable) -> Any:  # noqa: ANN401 - whatever was noted
    """What was noted here, or in a transaction that has committed; None where nothing was."""
    for facts in (session.info.get(SEEN, {}), session.info[LASTING]):
        if what in facts:
            return facts[what]
    return None


def note_for_ever(session: Session, what: Hashable, fact: object) -> None:
    """Note what will be true for ever, should this transaction commit."""
    session.info.setdefault(SEEN, {})[what] = fact


def keep_what_was_seen(session: Session) -> None:
    """The transaction has committed: what it saw, and what it wrote, is true for everybody.

    Not yet where only a savepoint within it has.
    """
    if session.in_nested_transaction():
        return
    seen = session.info.pop(SEEN, None)
    if seen:
        lasting: dict[Hashable, Any] = session.info[LASTING]
        if len(lasting) + len(seen) > FACTS_KEPT:
            lasting.clear()
        lasting.update(seen)
