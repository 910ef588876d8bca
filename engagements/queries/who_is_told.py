"""Whom of the council a step tells by a notification: the table says of what, the case says who that is."""

from civic.models import Person, Role
from engagements import situations
from engagements.case_context import CaseContext
from engagements.models import Invitation
from protocols.core.rows import Row
from protocols.core.vocabulary import Announced, News

_OF_THE_DAY = (News.CALLED_OFF, News.CHANGED)


def people_told(
    row: Row, invitation: Invitation, context: CaseContext, *, by: Person | None
) -> list[tuple[Person, News]]:
    """Each person once, with the first news the row has for them; whoever takes the step knows it already.

    `context` is what was around the case before the step.
    """
    told: dict[int, tuple[Person, News]] = {}
    for news in row.tells:
        for person in _whom(news, invitation, context):
            if by is None or person.pk != by.pk:
                told.setdefault(person.pk, (person, news))
    return list(told.values())


def people_of_the_day(invitation: Invitation, context: CaseContext, *, by: Person) -> list[Person]:
    """Whoever goes to the event and whoever drives there, but for who acts; nobody where nobody goes."""
    going = _whose_day(News.CHANGED, invitation, context, None)
    return [person for person in going if person.pk != by.pk]


def _whom(news: News, invitation: Invitation, context: CaseContext) -> list[Person]:
    _, mayor = context.at.mayor_of_event(invitation.starts_at)
    if news in _OF_THE_DAY:
        return _whose_day(news, invitation, context, mayor.person if mayor else None)
    if news in (News.MAYOR_DECIDES, News.MAYOR_SPECIAL):
        return [mayor.person] if mayor else []
    if news is News.DEPUTY_ASKED:
        deputy = context.at.deputy_of_event(invitation.starts_at)
        return [deputy.person] if deputy else []
    if news is News.DEPUTY_RELEASED:
        living = situations.living_delegation(context.delegations[invitation.pk])
        return [living.deputy] if living else []
    return list(Person.objects.filter(role=Role.MONITORING_OFFICER, is_active=True).order_by("pk"))


def _whose_day(
    news: News, invitation: Invitation, context: CaseContext, mayor: Person | None
) -> list[Person]:
    """Whoever was to go, the attendants with the car, and the Mayor of what is called off.

    What is to be confirmed again stands in their diary as such. Where nothing stands in it, the Mayor alone
    hears that what was announced is called off.
    """
    engagement = context.in_diary(invitation)
    if engagement is None:
        told = situations.announced(invitation, context)
        promised = news is News.CALLED_OFF and told is not Announced.NOTHING
        return [mayor] if promised and mayor else []
    going = [engagement.person]
    if engagement.accompanied_by:
        going.append(engagement.accompanied_by.deputy)
    if news is News.CALLED_OFF and mayor:
        going.append(mayor)
    return [*going, *Person.objects.filter(role=Role.ATTENDANT, is_active=True).order_by("pk")]
