"""The words the office starts with: the first version of the protocol, and a wording of every letter.

They stand beside this file as they were when it was written. The texts in protocols/texts/ may change later; this
one does not, and a migration of its own brings what changed to offices that begin after it.
"""

import json
from pathlib import Path

from django.db import migrations
from django.utils import timezone

WORDS = Path(__file__).with_name("first_protocol.json")
# Thanks for an invitation or for an answer decide nothing, so they leave unread until the office says otherwise.
GO_BY_THEMSELVES = ("acknowledgement", "mayor_invited")


def load_words(apps, schema_editor):
    # Migrated back and forth: the words are there, and may have been signed since.
    if apps.get_model("protocols", "ProtocolVersion").objects.exists():
        return
    now, words = timezone.now(), json.loads(WORDS.read_text(encoding="utf-8"))
    version = apps.get_model("protocols", "ProtocolVersion").objects.create(number=1, note="The protocol the software comes with.", created_at=now)
    clause = apps.get_model("protocols", "Clause")
    clause.objects.bulk_create(
        clause(version=version, order=order, **kept) for order, kept in enumerate(words["clauses"], start=1)
    )
    version.state, version.in_force_from = "in_force", now
    version.save()
    for kept in words["letters"]:
        template = apps.get_model("protocols", "LetterTemplate").objects.create(
            letter=kept["letter"], manner=kept["manner"], may_go_by_itself=kept["letter"] in GO_BY_THEMSELVES
        )
        apps.get_model("protocols", "LetterTemplateVersion").objects.create(
            template=template, number=1, subject=kept["subject"], body=kept["body"], created_at=now
        )


class Migration(migrations.Migration):
    dependencies = [("protocols", "0001_initial")]
    operations = [migrations.RunPython(load_words, migrations.RunPython.noop)]
