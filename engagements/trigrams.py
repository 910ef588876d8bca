"""How alike two texts are, by the threes of letters that they share.

The measure is that of PostgreSQL's pg_trgm, worked out here so that both databases judge alike.
"""

from functools import lru_cache

from engagements.folding import fold


def similarity(one: str, other: str) -> float:
    """From 0 to 1: of the threes that either text has, the share that both have."""
    ours, theirs = _threes(one), _threes(other)
    either = ours | theirs
    return len(ours & theirs) / len(either) if either else 0.0


def contained(one: str, other: str) -> float:
    """From 0 to 1: of the threes of the text that has fewer, the share that the other has, too."""
    ours, theirs = _threes(one), _threes(other)
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0


# A day's cases are compared each with each.
@lru_cache(maxsize=4096)
def _threes(text: str) -> frozenset[str]:
    words = (f"  {word} " for word in fold(text).split())
    return frozenset(word[place : place + 3] for word in words for place in range(len(word) - 2))
