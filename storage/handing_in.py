"""A home hands in its questionnaire: it counts once, and what was written is called back about."""

from sqlmodel import Session

from flows.forms.answers import Response
from flows.rules.survey.invitations import Happening, Known
from storage.answering import hold_answering
from storage.forms import FormVersion
from storage.invitations import Invitation, ask_no_more, happen
from storage.responses import FormResponse, keep_response
from storage.survey_calls import after_return


class NotTaken(Exception):
    """A response to an invitation does not count, and nothing was changed."""


class AnsweredBefore(NotTaken):
    """Somebody of the home has answered before: one home has one vote."""


class SurveyOver(NotTaken):
    """The campaign takes no answers any more, or not yet."""


def hand_in(
    session: Session, invitation: Invitation, response: Response, row: FormResponse
) -> FormResponse:
    """Take a home's response to a campaign; `row` says whose it is, how it came and when.

    Raises AnsweredBefore or SurveyOver. The invitation is completed and asked for no more.
    """
    answering = hold_answering(session, invitation.id)
    held = answering.invitation
    if held.known >= Known.COMPLETED:
        raise AnsweredBefore
    if not answering.is_open:
        raise SurveyOver
    row.invitation_id, row.home_id = held.id, held.home_id
    version = session.get_one(FormVersion, answering.campaign.form_version_id)
    kept = keep_response(session, version, response, row)
    happen(session, held, Happening.COMPLETED, row.handed_in_at, closed=False)
    ask_no_more(session, held)
    after_return(session, kept, row.handed_in_at)
    return kept
