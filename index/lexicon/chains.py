"""Words of a query that stand side by side in a text, whichever of their choices each of them is.

"phys ther assi" is "physical therapist assistant", since of all words that begin so only these
follow one another in a title; "skool buss drivr" is "school bus driver" likewise.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexicon.choices import Choice
from index.lexicon.lexicon import Lexicon

IN_TITLE = 0.4
"""What a run of words gets that stands in a title, and not in a statement."""
BEGINS = 0.3
ENDS = 0.2
TENFOLD = 0.3
"""What it gets for each tenfold number of texts that have it."""


def side_by_side(lexicon: Lexicon, first: str, second: str, *, unfinished: bool = False) -> int:
    """In how many places the second word follows the first; `unfinished`: or one beginning so."""
    number = lexicon.words.number(first)
    if number < 0:
        return 0
    start, end = lexicon.words.span(second, whole=not unfinished)
    followers = lexicon.text_words[lexicon.places(number) + 1]
    return int(((followers >= start) & (followers < end)).sum())


def best_chain(lexicon: Lexicon, run: Sequence[Sequence[Choice]]) -> list[int]:
    """The words (their numbers), one of the choices of each place, that best follow one another in
    some text; empty: none do."""
    if not all(run):
        return []
    weights = [_weights(lexicon, choices) for choices in run]
    places = np.concatenate([lexicon.places(each.first, each.last) for each in run[0]])
    following = lexicon.text_words
    score = weights[0][following[places]]
    end = len(following) - 1
    for distance, weight in enumerate(weights[1:], start=1):
        gained = weight[following[np.minimum(places + distance, end)]]
        here = gained > 0
        places, score = places[here], score[here] + gained[here]
        if not len(places):
            return []
    score += IN_TITLE * (places < lexicon.title_end)
    score += BEGINS * ((places == 0) | (following[places - 1] < 0))
    score += ENDS * (following[np.minimum(places + len(run), end)] < 0)
    found = following[places[:, None] + np.arange(len(run))]
    chains, of_place, counts = np.unique(found, axis=0, return_inverse=True, return_counts=True)
    total = TENFOLD * np.log10(counts)
    best = np.zeros(len(chains), dtype=np.float32)
    np.maximum.at(best, of_place.reshape(-1), score)
    chosen: list[int] = chains[int((best + total).argmax())].tolist()
    return chosen


def _weights(lexicon: Lexicon, choices: Sequence[Choice]) -> NDArray[np.float32]:
    """Of every word how likely it is meant; the last entry is that of the end of a text."""
    weights = np.zeros(len(lexicon.words) + 1, dtype=np.float32)
    for choice in choices:
        here = weights[choice.first : choice.last]
        np.maximum(here, choice.likelihood, out=here)
    return weights
