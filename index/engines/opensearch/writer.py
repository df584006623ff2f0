"""Corpus in, a new index on the cluster out; and which of the indexes is the current one.

Called through `backend`. An index is filled aside under its release's name, checked, and only then
does the alias point at it: readers of the alias never see a half. Bulk requests name their
documents, so one that is sent twice, because a node was lost, changes nothing.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Any

from opensearchpy.exceptions import OpenSearchException, TransportError

from index.engines.opensearch import schema
from index.engines.opensearch.client import Cluster
from index.engines.opensearch.impacts import ClusterDocument, Impacts
from index.errors import EngineError
from index.lexicon.joints import Joints
from index.progress import Progress
from index.records.joined import Corpus

BATCH = 1000
"""Documents a bulk request: some 2 MB."""
IN_FLIGHT = 2
"""Bulk requests under way at a time."""
PATIENCE_S = 300
"""How long a batch is tried: a shard whose node is lost is taken over within seconds, unless the
cluster is busy."""
SHARD_WAIT = "5s"
"""How long the cluster itself waits for a shard before it gives a document back."""
COPIES_WAIT_S = 30
"""How long to wait for the copies of a shard: without them a lost node takes documents with it."""
LEFT_BEHIND_S = 24 * 3600
"""No build takes so long."""
_PASSING = (429, 500, 502, 503, 504)


def write(corpus: Corpus, joints: Joints, cluster: Cluster, index: str, progress: Progress) -> None:
    """Makes the index, fills it and counts what is in it; it may not be used before `finish`.

    Raises EngineError, and leaves no index then.
    """
    progress.step("Indexing: what words count")
    impacts = Impacts(corpus, joints)
    remove(cluster, index)
    client = cluster.client
    cluster.call(lambda: client.indices.create(index=index, body=schema.body(cluster.address)))
    try:
        has_copies = _await_copies(cluster, index)
        progress.step(f"Indexing: {index} on {cluster.address.shown}")
        # The lexicon's size is not known before it is made.
        total = sum(impacts.counts.values())
        sent = _send_all(cluster, index, progress.each(impacts.documents(), total, "Indexing"))
        progress.step("Indexing: merging and checking")
        settings = {"index": {"refresh_interval": "1s", "blocks": {"write": True}}}
        cluster.call(lambda: client.indices.refresh(index=index))
        _merge(cluster, index)
        _check_counts(cluster, index, impacts, sent)
        cluster.call(lambda: client.indices.put_settings(index=index, body=settings))
        if has_copies:  # once more: a node may have been lost on the way
            _await_copies(cluster, index)
    except BaseException:
        with suppress(EngineError):
            remove(cluster, index)
        raise


def finish(cluster: Cluster, index: str) -> None:
    """Says of an index that it may be used: all of its release is there and has been checked."""
    meta = {"_meta": {"mapping": schema.MAPPING, "finished": True}}
    cluster.call(lambda: cluster.client.indices.put_mapping(index=index, body=meta))


def is_finished(cluster: Cluster, index: str) -> bool:
    """Whether there is a whole index of this name, made as this version makes them."""
    client = cluster.client
    if not cluster.call(lambda: client.indices.exists(index=index)):
        return False
    mapping = cluster.call(lambda: client.indices.get_mapping(index=index))
    meta = mapping[index]["mappings"].get("_meta", {})
    return bool(meta == {"mapping": schema.MAPPING, "finished": True})


def current(cluster: Cluster) -> list[str]:
    """The indexes that the alias points at: one, or none before the first build."""
    client, alias = cluster.client, cluster.address.prefix
    # Only among our own: its user need not be allowed to see any others.
    ours = f"{alias}-*"
    if not cluster.call(lambda: client.indices.exists_alias(name=alias, index=ours)):
        return []
    return sorted(cluster.call(lambda: client.indices.get_alias(name=alias, index=ours)))


def point_at(cluster: Cluster, indexes: Sequence[str]) -> None:
    """Points the alias at these indexes and at no others, in one step."""
    alias = cluster.address.prefix
    actions = [
        {"remove": {"index": i, "alias": alias}} for i in current(cluster) if i not in indexes
    ]
    actions += [{"add": {"index": index, "alias": alias}} for index in indexes]
    if actions:
        client = cluster.client
        cluster.call(lambda: client.indices.update_aliases(body={"actions": actions}))


def remove(cluster: Cluster, index: str) -> None:
    """Removes an index, if it is there. Raises EngineError rather than remove a current one."""
    client = cluster.client
    if not cluster.call(lambda: client.indices.exists(index=index)):
        return
    if index in current(cluster):
        raise EngineError(
            f"{index} is what the alias {cluster.address.prefix} points at, so it is not removed."
        )
    cluster.call(lambda: client.indices.delete(index=index))


def left_behind(cluster: Cluster) -> list[str]:
    """Our indexes that nobody has finished for a day: their builds were killed."""
    latest = (time.time() - LEFT_BEHIND_S) * 1000
    found = cluster.call(lambda: cluster.client.indices.get(index=f"{cluster.address.prefix}-*"))
    return [
        index
        for index, described in found.items()
        if described["mappings"].get("_meta", {}).get("finished") is False
        and int(described["settings"]["index"]["creation_date"]) < latest
    ]


# --- bulk ----------------------------------------------------------------------------------------


def _send_all(cluster: Cluster, index: str, documents: Iterable[ClusterDocument]) -> int:
    """Sends documents in batches, a few at a time; returns how many."""
    sent = 0
    under_way: deque[Future[int]] = deque()
    given_up = Event()
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        try:
            for batch in _batches(documents):
                under_way.append(pool.submit(_send, cluster, index, batch, given_up))
                if len(under_way) > IN_FLIGHT:
                    sent += under_way.popleft().result()
            while under_way:
                sent += under_way.popleft().result()
        except BaseException:
            given_up.set()  # who waits for a node stops waiting
            pool.shutdown(cancel_futures=True)
            raise
    return sent


def _batches(documents: Iterable[ClusterDocument]) -> Iterator[list[tuple[str, str]]]:
    remaining = iter(documents)
    while batch := list(itertools.islice(remaining, BATCH)):
        yield [(i, json.dumps(source, ensure_ascii=False)) for i, source in batch]


def _send(cluster: Cluster, index: str, batch: Sequence[tuple[str, str]], given_up: Event) -> int:
    """Sends a batch until every document of it is in. Raises EngineError if one is refused, or if
    all was given up."""
    end = time.monotonic() + PATIENCE_S
    pending = list(batch)
    for attempt in itertools.count():
        refusal = ""
        try:
            refused = _refused(cluster, index, pending)
        except OpenSearchException as error:
            passing = not isinstance(error, TransportError) or error.status_code in (
                "N/A",
                "TIMEOUT",
                *_PASSING,
            )
            if not passing or time.monotonic() > end:
                cluster.call(lambda error=error: _raise(error))  # type: ignore[misc]
            refused = {document_id: (503, str(error)) for document_id, _ in pending}
        for document_id, (status, reason) in refused.items():
            refusal = reason
            if status not in _PASSING:
                raise EngineError(f"The cluster refuses {document_id}: {reason}")
        pending = [pair for pair in pending if pair[0] in refused]
        if not pending:
            return len(batch)
        if time.monotonic() > end:
            raise EngineError(f"The cluster does not take documents: {refusal[:300]}")
        # Others may be waiting for the same node.
        if given_up.wait(min(5.0, 0.2 * 2**attempt) * random.uniform(0.5, 1.0)):  # noqa: S311
            raise EngineError("The build was given up.")
    raise AssertionError("unreachable")


def _refused(
    cluster: Cluster, index: str, batch: Sequence[tuple[str, str]]
) -> dict[str, tuple[int, str]]:
    """Sends a batch once: id → status and reason of those that are not in."""
    lines = []
    request_s = cluster.address.timeout_ms / 1000
    for document_id, source in batch:
        lines += [json.dumps({"index": {"_id": document_id}}), source]
    answer: dict[str, Any] = cluster.client.bulk(
        body="\n".join(lines) + "\n",
        index=index,
        params={"timeout": SHARD_WAIT, "request_timeout": request_s},
    )
    if not answer["errors"]:
        return {}
    results = (item["index"] for item in answer["items"])
    return {
        result["_id"]: (result["status"], str(result["error"].get("reason")))
        for result in results
        if "error" in result
    }


def _raise(error: OpenSearchException) -> None:
    raise error


# --- checks --------------------------------------------------------------------------------------


def _await_copies(cluster: Cluster, index: str) -> bool:
    """Waits until every shard has all its copies; whether it has come to that. It does not where
    there are too few nodes for them.

    Raises EngineError if a shard has none at all.
    """
    client = cluster.client
    params = {
        "wait_for_status": "green",
        "timeout": f"{COPIES_WAIT_S}s",
        "request_timeout": COPIES_WAIT_S + 10,
        "ignore": 408,  # not green in time
    }
    health = cluster.call(lambda: client.cluster.health(index=index, params=params))
    if health["status"] == "red":
        raise EngineError(f"The cluster has no place for {index}: it is red.")
    return bool(health["status"] == "green")


def _merge(cluster: Cluster, index: str) -> None:
    """One segment a shard: what is never changed again is read faster so."""
    client = cluster.client
    with suppress(EngineError):  # a node was lost; what is not merged is found all the same
        cluster.call(
            lambda: client.indices.forcemerge(
                index=index, params={"max_num_segments": 1, "request_timeout": 3600}
            )
        )


def _check_counts(cluster: Cluster, index: str, impacts: Impacts, sent: int) -> None:
    client = cluster.client
    by_kind = {"size": 0, "track_total_hits": True, "aggs": {"k": {"terms": {"field": "kind"}}}}
    answer = cluster.call(lambda: client.search(index=index, body=by_kind))
    total = answer["hits"]["total"]["value"]
    counted = {b["key"]: b["doc_count"] for b in answer["aggregations"]["k"]["buckets"]}
    entries = sent - sum(impacts.counts.values())
    expected = {**{str(kind): count for kind, count in impacts.counts.items()}, "entry": entries}
    expected = {kind: count for kind, count in expected.items() if count}
    if answer["_shards"]["failed"] or total != sent or counted != expected:
        raise EngineError(f"{index} holds {counted} instead of {expected}.")
