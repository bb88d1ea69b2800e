"""`kg claims`: what a document says, straight from the reader, with no store."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli.app import PathsArgument, Reader, ReaderOption, app, say
from kg.cli.output import table, write_line
from kg.errors import GraphError
from schema import Claim, Reading


class ClaimFormat(StrEnum):
    """How claims are printed."""

    jsonl = "jsonl"
    table = "table"


@app.command()
def claims(
    paths: PathsArgument,
    form: Annotated[ClaimFormat, typer.Option("--format", help="How to print them")] = ClaimFormat.jsonl,
    reader: ReaderOption = Reader.default,
) -> None:
    """Print the claims that articles make; no store is needed.

    \b
    Examples:
      kg claims article.txt
      cat article.txt | kg claims - --format table
    """
    from loaders import Problem, ReaderMissing, current_run, read, read_paths

    try:
        current_run(reader.value)
    except ReaderMissing as error:
        raise GraphError(str(error)) from None
    failed = False
    for found in read_paths(paths):
        if isinstance(found, Problem):
            failed = True
            say(f"kg: {found}")
            continue
        records = claim_records(read(found, reader.value))
        if form is ClaimFormat.jsonl:
            for record in records:
                write_line(record)
        else:
            table(["document", "speaker", "act", "modality", "time", "text"], (
                [record["document"], " > ".join(record["chain"]), record["act"], record["modality"],
                 record["time"] or "", record["text"]] for record in records))
    if failed:
        raise typer.Exit(1)


def claim_records(reading: Reading) -> Iterator[dict[str, Any]]:
    """Every claim that is no part of another as plain data; its parts are within it. Spans are [start, end]."""
    names = {entity.uri: _name(entity.values, entity.uri) for entity in reading.entities}
    by_id = {claim.id: claim for claim in reading.claims}
    parts: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        if claim.part_of in by_id:
            parts.setdefault(str(claim.part_of), []).append(claim)

    def called(uris: list[str]) -> list[str]:
        return [names.get(uri) or uri.rsplit(":", 1)[-1] for uri in uris]

    def speaker(claim: Claim) -> str:
        spoken = [reading.document.text[start:end] for start, end in claim.speaker_spans]
        return " and ".join(called(claim.speaker) or spoken)

    def chain(claim: Claim, seen: frozenset[str] = frozenset()) -> list[str]:
        seen |= {claim.id}
        above = [by_id[one] for one in claim.via if one in by_id and one not in seen]
        outer = chain(above[0], seen) if above else []
        if len(above) > 1:   # relayed side by side: one link of the chain
            outer[-1:] = [" and ".join(dict.fromkeys(speaker(one) for one in above))]
        return outer + ([said] if (said := speaker(claim)) else [])

    def record(claim: Claim) -> dict[str, Any]:
        return {
            "document": reading.document.name, "id": claim.id, "kind": claim.kind,
            "speaker": [list(span) for span in claim.speaker_spans],
            "cue": [list(span) for span in claim.cue_spans],
            "content": [list(span) for span in claim.content_spans],
            "text": claim.text, "quote": claim.quote, "modality": claim.modality, "stance": claim.stance,
            "act": claim.act, "time": claim.time, "confidence": round(claim.confidence, 3),
            "speaker_names": called(claim.speaker), "addressee_names": called(claim.addressee),
            "about_names": called(claim.about), "via": claim.via, "contradicts": claim.contradicts,
            "chain": chain(claim), "venue": called([claim.venue])[0] if claim.venue else None,
            "parts": [record(part) for part in parts.get(claim.id, []) if part is not claim]}

    for claim in reading.claims:
        if claim.part_of not in by_id or claim.part_of == claim.id:
            yield record(claim)


def _name(values: dict[str, Any], uri: str) -> str:
    return str(values.get("name") or values.get("title") or values.get("text") or uri.rsplit(":", 1)[-1])
