"""The words of the estate's figures in one language."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flows.reports.document import NONE
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from flows.wording.say import Say, say

ROWS_NAMED_MAX = 60


@dataclass(frozen=True)
class Words:
    """What the parts of the report are written with."""

    language: Language
    zone: ZoneInfo

    def of(self, sentence: Say) -> str:
        """A sentence as it is read."""
        return render(sentence, self.language, self.zone)

    def head(self, *sentences: Say) -> tuple[str, ...]:
        """The head of a table."""
        return tuple(self.of(sentence) for sentence in sentences)

    def named(self, rows: tuple[str, ...]) -> str:
        """The numbers of rows, one after the other; of very many the first."""
        if not rows:
            return NONE
        first = " ".join(rows[:ROWS_NAMED_MAX])
        more = len(rows) - ROWS_NAMED_MAX
        return f"{first} {self.of(say('indicators.more', more=more))}" if more > 0 else first
