"""The estates: is there somebody on each rung, and does the calendar know the coming year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.doctor.findings import Check, Finding, Place, fail, listed, not_asked, ok, warn
from flows.rules.calendar import working_calendar
from flows.rules.policy import Policy
from flows.rules.vocabulary import RUNGS, Role
from storage.estates import estates, policy_in_force
from storage.staff import chain, staff_of_company

IMPORT_STAFF = "import them: `huiyin import staff FILE`"


@dataclass(frozen=True)
class EstateSeen:
    """One estate: its policy in force, and the roles that somebody has there."""

    name: str
    policy: Policy
    roles: frozenset[Role]


@dataclass(frozen=True)
class HouseSeen:
    """All estates and all staff, as the database has them; userids are in lower case."""

    estates: tuple[EstateSeen, ...] = ()
    userids: tuple[str, ...] = ()
    without_phone: tuple[str, ...] = ()

    @property
    def policies(self) -> dict[str, Policy]:
        """The policy in force of each estate, by its name."""
        return {one.name: one.policy for one in self.estates}


def see_house(session: Session, now: datetime) -> HouseSeen:
    """Read what several checks need, once."""
    staff = staff_of_company(session)
    return HouseSeen(
        tuple(
            EstateSeen(
                one.name,
                policy_in_force(session, one.id, now),
                frozenset(member.role for member in chain(session, one.id)),
            )
            for one in estates(session)
        ),
        tuple(member.userid for member in staff),
        tuple(member.userid for member in staff if member.phone_sealed is None),
    )


def look_at_calendar(place: Place, seen: HouseSeen) -> Finding:
    """Whether make-up days (调休) are known: of this year, and in good time of the next (R32)."""
    if not seen.estates:
        return warn(Check.CALENDAR, "no estate yet, so no calendar", IMPORT_STAFF)
    zone = place.settings.timezone
    today = place.now.astimezone(zone).date()
    late, missing, waiting = [], [], []
    new_year = date(today.year + 1, 1, 1)
    for one in seen.estates:
        calendar = working_calendar(one.policy.calendar, zone)
        warned_from = new_year - timedelta(days=one.policy.calendar.next_year_warn_days)
        if not calendar.is_year_published(today.year):
            missing.append(f"{one.name} has no make-up days (调休) for {today.year}")
        elif calendar.is_year_published(new_year.year):
            continue
        elif today >= warned_from:
            late.append(f"{one.name} has no make-up days (调休) for {new_year.year} yet")
        else:
            waiting.append(f"{one.name} needs those of {new_year.year} from {warned_from} on")
    todo = (
        "install a newer version of Huiyin, or enter them under calendar.extra_workdays and"
        " calendar.extra_holidays: `huiyin policy import FILE`"
    )
    if missing:
        return fail(Check.CALENDAR, listed(missing + late), todo)
    if late:
        return warn(Check.CALENDAR, listed(late), todo)
    return ok(Check.CALENDAR, listed(waiting) or f"knows {today.year} and {new_year.year}")


def look_at_staff(seen: HouseSeen) -> Finding:
    """Whether every estate has somebody on every rung (R36)."""
    if not seen.estates:
        return fail(Check.STAFF, "no estate and no staff: nobody hears of a report", IMPORT_STAFF)
    alone = [one.name for one in seen.estates if not one.roles.intersection(RUNGS)]
    if alone:
        says = f"nobody would hear of a report in {listed(alone)}"
        return fail(Check.STAFF, says, IMPORT_STAFF)
    gaps = [
        f"{one.name} has no {' and no '.join(role.replace('_', ' ') for role in empty)}"
        for one in seen.estates
        if (empty := [role for role in RUNGS if role not in one.roles])
    ]
    if gaps:
        return warn(Check.STAFF, f"{listed(gaps)}: the next rung is told instead", IMPORT_STAFF)
    return ok(Check.STAFF, "every estate has somebody on each rung")


def look_at_phones(seen: HouseSeen) -> Finding:
    """Whether an SMS can be the last resort for everybody."""
    if not seen.userids:
        return not_asked(Check.STAFF_PHONES, Check.STAFF)
    if seen.without_phone:
        says = f"no phone number of {listed(seen.without_phone)}: no SMS where WeCom fails"
        return warn(Check.STAFF_PHONES, says, "add it to staff.csv and import it again")
    return ok(Check.STAFF_PHONES, "everybody on the staff has a number for the last resort")
