"""Lists of the office: the work list with its counts, and the diary. Pure reads."""
