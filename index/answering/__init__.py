"""What a query asks for → what engine, software and names of ESCO are asked, and one answer of
all of it. Called by `index.encyclopedia`."""

from index.answering.answering import Answering
from index.answering.names import EscoNames

__all__ = ["Answering", "EscoNames"]
