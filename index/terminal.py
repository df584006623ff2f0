"""An answer as lines of a terminal. Called by the command line."""

from __future__ import annotations

from index.engines.protocol import Results, Spans, TaskHit
from index.facts.rankings import ROWS
from index.relevance.wishes import Wished
from index.soc import MAJOR_GROUP_TITLES

BOLD, DIM, PLAIN = "\033[1m", "\033[2m", "\033[0m"


def as_text(results: Results, *, colours: bool) -> str:
    """What was found and how it was read, a line each; `colours`: with the terminal's own marks."""
    lines = [*filter(None, [results.understood]), *results.query.notes]
    lines += [
        f'Read as "{read.name}" (ESCO, {read.language}): {read.occupation_title}.'
        for read in results.read_as
    ]
    if results.wished is not None:
        lines.append(f"Rankings on the site answer this: jobs {_wish(results.wished)}.")
    lines += [f"Searched for {c.searched} instead of {c.typed}." for c in results.corrections]
    if results.dropped:
        lines.append(f"Too few tasks have all words; not required: {', '.join(results.dropped)}.")
    for occupation in results.occupations.hits:
        lay_title = f" ({occupation.lay_title})" if occupation.lay_title else ""
        title = _marked(occupation.title, occupation.spans, colours)
        lines.append(f"{occupation.occupation_code}  {title}{lay_title}")
    for product in results.software.hits:
        count = product.occupation_count
        uses = f"used in {count:,} occupation{'s' * (count != 1)}"
        lines.append(f"{product.slug}  {product.name} ({product.category}), {uses}")
    for activity in results.activities.hits:
        title = _marked(activity.title, activity.spans, colours)
        lines.append(f"{activity.activity_id}  {title}")
    related = f", {results.tasks.related:,} related by meaning" if results.tasks.related else ""
    lines.append(f"{results.tasks.total:,} tasks{related}")
    if results.partial:
        lines.append("The time was over before everything was looked at: there may be more.")
    for hit in results.tasks.hits:
        if hit.repeats is not None:
            continue
        lines.append(f"{hit.task_id:>7}  {_marked(hit.text, hit.spans, colours)}")
        facts = _facts(hit)
        lines.append(f"         {DIM}{facts}{PLAIN}" if colours else f"         {facts}")
        if hit.same:
            titles = "; ".join(one.occupation_title for one in hit.same)
            lines.append(f"         The same statement: {titles}")
    return "\n".join(lines)


def _wish(wished: Wished) -> str:
    """What a query asks for, in words."""
    labels = {fact.name: fact.label.lower() for facts in ROWS.values() for fact in facts}
    said = [
        f"by {labels[name]}{', the lowest first' if least else ''}"
        for name, least in wished.figures
    ]
    said += [f"in job zone {' or '.join(wished.zones)}"] if wished.zones else []
    said += [f"with a median annual pay of {wished.paid}"] if wished.paid else []
    groups = [MAJOR_GROUP_TITLES[code] for code in wished.groups]
    return ", ".join([*said, *([f"in {' or '.join(groups)}"] if groups else [])])


def _facts(hit: TaskHit) -> str:
    importance = "not rated" if hit.importance is None else f"importance {hit.importance:.2f}"
    return ", ".join(
        (
            hit.occupation_title,
            hit.type or "untyped",
            importance,
            f"exposure {hit.exposure}" if hit.exposure else "not labelled",
            "observed in AI use" if hit.observed else "not observed",
            *(["related by meaning"] if hit.by == "meaning" else []),
        )
    )


def _marked(text: str, spans: Spans, colours: bool) -> str:
    if not colours:
        return text
    for start, end in reversed(spans):
        text = f"{text[:start]}{BOLD}{text[start:end]}{PLAIN}{text[end:]}"
    return text
