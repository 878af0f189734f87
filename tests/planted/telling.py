"""What came of the planted bugs, as it is printed and kept in docs/reliability.md."""

from collections.abc import Sequence

from tests.planted.hunting import Found

HEAD = (
    "| planted | does not hold | found by | day | seed | seconds |",
    "| --- | --- | --- | --- | --- | --- |",
)
SENTENCE_LONGEST = 90


def is_as_it_should_be(found: Found) -> bool:
    """A bug is caught, and a life without one is clean."""
    return bool(found.bug.changes) is bool(found.sentence)


def line_of(found: Found) -> str:
    """One row of the table."""
    day, _, check = found.sentence.partition(": ")
    what = _short(check) if found.sentence else "NOT CAUGHT" if found.bug.changes else "nothing"
    bug = found.bug
    return (
        f"| {bug.name} | {bug.breaks or '–'} | {what} | {day or '–'}"
        f" | {found.seed} | {found.seconds:.1f} |"
    )


def table(found: Sequence[Found]) -> str:
    """All of them; the lives without a bug come last."""
    ranked = sorted(found, key=lambda one: not one.bug.changes)
    return "\n".join((*HEAD, *map(line_of, ranked)))


def verdict(found: Sequence[Found], seconds: float) -> str:
    """One sentence about all of them."""
    bugs = [one for one in found if one.bug.changes]
    clean = [one for one in found if not one.bug.changes]
    caught, spotless = sum(map(is_as_it_should_be, bugs)), sum(map(is_as_it_should_be, clean))
    return (
        f"{caught} of {len(bugs)} planted bugs caught, {spotless} of {len(clean)} lives without"
        f" one clean; {seconds:.0f} s, {sum(one.seconds for one in found):.0f} s of processors"
    )


def _short(check: str) -> str:
    words = check.replace("|", "/").replace("\n", " ")
    return words if len(words) <= SENTENCE_LONGEST else f"{words[:SENTENCE_LONGEST]}…"
