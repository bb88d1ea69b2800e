"""The vocabulary, read from its one table (`vocabulary.yaml`), and the records that travel between the rooms."""

from schema.graph import Edge, Node, PropertyGraph, is_joint
from schema.model import DATA, Claim, Document, Entity, Fact, Reading, Run, Span, Triple, bounds, slug, strongest, uri
from schema.vocabulary import VOCABULARY, Vocabulary

__all__ = [
    "DATA", "VOCABULARY", "Claim", "Document", "Edge", "Entity", "Fact", "Node", "PropertyGraph", "Reading", "Run",
    "Span", "Triple", "Vocabulary", "bounds", "is_joint", "slug", "strongest", "uri",
]
