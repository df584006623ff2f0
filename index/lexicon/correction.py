"""What was meant by words that nothing holds: misspelt, unfinished, run together or apart.

Called by `index.lexicon.reading`, before an engine searches. Words that O*NET has stay; so do
English words that it lacks, unless what was meant is plain: "diplomacy" is no slip of the pen for
"diploma".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log, log10

import numpy as np
from numpy.typing import NDArray

from index.lexicon.chains import best_chain, side_by_side
from index.lexicon.choices import (
    FIRM,
    FIRM_SHORT,
    SHORTENED_USUAL,
    Choice,
    Standing,
    itself,
    longer,
    may_be_short,
    near,
    near_beginnings,
    slips,
    standing,
)
from index.lexicon.joints import PREFIX, RATHER_TOGETHER, SHORTEST_PART
from index.lexicon.lexicon import Lexicon
from index.query import Correction, Query
from index.relevance.english import usual
from index.relevance.lay_words import LAY_WORDS
from index.relevance.spellings import american_forms
from index.text import STOP_WORDS

UNFINISHED = 0.6
"""How likely a word in the middle of a query is the beginning of a longer one."""
LONGEST_RUN = 5
RUN_TOGETHER = 4
"""Letters of each of two words that were run together and stand nowhere side by side."""
LONG_PART = 5
"""The same where the second is a function word: "sales people"."""
PREFIXED = 3
"""A letter is a prefix for any word if O*NET has it before so many different ones: "e-commerce",
"e-learning", "e-mail"."""
PREFIXED_ENGLISH = 5
"""The same of an English word, if O*NET writes so many with a hyphen: an "ebook" is a book, but a
"peach" is not "each"."""
FIT, USUAL, OFTEN = 2.0, 0.1, 0.25
"""What decides between words that are equally near: how well they fit the other words, how usual
they are in English, how often O*NET has them."""


class Corrector:
    """Reads the words of queries against a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def correct(self, query: Query) -> tuple[Query, tuple[Correction, ...]]:
        """The query in words that there are, and which of them are others than those typed."""
        if query.verbatim or query.as_spelt or not query.words:
            return query, ()
        corrections: list[Correction] = []
        query = self._together(query, corrections)
        standings = self._standings(query)
        if any(each is not Standing.ONET for each in standings):
            query = self._apart(query, standings, corrections)
            standings = self._standings(query)
        meant = self._meant(query, standings)
        corrected = [
            Correction(typed, searched)
            for typed, searched in zip(query.words, meant, strict=True)
            if typed != searched
        ]
        corrections += corrected
        if corrected:  # "spraed sheets" is one word as well
            query = self._together(replace(query, words=tuple(meant)), corrections)
        return query, tuple(corrections)

    def is_name(self, first: str, second: str, *, alone: bool) -> bool:
        """Whether two words may be a name that is one: texts do not have them side by side, nor,
        unless they stand alone, each of them: who leads a sales force has no product in mind."""
        if STOP_WORDS & {first, second}:
            return False
        if not alone and all(self.lexicon.words.number(each) >= 0 for each in (first, second)):
            return False
        return not side_by_side(self.lexicon, first, second) or self._is_one(
            first, second, unfinished=False
        )

    def _standings(self, query: Query) -> list[Standing]:
        last = len(query.words) - 1
        return [
            Standing.ONET
            if word in query.uses
            else standing(self.lexicon, word, unfinished=query.prefix and place == last)
            for place, word in enumerate(query.words)
        ]

    # --- together and apart ---------------------------------------------------------------------

    def _together(self, query: Query, corrections: list[Correction]) -> Query:
        """ "book keeping" is "bookkeeping": O*NET has the one word, and never the two so."""
        words = list(query.words)
        prefix = query.prefix
        place = 0
        while place < len(words) - 1:
            first, second = words[place : place + 2]
            unfinished = query.prefix and place == len(words) - 2
            meant = ""
            if self._is_one(first, second, unfinished=unfinished):
                meant = first + second
                # What stands for others is not the beginning of a longer word.
                prefix = prefix and not (unfinished and meant in LAY_WORDS)
            elif first not in query.uses and self._is_lone_letter(words, place, unfinished):
                meant = second  # a letter alone tells nothing: "t-shirt" is about shirts
            if meant:
                words[place : place + 2] = [meant]
                if not unfinished:
                    corrections.append(Correction(f"{first} {second}", meant))
            place += 1
        if len(words) == len(query.words):
            return query
        return replace(query, words=tuple(words), prefix=prefix)

    def is_one_hyphened(self, first: str, second: str) -> bool:
        """ "make-up" is "makeup", "mark-ups" are "markups" and "on-line" is "online", though "make
        up" and "on line" are other things."""
        joined = first + second
        number = self.lexicon.words.number
        is_known = number(joined) >= 0 or number(joined.removesuffix("s")) >= 0
        is_known = is_known and min(len(first), len(second)) > 1
        return is_known and not self._is_divided(joined)

    def _is_divided(self, word: str) -> bool:
        """Whether the texts write it apart rather than together."""
        return len(self.lexicon.joints.parts(word)) > 1

    def _is_one(self, first: str, second: str, *, unfinished: bool) -> bool:
        if len(first) <= PREFIX or len(second) <= PREFIX:
            return self._is_one_with_prefix(first, second, unfinished=unfinished)
        shortest = SHORTEST_PART if second not in STOP_WORDS else LONG_PART
        if len(second) < shortest:
            return False
        joined = first + second
        number = self.lexicon.words.number(joined)
        if number < 0 and unfinished and not self.lexicon.begins(joined):
            return False
        if (
            number < 0
            and not unfinished
            and not (usual(joined) >= FIRM and self.lexicon.has_stem(joined))
        ):
            return False
        if number >= 0 and second not in STOP_WORDS:
            return not self._is_divided(joined)
        apart = side_by_side(self.lexicon, first, second, unfinished=unfinished)
        return apart * RATHER_TOGETHER <= self.lexicon.count(number) if number >= 0 else not apart

    def _is_one_with_prefix(self, first: str, second: str, *, unfinished: bool) -> bool:
        """ "wi-fi", "e-mail", "401(k)", "Ph.D.": written as one word more often than as two."""
        joined = first + second
        if STOP_WORDS & {first, second, joined} or joined.isdigit():
            return False
        if joined in LAY_WORDS:
            return True
        number = self.lexicon.words.number(joined)
        if number >= 0 and len(second) >= SHORTEST_PART:
            return not self._is_divided(joined)
        if number >= 0:
            apart = side_by_side(self.lexicon, first, second, unfinished=unfinished)
            return self.lexicon.count(number) > apart
        both_short = len(first) <= PREFIX and len(second) <= PREFIX
        if both_short:
            return usual(joined) >= FIRM and not side_by_side(self.lexicon, first, second)
        if usual(joined) < FIRM or not self.lexicon.has_stem(joined):
            return False
        # Forms of both are counted: O*NET has "coworkers", and "co-worker" once.
        forms = len(self.lexicon.places(*self.lexicon.words.span(joined)))
        return forms > side_by_side(self.lexicon, first, second, unfinished=True)

    def _is_lone_letter(self, words: Sequence[str], place: int, unfinished: bool) -> bool:
        """Whether a word is a lone letter that belongs to no word beside it."""
        first, second = words[place : place + 2]
        return (
            self._is_prefix(first)
            and second not in STOP_WORDS
            and self._is_telling(second, unfinished=unfinished)
            and not side_by_side(self.lexicon, first, second, unfinished=unfinished)
            and not (place and side_by_side(self.lexicon, words[place - 1], first))
        )

    def _is_telling(self, word: str, *, unfinished: bool = False) -> bool:
        lexicon = self.lexicon
        known = lexicon.begins(word) if unfinished else lexicon.words.number(word) >= 0
        return len(word) >= SHORTEST_PART and known

    def _is_prefix(self, letter: str) -> bool:
        if len(letter) != 1 or not letter.isalpha() or letter in STOP_WORDS:
            return False
        number = self.lexicon.words.number(letter)
        if number < 0:
            return False
        followers = self.lexicon.text_words[self.lexicon.places(number) + 1]
        return len(set(followers.tolist()) - {-1}) >= PREFIXED

    def _apart(
        self, query: Query, standings: Sequence[Standing], corrections: list[Correction]
    ) -> Query:
        """ "teamwork" is "team work", "analogue" is "analog": what O*NET has for words it lacks."""
        words: list[str] = []
        unfinished = len(query.words) - (1 if query.prefix else 0)
        is_whole = False
        for place, (word, known) in enumerate(zip(query.words, standings, strict=True)):
            parts: tuple[str, ...] = ()
            # An English word with which none of O*NET's begins is whole, though it is the last.
            is_english = known in (Standing.ENGLISH, Standing.RARE)
            if is_english or (known is Standing.UNKNOWN and place < unfinished):
                parts = self._american(word)
                is_whole = is_whole or (place == unfinished and bool(parts))
            elif known is Standing.UNKNOWN:  # "xray", which may go on: "xrays"
                parts = self._prefix_apart(word, unfinished=True)
            if known is not Standing.ONET:
                parts = parts or self._parts(word)
            parts = parts or (word,)
            if parts != (word,):
                corrections.append(Correction(word, " ".join(parts)))
            words += parts
        if tuple(words) == query.words:
            return query
        return replace(query, words=tuple(words), prefix=query.prefix and not is_whole)

    def _american(self, word: str) -> tuple[str, ...]:
        for form in american_forms(word):
            if self.lexicon.words.number(form) >= 0:
                return (form,)
        return ()

    def _parts(self, word: str) -> tuple[str, ...]:
        """The two words that stand side by side in most texts, in the singular or the plural."""
        halves = [
            (word[:end], word[end:]) for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        ]
        found = [
            (side_by_side(self.lexicon, first, form), (first, second))
            for first, second in halves
            for form in (second, f"{second}s")
        ]
        if usual(word):  # an "outfit" is not what fits
            found = [each for each in found if STOP_WORDS.isdisjoint(each[1])]
        count, best = max(found, default=(0, ()))
        return best if count else self._prefix_apart(word) or self._run_together(word)

    def _run_together(self, word: str) -> tuple[str, ...]:
        """The two usual words that one is which is like no other: "sciencefiction"."""
        if usual(word) >= FIRM or self.lexicon.speller.near(word):
            return ()
        halves = [
            (min(usual(word[:end]), usual(word[end:])), (word[:end], word[end:]))
            for end in range(RUN_TOGETHER, len(word) - RUN_TOGETHER + 1)
            if self.lexicon.words.number(word[:end]) >= 0
            and self.lexicon.words.number(word[end:]) >= 0
        ]
        least, best = max(halves, default=(0.0, ()))
        return best if least >= FIRM_SHORT else ()

    def _prefix_apart(self, word: str, *, unfinished: bool = False) -> tuple[str, ...]:
        """ "xray" is "x ray", "tshirt" is "shirt": a prefix, and the half that tells."""
        halves = [(word[:end], word[end:]) for end in range(1, PREFIX + 1)]
        found = [
            (side_by_side(self.lexicon, *each, unfinished=unfinished), each)
            for each in halves
            if each[0] not in STOP_WORDS and len(each[1]) >= SHORTEST_PART
        ]
        count, best = max(found, default=(0, ()))
        if count:
            return best
        letter, rest = halves[0]
        if usual(word) >= SHORTENED_USUAL:  # "every" is not "very"
            return ()
        if usual(word) and self.lexicon.joints.begun_with(letter) < PREFIXED_ENGLISH:
            return ()
        is_known = len(rest) > SHORTEST_PART and self._is_telling(rest, unfinished=unfinished)
        return (rest,) if is_known and self._is_prefix(letter) else ()

    # --- misspelt and unfinished ----------------------------------------------------------------

    def _meant(self, query: Query, standings: Sequence[Standing]) -> list[str]:
        words = list(query.words)
        unknown = [
            place
            for place, each in enumerate(standings)
            if each in (Standing.UNKNOWN, Standing.RARE)
        ]
        last = len(words) - 1
        choices: dict[int, list[Choice]] = {}
        for place in unknown:
            word = words[place]
            if standings[place] is Standing.RARE:  # "mech eng", but "lice" is no licence
                choices[place] = [
                    *slips(self.lexicon, word),
                    *longer(self.lexicon, word, UNFINISHED),
                ]
            elif query.prefix and place == last:
                choices[place] = [
                    *near_beginnings(self.lexicon, word),
                    *near(self.lexicon, word),
                ]
            else:
                choices[place] = [
                    *near(self.lexicon, word),
                    *longer(self.lexicon, word, UNFINISHED),
                ]
        if not unknown:
            return self._shortened(query, standings)
        for start, end in self._runs(words, standings):
            places = [place for place in unknown if start <= place < end]
            run = [choices.get(p) or self._as_typed(query, p) for p in range(start, end)]
            if chain := self._chain(run, [p - start for p in places]):
                for place, number in chain.items():
                    words[start + place] = self._read(query, start + place, number, run[place])
                    choices.pop(start + place)
        choices = {p: each for p, each in choices.items() if standings[p] is Standing.UNKNOWN}
        scores = self._scores([w for p, w in enumerate(words) if p not in choices])
        for place, options in choices.items():
            words[place] = self._fitting(query, place, options, scores)
        return words

    def _runs(self, words: Sequence[str], standings: Sequence[Standing]) -> list[tuple[int, int]]:
        """Stretches of the query without English words that O*NET lacks, and without stop words."""
        runs = []
        start = 0
        for place in range(len(words) + 1):
            ends = (
                place == len(words)
                or standings[place] is Standing.ENGLISH
                or words[place] in STOP_WORDS
            )
            if ends:
                if place - start > 1:
                    runs.append((start, place))
                start = place + 1
        return runs

    def _chain(self, run: Sequence[Sequence[Choice]], unknown: Sequence[int]) -> dict[int, int]:
        """For the unknown places of a run the numbers of the words meant: from the longest stretch
        that stands in a text as a whole."""
        for length in range(min(len(run), LONGEST_RUN), 1, -1):
            for start in range(len(run) - length + 1):
                covered = [place for place in unknown if start <= place < start + length]
                if not covered or (length < len(run) and len(covered) < len(unknown)):
                    continue
                found = best_chain(self.lexicon, run[start : start + length])
                if found:
                    return {place: found[place - start] for place in covered}
        return {}

    def _as_typed(self, query: Query, place: int) -> list[Choice]:
        word = query.words[place]
        if query.prefix and place == len(query.words) - 1:
            return list(longer(self.lexicon, word, 1.0))
        return list(itself(self.lexicon, word))

    def _read(self, query: Query, place: int, number: int, choices: Sequence[Choice]) -> str:
        """The word of a number; of a last word that is unfinished, the beginning that was near."""
        word = self.lexicon.words[number]
        if query.prefix and place == len(query.words) - 1:
            typed = query.words[place]
            return self._beginning(typed, word)
        return word

    def _beginning(self, typed: str, meant: str) -> str:
        """How much of a word was typed, misspelt: the longest of its beginnings that are near."""
        near_ = [each for each in self.lexicon.beginnings.near(typed) if meant.startswith(each)]
        return max(near_, key=len, default=meant)

    def _shortened(self, query: Query, standings: Sequence[Standing]) -> list[str]:
        """ "graph desi" is "graphic desi…": the last word is unfinished, and so may the others be
        that are rarely words of their own; taken so if a title begins with all of them."""
        words = list(query.words)
        if not query.prefix or not 1 < len(words) <= LONGEST_RUN:
            return words
        short = [
            place
            for place, word in enumerate(words[:-1])
            if may_be_short(self.lexicon, word)
            and not side_by_side(
                self.lexicon, word, words[place + 1], unfinished=place == len(words) - 2
            )
        ]
        if not short:
            return words
        run = [
            [*itself(self.lexicon, word), *longer(self.lexicon, word, UNFINISHED)]
            if place in short
            else self._as_typed(query, place)
            for place, word in enumerate(words)
        ]
        if found := best_chain(self.lexicon, run):
            for place in short:
                words[place] = self.lexicon.words[found[place]]
        return words

    def _fitting(
        self, query: Query, place: int, choices: Sequence[Choice], scores: NDArray[np.float32]
    ) -> str:
        """Of the choices the word that fits the others best, is nearest and most usual."""
        typed = query.words[place]
        best, chosen = 0.0, typed
        highest = float(scores.max(initial=0)) or 1.0
        of_place = self.lexicon.text_of_place
        unfinished = query.prefix and place == len(query.words) - 1
        for choice in choices:
            places = self.lexicon.places(choice.first, choice.last)
            fit = float(scores[of_place[places]].max(initial=0)) / highest
            number = choice.first
            if choice.last > number + 1 and len(places) and not unfinished:
                best_place = places[int(scores[of_place[places]].argmax())]
                number = int(self.lexicon.text_words[best_place])
            word = self.lexicon.words[number]
            score = choice.likelihood + FIT * fit + OFTEN * log10(1 + len(places))
            score += USUAL * usual(word)
            if score > best:
                best, chosen = score, word
        if unfinished and chosen != typed:
            return self._beginning(typed, chosen)
        return chosen

    def _scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """What each text has of some words."""
        scores = np.zeros(self.lexicon.text_count, dtype=np.float32)
        for word in words:
            number = self.lexicon.words.number(word)
            if number >= 0 and word not in STOP_WORDS:
                places = self.lexicon.places(number)
                told = log(1 + self.lexicon.text_count / max(1, len(places)))
                texts = self.lexicon.text_of_place[places]
                scores[texts] = scores[texts] + np.float32(told)
        return scores
