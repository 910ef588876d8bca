"""The ways that the database does not refuse, each with the databases it is open on and why.

Whoever goes them holds the database's own key. Of a forged entry of the record `manage.py verify_record`
tells, for nobody without the record's key can sign one. A way that was closed fails its test until it leaves
this list.
"""

STILL_OPEN = {
    # Nothing can be asked of both rows when the transaction ends, and they come one after the other. The case
    # takes no further step then, and verify_record names it.
    "an entry tells of a stage and the case stays where it is": "both",
    "an entry without its words": "both",
    # A clock that was ahead is put right, and the office goes on meanwhile.
    "an entry of a time before the last one": "both",
    "a head of a day before the last one": "both",
    "a head is of a day that is still far away": "both",
    # Only the application knows the keys, and which letter an entry speaks of.
    "an entry with a key that there is not": "both",
    "an entry tells of a letter that did not go": "both",
    # Numbers have gaps, where a transaction was taken back.
    "an entry is numbered far ahead of all heads to come": "both",
    # What a run did is signed by its certificate, and how long things are kept stands among the changes.
    "a case passed over of approved run": "both",
    "a kind is kept for good no longer of which the council's changes say nothing": "both",
    "a run comes that nobody approved, on SQLite": "sqlite",
    "a run comes that nobody approved, on PostgreSQL": "postgresql",
    # An organiser answers through the link, and is no person of the council.
    "an answer of nobodys of question": "both",
    # People marry and move.
    "the Deputy of the terms is another person's name": "both",
}
