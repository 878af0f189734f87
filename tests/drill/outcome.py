"""What came of a drill, judged by what was kept outside, and told in figures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.drill.neighbours import Message

Letter = tuple[str, str]
"""To whom, and what."""
MEGABYTE = 1_000_000


@dataclass
class Moments:
    """When each step was taken, in seconds of this machine."""

    backup_began: float = 0.0
    backup_ended: float = 0.0
    lost: float = 0.0
    restore_began: float = 0.0
    restored: float = 0.0
    ready: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What was acknowledged and sent before and afterwards, and what the restored tables hold."""

    moments: Moments
    journal: Sequence[Message]
    first_afterwards: Message
    kept: Collection[str]
    before: Sequence[Letter]
    afterwards: Sequence[Letter]
    held_back: int
    photos: tuple[Mapping[str, int], Mapping[str, int]]
    backup_bytes: int

    def violations(self) -> Iterator[str]:
        """What was promised and does not hold."""
        for one in self.older:
            if not self._is_kept(one):
                yield f"{one.key} was acknowledged before the backup, and is lost"
        lost_since = min((one.acknowledged for one in self.lost), default=self.moments.lost)
        for one in self.journal:
            if self._is_kept(one) and one.written > lost_since:
                yield f"{one.key} is there, and what was acknowledged before it is not"
        for to, what in set(self.before) & set(self.afterwards):
            yield f"sent to {to} once more: {what}"
        if not self.held_back:
            yield "nothing of what waited was held back"
        if not self._is_kept(self.first_afterwards):
            yield "what was acknowledged afterwards is not there"
        if self.photos[0] != self.photos[1]:
            yield "photos are missing"

    @property
    def older(self) -> list[Message]:
        """What was acknowledged when the backup began."""
        return [one for one in self.journal if one.acknowledged < self.moments.backup_began]

    @property
    def lost(self) -> list[Message]:
        """What was acknowledged and is not there any more."""
        return [one for one in self.journal if not self._is_kept(one)]

    def told(self) -> str:
        """The figures in one sentence each."""
        moments = self.moments
        newest = max(one.acknowledged for one in self.journal if self._is_kept(one))
        meanwhile = [
            one
            for one in self.journal
            if one.acknowledged > moments.backup_began and one.written < moments.backup_ended
        ]
        slowest = max((one.seconds for one in meanwhile), default=0.0)
        since = len(self.journal) - len(self.older)
        missing = sum(not self._is_kept(one) for one in self.older)
        twice = len(set(self.before) & set(self.afterwards))
        return (
            f"backup: {moments.backup_ended - moments.backup_began:.1f} s,"
            f" {self.backup_bytes / MEGABYTE:,.0f} MB; {len(meanwhile)} messages were answered"
            f" meanwhile, the slowest after {slowest:.2f} s. RPO: of {len(self.older)} messages"
            f" acknowledged before it began {missing} lost, of {since} since then {len(self.lost)};"
            f" the newest that was there was {moments.lost - newest:.1f} s old at the loss,"
            f" {moments.lost - moments.backup_began:.1f} s after the backup began. RTO:"
            f" {moments.restored - moments.restore_began:.1f} s until it was restored,"
            f" {moments.ready - moments.restore_began:.1f} s until it was ready,"
            f" {self.first_afterwards.acknowledged - moments.restore_began:.1f} s until a message"
            f" was answered. Letters held back: {self.held_back}; sent twice: {twice}"
        )

    def _is_kept(self, one: Message) -> bool:
        return one.key in self.kept
