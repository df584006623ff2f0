"""The release as schema.org has it: JSON-LD of the page of downloads. Called by `views.data`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from index.records import Download, ReleaseInfo
from webapp import addresses

_YEAR = re.compile(r"\b20[0-9]{2}\b")


def dataset(release: ReleaseInfo, files: Sequence[Download]) -> Mapping[str, object]:
    """The release as a Dataset with every file as a DataDownload."""
    url = addresses.absolute("/data")
    years = sorted(
        year
        for source in release.sources
        for year in _YEAR.findall(f"{source.date or ''} {source.release}")
    )
    about: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": "Taskdex: what people do at work, and what AI does to it",
        "description": (
            "Task statements of O*NET with workers’ ratings, exposure labels of the study GPTs"
            " are GPTs and observed use from the Anthropic Economic Index, joined task by task."
        ),
        "version": release.release_id,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Taskdex", "url": addresses.absolute("/")},
        "license": list(dict.fromkeys(source.licence_url for source in release.sources)),
        "isBasedOn": list(dict.fromkeys(source.url for source in release.sources)),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": addresses.absolute(f"/data/{file.name}"),
                "contentSize": f"{file.byte_count} B",
            }
            for file in files
        ],
    }
    if years:
        about["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    return about


def script(content: Mapping[str, object]) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element."""
    text = json.dumps(content, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
