"""Who says the reply to a message that takes too long: the provider's own answer, or rows of ours.

A provider that gets no answer in its time hangs up and delivers again. From then on nobody can tell
whether another answer of ours would still be heard, so the reply must have exactly one bearer, and
it must be settled in the very transaction that takes the message: what is decided there survives
kill -9 as a whole or not at all, and needs no sweep.

- While the work goes on the bearer is open. Whoever cannot wait any longer (the first delivery when
  its time is up, a redelivery after a short pause) puts the reply off: it will follow as outgoing
  messages, written with the message itself. The provider may then be told `success`.
- The work asks, last thing before its commit, whether it is in time. If so, the reply is stored for
  the provider's own answer. From then on it cannot be put off any more: whoever runs out of time
  while the commit lasts asks the provider to deliver again, and that delivery finds it stored.

Work that was put off is insisted upon when the database fails, since a provider that heard
`success` does not come again; and before it hears that word the message is written to the journal,
from which the next process takes it up if this one is killed. One thing remains, and ends with the
provider's own error for the resident, who writes again: a stored reply that no delivery lives to
fetch. Reckoning with it would take a second commit for every message, and might say the reply
twice.
"""

import threading
import time
from enum import StrEnum


class Bearer(StrEnum):
    """What brings the reply to whoever wrote."""

    OPEN = "open"
    ANSWER = "answer"
    MESSAGES = "messages"


class Turn:
    """One message at work; `seconds` is how long its first delivery can wait for the commit.

    Shared by the thread that does the work and the event loop that waits for it.
    """

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._bearer = Bearer.OPEN
        self._lock = threading.Lock()

    def in_time(self) -> bool:
        """Settle, just before the commit, whether the provider's own answer says the reply."""
        with self._lock:
            if self._bearer is Bearer.OPEN:
                is_late = time.monotonic() > self._until
                self._bearer = Bearer.MESSAGES if is_late else Bearer.ANSWER
            return self._bearer is Bearer.ANSWER

    def put_off(self) -> bool:
        """Let the reply follow by itself; False where it is settled that an answer says it."""
        with self._lock:
            if self._bearer is Bearer.OPEN:
                self._bearer = Bearer.MESSAGES
            return self._bearer is Bearer.MESSAGES

    @property
    def is_put_off(self) -> bool:
        """Whether the provider was sent away, and the reply follows by itself."""
        return self._bearer is Bearer.MESSAGES
