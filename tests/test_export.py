"""What is written to files can be read back, and is complete or not there at all."""

from __future__ import annotations

import json
import os
import stat
from importlib.metadata import EntryPoint
from pathlib import Path

import networkx
import pyoxigraph as ox
import pytest
import rdflib
from typer.testing import CliRunner

from kg import Graph
from kg.cli.app import app
from kg.errors import ExportError
from kg.export import exporters, load_exporter, writing
from kg.export.graphml import graphml
from kg.export.rdf import jsonld, nquads, trig, turtle
from kg.sparql import ENTITIES, quads
from schema import VOCABULARY
from tests.story import ADA, BEN, TALKS, paper, wire

CQ = rdflib.Namespace(VOCABULARY.namespace)


@pytest.fixture
def graph(told: Graph) -> Graph:
    return told


@pytest.mark.parametrize("export, form", [(trig, ox.RdfFormat.TRIG), (nquads, ox.RdfFormat.N_QUADS)])
def test_what_keeps_the_claim_graphs_reads_back_the_same(graph, tmp_path, export, form):
    export(graph, tmp_path / "out")
    assert set(ox.parse((tmp_path / "out").read_bytes(), form)) == set(quads(graph.property_graph()))


def test_json_ld_reads_back_the_same_by_another_library(graph, tmp_path):
    """rdflib's parser, not pyoxigraph's: it knows the type-scoped context that tells a Span's start from a date."""
    jsonld(graph, tmp_path / "out")
    found, wanted = rdflib.Dataset(), rdflib.Dataset()
    found.parse(tmp_path / "out", format="json-ld")
    nquads(graph, tmp_path / "other")
    wanted.parse(tmp_path / "other", format="nquads")

    def plain(dataset: rdflib.Dataset) -> set[tuple]:
        return {(s, p, o.toPython() if isinstance(o, rdflib.Literal) else o, getattr(o, "datatype", None),
                 str(getattr(g, "identifier", g))) for s, p, o, g in dataset.quads()}

    assert plain(found) == plain(wanted)


def test_json_ld_has_plain_keys(graph, tmp_path):
    jsonld(graph, tmp_path / "out")
    entities = next(one for one in json.loads((tmp_path / "out").read_text())["@graph"] if one["uri"] == ENTITIES)
    ada = next(one for one in entities["@graph"] if one["uri"] == ADA)
    assert ada == {"uri": ADA, "type": ["Actor", "Person"], "name": "Ada Moreau", "aliases": ["Moreau", "the envoy"]}


def test_turtle_has_every_triple_once_and_says_that_it_loses_the_claim_graphs(graph, tmp_path):
    turtle(graph, tmp_path / "out.ttl")
    found = rdflib.Graph().parse(tmp_path / "out.ttl")
    assert len(found) == len({quad.triple for quad in quads(graph.property_graph())})
    assert (rdflib.URIRef(TALKS), CQ.participant, rdflib.URIRef(BEN)) in found
    assert "loses the claim graphs" in CliRunner().invoke(app, ["export", "turtle", "--help"]).output


@pytest.mark.parametrize("export", [turtle, trig, nquads, jsonld, graphml])
def test_the_same_store_is_written_the_same(graph, tmp_path, export):
    export(graph, tmp_path / "one")
    export(graph, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_graphml_reads_back_with_lists_joined(graph, tmp_path):
    graphml(graph, tmp_path / "out.graphml")
    found = networkx.read_graphml(tmp_path / "out.graphml", force_multigraph=True)
    wanted = graph.property_graph()
    assert set(found.nodes) == set(wanted.nodes) and found.number_of_edges() == len(wanted.edges)
    assert found.nodes[ADA] == {"label": "Ada Moreau", "labels": "Actor; Person", "name": "Ada Moreau",
                                "aliases": "Moreau; the envoy"}
    edge = found.edges[TALKS, BEN, "PARTICIPANT"]
    assert (edge["relation"], edge["certainty"], edge["claims"]) == ("PARTICIPANT", "denied", paper().claim_uri("c1"))
    assert "Nobody asked me 😀," in {values.get("exact") for _, values in found.nodes(data=True)}


def test_graphml_survives_characters_that_xml_does_not_know(tmp_path):
    reading = wire()
    reading.entities[0].values["name"] = "Ada\x0c\x00 Moreau <&>"
    with Graph.open(tmp_path / "store") as graph:
        graph.add(reading)
        graphml(graph, tmp_path / "out.graphml")
    assert networkx.read_graphml(tmp_path / "out.graphml").nodes[ADA]["name"] == "Ada\ufffd\ufffd Moreau <&>"


def test_a_file_is_there_only_when_it_is_complete(tmp_path):
    target = tmp_path / "out"
    target.write_text("old")
    with pytest.raises(RuntimeError), writing(target) as out:
        out.write(b"half")
        raise RuntimeError
    assert target.read_text() == "old" and os.listdir(tmp_path) == ["out"]


def test_a_new_file_has_the_usual_rights_and_an_old_one_keeps_its_own(tmp_path):
    def rights(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    (tmp_path / "usual").write_text("")
    with writing(tmp_path / "new") as out:
        out.write(b"x")
    assert rights(tmp_path / "new") == rights(tmp_path / "usual")
    (tmp_path / "new").chmod(0o600)
    with writing(tmp_path / "new") as out:
        out.write(b"y")
    assert rights(tmp_path / "new") == 0o600 and (tmp_path / "new").read_bytes() == b"y"


@pytest.mark.parametrize("where, said", [("no/such/folder/out", "does not exist"), ("", "is a folder")])
def test_a_place_that_cannot_be_written_to_is_told_in_one_line(tmp_path, where, said):
    with pytest.raises(ExportError, match=said), writing(tmp_path / where):
        pass


def test_the_built_in_exporters_come_in_by_the_entry_points():
    assert set(exporters()) >= {"turtle", "trig", "nquads", "jsonld", "graphml", "neo4j"}
    assert load_exporter("trig") is trig


def test_a_name_that_is_not_installed_is_told_with_those_that_are():
    with pytest.raises(ExportError, match=r"no exporter 'pdf'.*trig"):
        load_exporter("pdf")


def test_an_exporter_that_cannot_be_imported_is_told(monkeypatch):
    broken = EntryPoint("broken", "no.such.module:export", "communique.exporters")
    monkeypatch.setattr("kg.export.base.entry_points", lambda group: [broken])
    with pytest.raises(ExportError, match="'broken' cannot be used"):
        load_exporter("broken")


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld", "graphml"])
def test_every_format_goes_to_standard_output_from_the_command_line(graph, tmp_path, name):
    found = CliRunner().invoke(app, ["export", name, "--store", str(graph.path)])
    assert found.exit_code == 0 and "Lisbon" in found.stdout
    command = ["export", name, "--store", str(graph.path), "-o", str(tmp_path / "f")]
    assert CliRunner().invoke(app, command).exit_code == 0 and "Lisbon" in (tmp_path / "f").read_text()
