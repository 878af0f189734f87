"""Every verb over HTTP, by everybody who may not: 403, and not a row has changed."""

from itertools import product

from flows.rules.verb_fields import TIMES
from flows.rules.vocabulary import Role, Verb
from tests.bot.api.served import LAKE, STAFF, TOKENS, Api
from tests.permissions import WHO
from tests.storage.test_case_refusals import SAID


def said(verb: Verb) -> dict[str, object]:
    """What the verb says, as JSON has it."""
    fields = dict(SAID[verb])
    for name in TIMES & fields.keys():
        fields[name] = "2027-03-01T10:00:00+08:00"
    return fields


def test_a_verb_in_the_name_of_somebody_who_may_not_use_it_is_refused(api: Api) -> None:
    number = api.register()
    before = api.rows()

    for verb, (userid, (role, estate)) in product(Verb, STAFF.items()):
        is_foreign = estate not in {LAKE, None}
        if is_foreign or role not in WHO[verb]:
            answered = api.do(number, verb, userid, **said(verb))
            assert (answered.status, answered.code) == (403, "wrong_role"), (verb, userid)

    assert api.rows() == before


def test_a_token_bounds_what_is_done_in_anybodys_name(api: Api) -> None:
    number = api.register()
    before = api.rows()

    for verb, role in product(Verb, TOKENS):
        if role not in WHO[verb]:
            body = {"by": "sun", **said(verb)}
            answered = api.post(f"/cases/{number}/{verb}", body, role=role)
            assert (answered.status, answered.code) == (403, "wrong_role"), (verb, role)

    assert api.rows() == before
    assert not any(Role.AUDITOR in roles for roles in WHO.values())
