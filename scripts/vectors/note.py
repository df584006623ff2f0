"""What is said of a file of word vectors, beside it: from what, how, and under which licences."""

from __future__ import annotations

from index.relevance.vectors import WordVectors
from scripts.vectors import glosses, teacher, training
from scripts.vectors.texts import Texts

_TEXT = """\
# Word vectors for search by meaning

Made by `scripts/train_vectors`; not edited by hand.

- {words:,} words, {dimensions} dimensions, one byte each; {size:,} bytes, sha256 `{sha256}`.
- Trained on O*NET {release}: {tasks:,} task statements, {occupations:,} occupations, {titles:,} job
  titles, {links:,} links from tasks to {activities:,} detailed work activities. Pairs of them that
  belong together (a title and its occupation, an activity and a task, some words of a statement and
  the statement) were drawn together, all others apart: {steps} steps of {pairs} pairs of each kind.
- Taught by the sentence model `{model}`: where each word's vector begins, and how like one another
  statements are. The model itself is not needed afterwards and not part of Taskdex.
- {explained:,} rare words and {compounds:,} compounds that O*NET lacks, most of them names of
  people ("bean counter"), by what {dictionary} says of them.

## Licences

O*NET {release} Database by the U.S. Department of Labor, Employment and Training Administration
(USDOL/ETA), used under CC BY 4.0; changed: words alone are kept, as numbers that were learnt from
it. Which words of English there are besides is taken from `lists/english.txt` (CC BY-SA 4.0). The
sentence model: {licence}, by its authors ({model}). {dictionary}, copyright 2011 by Princeton
University, under the WordNet licence: free for any purpose with this notice, without warranty. The
file itself: CC BY-SA 4.0.
"""


def note(texts: Texts, vectors: WordVectors, size: int, explained: int) -> str:
    """`explained`: how many words have what a dictionary says of them."""
    return _TEXT.format(
        words=len(vectors.words),
        dimensions=vectors.values.shape[1],
        size=size,
        sha256=vectors.digest,
        release=texts.release,
        tasks=len(texts.tasks),
        occupations=len(texts.occupations),
        titles=len(texts.lay_titles),
        links=len(texts.links),
        activities=len(texts.activities),
        steps=training.STEPS,
        pairs=training.PAIRS,
        model=teacher.NAME,
        licence=teacher.LICENCE,
        explained=explained,
        compounds=sum(" " in word for word in vectors.words),
        dictionary=glosses.NAME,
    )
