"""Compiles the YAML of `loaders/data/` into `gazetteer.json`, which loads thirty times as fast; checks it on the way.

Run `python -m loaders.reading.gazetteer_build` after every change to the YAML; a test fails when the file is stale.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from schema.vocabulary import VOCABULARY

DATA = Path(__file__).parent.parent / "data"
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
FIELDS = {"adjective", "aliases", "as", "capital", "people", "region", "represents", "roles", "wikidata"}
REGIONS = {"Africa", "Asia", "Caucasus", "Europe", "Latin America", "Middle East", "North America", "Oceania"}


class GazetteerError(ValueError):
    """The data break a rule; the message names the file and the entry."""


def read(name: str) -> dict[str, Any]:
    """One YAML file of the gazetteer, by its name without the extension."""
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    keys = [line.partition(": ")[0] for line in text.splitlines() if ": {" in line and not line.startswith("#")]
    if twice := {key for key in keys if keys.count(key) > 1}:   # YAML would silently keep the last
        raise GazetteerError(f"{name}.yaml: given twice: {sorted(twice)}")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    if not isinstance(data, dict):
        raise GazetteerError(f"{name}.yaml: not a mapping")
    return data


def build() -> dict[str, Any]:
    """All tables as plain JSON values. Raises GazetteerError where the data break a rule."""
    states = read("states")
    bodies = {**read("organizations"), **{kind: {**read("organizations").get(kind, {}), **names}
                                          for kind, names in read("outlets").items()}}
    known = set(states) | {name for names in bodies.values() for name in names}
    entries: list[list[Any]] = []
    for name, fields in read("people").items():
        entries.append(_row("people", name, "Person", None, fields, known))
    for kind, names in bodies.items():
        if kind not in VOCABULARY.classes["Organization"]["kinds"]:
            raise GazetteerError(f"organizations.yaml: {kind} is no kind of Organization")
        entries += [_row("organizations", name, "Organization", kind, fields or {}, known)
                    for name, fields in names.items()]
    demonyms: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for name, fields in states.items():
        if fields["region"] not in REGIONS:
            raise GazetteerError(f"states.yaml: {name}: no such region as {fields['region']}")
        entries.append(_row("states", name, "State", None, fields, known))
        if "adjective" in fields:
            adjectives[name] = fields["adjective"]
        for word in [fields.get("adjective"), *fields.get("people", [])]:
            if word and demonyms.setdefault(word.replace(".", ""), name) != name:
                raise GazetteerError(f"states.yaml: {word} is of two states")
        if fields["capital"] != name:
            capitals[fields["capital"]] = name
    places = read("places")
    entries += [_row("places", name, "Place", None, fields or {}, known) for name, fields in places.items()]
    metonyms = {**capitals, **read("metonyms")}
    for name, target in metonyms.items():
        if target not in known:
            raise GazetteerError(f"metonyms.yaml: {name} stands for {target}, which is not in the gazetteer")
    return {"entries": entries, "demonyms": demonyms, "adjectives": adjectives, "metonyms": metonyms,
            "capitals": {name: capital for capital, name in capitals.items()}}


def _row(file: str, name: str, cls: str, kind: str | None, fields: dict[str, Any], known: set[str]) -> list[Any]:
    where = f"{file}.yaml: {name}"
    if strange := set(fields) - FIELDS:
        raise GazetteerError(f"{where}: unknown fields {sorted(strange)}")
    if fields.get("wikidata") and not re.fullmatch(r"Q\d+", fields["wikidata"]):
        raise GazetteerError(f"{where}: {fields['wikidata']} is no Wikidata item")
    if fields.get("represents") and fields["represents"] not in known:
        raise GazetteerError(f"{where}: represents {fields['represents']}, which is not in the gazetteer")
    roles = []
    for role in fields.get("roles", []):
        title, org, *dates = role
        if org not in known and not (" Ministry of " in org and org.rpartition(" of ")[2] in known):
            raise GazetteerError(f"{where}: {title} of {org}, which is not in the gazetteer")
        ends = [str(date) for date in dates]
        if any(not DATE.fullmatch(end) for end in ends) or ends != sorted(ends):
            raise GazetteerError(f"{where}: {title}: bad dates {ends}")
        roles.append([title, org, *ends, None, None][:4])
    return [name, cls, kind, fields.get("as") or fields.get("aliases", []), fields.get("wikidata"),
            fields.get("represents"), fields.get("region"), roles, "as" not in fields]


def text() -> str:
    """The compiled file: one entry a line, so that its history can be read."""
    tables = build()
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in tables.pop("entries"))
    rest = ",\n".join(f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
                      for key, value in tables.items())
    return f'{{"entries":[\n{lines}\n],\n{rest}}}\n'


if __name__ == "__main__":
    (DATA / "gazetteer.json").write_text(text(), encoding="utf-8")
