"""Cells that no spreadsheet takes for a formula. Pure."""

# What a spreadsheet runs, or strips and then runs; the wide signs are taken for the narrow ones in some languages.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(words: str) -> str:
    """The words, after an apostrophe where a spreadsheet would run them. It makes them words: CSV has no other way."""
    return f"'{words}" if words.startswith(_STARTS) else words
