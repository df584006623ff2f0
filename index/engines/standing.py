"""What a word is as English: O*NET has it, English has it, or neither, so that it may be of a name
in another language. Called by the engines, each with the lexicon of its release.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.engines.protocol import Standing
from index.lexicon import choices
from index.lexicon.lexicon import Lexicon
from index.relevance.edits import edits
from index.relevance.english import usual, usual_beginning
from index.relevance.lay_words import LAY_WORDS
from index.relevance.weights import (
    FOREIGN_LONG_BEGINNING,
    FOREIGN_MOST,
    FOREIGN_OUTWEIGHS,
    FOREIGN_USUAL_BEGINNING,
    FOREIGN_USUAL_WORD,
)

_STANDINGS: Mapping[choices.Standing, Standing] = {
    choices.Standing.ONET: "onet",
    choices.Standing.ENGLISH: "english",
    choices.Standing.RARE: "unknown",
    choices.Standing.UNKNOWN: "unknown",
}


def english_standing(
    lexicon: Lexicon, word: str, *, unfinished: bool, misspelt: bool = False, names: int = 0
) -> Standing:
    """What is known of a word as English; a long beginning that is rather one of names is not
    known.

    `misspelt`: a word is English, too, if it is a slip of one of O*NET's. `names`: how many names
    in other languages begin with all that was typed.
    """
    if len(lexicon.joints.parts(word)) > 1:
        return "onet"  # though it may stand nowhere as one: "letoff"
    if unfinished and len(word) >= FOREIGN_LONG_BEGINNING and _begins_names(lexicon, word, names):
        return "unknown"
    known = _STANDINGS[choices.standing(lexicon, word, unfinished=unfinished)]
    if known == "onet" and not (unfinished or misspelt) and _shares_a_stem_alone(lexicon, word):
        return "unknown"
    if known != "unknown" or not (misspelt or usual(word) >= choices.FIRM):
        return known
    if not (misspelt or unfinished):
        return "english"  # "manger" is one, though it may be a slip of another one
    speller = lexicon.beginnings if misspelt and unfinished else lexicon.speller
    return "english" if any(edits(word, other) == 1 for other in speller.near(word)) else known


def _shares_a_stem_alone(lexicon: Lexicon, word: str) -> bool:
    """Whether neither O*NET nor English has a word that only stems take for a form of another one:
    "policier" is none of "policies"."""
    is_word = lexicon.words.number(word) >= 0 or usual(word) >= choices.FIRM
    return not is_word and word.isalpha() and word not in LAY_WORDS


def _begins_names(lexicon: Lexicon, beginning: str, names: int) -> bool:
    """Whether a name is likelier to be typed than any English word that begins so."""
    is_word = usual(beginning) >= FOREIGN_USUAL_WORD or lexicon.words.number(beginning) >= 0
    if is_word or beginning in LAY_WORDS:
        return False
    count = len(lexicon.places(*lexicon.words.span(beginning)))
    outweighed = FOREIGN_OUTWEIGHS * min(names, FOREIGN_MOST)
    return count < outweighed and usual_beginning(beginning) < FOREIGN_USUAL_BEGINNING
