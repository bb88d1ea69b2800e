"""From the probabilities of the nets to claims."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.reading.draft import Draft, covers, runs
from loaders.reading.tagger.net import Found

SOURCE, CONTENT = 1, 2


def claims(found: Iterable[tuple[int, Found]]) -> list[Draft]:
    """The claims of a paragraph, given each cue and the token at which its segment begins; in order of the text.

    Roles are each token's likeliest one (a smoothing over neighbours was measured to hurt). A cue inside a likelier
    one's content is left out: the nets were trained on the outermost level, and are no judge of inner ones. A claim
    without content is kept, since its content may be the paragraph that follows.
    """
    drafts = []
    for first, cue in found:
        role = cue.roles.argmax(1)
        role[cue.start:cue.end] = 0
        speaker, content = ([(start + first, end + first) for start, end in runs(role == kind)]
                            for kind in (SOURCE, CONTENT))
        drafts.append(Draft([(cue.start + first, cue.end + first)], speaker, content, cue.probability))
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: -one.confidence):
        if not any(covers(other.content, draft.cue[0][0]) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda one: one.cue)
