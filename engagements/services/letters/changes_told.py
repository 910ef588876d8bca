"""What was changed of an event, as a letter to its organiser reads it back."""

from civic import wording
from engagements.models import Asked, Invitation
from engagements.particulars import WHEN

# Longer words of the organiser's are not read to them again.
READ_BACK = 200


def in_lines(invitation: Invitation, changed: set[str]) -> str:
    """What was changed, a line each, as a letter says it: what it is now."""
    said = [
        ({"starts_at", "ends_at", *WHEN}, f"When: {wording.moment(invitation.starts_at)}"),
        (
            {"venue", "address", "postcode"},
            f"Where: {', '.join(filter(None, (invitation.venue, invitation.postcode)))}",
        ),
        ({"title"}, f"Name of the event: {invitation.title}"),
        ({"kind"}, f"Kind of event: {invitation.get_kind_display()}"),
        ({"asked", "asked_words"}, f"What your guest is asked to do: {_asked(invitation)}"),
        ({"what_happens"}, f"What happens: {_read_back(invitation.what_happens)}"),
        ({"expected_numbers"}, f"Numbers expected: {invitation.expected_numbers or 'not known'}"),
        ({"open_to_public"}, f"Open to the public: {wording.yes_no(invitation.open_to_public).lower()}"),
    ]
    return "\n".join(line for names, line in said if changed & names)


def _asked(invitation: Invitation) -> str:
    what = [Asked(code).label for code in invitation.asked if code in Asked.values]
    return "; ".join(filter(None, (", ".join(what), _read_back(invitation.asked_words)))) or "to attend"


def _read_back(words: str) -> str:
    """What the organiser wrote on one line; what is long only named."""
    line = " ".join(words.split())
    return line if len(line) <= READ_BACK else "as you have described it"
