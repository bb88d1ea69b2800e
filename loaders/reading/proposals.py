"""What is on the table: proposals, told apart and followed through the text ("the plan", "the document", "its
terms")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from loaders.reading import gazetteer
from loaders.reading.actors import Actors, conjoined
from loaders.reading.clauses import subjects
from loaders.reading.parse import Paragraph
from loaders.reading.proposers import BACKING, PROPOSING, most_specific, proposers_of, shared
from loaders.reading.words import table, words
from schema import DATA, slug

__all__ = ["BACKING", "PROPOSING", "Seen", "Tabled", "proposals"]

RENEWED = words("terms", "renewed")
DISTINCTIVE = words("terms", "distinctive")
FIRST = words("terms", "first")
CONTAINS = words("terms", "contains")
TERMS = words("terms", "terms")
LOOSE = words("terms", "loose")
NUMBERS = words("terms", "numbers")
FAMILIES = (
    (
        "plan",
        "proposal",
        "framework",
        "initiative",
        "blueprint",
        "roadmap",
        "draft",
        "text",
        "package",
        "document",
        "paper",
        "version",
        "offer",
        "formula",
        "counterproposal",
        "counter-proposal",
        "counteroffer",
        "counter-offer",
        "counterdraft",
        "counterplan",
        "counterbid",
        "scheme",
        "programme",
        "communique",
        "memorandum",
    ),
    ("deal", "agreement", "accord", "treaty", "pact", "contract", "settlement", "compact", "protocol", "memorandum",
     "declaration"),
    ("ceasefire", "cease-fire", "truce", "armistice"),
    ("resolution",),
    ("bill",),
)
PERCENT = re.compile(r"\b(\d[\d.,]*) ?(?:%|percent|per cent)")
COUNTER = re.compile(r"^counter-?(proposal|offer|draft|plan|bid)$")


@dataclass(slots=True)
class Seen:
    """One mention of a proposal: the noun, and who the words around it say is behind it."""

    paragraph: int
    token: int
    proposers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tabled:
    """A proposal and its mentions. `number` as in "28-point"; `lemma` the noun that named it first."""

    uri: str
    lemma: str
    kind: str
    number: str | None
    subject: set[str]
    renewed: set[str]
    seen: list[Seen]
    proposers: list[str]
    counters: Tabled | None = None
    older: Tabled | None = None
    title: str = ""
    named: str | None = None


def proposals(paragraphs: Sequence[Paragraph], actors: Actors, local: str) -> list[Tabled]:
    """The proposals of a document, with every mention of each."""
    out: list[Tabled] = []
    kinds = table("nouns")["proposal"]
    for paragraph in paragraphs:
        for token in paragraph.doc:
            lemma = token.lemma_.lower()
            if token.lower_ == "it" and _taken_up(token):
                _again(paragraph, token, out)
            if lemma == "offer" and token.pos_ == "VERB":
                _offered(paragraph, token, actors, out)
            if (token.pos_ not in ("NOUN", "PROPN") and not COUNTER.match(lemma)) or (
                token.dep_ in ("compound", "nmod") and not COUNTER.match(lemma)
            ):
                continue
            if lemma == "agreement" and any(c.dep_ == "poss" for c in token.children):
                continue  # "Kyiv's agreement to it" is an act, not a text
            if (token.tag_ in ("NNS", "NNPS") and not COUNTER.match(lemma)) or actors.names.owner[paragraph.index][
                token.i
            ]:
                continue
            if lemma in kinds or lemma in words("nouns", "anaphors"):
                _place(paragraph, token, lemma, kinds.get(lemma), actors, out)
    _answered(paragraphs, out)
    for number, proposal in enumerate(out):
        proposal.proposers = most_specific(proposal.proposers, actors)
        proposal.title = proposal.named or _title(proposal, paragraphs, actors)
        kind = kinds.get(proposal.title.split()[-1].lower())
        if kind and proposal.kind != "counterproposal":
            proposal.kind = kind
        proposal.uri = f"{DATA}proposal:{local}:{slug(proposal.title)}"
        if any(other.uri == proposal.uri for other in out[:number]):
            proposal.uri += f"-{number}"
    return out


def _taken_up(pronoun: Token) -> bool:
    """"Chad opposes it": the pronoun stands where a proposal can."""
    return pronoun.dep_ == "dobj" and pronoun.head.lemma_.lower() in words("cues", "attitudes") | {"accept", "sign"}


def _again(paragraph: Paragraph, pronoun: Token, out: list[Tabled]) -> None:
    """The proposal that the sentence so far, or the one before, speaks of, where it is the only one."""
    start = paragraph.doc[pronoun.sent.start - 1].sent.start if pronoun.sent.start else 0
    for first in (pronoun.sent.start, start):
        near = [p for p in out if any(s.paragraph == paragraph.index and first <= s.token < pronoun.i for s in p.seen)]
        if len(near) == 1:
            near[0].seen.append(Seen(paragraph.index, pronoun.i))
        if near:
            return


def _offered(paragraph: Paragraph, verb: Token, actors: Actors, out: list[Tabled]) -> None:
    """ "X offered them a pay rise of 3%": the 3% offer that the text goes on to speak of."""
    item = next((c for c in verb.children if c.dep_ == "dobj"), None)
    share = PERCENT.search(item.doc[item.left_edge.i : item.right_edge.i + 1].text) if item is not None else None
    who = subjects(paragraph, verb, actors) if share else []
    if share and who and not any(c.dep_ == "neg" for c in verb.children):
        number = f"{share[1]}%"
        match = next((p for p in out if p.number == number and shared(who, p.proposers, actors)), None)
        if match is None:
            match = Tabled("", "offer", "offer", number, set(), set(), [], list(who))
            out.append(match)
        match.seen.append(Seen(paragraph.index, verb.i, who))


def _answered(paragraphs: Sequence[Paragraph], out: Sequence[Tabled]) -> None:
    """ "a counterproposal to the 3% offer": what it counters is told, not guessed."""
    at = {(seen.paragraph, seen.token): proposal for proposal in out for seen in proposal.seen}
    for (index, place), proposal in at.items():
        if proposal.kind == "counterproposal":
            noun = paragraphs[index].doc[place]
            behind = [c for c in (*noun.children, *noun.head.children) if c.lower_ in ("to", "against")
                      and (c.head == noun or c.i == place + 1)]
            for target in (at.get((index, t.i)) for c in behind for t in c.children):
                if target is not None and target is not proposal:
                    proposal.counters = target


def _place(paragraph: Paragraph, token: Token, lemma: str, kind: str | None, actors: Actors, out: list[Tabled]) -> None:
    before = [c for c in token.children if c.i < token.i]
    modifiers = [
        m for c in before if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss") for m in [c, *conjoined(c)]
    ]
    modifiers += [
        m
        for c in before
        if c.dep_ == "compound"
        for m in c.subtree
        if m.i < c.i and m.dep_ in ("amod", "conj") and m not in modifiers
    ]
    number = _number(token)
    adjectives = {m.lower_ for m in modifiers if m.pos_ in ("ADJ", "VERB", "NOUN")}
    renewed = adjectives & RENEWED
    subject = {
        m.lemma_.lower()
        for m in modifiers
        if m.dep_ == "compound" and m.pos_ == "NOUN" and not re.search(r"\d|point|day|page", m.lower_)
    }
    proposers = proposers_of(paragraph, token, modifiers, actors)
    definite = any(
        c.lower_ in ("the", "this", "that", "its", "their", "his", "her") or c.dep_ == "poss" for c in token.children
    )
    named = _named(token)
    seen = Seen(paragraph.index, token.i, proposers)
    match = _match(lemma, number, subject, renewed, adjectives, proposers, definite, named, actors, out)
    if match is None:
        told = _content(token)
        if kind is None and not (told and lemma in ("paper", "document")):
            return
        told = told or _written_into(token) or _unveiled(token)
        if not told and not _specific(token, lemma, number, subject, renewed, proposers, named, definite):
            return
        match = Tabled(
            "",
            lemma,
            "counterproposal" if "counter" in adjectives else kind or "draft",
            number,
            subject,
            renewed,
            [],
            [],
            named=named,
        )
        base = _salient(out, counter=False)
        if match.kind == "counterproposal":
            match.counters = base
        elif (
            renewed - {"own", "alternative", "rival", "separate", "competing", "another", "different", "new", "fresh"}
            and base
        ):
            match.older = base
        elif renewed & {"alternative", "rival", "competing"} and base:
            match.counters = base
        out.append(match)
    match.seen.append(seen)
    match.number = match.number or number
    match.subject |= subject
    match.proposers += [node for node in proposers if node not in match.proposers]
    if named and not match.named:
        match.named = named


def _number(token: Token) -> str | None:
    """ "28-point", "30-day", "five-point": what tells one plan from another."""
    start = min(
        [c.left_edge.i for c in token.children if c.i < token.i and c.dep_ in ("compound", "amod", "nummod", "nmod")]
        or [token.i]
    )
    text = token.doc[start : token.i].text
    match = re.search(r"\b([\w,.]+)[- ](point|day|week|month|year|page|stage|phase|step|article)\b", text, re.I)
    of = next((c for c in token.children if c.lower_ == "of" and c.i == token.i + 1), None)
    behind = token.doc[of.i + 1 : of.right_edge.i + 1].text if of is not None else ""
    percent = PERCENT.search(text) or PERCENT.match(behind)
    if percent and not match:
        return f"{percent.group(1)}%"
    return (
        match.group().replace(" ", "-").lower()
        if match and (match.group(1)[0].isdigit() or match.group(1).lower() in NUMBERS)
        else None
    )


def _named(token: Token) -> str | None:
    """ "Framework Agreement", "Riverside Accord": a proposal with a proper name."""
    if not token.text[:1].isupper():
        return None
    first = token.i
    while (
        first > 0
        and token.doc[first - 1].text[:1].isupper()
        and token.doc[first - 1].pos_ == "PROPN"
        and not token.doc[first - 1].is_sent_start
    ):
        first -= 1
    return token.doc[first : token.i + 1].text if first < token.i else None


def _content(token: Token) -> bool:
    """Whether the noun says what the text would do: "a pact to cut leaks", "a paper that halves emissions", or is the
    subject of such words: "the draft calls for a fund"."""
    clauses = [c for c in token.children if c.dep_ in ("acl", "relcl") and c.i > token.i]
    if token.dep_ == "nsubj" and token.head.i > token.i:
        clauses.append(token.head)
    for verb in clauses:
        lemma = verb.lemma_.lower()
        other = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c != token]
        if any(c.lower_ not in ("that", "which") for c in other) or any(c.dep_ == "neg" for c in verb.children):
            continue
        if lemma in TERMS | CONTAINS and any(c.dep_ in ("dobj", "prep", "xcomp", "ccomp") for c in verb.children):
            return True
    return False


def _unveiled(token: Token) -> bool:
    """"released a new draft deal": a text that somebody puts forward, whoever it be."""
    fresh = any(c.lower_ in ("draft", "new", "fresh", "revised", "final") for c in token.children)
    principles = any(t.lemma_.lower() in ("principle", "intent") for c in token.children if c.lower_ == "of"
                     for t in c.children)     # "signed a declaration of principles"
    verbs = ("circulate", "issue", "offer", "present", "publish", "release", "share", "table", "unveil")
    return token.dep_ == "dobj" and (principles or (fresh and token.head.lemma_.lower() in verbs))


def _written_into(token: Token) -> bool:
    """"include in the final agreement": a text that things are to be put into."""
    if token.dep_ != "pobj" or not any(c.lower_ in ("the", "this", "that", "its", "their") for c in token.children):
        return False
    if token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return True          # "will hire 1,200 interns, according to the agreement"
    if token.head.lower_ == "under" and any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.head.head.children):
        return True          # "Under the deal, Beijing would suspend port fees"
    return token.head.lower_ in ("in", "into") and token.head.head.lemma_.lower() in (
        "enshrine", "include", "incorporate", "insert", "put", "write")


def _specific(
    token: Token,
    lemma: str,
    number: str | None,
    subject: set[str],
    renewed: set[str],
    proposers: list[str],
    named: str | None,
    definite: bool,
) -> bool:
    if number or proposers or named or COUNTER.match(lemma):
        return True
    if lemma in LOOSE:
        return (
            bool(
                subject
                & {
                    "peace",
                    "trade",
                    "ceasefire",
                    "truce",
                    "tariff",
                    "wage",
                    "pay",
                    "climate",
                    "debt",
                    "rescue",
                    "coalition",
                    "water",
                    "aid",
                    "recovery",
                    "minerals",
                    "withdrawal",
                    "hostage",
                    "prisoner",
                    "grain",
                    "labour",
                    "labor",
                    "settlement",
                }
            )
            and lemma not in ("ceasefire", "truce", "text")
            and not (lemma in ("deal", "agreement", "settlement") and not definite)
        )
    return bool(subject or (renewed and definite))


def _match(
    lemma: str,
    number: str | None,
    subject: set[str],
    renewed: set[str],
    adjectives: set[str],
    proposers: list[str],
    definite: bool,
    named: str | None,
    actors: Actors,
    out: list[Tabled],
) -> Tabled | None:
    """The proposal spoken of before that this mention stands for, or None."""
    family = next((f for f in FAMILIES if lemma in f), FAMILIES[0])
    fitting = [p for p in out if p.lemma in family or lemma in words("nouns", "anaphors") or lemma == "proposal"]
    if named:
        return next((p for p in fitting if p.named == named), None)
    if lemma in words("nouns", "anaphors") and lemma != "initiative" and not table("nouns")["proposal"].get(lemma):
        return _salient(out) if definite and not renewed else None
    if COUNTER.match(lemma) or "counter" in adjectives:
        return next(
            (
                p
                for p in reversed(out)
                if p.kind == "counterproposal"
                and (not proposers or not p.proposers or shared(proposers, p.proposers, actors))
            ),
            None,
        )
    if number:
        same = next((p for p in fitting if p.number == number), None)
        if same:
            return same
        fitting = [p for p in fitting if not p.number and not p.renewed]
    if renewed and not definite:
        return None
    if renewed:
        return next((p for p in reversed(fitting) if p.renewed & renewed), None)
    fitting = [p for p in fitting if not (subject and p.subject and not subject & p.subject)]
    if proposers:
        return next(
            (
                p
                for p in fitting
                if p.kind != "counterproposal"
                and ((not p.proposers and definite) or shared(proposers, p.proposers, actors))
            ),
            None,
        )
    if not definite:
        return (
            next((p for p in fitting if subject and subject == p.subject and p.lemma == lemma and not number), None)
            if subject
            else None
        )
    if adjectives & FIRST:
        return next((p for p in fitting if p.kind != "counterproposal"), None)
    same_noun = [p for p in fitting if p.lemma == lemma]
    return _salient(same_noun, counter=False) or _salient(fitting, counter=False)


def _salient(candidates: list[Tabled], counter: bool = True) -> Tabled | None:
    """The one spoken of most, the later of equals."""
    kept = [p for p in candidates if counter or p.kind != "counterproposal"]
    return max(kept, key=lambda p: (len(p.seen), p.seen[-1].paragraph if p.seen else 0), default=None)


def _title(proposal: Tabled, paragraphs: Sequence[Paragraph], actors: Actors) -> str:
    """The fullest name that the text gives it, without its owner: "28-point peace plan"; else by its owner."""
    best, weight = proposal.lemma, -1
    for seen in proposal.seen:
        token = paragraphs[seen.paragraph].doc[seen.token]
        if token.pos_ in ("VERB", "PRON"):
            continue
        if token.lemma_.lower() in words("nouns", "anaphors") and token.lemma_.lower() != proposal.lemma:
            continue
        first = token.i
        while first > 0 and _belongs(token.doc[first - 1], token):
            first -= 1
        while first < token.i and (
            token.doc[first].is_punct or token.doc[first].pos_ == "CCONJ" or token.doc[first].text in ("'s",)
        ):
            first += 1
        text = token.doc[first : token.i + 1].text.replace('"', "").strip()
        score = 10 * bool(proposal.number and proposal.number.split("-")[0] in text.lower()) + min(5, len(text.split()))
        if score > weight:
            best, weight = text, score
    if proposal.number and "%" in proposal.number and proposal.number not in best:
        return f"{proposal.number} {best}"
    opening, *rest = best.lower().split()
    if rest and not (len(rest) == 1 and opening in RENEWED - DISTINCTIVE | FIRST):
        return best
    owners = proposal.proposers
    if not owners:
        return best
    regions = {gazetteer.region(actors.name(n)) for n in owners if actors.cls(n) == "State"}
    if len(owners) > 1 and len(regions) == 1 and all(actors.cls(n) == "State" for n in owners) and regions != {None}:
        return f"{REGIONAL.get(str(next(iter(regions))), str(next(iter(regions))))} {proposal.lemma}"
    called = [
        gazetteer.adjective(actors.name(n)) or actors.name(n) if actors.cls(n) == "State" else actors.name(n)
        for n in owners[:3]
    ]
    return f"{'–'.join(called)} {proposal.lemma}"


REGIONAL = {
    "Europe": "European",
    "Africa": "African",
    "Asia": "Asian",
    "Americas": "American",
    "Oceania": "Pacific",
    "Middle East": "Middle Eastern",
}


def _belongs(word: Token, head: Token) -> bool:
    if word.lower_ in FIRST | {"the", "own", "such", "same", "other", "latest", "proposed"}:
        return False
    if gazetteer.state(word.text) or gazetteer.demonym(word.text) or word.text in ("'s", "'"):
        return False
    return (
        (
            word.pos_ in ("NOUN", "ADJ", "NUM", "PROPN", "VERB")
            and word.dep_ in ("amod", "compound", "nummod", "nmod", "conj", "punct")
        )
        or word.text in ("-", '"')
        or word.tag_ == "HYPH"
        or (word.pos_ == "CCONJ" and word.head.dep_ in ("amod",))
    )
