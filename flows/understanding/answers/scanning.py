"""Finding the phrases of lexicons in a message: the longest one at each place counts."""

from collections import defaultdict
from dataclasses import dataclass

from flows.understanding.answers.plain import joined_words
from flows.understanding.lexicon.loading import LexiconError, Phrases

HEAD = 2
"""So many characters of a phrase tell most of those that cannot stand at a place."""


@dataclass(frozen=True)
class Mark:
    """A phrase that stands in a message from `start` up to `end`, and the heading it is under."""

    heading: str
    words: str
    start: int
    end: int


class Scanner:
    """Looks for the phrases of several lexicons at once; no phrase may be under two headings."""

    def __init__(self, *lexicons: Phrases) -> None:
        self._headings: dict[str, str] = {}
        for phrases in lexicons:
            for heading, members in phrases.items():
                self._add(heading, members)
        by_head: defaultdict[str, set[int]] = defaultdict(set)
        for phrase in self._headings:
            by_head[phrase[:HEAD]].add(len(phrase))
        self._lengths = {
            head: tuple(sorted(lengths, reverse=True)) for head, lengths in by_head.items()
        }

    def scan(self, words: str, start: int = 0, end: int | None = None) -> tuple[Mark, ...]:
        """The phrases in plain words from `start` up to `end`, none over another."""
        marks = []
        at, most = start, len(words) if end is None else end
        lengths = self._lengths
        while at < most:
            if words[at] not in lengths and words[at : at + HEAD] not in lengths:
                at += 1
                continue
            mark = self.mark_at(words, at, most)
            if mark is not None:
                marks.append(mark)
            at = at + 1 if mark is None else mark.end
        return tuple(marks)

    def _add(self, heading: str, members: tuple[str, ...]) -> None:
        for member in members:
            phrase = joined_words(member)
            if self._headings.setdefault(phrase, heading) != heading:
                known = self._headings[phrase]
                raise LexiconError(f"{phrase!r} is under [{known}] and under [{heading}]")
            if " " in phrase and phrase.isascii():  # soso, verygood
                self._headings.setdefault(phrase.replace(" ", ""), heading)

    def mark_at(self, words: str, at: int, most: int) -> Mark | None:
        """The longest phrase that begins at this place and ends before `most`; or None."""
        head = words[at : at + HEAD]
        for length in self._lengths.get(head, ()):
            end = at + length
            phrase = words[at:end]
            if end <= most and phrase in self._headings and _stands_alone(words, at, end):
                return Mark(self._headings[phrase], phrase, at, end)
        if head[0] in self._lengths and at < most and _stands_alone(words, at, at + 1):
            return Mark(self._headings[head[0]], head[0], at, at + 1)
        return None


def _stands_alone(words: str, start: int, end: int) -> bool:
    """Whether a phrase is no mere part of a longer word or number: good in goodness."""
    return not (_is_inside(words, start) or _is_inside(words, end))


def _is_inside(words: str, place: int) -> bool:
    """Whether a word written in letters, or a number, goes on over this place."""
    if not 0 < place < len(words):
        return False
    left, right = words[place - 1], words[place]
    if not (left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
