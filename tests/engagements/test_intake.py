import re
from typing import Any

import pytest

from engagements.models import IntakeDraft, IntakeFile, Invitation, Reply
from tests import inviting

pytestmark = pytest.mark.django_db


def test_an_invitation_goes_from_the_form_to_its_reference(client, council, officer, mayor, deputy):
    page = inviting.send(client)
    invitation = Invitation.objects.select_related("organiser").get()
    assert invitation.reference in page
    assert (invitation.stage, invitation.channel, invitation.wish) == ("received", "form", "deputy_welcome")
    assert invitation.organiser.email == "jane@northgate-scouts.example"
    assert [reply.letter for reply in Reply.objects.all()] == ["acknowledgement"]
