"""What is known of a word as English: which of a query's words may be names in other languages.

Called by the engines, whose lexicon says which words O*NET has.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.engines.protocol import Standing
from index.lexicon import choices
from index.lexicon.lexicon import Lexicon
from index.relevance.edits import edits
from index.relevance.english import usual, usual_beginning
from index.relevance.lay_words import LAY_WORDS

LONG_BEGINNING = 4
"""Letters from which on what was typed may begin a name before it begins a word of English."""
WORDS_OF_A_NAME, MOST_NAMES = 8, 20
"""A name outweighs so many words of O*NET's texts, of names that begin alike no more than so many:
"cari" is of "cariste" before it is of "caring", and "condu" of "conduct"."""
USUAL_WORD, USUAL_BEGINNING = 3.5, 4.7
"""Letters are English that are so usual a word ("torn"), or begin one that is so usual."""
_STANDINGS: Mapping[choices.Standing, Standing] = {
    choices.Standing.ONET: "onet",
    choices.Standing.ENGLISH: "english",
    choices.Standing.UNKNOWN: "unknown",
}


def english_standing(
    lexicon: Lexicon, word: str, *, unfinished: bool, misspelt: bool = False, rivals: int = 0
) -> Standing:
    """What is known of a word as English; a long beginning that more names have is not known.

    `misspelt`: a word is English, too, if it is a slip of one of O*NET's. `rivals`: how often words
    that begin so stand in names.
    """
    if len(lexicon.joints.parts(word)) > 1:
        return "onet"  # though it may stand nowhere as one: "letoff"
    if unfinished and len(word) >= LONG_BEGINNING and _begins_names(lexicon, word, rivals):
        return "unknown"
    known = _STANDINGS[choices.standing(lexicon, word, unfinished=unfinished)]
    if known == "onet" and not (unfinished or misspelt) and _shares_a_stem_alone(lexicon, word):
        return "unknown"
    if known != "unknown" or not (misspelt or usual(word)):
        return known
    if not (misspelt or unfinished):
        return "english"  # "manger" is one, though it may be a slip of another one
    speller = lexicon.beginnings if misspelt and unfinished else lexicon.speller
    return "english" if any(edits(word, other) == 1 for other in speller.near(word)) else known


def _shares_a_stem_alone(lexicon: Lexicon, word: str) -> bool:
    """Whether neither O*NET nor English has a word that only stems take for a form of another one:
    "policier" is none of "policies"."""
    is_word = lexicon.words.number(word) >= 0 or usual(word) > 0
    return not is_word and word.isalpha() and word not in LAY_WORDS


def _begins_names(lexicon: Lexicon, beginning: str, rivals: int) -> bool:
    """Whether a name is likelier to be typed than any English word that begins so."""
    is_word = usual(beginning) >= USUAL_WORD or lexicon.words.number(beginning) >= 0
    if is_word or beginning in LAY_WORDS:
        return False
    count = len(lexicon.places(*lexicon.words.span(beginning)))
    rival = WORDS_OF_A_NAME * min(rivals, MOST_NAMES)
    return count < rival and usual_beginning(beginning) < USUAL_BEGINNING
