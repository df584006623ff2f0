"""How far a word is from the one that was meant. Pure."""

from __future__ import annotations

SHORTEST = 3
"""Of words shorter than this nothing is corrected, and nothing is corrected to them."""


_MANY = 1 << 30


def budget(word: str) -> int:
    """How many edits a word of this length may be away."""
    return 2 if len(word) >= 6 else 1 if len(word) >= 4 else 0


def shortened(word: str) -> set[str]:
    """The word, and what is left of it without one of its letters: of two words that are one edit
    apart, one of these is the same."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter left out, one struck twice, or two neighbours swapped explain what was
    typed.

    There are a few such slips for each word, and hundreds of ways to strike a wrong letter: of two
    words equally near, that one was rather meant of which the typed one is a slip.
    """
    if len(meant) == len(typed):
        return any(
            typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :] == meant
            for i in range(len(typed) - 1)
        )
    if len(meant) == len(typed) + 1:
        return any(meant[:i] + meant[i + 1 :] == typed for i in range(len(meant)))
    return any(
        typed[i] == typed[i + 1] and typed[:i] + typed[i + 1 :] == meant
        for i in range(len(typed) - 1)
    )


def edits(typed: str, meant: str, most: int = _MANY) -> int:
    """Letters dropped, added, replaced or swapped with a neighbour; at the first one double.

    Where there are more than `most`, counting ends, and any number above it is returned.
    """
    extra = int(typed[0] != meant[0])
    allowed = most - extra
    if abs(len(typed) - len(meant)) > allowed:
        return most + 1
    start = 0
    while start < len(typed) and start < len(meant) and typed[start] == meant[start]:
        start += 1
    a, b = typed[start:], meant[start:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        two_above, above, row = above, row, [i]
        least = i
        for j, other in enumerate(b, start=1):
            cost = above[j - 1]
            if letter != other:
                cost += 1
            if above[j] < cost:  # dropped
                cost = min(cost, above[j] + 1)
            if row[j - 1] < cost:  # added
                cost = min(cost, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == b[j - 2] and other == a[i - 2]:
                cost = min(cost, two_above[j - 2] + 1)
            row.append(cost)
            if cost < least:
                least = cost
        # A swap reaches back two rows, so one row that is too high is not the end yet.
        if least > allowed + 1:
            return most + 1
    return row[-1] + extra
