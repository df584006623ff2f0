"""A text with the matched words marked, as safe HTML. Called by the views and the serialiser."""

from __future__ import annotations

from markupsafe import Markup, escape

from index.engine import Spans


def marked(text: str, spans: Spans) -> Markup:
    """The text, escaped, with each span inside a mark element.

    Spans that overlap, run backwards or beyond the text are left out: the text always stays whole.
    """
    if not spans:
        return escape(text)
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        if not done <= start < end <= len(text):
            continue
        pieces.append(escape(text[done:start]))
        pieces.append(f"<mark>{escape(text[start:end])}</mark>")
        done = end
    pieces.append(escape(text[done:]))
    return Markup("").join(Markup(piece) for piece in pieces)  # noqa: S704  (each piece is escaped above)
