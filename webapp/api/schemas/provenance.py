"""Where the release comes from."""

from __future__ import annotations

from typing import Final

from index.facts.null import Null
from index.facts.sources import SOURCE
from webapp.about.provenance import CONFLICTS, COVERAGE
from webapp.api.schemas.parts import release
from webapp.api.schemas.promised import properties
from webapp.api.shapes import Schema, address, flag, maybe, record, several, text, whole

SCHEMAS: Final[dict[str, Schema]] = {
    "Sources": record(
        "What the release is made of, and how well it joins.",
        sources=several(
            record(
                "One release of one dataset, with the files read of it.",
                **properties(SOURCE),
                files=several(
                    record(
                        "A file as it was read.",
                        path=text("In the publisher’s folder; `!` stands before a part of a zip."),
                        sha256=text("Its checksum.", pattern="^[0-9a-f]{64}$"),
                        byte_count=whole("Its length.", unit="bytes"),
                        row_count=whole("Rows read."),
                    ),
                    "In the order in which they were read.",
                ),
            ),
            "Every release of every dataset.",
        ),
        coverage=record(
            "Counts of the release.",
            **{name: whole(f"{label}.") for name, (label, _) in COVERAGE.items()},
            usage=several(
                record(
                    "How the published texts of one release of the Index found their tasks.",
                    release=text("Of the Index."),
                    texts=whole("Texts that found a task."),
                    shared_texts=whole("Texts that stand for several tasks."),
                    tasks=whole("Tasks that were found."),
                    tasks_by_text=whole("Of these, by their words."),
                    tasks_by_old_id=whole("Of these, through the statement of O*NET 20.1."),
                    tasks_by_task_id=whole("Of these, by the id that the Index gives."),
                ),
                "Oldest first.",
            ),
        ),
        conflicts=several(
            record(
                "Something in which the datasets do not agree.",
                kind=text(f"One of {', '.join(CONFLICTS)}; there may be more."),
                meaning=text("What it is, and what was done."),
                count=whole("How often.", 1),
                examples=several(text("An example."), "The first few."),
            ),
            "By kind.",
        ),
        missing_files=several(text("A file."), "Optional files that were not there."),
        release=release(),
    ),
    "Releases": record(
        "The release that is served. It has no date of its own: the same sources give the same "
        "release with the same id.",
        release=release(),
        is_sample=flag("It is the sample that comes with the software, and not the whole data."),
        software=text("Version of Taskdex."),
        counts=record(
            "What it holds.",
            tasks=whole("Tasks."),
            occupations=whole("Occupations."),
            activities=whole("Work activities of all levels."),
            lay_titles=whole("Job titles."),
        ),
        datasets=several(
            record(
                "A dataset and its releases.",
                dataset=text("Its key.", example="onet"),
                name=text("Its name."),
                publisher=text("Who publishes it."),
                newest=text("The release that today’s figures are of."),
                releases=several(
                    record(
                        "A release that was read.",
                        key=text("Of the source in `/api/v1/sources`."),
                        release=text("The publisher’s own name for it."),
                        date=maybe(text("In the publisher’s words."), Null("", "it does not say")),
                    ),
                    "Oldest first.",
                ),
            ),
            "Every dataset.",
        ),
        files=several(
            record(
                "A download.",
                name=text("Of the file."),
                url=address("Its address."),
                byte_count=whole("Its length.", unit="bytes"),
                sha256=text("Its checksum.", pattern="^[0-9a-f]{64}$"),
            ),
            "The release as files.",
        ),
    ),
}
