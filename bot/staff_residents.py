"""迁入 迁出 退订 恢复 语言 in the staff's chat: what a resident told by voice about themselves."""

from datetime import datetime

from sqlmodel import Session

from bot.api.texts import read_phone
from bot.contact_wishes import notice_of, purposes_of
from bot.staff_refusals import in_words_of
from flows.rules.refusals import NotAllowed
from flows.rules.resident_verbs import check_resident_verb
from flows.rules.vocabulary import ResidenceRole, ResidentVerb
from flows.understanding.resident_lines import ResidentLine, day_named
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.wishes import Topic
from flows.wording.say import Say, plain, say
from storage.database import zone_of
from storage.estates import Home
from storage.moving import Keyed, cases_left_behind, move_in, move_out
from storage.resident_choices import choose_contact, choose_language_for, closed_addresses
from storage.residents import Resident, homes_of, name_of
from storage.residents_meant import homes_meant, residents_meant
from storage.staff import Staff

LISTED_MAX = 10
EXAMPLES = {
    ResidentVerb.MOVE_IN: "迁入 8-1-302 陈先生 租户 13800138000 12月1日 电话",
    ResidentVerb.MOVE_OUT: "迁出 8-1-302 王女士 11月30日 电话",
    ResidentVerb.OPT_OUT: "退订 8-1-302 王女士 问卷 电话",
    ResidentVerb.OPT_IN: "恢复 13800138000 通知 当面",
    ResidentVerb.LANGUAGE: "语言 8-1-302 王女士 繁体 电话",
}


def take_resident_line(session: Session, member: Staff, line: ResidentLine, now: datetime) -> Say:
    """Do what a line asks for, or say what is missing or wrong."""
    try:
        check_resident_verb(line.verb, member.role)
        with session.begin_nested():
            return _take(session, member, line, now)
    except NotAllowed as refusal:
        return in_words_of(refusal)
    except UnreadableTime:
        return say("residents.day_unclear")


def _take(session: Session, member: Staff, line: ResidentLine, now: datetime) -> Say:
    phone = (read_phone(line.phone) or "") if line.phone else ""
    if line.is_bare or (line.phone and not phone):
        return _how(line)
    keyed = Keyed(member, line.told_by, now)
    if line.verb is ResidentVerb.MOVE_IN:
        return _move_in(session, line, phone, keyed)
    found = residents_meant(session, member, home=line.home, phone=phone, name=line.name, now=now)
    if len(found) != 1:
        return _unclear(session, found)
    match line.verb:
        case ResidentVerb.MOVE_OUT:
            return _move_out(session, found[0], line, keyed)
        case ResidentVerb.LANGUAGE:
            return _language(session, found[0], line, keyed)
        case _:
            return _contact(session, found[0], line, keyed)


def _move_in(session: Session, line: ResidentLine, phone: str, keyed: Keyed) -> Say:
    homes = homes_meant(session, keyed.member, line.home) if line.home else []
    if not line.home or not line.name:
        return _how(line)
    if len(homes) != 1:
        return say("residents.which_home", home=line.home)
    day = day_named(line.day, keyed.now.astimezone(zone_of(session)).date())
    moved = move_in(
        session,
        homes[0],
        name=line.name,
        phone=phone,
        role=line.role or ResidenceRole.TENANT,
        day=day,
        keyed=keyed,
    )
    done = say(
        "residents.moved_in",
        name=name_of(session, moved.resident),
        home=homes[0].code,
        role=say(f"ResidenceRole.{(line.role or ResidenceRole.TENANT).value}"),
        day=day.isoformat(),
        told_by=say(f"ToldBy.{line.told_by.value}"),
    )
    return say("lines", lines=(done, say("residents.recycled"))) if moved.parted else done


def _move_out(session: Session, resident: Resident, line: ResidentLine, keyed: Keyed) -> Say:
    today = keyed.now.astimezone(zone_of(session)).date()
    home = _home_left(session, resident, line, keyed)
    if home is None:
        return say("residents.which_home", home=line.home or "—")
    day = day_named(line.day, today)
    move_out(session, resident, home, day=day, keyed=keyed)
    done = say(
        "residents.moved_out",
        name=name_of(session, resident),
        home=home.code,
        day=day.isoformat(),
        told_by=say(f"ToldBy.{line.told_by.value}"),
    )
    left = cases_left_behind(session, resident.id, home.id)[:LISTED_MAX]
    if not left:
        return done
    numbers = "\n".join(case.number for case in left)
    return say("lines", lines=(done, say("residents.cases_left", numbers=numbers)))


def _home_left(
    session: Session, resident: Resident, line: ResidentLine, keyed: Keyed
) -> Home | None:
    """The home that the line names, else the only one that they live in."""
    today = keyed.now.astimezone(zone_of(session)).date()
    living_in = homes_of(session, resident.id, today)
    named = [one for one in living_in if line.home in {"", one.code}]
    return named[0] if len(named) == 1 else None


def _language(session: Session, resident: Resident, line: ResidentLine, keyed: Keyed) -> Say:
    if line.language is None:
        return _how(line)
    choose_language_for(session, resident, line.language, keyed)
    return say(
        "residents.language_kept",
        name=name_of(session, resident) or "—",
        language=say(f"Language.{line.language.value}"),
        told_by=say(f"ToldBy.{line.told_by.value}"),
    )


def _contact(session: Session, resident: Resident, line: ResidentLine, keyed: Keyed) -> Say:
    if line.topic is None:
        return _how(line)
    wanted = line.verb is ResidentVerb.OPT_IN
    notice = notice_of(line.topic, wanted=wanted)
    choose_contact(
        session,
        resident,
        purposes_of(line.topic, wanted=wanted),
        wanted=wanted,
        notice=notice,
        words="",
        keyed=keyed,
    )
    name, told_by = name_of(session, resident) or "—", say(f"ToldBy.{line.told_by.value}")
    if line.topic is Topic.EVERYTHING and not wanted:
        return say("residents.left_all", name=name, told_by=told_by)
    key = "residents.opted_in" if wanted else "residents.opted_out"
    done = say(key, name=name, what=say(f"Topic.{line.topic.value}"), told_by=told_by)
    if wanted and closed_addresses(session, resident):
        return say("lines", lines=(done, say("residents.closed_by_themselves")))
    return done


def _unclear(session: Session, found: list[Resident]) -> Say:
    if not found:
        return say("residents.nobody")
    names = "、".join(name_of(session, one) or "—" for one in found[:LISTED_MAX])
    return say("residents.which", names=names)


def _how(line: ResidentLine) -> Say:
    return say("residents.how", example=plain(EXAMPLES[line.verb]))
