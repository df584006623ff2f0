"""A text with the matched words marked, as safe HTML. Called by what makes lines of
results, and by the JSON of a search."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from index.engines.protocol import Spans


def marked(text: str, spans: Spans) -> Markup:
    """The text, escaped, with each span inside a mark element.

    Spans that overlap, run backwards or beyond the text are left out: the text always stays whole.
    """
    pieces: list[str] = []
    done = 0
    # Hardly a text has anything to escape: one look at the whole is enough for its pieces.
    safe = str if escape(text) == text else escape
    for start, end in spans:
        if not done <= start < end <= len(text):
            continue
        pieces += (safe(text[done:start]), "<mark>", safe(text[start:end]), "</mark>")
        done = end
    pieces.append(safe(text[done:]))
    return Markup("".join(pieces))  # noqa: S704  (each piece of the text is escaped above)
