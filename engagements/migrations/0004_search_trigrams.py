"""An index for the office's search on PostgreSQL. It needs the extension pg_trgm, which the database's owner may create.

Where it may not, or where it is not installed, search reads every row: right, and slower. Once somebody has created the
extension, the statement INDEX below makes the index at any time.
"""

import logging

from django.db import DatabaseError, migrations, transaction

INDEX = "CREATE INDEX IF NOT EXISTS invitation_search ON engagements_invitation USING gin (search_text gin_trgm_ops)"


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(INDEX)
    except DatabaseError as error:
        logging.getLogger("engagements.migrations").warning("Search has no index on this database: %s", error)


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS invitation_search")


class Migration(migrations.Migration):
    dependencies = [("engagements", "0003_intake")]
    operations = [migrations.RunPython(put_up, take_down)]
