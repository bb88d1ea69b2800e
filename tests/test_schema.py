"""What is generated says what the vocabulary says, and the shapes hold a graph to it."""

from __future__ import annotations

import json
import re
import shutil

import pyshacl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from schema import VOCABULARY, bounds
from schema.generate import OUTPUTS, ROOT, main, stale
from schema.shapes import EDTF
from schema.vocabulary import camel

CQ = rdflib.Namespace(VOCABULARY.namespace)
GENERATED = ROOT / "schema" / "generated"

CONFORMING = """
<urn:d> a cq:Document ; cq:title "A day of talks" ; cq:published "2025-03-01"^^xsd:date ;
    cq:sha256 "0123456789012345678901234567890123456789012345678901234567890123" .
<urn:s> a cq:Span ; cq:start 0 ; cq:end 4 ; cq:exact "Yes." ; cq:inDocument <urn:d> .
<urn:r> a cq:Run ; cq:loader "rules" ; cq:version "1" .
<urn:p> a cq:Actor, cq:Person ; cq:name "Ada Moreau" ; cq:aliases "Moreau", "the envoy" .
<urn:l> a cq:Place ; cq:name "Lisbon" ; cq:aliases "Lisboa" .
<urn:o> a cq:Actor, cq:Organization ; cq:name "The Courier" ; cq:kind "outlet" .
<urn:m> a cq:Meeting ; cq:title "Lisbon talks" ; cq:time "2025-03-02/2025-03-04" ; cq:start "2025-03-02"^^xsd:date ;
    cq:end "2025-03-04"^^xsd:date ; cq:participant <urn:p> .
<urn:c> a cq:Claim ; cq:kind "direct" ; cq:modality "asserted" ; cq:text "Yes." ; cq:confidence "0.9"^^xsd:double ;
    cq:evidence <urn:s> ; cq:speaker <urn:p> ; cq:generatedBy <urn:r> .
"""


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(GENERATED / "shapes.ttl")


def results(shapes: rdflib.Graph, turtle: str) -> set[tuple[str, str]]:
    """(shape, severity) of everything that SHACL finds in `turtle`."""
    data = rdflib.Graph().parse(data="@prefix cq: <urn:communique:schema:> . "
                                     "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . " + turtle)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {(str(report.value(one, sh.sourceShape)).removeprefix("urn:communique:shape:"),
             str(report.value(one, sh.resultSeverity)).removeprefix(str(sh)))
            for one in report.subjects(RDF.type, sh.ValidationResult)}


def test_generated_files_are_not_stale():
    assert stale() == []


def test_a_changed_or_missing_file_is_found_stale(tmp_path, monkeypatch, capsys):
    for name in OUTPUTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    assert stale(tmp_path) == []
    (tmp_path / "docs/vocabulary.md").write_text("old")
    (tmp_path / "schema/generated/shapes.ttl").unlink()
    assert set(stale(tmp_path)) == {"docs/vocabulary.md", "schema/generated/shapes.ttl"}
    monkeypatch.setattr("schema.generate.ROOT", tmp_path)
    monkeypatch.setattr("schema.generate.stale", lambda root=tmp_path: stale(root))
    assert main(["--check"]) == 1 and "docs/vocabulary.md is stale" in capsys.readouterr().err
    assert main([]) == 0 and stale(tmp_path) == []
    assert main(["--check"]) == 0


def test_the_ontology_has_every_term_with_its_alignment():
    graph = rdflib.Graph().parse(GENERATED / "ontology.ttl")
    assert set(graph.subjects(RDF.type, OWL.Class)) >= {CQ[cls] for cls in VOCABULARY.classes}
    assert set(graph.subjects(RDF.type, OWL.ObjectProperty)) == {CQ[camel(one)] for one in VOCABULARY.relations}
    assert set(graph.subjects(RDF.type, OWL.DatatypeProperty)) == {CQ[one] for one in VOCABULARY.properties}
    assert (CQ.Person, RDFS.subClassOf, CQ.Actor) in graph
    assert (CQ.speaker, RDFS.subPropertyOf, rdflib.PROV.wasAttributedTo) in graph


def test_a_conforming_graph_conforms(shapes):
    assert results(shapes, CONFORMING) == set()


@pytest.mark.parametrize("good, bad, shape", [
    ('cq:modality "asserted" ;', "", "Claim.modality"),
    ('cq:modality "asserted"', 'cq:modality "likely"', "Claim.modality"),
    ('cq:kind "direct"', 'cq:kind "outlet"', "Claim.kind"),
    ('cq:kind "outlet"', 'cq:kind "direct"', "Organization.kind"),
    ('"2025-03-01"^^xsd:date', '"2025-03-01"', "Document.published"),
    ("cq:start 0", "cq:start 4", "Span.start"),
    ("cq:start 0", 'cq:start "2025-03-02"^^xsd:date', "Span.start"),
    ('cq:end "2025-03-04"', 'cq:end "2025-03-01"', "Meeting.start"),
    ("2025-03-02/2025-03-04", "early March", "Meeting.time"),
    ("cq:sha256 \"0123", "cq:sha256 \"", "Document.sha256"),
    ('"0.9"', '"1.9"', "Claim.confidence"),
    ('cq:name "Ada Moreau"', 'cq:name "Ada Moreau", "Someone Else"', "Person.name"),
    ("cq:participant <urn:p>", "cq:participant <urn:s>", "Meeting.PARTICIPANT"),
    ('cq:name "The Courier"', 'cq:name "The Courier" ; cq:participant <urn:p>', "Organization"),
    ('cq:name "The Courier"', 'cq:name "The Courier" ; cq:exact "Yes."', "Organization"),
    ('cq:name "The Courier"', 'cq:name "The Courier" ; cq:nickname "C."', "Organization"),
    ("cq:speaker <urn:p>", "cq:speaker <urn:p> ; cq:about <urn:s>", "Claim.ABOUT"),
    ("cq:evidence <urn:s> ;", "", "Claim.EVIDENCE"),
    ("; cq:inDocument <urn:d>", "", "Span.IN_DOCUMENT"),
    ("cq:speaker <urn:p> ;", "", "Claim.said-by-somebody"),
])
def test_each_kind_of_error_is_a_violation_of_its_own_shape(shapes, good, bad, shape):
    assert CONFORMING.count(good) == 1
    found = results(shapes, CONFORMING.replace(good, bad))
    assert (shape, "Violation") in found


def test_narration_of_an_unknown_outlet_is_a_warning_not_a_violation(shapes):
    text = CONFORMING.replace('cq:kind "direct"', 'cq:kind "narration"').replace("cq:speaker <urn:p> ;", "")
    assert results(shapes, text) == {("Claim.told-by-an-outlet", "Warning")}


@pytest.mark.parametrize("time", ["2025", "2025-11", "2025-11?", "2025-11-24", "2025-11-24/2025-11-30", "2025-11-24/..",
                                  "../2025-11-24", "2025-11-24/", "/2025-11-24", "2025-XX", "2025-11-24~", "202X"])
def test_edtf_is_accepted(time):
    assert re.match(EDTF.replace(r"\\", "\\"), time)


@pytest.mark.parametrize("time", ["", "..", "/", "Monday", "2025-1", "24-11-2025", "2025-11-24 to 2025-11-30",
                                  "2025-11-24T10:00"])
def test_what_is_no_edtf_is_refused(time):
    assert not re.match(EDTF.replace(r"\\", "\\"), time)
    assert bounds(time) == (None, None)


def test_the_json_ld_context_reads_plain_keys_into_the_vocabulary():
    context = json.loads((GENERATED / "context.jsonld").read_text())
    data = {**context, "@graph": [
        {"uri": "urn:m", "type": "Meeting", "start": "2025-03-02", "participant": "urn:p"},
        {"uri": "urn:s", "type": "Span", "start": 3}]}
    graph = rdflib.Graph().parse(data=json.dumps(data), format="json-ld")
    meeting, span, person = map(rdflib.URIRef, ("urn:m", "urn:s", "urn:p"))
    assert set(graph) == {
        (meeting, RDF.type, CQ.Meeting), (meeting, CQ.participant, person), (span, RDF.type, CQ.Span),
        (meeting, CQ.start, rdflib.Literal("2025-03-02", datatype=rdflib.XSD.date)),
        (span, CQ.start, rdflib.Literal(3))}


def test_every_class_has_its_uri_unique_and_every_statement_is_one_line():
    text = (GENERATED / "constraints.cypher").read_text()
    unique = re.findall(r"^CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n.uri IS UNIQUE;$", text, re.M)
    assert set(unique) == set(VOCABULARY.classes)
    assert "CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name);" in text
    assert "span_start" not in text


def test_the_reference_page_names_every_term():
    page = (ROOT / "docs/vocabulary.md").read_text()
    terms = [*VOCABULARY.classes, *VOCABULARY.relations, *VOCABULARY.properties, *VOCABULARY.table["edge_properties"]]
    assert [one for one in terms if f"`{one}`" not in page] == []
