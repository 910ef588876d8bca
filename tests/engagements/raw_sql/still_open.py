"""The ways that the database does not refuse yet, each with the databases it is open on.

Whoever goes them holds the database's own key. Of a forged entry of the record `manage.py verify_record`
tells, for nobody without the record's key can sign one. A way that was closed fails its test until it leaves
this list.
"""

STILL_OPEN = {
    # deputy
    "a delegation and its engagement that is live in one statement": "postgresql",
    # decisions
    # invitations
    "an entry tells of a stage and the case stays where it is": "both",
    "a withdrawal leaves the Deputy in the diary": "both",
    "a withdrawal leaves the Deputy asked": "both",
    # letters
    "all notifications are emptied away": "postgresql",
    # record
    "an entry without its words": "both",
    "an entry of a time before the last one": "both",
    "an entry with a key that there is not": "both",
    "an entry says that an officer is the Mayor": "both",
    "an entry tells of a letter that did not go": "both",
    "a head of a day before the last one": "both",
    # papers
    "a case passed over of approved run": "both",
    "a kind is kept for good no longer of which the council's changes say nothing": "both",
    "a run comes that nobody approved, on SQLite": "sqlite",
    "a run comes that nobody approved, on PostgreSQL": "postgresql",
    "a close without history of open task": "both",
    "an answer of nobodys of question": "both",
    # chains
    "the Deputy of the terms is another person's name": "both",
    "what an approved list names is erased, and the record says nothing": "both",
    # corners
    "an entry is numbered far ahead of all heads to come": "both",
    "a head is of a day that is still far away": "both",
}
