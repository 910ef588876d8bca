"""The record: its entries, their particulars and its heads are only ever added to, at the end."""

# ruff: noqa: S608 - the statements are put together from names of our own.

from engagements.models import RecordEntry, RecordHead
from tests.engagements.raw_sql.way import PARTICULARS, POSTGRESQL, SQLITE, Way, entry, like

ENTRIES = ("received", "declined", "held", "deputy_goes")
ENTRY_COLUMNS = {
    "case": "invitation_id = %(put_case)s",
    "place": "sequence = sequence + 50",
    "version": "made_version = 77",
    "version taken away": "made_version = NULL",
    "moment": "at = '2020-01-01 10:00:00'",
    "person": "by_id = %(councillor)s",
    "nobody's name": "by_id = NULL",
    "party": "party = 'mayor'",
    "word of instruction": "on_instruction_of = 'the Mayor'",
    "kind": "kind = 'note'",
    "stage it came from": "from_stage = 'with_mayor'",
    "stage it led to": "to_stage = 'with_deputy'",
    "clause": "clause = 'P9'",
    "protocol": "protocol_version_id = %(draft)s",
    "digest": f"particulars_digest = '{'0' * 64}'",
    "hash before": f"previous_hash = '{'0' * 64}'",
    "key": "key = 'other'",
    "hash": f"hash = '{'0' * 64}'",
    "number": "id = id + 100000",
}
HEAD_COLUMNS = {
    "day": "day = '2026-01-01'",
    "moment": "made_at = '2020-01-01 10:00:00'",
    "last entry": "upto = 1",
    "number of cases": "cases = 1",
    "number of entries": "entries = 1",
    "digest": f"digest = '{'0' * 64}'",
    "hash before": f"previous_hash = '{'1' * 64}'",
    "key": "key = 'other'",
    "hash": f"hash = '{'0' * 64}'",
    "number": "id = id + 1000",
}

REWRITTEN = [
    *(Way(f"another {what} of an entry of {of}",
          f"UPDATE engagements_recordentry SET {columns} WHERE id = %({of}_entry)s")
      for what, columns in ENTRY_COLUMNS.items() for of in ENTRIES[:2]),
    *(Way(f"another {what} of a head",
          f"UPDATE engagements_recordhead SET {columns} WHERE id = %(last_head)s")
      for what, columns in HEAD_COLUMNS.items()),
    *(Way(f"the words of an entry of {of} are rewritten",
          "UPDATE engagements_entryparticulars SET words = '{\"why\": \"No.\"}'"
          f" WHERE entry_id = %({of}_entry)s")
      for of in ENTRIES),
    Way("the salt of an entry's words is another",
        "UPDATE engagements_entryparticulars SET salt = 'pepper' WHERE entry_id = %(declined_entry)s"),
    Way("an entry's words belong to another entry",
        ("DELETE FROM engagements_entryparticulars WHERE entry_id = %(received_entry)s",
         "UPDATE engagements_entryparticulars SET entry_id = %(received_entry)s"
         " WHERE entry_id = %(declined_entry)s")),
    Way("an entry's words are moved onto another's by a replacing update",
        "UPDATE OR REPLACE engagements_entryparticulars SET entry_id = %(received_entry)s"
        " WHERE entry_id = %(declined_entry)s", SQLITE),
    Way("a case's two entries change places",
        ("UPDATE engagements_recordentry SET sequence = sequence + 100 WHERE invitation_id = %(put_case)s",
         "UPDATE engagements_recordentry SET sequence = 103 - sequence WHERE invitation_id = %(put_case)s")),
]  # fmt: skip

TAKEN = [
    *(Way(f"the last entry of {of} is removed with its words",
          (f"DELETE FROM engagements_entryparticulars WHERE entry_id = %({of}_entry)s",
           f"DELETE FROM engagements_recordentry WHERE id = %({of}_entry)s"))
      for of in ("received", "opinion", "put")),
    *(Way(f"the words of an entry of {of} are removed",
          f"DELETE FROM engagements_entryparticulars WHERE entry_id = %({of}_entry)s")
      for of in ENTRIES),
    Way("the words of an entry that the erasure does not cover are removed",
        "DELETE FROM engagements_entryparticulars WHERE entry_id = %(old_first_entry)s"),
    Way("the words on an erasure are removed",
        "DELETE FROM engagements_entryparticulars WHERE entry_id = (SELECT MAX(id) FROM"
        " engagements_recordentry WHERE kind = 'erased')"),
    Way("the last head is removed", "DELETE FROM engagements_recordhead WHERE id = %(last_head)s"),
    Way("the last head and its mails are removed",
        ("DELETE FROM engagements_notification WHERE head_id = %(last_head)s",
         "DELETE FROM engagements_recordhead WHERE id = %(last_head)s")),
    Way("an entry is replaced by an insert",
        like(RecordEntry, "%(declined_entry)s", verb="INSERT OR REPLACE", id="id", by_id="%(councillor)s"),
        SQLITE),
    Way("an entry is replaced by its place in the chain",
        like(RecordEntry, "%(declined_entry)s", verb="INSERT OR REPLACE", hash=f"'{'f8' * 32}'"), SQLITE),
    Way("an entry is replaced by its hash",
        like(RecordEntry, "%(declined_entry)s", verb="REPLACE", sequence="sequence + 1", made_version="NULL",
             previous_hash="hash"), SQLITE),
    Way("an entry vanishes under another's number",
        "UPDATE OR REPLACE engagements_recordentry SET id = %(declined_entry)s WHERE id = %(received_entry)s",
        SQLITE),
    Way("an entry's words are replaced by an insert",
        "INSERT OR REPLACE INTO engagements_entryparticulars (entry_id, salt, words)"
        " VALUES (%(declined_entry)s, 'salt', '{}')", SQLITE),
    Way("an entry's words are upserted",
        "INSERT INTO engagements_entryparticulars (entry_id, salt, words) VALUES (%(declined_entry)s, 'salt',"
        " '{}') ON CONFLICT (entry_id) DO UPDATE SET words = '{}'"),
    Way("an entry is upserted",
        like(RecordEntry, "%(declined_entry)s", id="id",
             then="AND true ON CONFLICT (id) DO UPDATE SET by_id = %(councillor)s")),
    Way("an entry is upserted by its place",
        like(RecordEntry, "%(declined_entry)s", then="AND true ON CONFLICT (invitation_id, sequence)"
             f" DO UPDATE SET hash = '{'f9' * 32}'")),
    Way("a head is replaced by an insert",
        like(RecordHead, "%(last_head)s", verb="INSERT OR REPLACE", id="id", entries="1"), SQLITE),
    Way("a head is upserted",
        like(RecordHead, "%(last_head)s", then="AND true ON CONFLICT (day) DO UPDATE SET entries = 1")),
    *(Way(f"all rows of {table} are emptied away", f"TRUNCATE engagements_{table} CASCADE", POSTGRESQL)
      for table in ("recordentry", "entryparticulars", "recordhead")),
    Way("an entry is rewritten and the next one signed anew in one statement",
        f"WITH one AS (UPDATE engagements_recordentry SET hash = '{'fa' * 32}' WHERE id ="
        f" %(put_first_entry)s) UPDATE engagements_recordentry SET previous_hash = '{'fa' * 32}'"
        " WHERE id = %(put_entry)s", POSTGRESQL),
]  # fmt: skip

ADDED = [
    Way("an entry follows from a hash that there is not",
        entry("%(received_case)s", kind="'note'", previous_hash=f"'{'ab' * 32}'")),
    Way("an entry follows from another case's",
        entry("%(received_case)s", kind="'note'", previous_hash="(SELECT hash FROM engagements_recordentry"
              " WHERE id = %(declined_entry)s)")),
    Way("an entry follows from nothing in a chain that has begun",
        entry("%(received_case)s", kind="'note'", previous_hash="''")),
    Way("an entry leaves a gap before it", entry("%(received_case)s", kind="'note'",
                                                 sequence="sequence + 9")),
    Way("an entry comes before the first", entry("%(received_case)s", kind="'note'", sequence="0")),
    Way("an entry comes into the middle of the numbers",
        ("UPDATE engagements_recordentry SET id = id + 0 WHERE id = %(put_entry)s",
         like(RecordEntry, "%(put_entry)s", id="%(put_first_entry)s", sequence="sequence + 1",
              made_version="NULL", previous_hash="hash", hash=f"'{'fb' * 32}'", kind="'note'"))),
    Way("an entry is numbered before those the head covers",
        (like(RecordEntry, "%(put_entry)s", id="-5", sequence="(SELECT MAX(sequence) + 1 FROM"
              " engagements_recordentry WHERE invitation_id = %(put_case)s)", made_version="NULL",
              previous_hash="(SELECT hash FROM engagements_recordentry WHERE invitation_id = %(put_case)s"
              " ORDER BY sequence DESC LIMIT 1)", hash=f"'{'fc' * 32}'", kind="'note'", to_stage="''",
              from_stage="''"),
         "INSERT INTO engagements_entryparticulars (entry_id, salt, words) VALUES (-5, 'salt', '{}')")),
    Way("an entry of a case that there is not",
        entry("%(received_case)s", kind="'register'", invitation_id="987654", sequence="1",
              previous_hash="''")),
    Way("an entry without its words",
        entry("%(received_case)s", kind="'note'")[0]),
    Way("an entry of an unknown kind", entry("%(received_case)s", kind="'whispered'")),
    Way("an entry of an unknown party", entry("%(received_case)s", kind="'note'", party="'ghost'")),
    Way("an entry of a time before the last one",
        entry("%(received_case)s", kind="'note'", at="'2020-01-01 10:00:00'")),
    Way("an entry signed by nobody", entry("%(received_case)s", kind="'note'", hash="''")),
    Way("an entry of another hash than can be", entry("%(received_case)s", kind="'note'", hash="'short'")),
    Way("an entry with a key that there is not", entry("%(received_case)s", kind="'note'", key="'zz'")),
    Way("an entry under a protocol that is a draft",
        entry("%(received_case)s", kind="'note'", protocol_version_id="%(draft)s")),
    Way("an entry says the Mayor wrote what nobody wrote",
        entry("%(received_case)s", kind="'note'", party="'mayor'", by_id="NULL")),
    Way("an entry says that an officer is the Mayor",
        entry("%(received_case)s", kind="'note'", party="'mayor'", by_id="%(officer)s",
              on_instruction_of="''")),
    Way("an entry tells of a version that was told",
        entry("%(put_case)s", kind="'correct_slip'", made_version="1")),
    Way("an entry tells of a version still to come",
        entry("%(put_case)s", kind="'correct_slip'", made_version="40")),
    Way("an entry tells of an erasure that there was not", entry("%(declined_case)s", kind="'erased'")),
    Way("an entry tells of a hold that there was not", entry("%(declined_case)s", kind="'legal_hold'")),
    Way("an entry tells of a letter that did not go", entry("%(declined_case)s", kind="'letter_sent'")),
    Way("erased words come back",
        "INSERT INTO engagements_entryparticulars (entry_id, salt, words) SELECT MIN(id), 'salt', '{}' FROM"
        " engagements_recordentry WHERE invitation_id = %(old_case)s AND id NOT IN"
        " (SELECT entry_id FROM engagements_entryparticulars)"),
    Way("two entries have one hash before them",
        (*entry("%(received_case)s", kind="'note'", mark="fd"),
         *entry("%(received_case)s", kind="'note'", mark="fe", previous_hash="previous_hash"))),
    Way("entries are copied in",
        "COPY engagements_recordentry (sequence, at, party, on_instruction_of, kind, from_stage, to_stage,"
        " clause, particulars_digest, previous_hash, key, hash, protocol_version_id, invitation_id)"
        " FROM STDIN\n99\t2026-06-22 09:00Z\tmayor\t\taccept\twith_mayor\tmayor_attends\tP1\tx\tx\t1\tx"
        "\t%(in_force)s\t%(put_case)s\n", POSTGRESQL),
    Way("a head that follows from none",
        like(RecordHead, "%(last_head)s", day="'2026-06-23'", previous_hash=f"'{'ac' * 32}'",
             hash=f"'{'ad' * 32}'")),
    Way("a head that counts fewer entries than the one before",
        like(RecordHead, "%(last_head)s", day="'2026-06-23'", previous_hash="hash", entries="1", upto="1",
             cases="1", hash=f"'{'ae' * 32}'")),
    Way("a head that covers entries that there are not",
        like(RecordHead, "%(last_head)s", day="'2026-06-23'", previous_hash="hash", upto="upto + 100000",
             hash=f"'{'af' * 32}'")),
    Way("a head of a day before the last one",
        like(RecordHead, "%(last_head)s", day="'2026-01-01'", previous_hash="hash",
             hash=f"'{'ba' * 32}'")),
    Way("a head numbered before the first",
        like(RecordHead, "%(last_head)s", id="-5", day="'2026-06-23'", previous_hash="hash",
             hash=f"'{'bb' * 32}'")),
    Way("words of an entry that there is not",
        "INSERT INTO engagements_entryparticulars (entry_id, salt, words) VALUES (987654, 'salt', '{}')"),
    Way("an entry's words hang loose until the end",
        (entry("%(received_case)s", kind="'note'", mark="bc")[0], PARTICULARS,
         "UPDATE engagements_entryparticulars SET words = '{\"why\": \"No.\"}' WHERE entry_id ="
         " (SELECT MAX(id) FROM engagements_recordentry)")),
]  # fmt: skip

WAYS = [*REWRITTEN, *TAKEN, *ADDED]
