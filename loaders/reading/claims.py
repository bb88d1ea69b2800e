"""Claims out of attributions: speaker, addressee, chain, act, stance, modality, time, venue, the speaker's own words.

Every attribution becomes a claim; what the outlet says on its own becomes narration, one claim a sentence. A claim that
holds several quotations, or an event less sure than itself, has parts: claims of their own with the same speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from loaders.reading.actors import Actors, conjoined, root
from loaders.reading.acts import act_of, stance_of
from loaders.reading.attribution import Attribution
from loaders.reading.modality import effect_of, hedge, leaning, weaker
from loaders.reading.parse import Paragraph, paragraph_at
from loaders.reading.times import TimeMention, by_paragraph
from schema import Claim, Span, bounds

REPORTS = {
    "reporting",
    "report",
    "article",
    "story",
    "account",
    "newspaper",
    "paper",
    "outlet",
    "broadcaster",
    "agency",
    "publication",
}
ADDRESSED = {
    "ask",
    "thank",
    "demand",
    "warn",
    "threaten",
    "say",
    "promise",
    "propose",
    "confirm",
    "announce",
    "report",
    "praise",
    "hint",
    "deny",
}
BY_ACT = {
    "expect": "expected",
    "plan": "planned",
    "promise": "planned",
    "want": "possible",
    "demand": "possible",
    "ask": "possible",
    "propose": "possible",
    "fear": "possible",
    "deny": "denied",
    "threaten": "possible",
    "hint": None,
    "postpone": "planned",
}
WEAK_BELIEFS = {
    "consider",
    "weigh",
    "mull",
    "contemplate",
    "doubt",
    "suspect",
    "wonder",
    "suggest",
    "speculate",
    "guess",
    "hint",
    "hope",
}
SOURCES = {
    "official",
    "source",
    "diplomat",
    "negotiator",
    "mediator",
    "aide",
    "insider",
    "adviser",
    "advisor",
    "people",
    "person",
    "envoy",
    "staffer",
    "executive",
}
WISHES = {"want", "ask", "demand"}
CONDITION = re.compile(
    r"\b(?:provided that|provided (?:its?|the|his|her)|on (?:the )?condition that|"
    r"as long as|only if|only when|unless|in exchange for|"
    r"in return for|otherwise|if not)\b",
    re.I,
)
SILENCE = re.compile(
    r"\b(?:declin|refus)\w* (?:to )?comment|\b(?:not|n[’']t)\b[\w ]{0,20}\b(?:respond|reply|return)\b|"
    r"\b(?:not|n[’']t) immediately comment|\b(?:would not|wouldn[’']t) comment",
    re.I,
)
WONDERING = {"ask", "wonder", "know", "see", "say", "decide", "question", "doubt", "tell", "learn"}
SUFFERING = {
    "face",
    "draw",
    "meet",
    "spark",
    "attract",
    "provoke",
    "prompt",
    "trigger",
    "receive",
    "win",
    "earn",
    "suffer",
}
ANONYMITY = re.compile(
    r"\bnot (?:to )?be (?:named|identified|quoted)\b|\banonym(?:ity|ous)|^(?:to be )?(?:named|identified)$", re.I
)
SPEAKING = {"speak", "address", "say", "tell", "remark", "write", "post"}


@dataclass
class Claims:
    """The claims of a document under construction, and where each one's content lies in the tokens."""

    paragraphs: Sequence[Paragraph]
    actors: Actors
    text: str
    outlet: str
    published: str | None
    all: list[Claim] = field(default_factory=list)
    parts: list[Claim] = field(default_factory=list)
    covers: dict[str, dict[int, set[int]]] = field(default_factory=dict)  # claim -> paragraph -> content tokens
    effects: dict[str, str | None] = field(default_factory=dict)  # claim -> what its cue does to its content
    by_id: dict[str, Claim] = field(default_factory=dict)
    covering: defaultdict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))  # by paragraph
    _saying: defaultdict[int, list[Claim]] = field(default_factory=lambda: defaultdict(list))  # cue or speaker there
    _when: defaultdict[int, list[TimeMention]] = field(default_factory=lambda: defaultdict(list))  # by paragraph
    _reporters: list[str] = field(default_factory=list)  # the outlets last named as speakers
    _quoted: list[str] = field(default_factory=list)  # who last spoke in quotation marks
    _parts: dict[tuple[str, int, int, str, str], Claim] = field(default_factory=dict)
    _by_parse: dict[int, int] = field(default_factory=dict)  # id of the parse -> paragraph
    _count: Counter[str] = field(default_factory=Counter)  # parts of a claim
    _narration: dict[tuple[int, int], Claim] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        attributions: Sequence[Attribution],
        paragraphs: Sequence[Paragraph],
        actors: Actors,
        times: Sequence[TimeMention],
        text: str,
        outlet: str,
        published: str | None,
    ) -> Claims:
        """Claims of all attributions, in order; narration for the sentences that none of them touches."""
        claims = cls(paragraphs, actors, text, outlet, published)
        claims._by_parse = {id(p.doc): p.index for p in paragraphs}
        claims._when = by_paragraph(paragraphs, times)
        for number, attribution in enumerate(attributions):
            if not (claims._suffered(attribution) or claims._anonymity(attribution) or claims._dealing(attribution)):
                claims._attributed(number, attribution)
        for number, attribution in enumerate(attributions):
            claim, parent = claims.by_id.get(f"c{number + 1}"), f"c{(attribution.parent or 0) + 1}"
            if claim and attribution.parent is not None and parent in claims.by_id:
                claim.via = [parent]
        claims._cues()
        claims._carry()
        touched = {(p, t) for cover in claims.covers.values() for p, tokens in cover.items() for t in tokens}
        for paragraph in paragraphs:
            for sentence in paragraph.doc.sents:
                solid = [t for t in sentence if not t.is_punct and not t.is_space]
                spoken = [t for t in solid if (paragraph.index, t.i) in touched]
                if len(solid) > 2 and not spoken and not claims._cue_in(paragraph, sentence):
                    claims.narration(paragraph, sentence)
        return claims

    def _cue_in(self, paragraph: Paragraph, sentence: Tokens) -> bool:
        span = paragraph.span(sentence)
        return any(span.start <= s.start < span.end for c in self._saying[paragraph.index] for s in c.cue_spans)

    def _add(self, claim: Claim) -> None:
        """Enter the claim, its content being in `covers`, where it will be looked for."""
        self.all.append(claim)
        self.by_id[claim.id] = claim
        for number in self.covers[claim.id]:
            self.covering[number].append(claim)
        homes = (paragraph_at(self.paragraphs, s.start) for s in (*claim.speaker_spans, *claim.cue_spans))
        for number in dict.fromkeys(home.index for home in homes if home):
            self._saying[number].append(claim)
        named = [n for n in claim.speaker if self.actors.entities[n].values.get("kind") in ("outlet", "agency")]
        self._reporters = named or self._reporters
        if claim.quote:
            self._quoted = claim.speaker

    def _suffered(self, attribution: Attribution) -> bool:
        """ "X faced criticism over ...": X is its target and the critics are not told, so that it is nobody's claim."""
        paragraph = self.paragraphs[attribution.paragraph]
        verbs = [
            t for t in paragraph.tokens(attribution.cue) if t.lemma_.lower() in SUFFERING and t.pos_ == "VERB"
        ]
        spoken = {t.i for t in paragraph.tokens(attribution.speaker)}
        return any(
            child.dep_ in ("nsubj", "nsubjpass")
            and child.i in spoken
            and act_of(paragraph.tokens(attribution.cue))[0]
            in ("criticise", "oppose", "praise", "reject", "support")
            for verb in verbs
            for child in verb.children
        )

    def _dealing(self, attribution: Attribution) -> bool:
        """ "X and Y are discussing a visit" is what they do, not what they say of it."""
        cue = self.paragraphs[attribution.paragraph].tokens(attribution.cue)
        verbs = {t.lemma_.lower() for t in cue if t.pos_ in ("VERB", "NOUN")}
        return bool(verbs) and verbs <= {
            "discuss",
            "debate",
            "negotiate",
            "talk",
            "discussion",
            "negotiation",
            "meet",
            "work",
        }

    def _anonymity(self, attribution: Attribution) -> bool:
        """ "who asked not to be named": a note on the source, not a claim."""
        return bool(ANONYMITY.search(self._text(attribution.content))) and len(self._text(attribution.content)) < 120

    # -- one attribution ------------------------------------------------------------------------------------------

    def _attributed(self, number: int, attribution: Attribution) -> None:
        paragraph = self.paragraphs[attribution.paragraph]
        cue = paragraph.tokens(attribution.cue)
        claim = Claim(
            f"c{number + 1}",
            "indirect",
            self._text(attribution.content) or "(no content)",
            confidence=attribution.confidence,
            content_spans=list(attribution.content),
            cue_spans=list(attribution.cue),
            speaker_spans=list(attribution.speaker),
            cue=self._text(attribution.cue) or None,
        )
        self.covers[claim.id] = self._cover(attribution.content)
        if not attribution.speaker and not attribution.manner:
            attribution.speaker = claim.speaker_spans = self._subject(paragraph, cue, claim)
        claim.speaker = self._speakers(paragraph, attribution, claim)
        act, negated = act_of(cue)
        claim.act = act
        content = [t for p, tokens in self.covers[claim.id].items() for t in self.paragraphs[p].doc if t.i in tokens]
        claim.stance = stance_of(act, negated, content)
        head = _head(content, cue)
        effect = self._effect(act, negated, cue, head)
        self.effects[claim.id] = effect
        own = (
            hedge(
                head, min(t.i for t in content if t.doc is head.doc), max(t.i for t in content if t.doc is head.doc) + 1
            ).modality
            if head is not None
            else "asserted"
        )
        if own == "asserted" and head is not None and self._conditioned(head, content):
            own = "conditional"
        own = self.backshifted(claim, own)
        # a wish is asserted as a wish; only what it would bring about is not yet so (`effects`)
        claim.modality = weaker(own, effect) if effect and act not in WISHES else own
        inner = leaning(head) if head is not None else None
        if inner and head is not None and self._conditioned(head, content):
            inner = "conditional"
        if inner:  # "he said he expects ...", "is likely to ...": as sure as the expecting
            claim.modality = weaker(claim.modality, inner)
        self._quotes(claim, content)
        silent = attribution.manner == "unanswered" or (
            SILENCE.search(f"{claim.cue} {claim.text}") is not None and len(claim.text.split()) < 9
        )
        if attribution.manner == "request":
            claim.kind, claim.act, claim.modality, claim.stance = "request", "ask", "asserted", "neutral"
            claim.quote = None
        elif silent:
            # "X declined to comment": the outlet asked X, and that is what is told
            claim.kind, claim.act, claim.modality, claim.stance, claim.quote = (
                "request",
                "ask",
                "asserted",
                "neutral",
                None,
            )
            claim.addressee = [n for n in claim.speaker if n != self.outlet]
            claim.speaker = [self.outlet]
        if not claim.addressee:
            claim.addressee = [n for n in self._addressees(paragraph, cue, claim) if n not in claim.speaker]
        claim.text = self._without_addressee(claim)
        claim.time = self._time(paragraph, cue, claim)
        claim.venue = self._venue(paragraph, cue)
        claim.about = self._topic(head, content, claim)
        self._add(claim)
        for quote in self._further_quotes(claim):
            self._quote_part(claim, quote)
        self._clauses(claim, paragraph, head)

    def _cover(self, spans: Sequence[Span]) -> dict[int, set[int]]:
        touched = set()
        for span in spans:
            last = bisect_left(self.paragraphs, span.end, key=lambda paragraph: paragraph.start)
            first = max(0, bisect_right(self.paragraphs, span.start, key=lambda paragraph: paragraph.start) - 1)
            touched |= set(range(first, last))
        covered = {n: {t.i for t in self.paragraphs[n].tokens(spans)} for n in sorted(touched)}
        return {n: tokens for n, tokens in covered.items() if tokens}

    def _text(self, spans: Sequence[Span]) -> str:
        return " … ".join(self.text[span.start : span.end] for span in spans)

    @staticmethod
    def _conditioned(head: Token, content: Sequence[Token]) -> bool:
        """Whether the content holds under a condition: "is prepared to leave if ...", "provided that ..."."""
        if CONDITION.search(" ".join(t.text for t in content)):
            return True
        return any(
            t.dep_ == "mark" and t.lower_ in ("if", "unless") and t.head.head.lemma_.lower() not in WONDERING
            for t in content
            if t.doc == head.doc
        )

    def backshifted(self, claim: Claim, modality: str) -> str:
        """ "said it would sign": the will of what was said, a plan, unless a condition stands with it."""
        if (
            modality != "conditional"
            or claim.kind == "narration"
            or not claim.cue_spans
            or (claim.quote and claim.kind == "direct")
        ):
            return modality
        tokens = [
            self.paragraphs[p].doc[i]
            for p, found in self.covers.get(claim.part_of or claim.id, {}).items()
            for i in sorted(found)
        ]
        paragraph = paragraph_at(self.paragraphs, claim.cue_spans[0].start)
        past = paragraph is not None and any(t.tag_ in ("VBD", "VBN") for t in paragraph.tokens(claim.cue_spans))
        would = any(t.lower_ == "would" for t in tokens)
        head = _head(tokens)
        return "planned" if past and would and head is not None and not self._conditioned(head, tokens) else modality

    def _subject(self, paragraph: Paragraph, cue: Sequence[Token], claim: Claim) -> list[Span]:
        """The subject of the cue's verb, where the tagger names no speaker and it stands outside the content."""
        inside = self.covers[claim.id].get(paragraph.index, set())
        for verb in cue:
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb.pos_ == "VERB" else None
            if (
                subject is not None
                and subject.i not in inside
                and subject.lower_ not in ("it", "that", "which", "what", "there")
            ):
                last = min(
                    [t.left_edge.i for t in subject.children if t.dep_ in ("relcl", "appos", "acl")]
                    or [subject.right_edge.i + 1]
                )
                return [paragraph.span(paragraph.doc[subject.left_edge.i : max(last, subject.i + 1)])]
        return []

    def _speakers(self, paragraph: Paragraph, attribution: Attribution, claim: Claim) -> list[str]:
        found: list[str] = []
        for span in attribution.speaker:
            home = paragraph_at(self.paragraphs, span.start) or paragraph
            tokens = [t.i for t in home.tokens([span])]
            if not tokens:
                continue
            first, last = min(tokens), max(tokens) + 1
            here = [n for n in self.actors.within(home, first, last) if self.actors.cls(n) != "Place"]
            words_here = {t.lemma_.lower() for t in home.doc[first:last]}
            if not here and words_here & REPORTS:
                here = self._reporters  # "the reporting" is theirs
            if not here and {t.lower_ for t in home.doc[first:last]} & {"i", "we", "my", "our", "us", "me"}:
                here = self._quoted
            if not here and words_here & {"who", "which", "that"}:
                antecedent = next((t.head.head for t in home.doc[first:last] if t.head.dep_ == "relcl"), None)
                here = self.actors.who(home, antecedent) if antecedent is not None else []
            head = root(home.doc, first, last)
            if (
                len(here) == 1
                and self.actors.cls(here[0]) == "Group"
                and head is not None
                and {
                    head.lemma_.lower(),
                    *(c.lemma_.lower() for p in head.children if p.lower_ == "of" for c in p.children),
                }
                & SOURCES
            ):
                here = [self.actors.unnamed(home, first, last)]  # "two British officials": people, not their side
            if (
                len(here) > 1
                and self.actors.cls(here[0]) == "UnnamedSource"
                and "," in self.text[span.start : span.end]
            ):
                here = here[:1]  # "circles, X and Y": what the clause goes on with does not speak
            if not here:
                described = None if found else self.actors.speaker(home, first, last)
                here = [described] if described else []
            found += [n for n in here if n not in found]
        if not found and attribution.manner == "floating" and self.all:
            previous = next((c for c in reversed(self.all) if c.kind in ("direct", "mixed") and c.via == []), None)
            found = list(previous.speaker) if previous else []
        return found or [self.outlet]

    @staticmethod
    def _effect(act: str, negated: bool, cue: Sequence[Token], head: Token | None) -> str | None:
        """What the cue does to the content: a denial denies it, a plan plans it, "did not say" leaves it possible."""
        effect = BY_ACT.get(act)
        lemmas = {t.lemma_.lower() for t in cue}
        if act in ("reject", "oppose") and head is not None and head.pos_ in ("VERB", "AUX"):
            effect = "denied"
        if (
            act == "reject"
            and head is not None
            and head.lemma_.lower() in ("report", "claim", "allegation", "accusation", "suggestion", "rumour", "rumor")
        ):
            effect = "denied"
        if lemmas & WEAK_BELIEFS:
            effect = "possible"
        if negated:
            return "possible" if effect == "denied" or act not in ("support", "accept", "agree", "oppose") else None
        if not effect and any(effect_of(t) == "denied" and t.lemma_.lower() in ("fail", "unable") for t in cue):
            return "denied"
        return effect

    def _without_addressee(self, claim: Claim) -> str:
        """What is asked, demanded or thanked for, without the words for whom: "thanked X for Y" is about Y."""
        if (
            claim.act not in ("ask", "thank", "demand")
            or not claim.addressee
            or claim.kind != "indirect"
            or len(claim.content_spans) != 1
        ):
            return claim.text
        span = claim.content_spans[0]
        paragraph = paragraph_at(self.paragraphs, span.start)
        if paragraph is None:
            return claim.text
        for token in paragraph.tokens([span]):
            if token.lower_ in ("for", "to", "that", "not") and token.i > min(self.covers[claim.id][paragraph.index]):
                before = paragraph.doc[min(self.covers[claim.id][paragraph.index]) : token.i]
                who = {n for t in before for n in self.actors.meaning.get((paragraph.index, t.i), ())}
                if not who & set(claim.addressee):
                    break
                start = paragraph.start + token.idx + (0 if token.lower_ == "not" else len(token) + 1)
                return self.text[start : span.end].strip() or claim.text
        return claim.text

    # -- the speaker's own words ------------------------------------------------------------------------------------

    def _quotes(self, claim: Claim, content: Sequence[Token]) -> None:
        quotes = self._further_quotes(claim, every=True)
        outside = [t for t in content if t.is_alpha and not any(q.start <= self._offset(t) < q.end for q in quotes)]
        if quotes:
            claim.kind = "mixed" if len(outside) > 1 else "direct"
            claim.quote = self.text[quotes[0].start : quotes[0].end]

    def _home(self, token: Token) -> Paragraph:
        """The paragraph of a token of ours."""
        return self.paragraphs[self._by_parse[id(token.doc)]]

    def _offset(self, token: Token) -> int:
        return self._home(token).start + token.idx

    def _further_quotes(self, claim: Claim, every: bool = False) -> list[Span]:
        """The quotations inside the content, without scare quotes; all but the first unless `every`."""
        found = []
        for number, tokens in self.covers[claim.id].items():
            paragraph = self.paragraphs[number]
            cue = {t.i for t in paragraph.tokens(claim.cue_spans)}
            for first, last in quotations(paragraph):
                if cue and any(first <= i < last for i in cue):
                    continue  # who is told of within a quotation did not say its words: "They fear the truth," X said
                inside = [i for i in range(first, last) if i in tokens]
                if len(inside) * 2 > last - first and not _scare(paragraph, first, last, tokens):
                    found.append(
                        Span(
                            paragraph.start + paragraph.doc[first].idx,
                            paragraph.start + paragraph.doc[last - 1].idx + len(paragraph.doc[last - 1]),
                        )
                    )
        found = list(dict.fromkeys(found))
        return found if every else found[1:]

    def _clauses(self, claim: Claim, paragraph: Paragraph, head: Token | None) -> None:
        """ "said that A and that B": two things said, each as sure as it is. The claim keeps the first, a part the
        second."""
        if head is None or head.doc != paragraph.doc or len(claim.content_spans) != 1 or claim.quote:
            return
        inside = self.covers[claim.id].get(paragraph.index, set())
        for verb in conjoined(head):
            that = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that" and c.i in inside), None)
            if that is None or that.i < 2 or paragraph.doc[that.i - 1].pos_ != "CCONJ":
                continue
            end = claim.content_spans[0].end
            span = _trim(paragraph, Span(paragraph.span(that).end, end))
            part = self._copy(claim, f"{claim.id}t{that.i}", [span], self.text[span.start : span.end])
            part.modality = hedge(verb, that.i, max(inside) + 1).modality
            self.parts.append(part)
            before = _trim(
                paragraph, Span(claim.content_spans[0].start, paragraph.span(paragraph.doc[that.i - 1]).start)
            )
            claim.text = self.text[before.start : before.end].rstrip(" ,")
            return

    def _quote_part(self, claim: Claim, quote: Span) -> None:
        text = self.text[quote.start : quote.end]
        part = self._copy(claim, f"{claim.id}q{quote.start}", [quote], text)
        part.quote, part.kind = text, "direct" if claim.kind == "direct" else "mixed"
        self.parts.append(part)

    # -- around the cue ----------------------------------------------------------------------------------------------

    def _addressees(self, paragraph: Paragraph, cue: Sequence[Token], claim: Claim) -> list[str]:
        """To whom it is said: "told X", "asked them for ...", "thanked X", "said to X"; of a request, all who were
        asked."""
        found: list[str] = []
        for verb in cue:
            if verb.pos_ != "VERB":
                continue
            for child in verb.children:
                targets: list[Token] = []
                if child.dep_ in ("dative", "dobj") and claim.act in ADDRESSED:
                    targets = [child] if child.pos_ != "ADP" else [c for c in child.children if c.dep_ == "pobj"]
                elif (
                    child.dep_ == "prep"
                    and child.lower_ in ("to", "on")
                    and (child.lower_ == "to" or verb.lemma_.lower() == "call")
                ):
                    targets = [c for p in [child, *conjoined(child)] for c in p.children if c.dep_ == "pobj"]
                elif (
                    child.dep_ in ("ccomp", "xcomp")
                    and claim.act in ("ask", "demand", "warn")
                    and verb.lemma_.lower()
                    in ("urge", "ask", "tell", "warn", "press", "call", "beg", "request", "order")
                ):
                    targets = [
                        c for c in child.children if c.dep_ == "nsubj" and any(g.lower_ == "to" for g in child.children)
                    ]
                for target in targets:
                    found += [
                        n
                        for n in self.actors.who(paragraph, target)
                        if n not in found and (self.actors.cls(n) not in ("Place",))
                    ]
        if claim.kind == "request" and not found:
            for number, tokens in self.covers[claim.id].items():
                home = self.paragraphs[number]
                for token in home.doc:
                    if token.i in tokens:
                        found += [
                            n
                            for n in self.actors.who(home, token, False)
                            if n not in found and self.actors.cls(n) not in ("Place",) and n != self.outlet
                        ]
        return found

    def _time(self, paragraph: Paragraph, cue: Sequence[Token], claim: Claim) -> str | None:
        """When it was said: a time that hangs on the cue and lies outside the content."""
        verbs = {t.i for t in cue}
        for verb in cue:  # "She softened her tone on Monday, saying that ...": one occasion
            if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.pos_ == "VERB":
                verbs.add(verb.head.i)
        for mention in self._when[paragraph.index]:
            tokens = paragraph.around(mention.span)
            if mention.relation not in ("at", "on") or tokens is None:
                continue
            inside = any(s.start <= mention.span.start < s.end for s in claim.content_spans)
            here, steps = tokens.root, 0
            while here.i not in verbs and here.head != here and steps < 5 and (here.pos_ != "VERB" or steps == 0):
                here, steps = here.head, steps + 1
            near = bool(verbs) and min(abs(tokens.start - i) for i in verbs) <= 6 and cue[0].sent == tokens.root.sent
            between = {
                t.i
                for t in paragraph.doc[min([*verbs, tokens.start]) : max([*verbs, tokens.start])]
                if t.pos_ == "VERB"
            } - verbs
            if (here.i in verbs and not (inside and steps > 2)) or (near and not between and not inside):
                start = bounds(mention.edtf)[0]
                if not (start and self.published and start > self.published):
                    return mention.edtf
        return None

    def _venue(self, paragraph: Paragraph, cue: Sequence[Token]) -> str | None:
        """A platform or a place beside the cue: "posted on X", "told reporters in Geneva". Meetings are put in
        later."""
        for verb in cue:
            for child in verb.children:
                if child.dep_ == "dobj" and verb.lemma_.lower() in ("tell", "address"):  # "told a rally in X"
                    for inner in (c for c in child.children if c.lower_ in ("in", "at")):
                        for target in inner.children:
                            node = self.actors.names.owner[paragraph.index][target.i]
                            if node and self.actors.cls(node) == "Place" and not self.actors.who(paragraph, child):
                                return node
                if child.dep_ == "prep" and child.lower_ in ("on", "in", "at", "via", "to"):
                    for target in child.children:
                        for part in [target, *target.children]:
                            node = self.actors.names.owner[paragraph.index][part.i]
                            if node and (
                                self.actors.entities[node].values.get("kind") == "platform"
                                or (self.actors.cls(node) == "Place" and child.lower_ in ("in", "at"))
                            ):
                                return node
        return None

    def _topic(self, head: Token | None, content: Sequence[Token], claim: Claim) -> list[str]:
        """Actors that the content is about: its head when that is a noun, else the subject of its head."""
        if head is None:
            return []
        paragraph = self._home(head)
        inside = {t.i for t in content if t.doc is head.doc}
        found = self.actors.who(paragraph, head)
        for child in head.children:
            if child.i in inside and child.dep_ in ("nsubj", "nsubjpass", "dobj", "poss"):
                found += self.actors.who(paragraph, child)
        return [n for n in dict.fromkeys(found) if n not in claim.speaker]

    def _cues(self) -> None:
        """The saying itself may be hedged: "would back it only if", "is expected to announce", "could reject"."""
        for claim in self.all:
            if claim.kind == "request" or not claim.cue_spans:
                continue
            at = claim.cue_spans[0].start
            paragraph = paragraph_at(self.paragraphs, at)
            verb = (
                next((t for t in paragraph.tokens(claim.cue_spans) if t.pos_ == "VERB"), None)
                if paragraph
                else None
            )
            if paragraph is None or verb is None:
                continue
            found = hedge(verb, verb.i, verb.i + 1).modality
            if verb.dep_ == "xcomp" and not {verb.head.i} & {t.i for t in paragraph.tokens(claim.cue_spans)}:
                found = weaker(found, effect_of(verb.head) or "asserted")
            if found in ("expected", "planned", "possible", "conditional"):
                claim.modality = weaker(claim.modality, found)
                self.effects[claim.id] = weaker(self.effects.get(claim.id) or "asserted", found)

    def _carry(self) -> None:
        """A named speaker's day, and the occasion, hold for that speaker until another is given."""
        day: dict[str, str] = {}
        for claim in self.all:
            person = (
                claim.speaker[0] if len(claim.speaker) == 1 and self.actors.cls(claim.speaker[0]) == "Person" else None
            )
            if person is None or claim.kind == "request":
                continue
            if claim.time:
                day[person] = claim.time
            elif (
                person in day
                and claim.act not in ("believe", "expect", "want", "fear", "support", "oppose")
                and not claim.via
            ):
                claim.time = day[person]
        for part in self.parts:
            part.time = part.time or self.by_id[str(part.part_of)].time

    # -- narration and parts ------------------------------------------------------------------------------------------

    def narration(self, paragraph: Paragraph, sentence: Tokens) -> Claim:
        """The outlet's own statement that the sentence makes, one a sentence."""
        key = (paragraph.index, sentence.start)
        if key not in self._narration:
            span = _trim(paragraph, paragraph.span(sentence))
            claim = Claim(
                f"n{len(self._narration) + 1}",
                "narration",
                self.text[span.start : span.end],
                content_spans=[span],
                speaker=[self.outlet],
                act="report",
            )
            claim.modality = hedge(sentence.root, sentence.start, sentence.end).modality
            self.covers[claim.id] = {paragraph.index: set(range(sentence.start, sentence.end))}
            self.effects[claim.id] = None
            self._narration[key] = claim
            self._add(claim)
        return self._narration[key]

    def at(self, paragraph: Paragraph, token: Token) -> Claim:
        """The innermost claim whose content holds the token; else the narration of its sentence."""
        holding = self._holding(paragraph, token)
        if holding:
            return min(holding, key=lambda c: (self._extent(c), -self._depth(c)))
        return self.narration(paragraph, token.sent)

    def beside(self, paragraph: Paragraph, token: Token) -> Claim:
        """The claim whose content, cue or speaker the token is part of; else the narration of its sentence."""
        at = paragraph.start + token.idx
        for claim in self._saying[paragraph.index]:
            if claim.kind != "narration" and any(
                s.start <= at < s.end for s in (*claim.speaker_spans, *claim.cue_spans)
            ):
                return claim
        return self.at(paragraph, token)

    def presupposed(self, paragraph: Paragraph, token: Token) -> Claim:
        """The claim beside the token, for what it takes for granted ("the Sudanese proposal", "President X"):
        asserted, however
        hedged the rest of it is."""
        claim = self.beside(paragraph, token)
        if claim.modality == "asserted":
            return claim
        key = (claim.id, paragraph.index, -1, "asserted", "presupposed")
        if key not in self._parts:
            part = self._copy(claim, f"{claim.id}s", list(claim.content_spans), claim.text)
            owner, last = self.actors.names.owner[paragraph.index], token.i + 1
            while last < len(paragraph.doc) and owner[last] and owner[last] == owner[token.i]:
                last += 1
            phrase = _trim(paragraph, paragraph.span(paragraph.doc[token.left_edge.i : last]))
            part.content_spans, part.text = [phrase], self.text[phrase.start : phrase.end]
            part.modality, part.act, part.stance = "asserted", "say", "neutral"
            self._parts[key] = part
            self._count[claim.id] += 1
            self.parts.append(part)
        return self._parts[key]

    def _holding(self, paragraph: Paragraph, token: Token) -> list[Claim]:
        """The claims, other than the outlet's own, whose content holds the token."""
        return [
            c
            for c in self.covering[paragraph.index]
            if c.kind not in ("narration", "request") and token.i in self.covers[c.id][paragraph.index]
        ]

    def _extent(self, claim: Claim) -> int:
        """Tokens of its content."""
        return sum(len(tokens) for tokens in self.covers[claim.id].values())

    def levels(self, claim: Claim) -> Iterator[Claim]:
        """The claim (of a part, the claim it is a piece of) and those that relay it, outwards."""
        seen: set[str] = set()
        claim = self.by_id.get(claim.part_of or claim.id, claim)
        while claim.id not in seen:
            seen.add(claim.id)
            yield claim
            if not claim.via:
                return
            claim = self.by_id[claim.via[0]]

    def _depth(self, claim: Claim) -> int:
        return sum(1 for _ in self.levels(claim)) - 1

    def within(self, paragraph: Paragraph, token: Token) -> tuple[int, int]:
        """Token range of the innermost claim around the token, cut to its sentence: how far a hedge may look."""
        holding = self._holding(paragraph, token)
        if not holding:
            return token.sent.start, token.sent.end
        claim = min(holding, key=self._extent)
        tokens = [i for i in self.covers[claim.id][paragraph.index] if token.sent.start <= i < token.sent.end]
        return min(tokens), max(tokens) + 1

    def part(self, claim: Claim, paragraph: Paragraph, first: int, last: int, modality: str, act: str) -> Claim:
        """A piece of the claim, for something in it that is less sure or another act: the claim itself where
        nothing differs."""
        if (
            claim.kind == "narration"
            and claim.act == "report"
            and (claim.modality == modality or not self._used(claim))
        ):
            claim.act, claim.modality = act, modality
            return claim
        if claim.modality == modality and claim.act == act:
            return claim
        inside = self.covers[claim.id].get(paragraph.index, set())
        tokens = [i for i in range(first, last) if i in inside] or sorted(inside)
        first, last = min(tokens), max(tokens) + 1
        key = (claim.id, paragraph.index, first, modality, act)
        if key not in self._parts:
            span = _trim(paragraph, paragraph.span(paragraph.doc[first:last]))
            part = self._copy(
                claim,
                f"{claim.id}p{self._count[claim.id] + 1}",
                [span],
                self.text[span.start : span.end],
            )
            part.modality, part.act, part.quote, part.stance = modality, act, None, "neutral"
            if claim.kind in ("direct", "mixed"):
                part.kind = "indirect" if claim.kind == "mixed" else "direct"
            self._parts[key] = part
            self._count[claim.id] += 1
            self.parts.append(part)
        return self._parts[key]

    def _used(self, claim: Claim) -> bool:
        return bool(claim.about) or claim.act != "report"

    @staticmethod
    def _copy(claim: Claim, name: str, spans: list[Span], text: str) -> Claim:
        return Claim(
            name,
            claim.kind,
            text,
            claim.modality,
            claim.act,
            claim.stance,
            claim.time,
            None,
            claim.cue,
            claim.confidence,
            spans,
            list(claim.cue_spans),
            list(claim.speaker_spans),
            list(claim.speaker),
            list(claim.addressee),
            [],
            list(claim.via),
            [],
            claim.venue,
            claim.id,
        )


def quotations(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, the marks not included; an unclosed one runs to the paragraph's end."""
    out, opened = [], None
    for token in paragraph.doc:
        if token.text in ('"', "''", "``"):
            if opened is None:
                opened = token.i + 1
            else:
                if token.i > opened:
                    out.append((opened, token.i))
                opened = None
    if opened is not None and opened < len(paragraph.doc):
        out.append((opened, len(paragraph.doc)))
    return out


def _scare(paragraph: Paragraph, first: int, last: int, content: set[int]) -> bool:
    """A word or two in quotation marks that only qualify a noun outside: 'an "all-for-all" exchange'."""
    doc = paragraph.doc
    if last - first > 6 or last + 1 >= len(doc) or last - first >= len(content) - 2:
        return False
    following = doc[last + 1]
    return (
        following.pos_ in ("NOUN", "PROPN")
        and any(t.head.i == following.i or t.head.head.i == following.i for t in doc[first:last])
        and not doc[last - 1].is_punct
    )


def _head(content: Sequence[Token], cue: Sequence[Token] = ()) -> Token | None:
    """The content's main word: what depends on the cue; else the first token whose head lies outside, a verb
    before a noun."""
    if not content:
        return None
    inside = {(id(t.doc), t.i) for t in content}
    roots = [
        t
        for t in content
        if not t.is_punct
        and not t.is_space
        and t.dep_ not in ("mark", "det", "prep", "cc")
        and ((id(t.doc), t.head.i) not in inside or t.head == t)
    ]
    spoken = {t.i for t in cue}
    direct = [t for t in roots if t.head.i in spoken and t.dep_ in ("dobj", "ccomp", "xcomp", "pcomp", "oprd", "acomp")]
    if direct and direct[0].doc == cue[0].doc:
        return next((t for t in direct if t.dep_ in ("ccomp", "xcomp")), direct[0])
    return next((t for t in roots if t.pos_ in ("VERB", "AUX")), roots[0] if roots else None)


def _trim(paragraph: Paragraph, span: Span) -> Span:
    text = paragraph.text[span.start - paragraph.start : span.end - paragraph.start]
    left = len(text) - len(text.lstrip())
    return Span(span.start + left, span.end - (len(text) - len(text.rstrip())))
