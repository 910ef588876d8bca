"""The words the office starts with: the first version of the protocol, and a wording of every letter."""

from django.db import migrations
from django.utils import timezone

from protocols.core.vocabulary import LetterKind
from protocols.texts import shipped_clauses, shipped_letter


def load_words(apps, schema_editor):
    now = timezone.now()
    version = apps.get_model("protocols", "ProtocolVersion").objects.create(number=1, note="The protocol the software comes with.", created_at=now)
    clause = apps.get_model("protocols", "Clause")
    clause.objects.bulk_create(
        clause(version=version, code=code, order=order, title=title, text=text)
        for order, (code, title, text) in enumerate(shipped_clauses(), start=1)
    )
    version.state, version.in_force_from = "in_force", now
    version.save()
    for letter in LetterKind:
        # Only the acknowledgement decides nothing, so only it leaves unread until the office says otherwise.
        template = apps.get_model("protocols", "LetterTemplate").objects.create(
            letter=letter.value, may_go_by_itself=letter is LetterKind.ACKNOWLEDGEMENT
        )
        subject, body = shipped_letter(letter)
        apps.get_model("protocols", "LetterTemplateVersion").objects.create(
            template=template, number=1, subject=subject, body=body, created_at=now
        )


class Migration(migrations.Migration):
    dependencies = [("protocols", "0001_initial")]
    operations = [migrations.RunPython(load_words, migrations.RunPython.noop)]
