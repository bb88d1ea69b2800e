"""The vocabulary as a page to look things up in."""

from __future__ import annotations

from schema.vocabulary import Vocabulary, camel

HEAD = """# The vocabulary

Written from `schema/vocabulary.yaml` by `python -m schema.generate`: edit that file, not this one.

A class is a node's label in Cypher and its type in RDF (`{prefix}:` is `{namespace}`). A node keeps the
labels of the classes above its own (`:Actor:Person`) and is known by its `uri`. A relation is a relationship type in
Cypher (`POINT_OF`) and a property in RDF (`{prefix}:pointOf`).

An edge that claims make carries, in Cypher, the properties `claims` and `certainty`; in RDF it stands in the named
graph of each of its claims, and the claim has its `modality`. What makes the edge is in the last column: a claim, or
the structure of the record itself. `status` is derived from the claims about a thing and never read from a text.
"""


def reference(vocabulary: Vocabulary) -> str:
    """Markdown: classes, relations, properties, in the order of the table."""
    parts = [HEAD.format(prefix=vocabulary.table["prefix"], namespace=vocabulary.namespace), "## Classes\n"]
    rows = []
    for cls, entry in vocabulary.classes.items():
        required = {one for name in vocabulary.labels(cls) for one in vocabulary.classes[name].get("required", [])}
        values = ", ".join(f"**{one}**" if one in required else one for one in vocabulary.values_of(cls))
        about = entry["about"] + (f". kind: {', '.join(entry['kinds'])}" if "kinds" in entry else "")
        rows.append([f"`{'`, `'.join(vocabulary.labels(cls))}`", about, values, ", ".join(entry.get("align", []))])
    parts.append(_table(["labels", "what it is", "properties (bold: required)", "aligned to"], rows))
    parts.append("## Relations\n")
    parts.append(_table(["Cypher", "RDF", "from", "to", "what it says", "aligned to", "made by"], [
        [f"`{one}`", f"`{vocabulary.table['prefix']}:{camel(one)}`", ", ".join(entry["from"]), ", ".join(entry["to"]),
         entry["about"], entry.get("align", ""), entry["made"]] for one, entry in vocabulary.relations.items()]))
    parts.append("## Properties\n")
    parts.append(_table(["name", "type", "what it says", "values"], [
        [f"`{one}`", entry["type"], entry["about"] + _offsets(vocabulary, one), ", ".join(entry.get("values", []))]
        for one, entry in vocabulary.properties.items()]))
    parts.append("Of edges that claims make, in Cypher:\n")
    parts.append(_table(["name", "type", "what it says", "values"], [
        [f"`{one}`", entry["type"], entry["about"], ", ".join(entry.get("values", []))]
        for one, entry in vocabulary.table["edge_properties"].items()]))
    return "\n".join(parts)


def _offsets(vocabulary: Vocabulary, prop: str) -> str:
    users = [cls for cls, entry in vocabulary.classes.items() if prop in entry.get("offsets", [])]
    return f"; of a {users[0]}, an offset in characters" if users else ""


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
