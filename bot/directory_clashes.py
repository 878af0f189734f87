"""What is wrong between rows that are each right, and between them and what is there already."""

from collections.abc import Iterator, Mapping, Sequence

from bot.directory_files import Row
from bot.directory_lines import Problem
from bot.directory_reasons import Reason
from bot.directory_rows import Line
from storage.directory_entries import ResidentEntry, StaffEntry

Residents = Sequence[Line[ResidentEntry]]
HomeParts = tuple[str, str, str]


def clashes_of_residents(
    lines: Residents, known_homes: Mapping[tuple[str, str], HomeParts]
) -> Iterator[Problem]:
    """Residents who stand there twice, who read two languages, and homes that are written alike."""
    yield from _repeated_residents(lines)
    yield from _two_languages(lines)
    yield from _homes_written_alike(lines, known_homes)


def clashes_of_staff(
    lines: Sequence[Line[StaffEntry]], rows: Sequence[Row], above: Mapping[str, str]
) -> Iterator[Problem]:
    """Userids that stand there twice, and who reports to nobody known or in the end to themselves.

    `above` is who reports to whom already; a row that is wrong elsewhere is somebody to report to.
    """
    first: dict[str, int] = {}
    for line in lines:
        userid = line.entry.userid
        if userid in first:
            reason = Reason("userid_twice", userid=userid, line=first[userid])
            yield Problem(line.number, "userid", reason)
        first.setdefault(userid, line.number)
    named = {row.cells["userid"].lower() for row in rows}
    everybody = {**above, **{line.entry.userid: line.entry.reports_to for line in lines}}
    for line in lines:
        reports_to = line.entry.reports_to
        if reports_to and reports_to not in everybody and reports_to not in named:
            reason = Reason("nobody", userid=reports_to)
            yield Problem(line.number, "reports_to", reason)
        elif circle := _circle(line.entry.userid, everybody):
            reason = Reason("circle", way=" → ".join(circle))
            yield Problem(line.number, "reports_to", reason)


def rows_elsewhere(
    lines: Sequence[Line[ResidentEntry]] | Sequence[Line[StaffEntry]], within: str
) -> Iterator[Problem]:
    """Rows of another estate than the one that may be told of; an empty one stands for all."""
    for line in lines:
        if within and line.entry.estate != within:
            yield Problem(line.number, "estate", Reason("other_estate", estate=within))


def _repeated_residents(lines: Residents) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], list[Line[ResidentEntry]]] = {}
    for line in lines:
        entry = line.entry
        same_home = seen.setdefault((entry.estate, entry.code, entry.name), [])
        for before in same_home:
            # With two numbers they are two people of one name; without one, who could tell?
            if entry.phone == before.entry.phone or not (entry.phone and before.entry.phone):
                reason = Reason(
                    "person_twice", name=entry.name, home=entry.code, line=before.number
                )
                yield Problem(line.number, "name", reason)
                break
        same_home.append(line)


def _two_languages(lines: Residents) -> Iterator[Problem]:
    first: dict[tuple[str, str], Line[ResidentEntry]] = {}
    for line in lines:
        entry = line.entry
        before = first.setdefault((entry.phone, entry.name), line) if entry.phone else line
        if before.entry.language is not entry.language:
            reason = Reason(
                "two_languages",
                name=entry.name,
                language=before.entry.language,
                line=before.number,
            )
            yield Problem(line.number, "language", reason)


def _homes_written_alike(
    lines: Residents, known: Mapping[tuple[str, str], HomeParts]
) -> Iterator[Problem]:
    homes = dict(known)
    for line in lines:
        entry = line.entry
        parts = (entry.building, entry.unit, entry.room)
        other = homes.setdefault((entry.estate, entry.code), parts)
        if other != parts:
            reason = Reason(
                "code_taken",
                code=entry.code,
                building=other[0],
                unit=other[1] or "—",
                room=other[2],
            )
            yield Problem(line.number, "building", reason)


def _circle(userid: str, above: Mapping[str, str]) -> list[str]:
    """The way up from a userid back to itself; empty where it ends, or circles without them."""
    way = [userid]
    while above.get(way[-1]):
        way.append(above[way[-1]])
        if way[-1] == userid:
            return way
        if way[-1] in way[:-1]:
            return []
    return []
