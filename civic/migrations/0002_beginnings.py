"""What a new installation begins with: a council to be filled in, its two offices, the published bank holidays,
and a list of reasons to agree on.

The bank holidays are those GOV.UK publishes for the three nations, https://www.gov.uk/bank-holidays, 2025 to 2028.
"""

from datetime import date

from django.db import migrations

NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY = "New Year's Day", "Good Friday", "Easter Monday"
MAY, SPRING, SUMMER = "Early May bank holiday", "Spring bank holiday", "Summer bank holiday"
CHRISTMAS, BOXING, SECOND = "Christmas Day", "Boxing Day", "2 January"
PATRICK, BOYNE, ANDREW = "St Patrick's Day", "Battle of the Boyne (Orangemen's Day)", "St Andrew's Day"
SUBSTITUTE = " (substitute day)"

ENGLAND_WALES = {
    2025: [(1, 1, NEW_YEAR), (4, 18, GOOD_FRIDAY), (4, 21, EASTER_MONDAY), (5, 5, MAY), (5, 26, SPRING), (8, 25, SUMMER), (12, 25, CHRISTMAS), (12, 26, BOXING)],
    2026: [(1, 1, NEW_YEAR), (4, 3, GOOD_FRIDAY), (4, 6, EASTER_MONDAY), (5, 4, MAY), (5, 25, SPRING), (8, 31, SUMMER), (12, 25, CHRISTMAS), (12, 28, BOXING + SUBSTITUTE)],
    2027: [(1, 1, NEW_YEAR), (3, 26, GOOD_FRIDAY), (3, 29, EASTER_MONDAY), (5, 3, MAY), (5, 31, SPRING), (8, 30, SUMMER), (12, 27, CHRISTMAS + SUBSTITUTE), (12, 28, BOXING + SUBSTITUTE)],
    2028: [(1, 3, NEW_YEAR + SUBSTITUTE), (4, 14, GOOD_FRIDAY), (4, 17, EASTER_MONDAY), (5, 1, MAY), (5, 29, SPRING), (8, 28, SUMMER), (12, 25, CHRISTMAS), (12, 26, BOXING)],
}
# Northern Ireland keeps the same days and two of its own.
NORTHERN_IRELAND = {
    2025: [(3, 17, PATRICK), (7, 14, BOYNE + SUBSTITUTE)],
    2026: [(3, 17, PATRICK), (7, 13, BOYNE + SUBSTITUTE)],
    2027: [(3, 17, PATRICK), (7, 12, BOYNE)],
    2028: [(3, 17, PATRICK), (7, 12, BOYNE)],
}
SCOTLAND = {
    2025: [(1, 1, NEW_YEAR), (1, 2, SECOND), (4, 18, GOOD_FRIDAY), (5, 5, MAY), (5, 26, SPRING), (8, 4, SUMMER), (12, 1, ANDREW + SUBSTITUTE), (12, 25, CHRISTMAS), (12, 26, BOXING)],
    2026: [(1, 1, NEW_YEAR), (1, 2, SECOND), (4, 3, GOOD_FRIDAY), (5, 4, MAY), (5, 25, SPRING), (6, 15, "World Cup bank holiday"), (8, 3, SUMMER), (11, 30, ANDREW), (12, 25, CHRISTMAS), (12, 28, BOXING + SUBSTITUTE)],
    2027: [(1, 1, NEW_YEAR), (1, 4, SECOND + SUBSTITUTE), (3, 26, GOOD_FRIDAY), (5, 3, MAY), (5, 31, SPRING), (8, 2, SUMMER), (11, 30, ANDREW), (12, 27, CHRISTMAS + SUBSTITUTE), (12, 28, BOXING + SUBSTITUTE)],
    2028: [(1, 3, NEW_YEAR + SUBSTITUTE), (1, 4, SECOND + SUBSTITUTE), (4, 14, GOOD_FRIDAY), (5, 1, MAY), (5, 29, SPRING), (8, 7, SUMMER), (11, 30, ANDREW), (12, 25, CHRISTMAS), (12, 26, BOXING)],
}
DAYS_OF_NATION = [
    ("england_wales", ENGLAND_WALES),
    ("northern_ireland", ENGLAND_WALES),
    ("northern_ireland", NORTHERN_IRELAND),
    ("scotland", SCOTLAND),
]

SERVICE_STANDARD = """We acknowledge every invitation when it reaches us, and answer it within the time promised here.
Please tell us as early as you can: the diary fills quickly, and we ask for the notice shown here.
If we need to ask you something, the time until you answer does not count.
Every invitation is treated alike. If we cannot accept, we say so plainly and thank you for asking."""
PROTOCOL_INTRODUCTION = """An invitation to the council's civic head belongs to the office, not to a person.
This page sets out how invitations are answered, who decides, and what an organiser may expect."""

# Code, wording, and whether an organiser may be told: nobody's health, family or interests, nor how tired somebody is.
AGREED_REASONS = [
    ("another_engagement", "There is another engagement at that time.", True),
    ("council_business", "There is council business at that time.", True),
    ("away", "There is a journey away from the area at that time.", True),
    ("illness", "There is an illness.", False),
    ("family", "There is a family matter.", False),
    ("interest", "There is an interest in the organiser.", False),
    ("rest", "The week is full already.", False),
]


def begin(apps, schema_editor):
    names = ("Council", "Office", "ClosedDay", "AgreedReason")
    Council, Office, ClosedDay, AgreedReason = (apps.get_model("civic", name) for name in names)
    # Going back leaves what the office may have changed.
    if Council.objects.exists():
        return
    Council.objects.create(
        name="The Council",
        area="the area",
        nation="england_wales",
        letterhead="The Council\nCivic Office",
        office_name="Civic Office",
        office_address="The Town Hall",
        email="civic.office@council.example",
        telephone="01632 960000",
        mail_domains=["council.example"],
        service_standard=SERVICE_STANDARD,
        protocol_introduction=PROTOCOL_INTRODUCTION,
    )
    for kind, title in (("mayor", "Mayor"), ("deputy", "Deputy Mayor")):
        Office.objects.create(
            kind=kind,
            title=title,
            title_in_sentence=f"the {title}",
            spoken=title,
            written=f"the {title}, {{name}}",
            envelope=f"The {title}, {{name}}",
            salutation=f"Dear {title}",
            consort_title=f"{title}'s Consort",
        )
    ClosedDay.objects.bulk_create(
        ClosedDay(nation=nation, on=date(year, month, day), name=name)
        for nation, years in DAYS_OF_NATION
        for year, days in years.items()
        for month, day, name in days
    )
    AgreedReason.objects.bulk_create(
        AgreedReason(code=code, wording=wording, may_be_told=told, place=place)
        for place, (code, wording, told) in enumerate(AGREED_REASONS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("civic", "0001_initial")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
