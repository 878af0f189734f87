"""What residents told staff about themselves, keyed in over HTTP; and wishes to be linked."""

from collections.abc import Mapping
from itertools import product

import pytest
from sqlmodel import select

from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    Language,
    ResidentVerb,
    Role,
    Source,
    Urgency,
)
from storage.audit import AuditEntry
from storage.case_opening import NewCase, open_case
from storage.consents import consents_of
from storage.enrolment import EnrolmentRequest
from storage.estates import homes_written
from storage.keys import keyring
from storage.residents import (
    SMS,
    SMS_ACCOUNT,
    Identity,
    Resident,
    add_identity,
    meet,
    phone_of,
    residents_with_phone,
)
from tests.bot.api.served import (
    HARBOUR_HOME,
    HOME,
    LAKE,
    MR_WANG,
    NEXT_DOOR,
    STAFF,
    TOKENS,
    WANG_PHONE,
    Answered,
    Api,
)
from tests.permissions import WHO_OF_RESIDENTS

SAID: Mapping[ResidentVerb, tuple[str, Mapping[str, object]]] = {
    ResidentVerb.MOVE_IN: (
        "/residents/move_in",
        {"home": NEXT_DOOR, "name": "赵一", "role": "tenant", "day": "2026-12-01"},
    ),
    ResidentVerb.MOVE_OUT: ("/residents/1/move_out", {"home": HOME, "day": "2026-11-30"}),
    ResidentVerb.OPT_OUT: ("/residents/1/contact", {"topic": "survey", "wanted": False}),
    ResidentVerb.OPT_IN: ("/residents/1/contact", {"topic": "both", "wanted": True}),
    ResidentVerb.LANGUAGE: ("/residents/1/language", {"language": "zh-Hant"}),
}


def say_for(api: Api, verb: ResidentVerb, by: str = "chen", **more: object) -> Answered:
    path, fields = SAID[verb]
    return api.post(path, {"by": by, "via": "phone", **fields, **more})


def lines(api: Api, action: str) -> list[AuditEntry]:
    with api.database.reading() as session:
        return list(session.exec(select(AuditEntry).where(AuditEntry.action == action)))


@pytest.mark.parametrize("verb", ResidentVerb)
def test_what_is_keyed_in_names_who_and_how_it_was_said(
    either_api: Api, verb: ResidentVerb
) -> None:
    answered = say_for(either_api, verb, via="letter")

    assert answered.status == 200, answered.document
    (line,) = lines(either_api, verb)
    assert (line.by, line.details["told_by"]) == ("chen", "letter")
    assert line.via.startswith("api ")
    assert MR_WANG not in str(line.details)


def test_moving_in_and_out_is_dated(api: Api) -> None:
    moved_in = say_for(api, ResidentVerb.MOVE_IN).document
    moved_out = say_for(api, ResidentVerb.MOVE_OUT).document

    assert moved_in["homes"][0]["moved_in"] == "2026-12-01"
    assert moved_out["homes"][0]["moved_out"] == "2026-11-30"


@pytest.mark.parametrize(
    ("verb", "more", "status"),
    [
        (ResidentVerb.MOVE_IN, {"name": MR_WANG, "phone": WANG_PHONE, "home": HOME}, 409),
        (ResidentVerb.MOVE_IN, {"home": HARBOUR_HOME}, 400),
        (ResidentVerb.MOVE_IN, {"home": ""}, 400),
        (ResidentVerb.MOVE_IN, {"day": "30 Nov"}, 400),
        (ResidentVerb.MOVE_IN, {"day": "2031-01-01"}, 400),
        (ResidentVerb.MOVE_IN, {"phone": "12"}, 400),
        (ResidentVerb.MOVE_OUT, {"home": NEXT_DOOR}, 409),
        (ResidentVerb.MOVE_OUT, {"via": "message"}, 400),
        (ResidentVerb.OPT_OUT, {"topic": "case"}, 400),
        (ResidentVerb.LANGUAGE, {"language": "fr"}, 400),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    api: Api, verb: ResidentVerb, more: Mapping[str, str], status: int
) -> None:
    before = api.rows()

    assert say_for(api, verb, **more).status == status
    assert api.rows() == before


def test_who_may_key_it_in_stands_in_the_table(api: Api) -> None:
    before = api.rows()

    for verb, (userid, (role, estate)) in product(ResidentVerb, STAFF.items()):
        if role not in WHO_OF_RESIDENTS[verb]:
            assert say_for(api, verb, userid).status == 403, (verb, userid)
        elif estate not in {LAKE, None}:
            assert say_for(api, verb, userid).status in {400, 404}, (verb, userid)
    for verb, role in product(ResidentVerb, TOKENS):
        path, fields = SAID[verb]
        if role not in WHO_OF_RESIDENTS[verb]:
            answered = api.post(path, {"by": "sun", "via": "phone", **fields}, role=role)
            assert answered.status == 403, (verb, role)

    assert set(WHO_OF_RESIDENTS) == set(ResidentVerb)
    assert api.rows() == before


def test_a_write_repeated_with_its_key_is_done_once(api: Api) -> None:
    path, fields = SAID[ResidentVerb.MOVE_IN]
    body = {"by": "chen", "via": "phone", **fields}
    first, second = (api.post(path, body, key="moving 1".replace(" ", "-")) for _ in range(2))

    assert first.document == second.document
    assert len(lines(api, ResidentVerb.MOVE_IN)) == 1


def test_opting_out_keeps_the_words_and_is_told_in_writing(api: Api) -> None:
    out = say_for(api, ResidentVerb.OPT_OUT, words="别再发问卷").document
    back = say_for(api, ResidentVerb.OPT_IN).document

    assert out == {"id": "1", "survey": False, "notice": False, "everything": True, "abroad": True}
    assert back == {"id": "1", "survey": True, "notice": True, "everything": True, "abroad": True}
    with api.database.reading() as session:
        entry = consents_of(session, 1)[0]
        assert (entry.via, keyring(session).open(entry.words_sealed)) == ("phone", "别再发问卷")
    assert len(api.items("/messages", to="1")) == 2


def test_who_forbids_providers_abroad_is_written_down_and_keeps_all_else(api: Api) -> None:
    out = say_for(api, ResidentVerb.OPT_OUT, topic="abroad").document

    assert (out["abroad"], out["everything"]) == (False, True)


def test_a_language_that_was_keyed_in_is_a_choice_which_no_import_changes(api: Api) -> None:
    say_for(api, ResidentVerb.LANGUAGE)

    with api.database.reading() as session:
        assert session.get_one(Resident, 1).language_chosen_at == api.now


def test_who_wants_nothing_at_all_is_not_written_to_about_it(api: Api) -> None:
    left = say_for(api, ResidentVerb.OPT_OUT, topic="everything").document

    assert (left["everything"], left["survey"]) == (False, False)
    assert api.items("/messages", to="1") == []


def test_a_recycled_number_belongs_to_a_stranger_until_it_is_proven(either_api: Api) -> None:
    api = either_api
    with api.database.transaction() as session:
        (wang,) = residents_with_phone(session, WANG_PHONE)
        add_identity(session, wang, SMS, SMS_ACCOUNT, WANG_PHONE).proven_at = api.now
    say_for(api, ResidentVerb.MOVE_IN, phone=WANG_PHONE)

    with api.database.transaction() as session:
        address = meet(session, SMS, SMS_ACCOUNT, WANG_PHONE, Language.SIMPLIFIED, api.now)
        (owner,) = residents_with_phone(session, WANG_PHONE)
        assert owner.id != wang.id
        assert address.resident_id not in {wang.id, owner.id}
        assert address.proven_at is None
        assert phone_of(session, session.get_one(Resident, wang.id)) == ""


def wish(api: Api) -> str:
    """Somebody wishes to be linked to Mr Wang's neighbours' home."""
    with api.database.transaction() as session:
        (home,) = homes_written(session, NEXT_DOOR)
        resident = Resident(language=Language.SIMPLIFIED, created_at=api.now)
        session.add(resident)
        session.flush()
        identity = add_identity(session, resident, "wechat", "gh", "o-1")
        new = NewCase(
            estate_id=home.estate_id,
            kind=CaseKind.HELP,
            case_class=CaseClass.SERVICE,
            urgency=Urgency.NORMAL,
            text="绑定",
            source=Source.WECHAT,
            reporter_id=resident.id,
            identity_id=identity.id,
        )
        case = open_case(session, new, api.now)
        request = EnrolmentRequest(
            identity_id=identity.id,
            home_id=home.id,
            case_id=case.id,
            role="tenant",
            name_sealed=keyring(session).seal("赵二"),
            made_at=api.now,
        )
        session.add(request)
        return case.number


@pytest.mark.parametrize("decision", ["approve", "return"])
def test_a_wish_to_be_linked_is_decided_once(api: Api, decision: str) -> None:
    number = wish(api)
    (waiting,) = api.items("/enrolments")
    assert (waiting["about"], waiting["home"], waiting["name"]) == (number, NEXT_DOOR, "赵二")

    body = {"by": "chen", "decision": decision, "reason": "已核对"}
    done, again = api.post(f"/enrolments/{number}", body), api.post(f"/enrolments/{number}", body)

    assert (done.status, again.status) == (200, 404)
    assert api.items("/enrolments") == []
    action = "enrolment_granted" if decision == "approve" else "enrolment_denied"
    assert [line.by for line in lines(api, action)] == ["chen"]
    with api.database.reading() as session:
        identity = session.exec(select(Identity)).one()
        assert (identity.proven_at is not None) is (decision == "approve")


def test_a_wish_is_decided_by_those_of_the_estate_alone(api: Api) -> None:
    number = wish(api)
    before = api.rows()

    for userid, (role, estate) in STAFF.items():
        if estate not in {LAKE, None} or role is Role.AUDITOR:
            body = {"by": userid, "decision": "approve"}
            assert api.post(f"/enrolments/{number}", body).status == 403, userid

    assert api.rows() == before
