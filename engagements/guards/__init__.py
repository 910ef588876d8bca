"""What the database refuses of the office's cases.

Choices that are not the Mayor's, a record that is rewritten, words erased without approval. Each guard says
what must hold when a row is written; where it does not, the write fails with its words.

Tables are named by their models and codes by their enumerations: a changed row of the protocol or a renamed
model is followed by the next `migrate`, and no migration names any of this.
"""

from engagements.guards import (
    advice,
    cases,
    casework,
    choices,
    erasures,
    letters,
    mayors_own,
    notifications,
    offices,
    protocol_table,
    record,
)
from guards import known_words

GUARDS = (
    *known_words("engagements"),
    *choices.GUARDS,
    *cases.GUARDS,
    *record.GUARDS,
    *protocol_table.GUARDS,
    *letters.GUARDS,
    *mayors_own.GUARDS,
    *notifications.GUARDS,
    *erasures.GUARDS,
    *casework.GUARDS,
    *advice.GUARDS,
    *offices.GUARDS,
)
