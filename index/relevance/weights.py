"""Every figure that decides a ranking, with what it does, and with what it brings where that was
measured by itself.

Pure: called by the engines when they write and when they read (docs/decisions/0002-ranking.md).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.records.terms import Kind

# --- words of a document ------------------------------------------------------------------------

PART_WEIGHTS: dict[Kind, tuple[float, ...]] = {
    "task": (1.0,),
    "occupation": (2.0, 1.0, 0.3),
    "activity": (1.0,),
}
"""Kind → the weight of each part: of an occupation its title, lay titles, description."""

# BM25F's constants by kind: how soon a repeated word counts no more, and how much a long text is
# discounted (little for occupations: one that has many lay titles is not about less).
K1: dict[Kind, float] = {"task": 1.2, "occupation": 1.2, "activity": 1.2}
B: dict[Kind, float] = {"task": 0.4, "occupation": 0.2, "activity": 0.4}


@lru_cache(maxsize=1024)
def place_weight(place: int) -> float:
    """What comes first in a statement says what is done, what follows says to what end.

    1 for the first content word, falling to 0.25. It is the largest single gain in ranking there
    is: activity → tasks rises from 0.246 to 0.268 (docs/decisions/0002-ranking.md).
    """
    return 0.25 + 0.75 * math.exp(-place / 3)


def information(document_frequency: int, document_count: int) -> float:
    """What a term tells: ln(1 + (N - n + 0.5) / (n + 0.5)), as in Lucene's BM25."""
    n = document_frequency
    return math.log(1 + (document_count - n + 0.5) / (n + 0.5))


def saturated(weight: float, length: float, average: float, k1: float, b: float) -> float:
    """BM25F's value of a term in a document of some length, in parts of its information."""
    return weight * (k1 + 1) / (weight + k1 * (1 - b + b * length / average))


# BM25F's constants for an occupation's context.
CONTEXT_K1 = 1.2
CONTEXT_B = 0.75

# --- words of a query ---------------------------------------------------------------------------

# What the very word counts beyond its stem, in parts of the stem's score for one occurrence.
EXACT = 0.25
# What an everyday word counts where another one stands in its place.
LAY_SHARE = 0.8
TOO_FEW = 1
"""A word that stands in fewer statements than this is also looked for among job titles."""

NAMED = 2.0
"""What a word that names software counts for the occupation whose own it is most: as much as a
word that a document says over and over."""
NAMED_TELLS = 4.0
"""What such a word tells at least, however many use the software: it was named on purpose."""

# --- order and completeness --------------------------------------------------------------------

ENOUGH = 10
"""All words are required as long as so many documents have them all."""
NEAR = 4.0
NEAR_POWER = 0.4
"""What two words of the query add that follow each other, in parts of the lesser's information, and
how that falls with what stands between them. Without it a known item falls from 0.95 to 0.89."""
RERANKED = 60
"""How many documents with all words are looked at for order: three pages."""
ASIDE = 3
"""How many occupations and activities come with a page of tasks."""

# --- tasks and their occupations ---------------------------------------------------------------

OCCUPATION_SHARE = 0.2
"""What a task gets of its occupation's own score: "art" speaks for an art therapist's tasks. The
second largest gain in ranking there is: activity → tasks rises from 0.268 to 0.290."""
JOB_SHARE = 0.7
"""What a task gets of its occupation's titles for a word that no statement has: it names a job."""
SPEAKING_TASKS = 300
"""How many of the best tasks speak for their occupations."""
TASKS_SHARE = 0.6
"""What an occupation gets for what all its tasks say together. With 0.3 the title of an activity
leads to its occupations with 0.281 (nDCG@10), with 0.5 with 0.305; beside meaning, with 0.5 with
0.408 and with 0.6 with 0.411."""
BEST_TASK_SHARE = 0.3
"""What it gets of its best task's score: "fix people's teeth" is in no title. From 0.1 to 0.3,
activity → occupations rises from 0.378 to 0.388; with 0.6 to 0.4, but held-out titles lose
0.003."""
WORK_TASK_SHARE = 1.0
"""The same where the query tells what is done: "make dashboards"."""
NEARLY = 0.4
"""An occupation that does not hold all words is shown if it scores at least so much of the best."""
OCCUPATION_FILTERS = ("group", "zone", "occupation")
"""Filters of tasks that are facts of their occupations."""

PRIOR = 0.6
"""What an occupation gets for each power of e of more people in it than is usual."""
CATCH_ALL = 6.0
"""By how many powers of e an occupation without tasks counts as smaller than it is."""

# --- words that mean something together --------------------------------------------------------

PAIR_OFTEN, PAIR_FITS = 3, 0.3
"""Two words are a pair if they follow each other in so many texts of O*NET at least, and so much
more often than by chance: normalised pointwise mutual information, 1 where neither word stands
without the other."""
PAIR_TOLD = 2.0
"""What a pair counts for an occupation in whose texts it stands, in parts of its information."""
PAIR_APART = 0.4
"""What the words of a pair count where the pair is not: a law is no law firm."""
COMPOUND_APART = 0.1
"""The same of a compound that O*NET never has: a bean counter has nothing to do with beans."""

# --- titles ------------------------------------------------------------------------------------

# Measured on job titles held out of the index (scripts/bench relevance): pairs +0.01, pieces +0.04.
PAIRS = 0.5
PIECES = 0.15
PIECE_LENGTH = 4
# Pieces are noise in a long query, which is about an activity: they count (3 / words)⁴ there.
SHORT_QUERY = 3


def fading(words: int) -> float:
    """What counts in a short query alone, by the query's words without stop words."""
    return float(min(1.0, SHORT_QUERY / max(words, 1)) ** 4)


# What counts less is not worth looking up.
NEGLIGIBLE = 0.05
# How many of a query's runs of letters must occur in titles: those of "weldor" do, those of a word
# of another language mostly do not, and would find whatever ends in the same letters.
FAMILIAR = 0.6
# What a query gets that is a title of the occupation, as it stands. Less, and occupations that say
# much of its words outdo it: titles that are in the index find theirs with 0.968 (4) or 0.977 (8).
WHOLE = 8.0
# BM25's constants: an occupation of which many titles are known is not about less.
PAIR_K1, PAIR_B = 1.2, 0.2
PIECE_K1, PIECE_B = 4.0, 0.1
OFFICIAL = 2.0  # what the official title weighs against a lay title
NAMING = 0.5
"""A word says who does something if titles end with it at least so often, for each statement that
has it: "lawyer" does, "photography" does not."""
NAMING_TITLES = 5
"""In how many titles it does so at least, for a query to end as titles do: there is a "River Rat",
but who wants to "get rid of rats" names no one."""
BEGUN = 0.5
"""What begins like a title names an occupation that has at least this share of all such titles."""
SHORTEST_TITLE = 4
"""Letters from which on what was typed may be the beginning of a title."""
DONE = 5
"""How many statements begin with a word for it to tell what is done, as "make" and "inspect" do. A
query that begins so is compared with tasks, not with titles: activity → occupations rises from
0.388 to 0.42, all else stays."""
FEW_TASKS = 4
"""Where fewer tasks than this hold all words, the likely occupations speak for theirs."""
NEAR_BEST = 0.85
"""An occupation is as likely as the first one if it scores at least so much of it."""
OUTSTANDING = 0.65
"""The tasks of one occupation come first, though the query is no title, if it holds all words (two
at the least) and no other scores more than this part of what it does: "tower crane"."""
FIRST_TASKS = 3
"""So many tasks are seen at a glance: none repeats a statement of them, and one is of the first
occupation, where few tasks hold all words,"""
SEAT_WORDS = 2
"""or where no more words than this were asked for: who signals to truck drivers is found by "truck
dri", too. Of 370 judged queries 8 have a good task among the first three that had none, one has
none now; with longer queries, known items lose 0.003."""
LEADING = 3
"""Of how many occupations with the title that was typed the tasks come first."""
MOST_IMPORTANT, IMPORTANT_PLACES = 15.0, 5.0
"""What the most important task of an occupation gets among its own, beside words and meaning, and
after how many places a third of it is left. Without it a title that tells little leads to what an
occupation does now and then: a bookie to game tables."""


def important(places: NDArray[np.intp]) -> NDArray[np.float32]:
    """What tasks get for their places among those of their occupation, the most important at 0."""
    got: NDArray[np.float32] = (MOST_IMPORTANT * np.exp(-places / IMPORTANT_PLACES)).astype("f4")
    return got


MEANT = 5
"""If no more occupations than this have a title, the likeliest is meant by it: five are truck
drivers, 37 are engineers."""

# --- names in other languages ------------------------------------------------------------------

# Measured on names held out, and on 120 names as people type them (scripts/bench relevance).
FOREIGN_EXACT = 2.0
"""What a name counts that is just what was typed; one of the same roots counts 1."""
FOREIGN_HEAD = 1.25
"""What a name counts that has the first word that was typed as its own first."""
FOREIGN_BEGUN = 0.35
"""What a name that begins with what was typed counts beyond its likeness,"""
FOREIGN_COMPLETE = 0.5
"""and what it counts beyond that if it only completes the last word: "arqui" is an "arquitecto"
before an "arquitecto de software"."""
FOREIGN_ACCENTED = 0.1
"""What it counts beyond that if it has the very accents that were typed, where other names that
begin so have not."""
FOREIGN_LEAST = 0.45
"""How like a name must be to what was typed."""
FOREIGN_UNPREFERRED = 0.9
"""What a name counts that ESCO does not prefer."""
FOREIGN_BESIDE = 0.5
"""The same where ESCO prefers it for another occupation."""
FOREIGN_OTHERS = 0.05
"""What an occupation gets for its other names that are alike, in parts of what they count. From 0.3
to 0.1, names held out that find theirs first rose from 71 % to 76 %."""
FOREIGN_PRIOR = 0.1
"""By how many powers of e an occupation counts more for each power of e of more people in it, while
one word is being typed."""
FOREIGN_PRIOR_KIND = 0.3
"""The same where a whole word was typed that names only have beside others: a "médico" is what most
of them are, and a "médico de" likewise."""
FOREIGN_PRIOR_CLEAR = 0.02
"""The same where more than one word was typed, or a whole name."""
FOREIGN_LONG_BEGINNING = 4
"""Letters from which on what was typed may begin a name before it begins a word of English."""
FOREIGN_OUTWEIGHS, FOREIGN_MOST = 8, 20
"""So many words of O*NET's texts a name outweighs that begins with the same letters, and so many
names do so at most: "cari" is of "cariste" before it is of "caring", and "condu" of "conduct"."""
FOREIGN_USUAL_WORD, FOREIGN_USUAL_BEGINNING = 3.5, 4.7
"""Letters are English that are so usual a word ("torn"), or begin one that is so usual."""
FOREIGN_SHOWN = 3
"""How many occupations a name stands for at most."""
FOREIGN_NEAR = 0.5
"""How much of the first one's score each of them has at least, if the name is whole."""

# --- English names of ESCO ---------------------------------------------------------------------

ENGLISH_SURE = 0.7
"""How sure the match of ESCO's occupation with O*NET's must be for its English names to lead."""
ENGLISH_SHORTEST = 3
"""Letters of the last word from which on what was typed may be such a name without its end."""

# --- meaning -----------------------------------------------------------------------------------

OCCUPATION_LIKENESS = 0.35
"""What a task's vector gets of its occupation's."""
TITLES_LIKENESS, DESCRIPTION_LIKENESS = 2.0, 0.5
"""What an occupation's lay titles and its description weigh in its vector; its official title and
its tasks weigh 1 each."""
LIKENESS_OF_TASKS = 120.0
"""What a task gets that means just what the query means, beside what words give it."""
LIKENESS_OF_OCCUPATIONS = 70.0
"""The same of an occupation as a whole."""
LIKENESS_OF_BEST_TASK = 40.0
"""What an occupation gets beside for the likest of its tasks, where a query has many words, and so
is about something done: what one task says, the others do not. activity → occupations rises from
0.352 to 0.37; with 80 to 0.40, but judged queries lose."""
LIKENESS_OF_TITLES = 60.0
"""The same for its titles, each by itself, where a query has few words: they are too unlike for one
vector. Held-out titles rise from 0.718 to 0.723."""
TITLES_SHARPNESS = 16.0
"""How much more than others the likest title counts: with 24, held-out titles rise by 0.003, but
catch-alls, of which the likest counts alone, come before what is meant ("IT")."""
TITLES_COMPARED = 64
"""Of how many occupations titles are looked at: those that are most alike as a whole."""
PLACED = 0.6
"""How much what a query says first counts more, as in statements (`place_weight`), where it has
many words: activity → tasks rises from 0.330 to 0.335."""
LIKELY = 0.7
"""An occupation that words alone would not show is shown if words and meaning together give it at
least so much of the best."""
TOLD_MORE, TOLD_ENOUGH = 100.0, 0.6
"""What a task gets that has nearly all of what the words tell, for what is above this share."""
LIKE_ENOUGH = 0.6
"""How like the query a task must be that holds too few of its words."""
FAINTLY_ALIKE = 0.4
"""The same where fewer than ENOUGH hold any of its words: of those a quarter is right, which is
more than an empty page has."""
HOLDS_MOST, CARRIED = 0.75, 0.3
"""A task that holds less of what the words tell than the first is shown for its words only if it is
so much like the query at least: of 131 judged ones below that, five were right, of those from 0.3
to 0.5 one in five, as of what meaning finds."""
TASKS_EVENLY, OCCUPATIONS_EVENLY = 0.5, 0.2
"""What counts, of how like the query a task or an occupation is, that it is like each of the words:
one that is very like a single word says nothing of the others. The square root makes the second
word that it says count more than the first one twice."""
EVEN_SPREAD, EVEN_LEVEL = 1.2, 0.12
"""What makes the mean of these square roots as large, over what is found, as the likeness of the
whole: so that all limits mean the same."""
REORDERED = 200
"""How many of the first tasks by words are put in the order of words and meaning where a cluster
finds them, or where a word is in job titles alone: the tasks of an occupation hold it all alike."""
RELATED = 20
"""How many tasks are added for their meaning, at most: a page."""
