"""What the letter of a decline leaves out, whoever words it: the Deputy (P3)."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from civic.models import OfficeKind
from civic.queries import CouncilNow
from engagements.folding import fold
from engagements.models import Letter
from protocols import letters as templates
from protocols.core.vocabulary import LetterKind


def refuse_mention_of_deputy(
    letter: Letter, *, subject: str, body: str, copies: Iterable[Mapping[str, str]], at: CouncilNow
) -> None:
    """Raises ValidationError when a decline names the Deputy more often than its own wording does, or is to
    be copied to the Deputy.

    In that wording the organiser's words may stand: an event's title can name the Deputy. The reason may not.
    """
    kind = LetterKind(letter.kind)
    if kind not in (LetterKind.DECLINE, LetterKind.JOINED_DECLINED):
        return
    # Without its article, which may be another: our Depute Provost.
    office = at.offices.get(OfficeKind.DEPUTY)
    title = office.title if office else "Deputy"
    deputy = at.deputy_of_event(letter.invitation.starts_at)
    names = [title, *([deputy.person.name] if deputy else [])]
    own = templates.render(
        kind,
        letter.values | {"reason": ""},
        template_version=letter.template_version,
        confidential=letter.invitation.confidential,
    )
    named = " ".join(f"{copy['name']} {copy['email']}" for copy in copies)
    if _times([*names, *([deputy.person.email] if deputy else [])], named):
        raise ValidationError(
            f"A letter that declines is not copied to the {title} (P3). Please remove that copy."
        )
    if _times(names, f"{subject}\n{body}") > _times(names, f"{own.subject}\n{own.body}"):
        raise ValidationError(
            f"A letter that declines must not mention the {title}, because a declined "
            f"invitation is never passed on (P3). Please remove it."
        )


def _times(names: list[str], text: str) -> int:
    folded = fold(text)
    return sum(folded.count(fold(name)) for name in names if name)
