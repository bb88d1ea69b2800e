"""What is measured of a page that stands in the browser: writing on writing, lines across lines, writing on its ground.
"""

from __future__ import annotations

from tests.browser import Seen

LABELS = """() => [...document.querySelectorAll('#table text, #timeline text')]
    .filter(one => one.getClientRects().length).map(one => {
        const box = one.getBoundingClientRect(), svg = one.ownerSVGElement.id;
        return {text: one.textContent, svg, x: box.x, y: box.y, r: box.right, b: box.bottom}; })"""

CROSSINGS = """() => { const at = [...document.querySelectorAll('#table .line')].map(line => {
        const path = line.querySelector(':scope > .stroke');
        const length = path.getTotalLength();
        return Array.from({length: 25}, (_, i) => path.getPointAtLength(length * i / 24)); });
    const o = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
    const cut = (a, b, c, d) => { return o(a, b, c) * o(a, b, d) < 0 && o(c, d, a) * o(c, d, b) < 0; };
    let count = 0;
    for (let i = 0; i < at.length; i++) for (let j = i + 1; j < at.length; j++)
        for (let k = 0; k < 24; k++) for (let l = 0; l < 24; l++)
            if (cut(at[i][k], at[i][k + 1], at[j][l], at[j][l + 1])) count++;
    return [at.length, count]; }"""

CONTRAST = """() => { const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => { const f = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
        return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
    const behind = one => { for (; one; one = one.parentElement) { const c = rgb(getComputedStyle(one).backgroundColor);
        if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
    const bad = [];
    for (const one of document.querySelectorAll('body *')) {
        if (!one.getClientRects().length || one.closest('.faded')) continue;
        if (![...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())) continue;
        let fore, back; const svg = one.closest('svg');
        if (svg) { fore = rgb(getComputedStyle(one).fill);
            const group = one.closest('.node'), rect = group && group.querySelector('rect');
            back = rect ? rgb(getComputedStyle(rect).fill) : behind(svg); }
        else { fore = rgb(getComputedStyle(one).color); back = behind(one); }
        const [a, b] = [light(fore), light(back)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
        if (ratio < 4.5) bad.push(`${one.textContent.slice(0, 30)} ${ratio.toFixed(2)}`); }
    return bad; }"""


def assert_no_overlap(seen: Seen) -> None:
    labels = seen.page.evaluate(LABELS)
    assert len(labels) > 50
    for at, one in enumerate(labels):
        for other in labels[at + 1:]:
            across = min(one["r"], other["r"]) - max(one["x"], other["x"])
            down = min(one["b"], other["b"]) - max(one["y"], other["y"])
            assert one["svg"] != other["svg"] or across <= 1 or down <= 4, (one, other)   # 4: the line's own leading
