"""The index of a release on a cluster: how it is called, what it holds, how it is analysed.

One index a release, of four kinds of documents: tasks, occupations, activities, and the entries of
a lexicon. Words are ours (`index.text`, `index.relevance.stems`) and arrive ready made; what each
counts in a document is computed when the release is built and stored as the term's frequency. So
a document scores the same on every copy of every shard, and no text of a person is ever parsed by
the cluster.
"""

from __future__ import annotations

from typing import Any, Final

from index.engines.setting import ClusterAddress
from index.query import FILTERS, MAX_PAGE, MAX_SIZE, SORTS
from index.records.terms import Kind

NAME: Final = "opensearch"
MAPPING: Final = 8
"""Raised whenever the mapping or the meaning of a field changes."""
VERSION: Final = f"{NAME}, mapping {MAPPING}"
SCALE: Final = 1000
"""Frequencies are whole numbers: what a term counts, in thousandths."""
RELEASE_ENTRY: Final = "release"
ORDERS: Final = tuple(sort for sort in SORTS if sort != "best")

_IMPACTS = {
    "type": "text",
    "analyzer": "impacts",
    "index_options": "freqs",
    "norms": False,
    "similarity": "impact",
}
_WORDS = {"type": "text", "analyzer": "whitespace", "norms": False}
_KEY = {"type": "keyword", "norms": False}
_NUMBER = {"type": "integer", "index": False}


def index_name(address: ClusterAddress, release_id: str) -> str:
    return f"{address.prefix}-{release_id}".lower()


def body(address: ClusterAddress) -> dict[str, Any]:
    """What an index is created with."""
    words = {"stems": _IMPACTS, "starts": _IMPACTS, "words": _WORDS}
    titles = {"pairs": _IMPACTS, "pieces": _IMPACTS, "wholes": _KEY}
    facets = {name: {"type": "keyword"} for name in FILTERS}
    orders = {f"order_{name}": _NUMBER for name in ORDERS}
    return {
        "settings": {
            "number_of_shards": address.shards,
            # From the first document on: a node that is lost while indexing takes nothing with it.
            "number_of_replicas": address.replicas,
            "refresh_interval": "-1",
            "max_result_window": MAX_PAGE * MAX_SIZE,
            "analysis": {
                "analyzer": {
                    "impacts": {"tokenizer": "whitespace", "filter": ["frequency"]},
                },
                "filter": {"frequency": {"type": "delimited_term_freq", "delimiter": "|"}},
            },
            "similarity": {
                "impact": {
                    "type": "scripted",
                    "script": {"source": f"return query.boost * doc.freq / {SCALE}.0;"},
                }
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"mapping": MAPPING, "finished": False},
            "_source": {"includes": ["stored", "entry"]},
            "properties": {
                "kind": _KEY,
                "place": _NUMBER,
                "occupation": {"type": "integer"},
                "code": _KEY,
                "task": {"properties": words},
                "activity": {"properties": words},
                "occupations": {"properties": words | titles},
                "stored": {"type": "object", "enabled": False},
                "entry": {"type": "object", "enabled": False},
                **facets,
                **orders,
            },
        },
    }


def field(kind: Kind, name: str) -> str:
    """The name of a kind's field in the index."""
    return f"occupations.{name}" if kind == "occupation" else f"{kind}.{name}"
