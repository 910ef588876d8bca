"""The indexes for the office's search among very many invitations and letters, on PostgreSQL alone.

It needs the extension pg_trgm, which the owner of the database may create.

Where it may not, or where it is not installed, search reads every row: right, and slower. Once somebody has created the
extension, the statements INDEXES below make them at any time. A few invitations come in a day: each is put into the
index at once (fastupdate off), so that the plan of a search does not change with what is still pending.
"""

import logging

from django.db import DatabaseError, migrations, transaction

TABLES = ("invitation", "letter")
INDEXES = [
    f"""CREATE INDEX IF NOT EXISTS {table}_search ON engagements_{table}
    USING gin (search_text gin_trgm_ops) WITH (fastupdate = off)"""
    for table in TABLES
]


def put_up(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            for index in INDEXES:
                schema_editor.execute(index)
    except DatabaseError as error:
        logging.getLogger("engagements.migrations").warning("Search has no index on this database: %s", error)


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_search")


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
