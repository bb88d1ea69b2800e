// The pane beside the map: what is chosen in words, each line open to its sentences; without a choice, a list of what is seen.
import { h, dim, press, rowsOf } from "./dom.js";
import { showLine, showClaim, badge } from "./evidence.js";
import { linesOf, NO_SIDE, LOOKS, STANCES } from "./explorer-data.js";
import { ofLook, ofStance, linesIn } from "./explorer-scene.js";
import { tally, counted, grouped } from "./explorer-view.js";

const WORDS = { PlanPoint: "Point", Organization: "Body", UnnamedSource: "Unnamed source" };
export const classWord = cls => WORDS[cls] || cls;
const PAGE = 40;      // rows at once; a button brings as many again

const SVG = "http://www.w3.org/2000/svg";
function svg(width, ...paths) {
  const element = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["width", width], ["height", 14], ["aria-hidden", "true"]]) element.setAttribute(key, value);
  for (const [d, look, dash] of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    if (look) path.setAttribute("class", look);
    if (dash) path.setAttribute("stroke-dasharray", dash);
    element.append(path);
  }
  return element;
}

const ROUND = "M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0", SQUARE = "M2.5 2.5h9v9h-9z";
const SHAPE = { Person: [[ROUND, "full"]], UnnamedSource: [[ROUND, "", "3 2"]], Meeting: [[ROUND]], Issue: [[ROUND, "thin"]], Organization: [[SQUARE, "full"]], State: [[SQUARE, "full"]], Group: [[SQUARE, "full"]], Proposal: [[SQUARE], ["M3.5 3.5h7v7h-7z"]], PlanPoint: [[SQUARE, "thin"]], Deadline: [["M7 1.5L12.5 7L7 12.5L1.5 7Z"]], Place: [["M7 2L12 11H2Z", "thin"]] };
export const kindOfNode = cls => svg(14, ...(SHAPE[cls] || [[ROUND, "thin"]]));

export function makePanes({ g, scene, view, evidence, told, openLine, openNode, close, set, startPath, show, state }) {
  const pane = document.getElementById("evidence"), names = node => g.names[node];
  let turn = 0, listed = null;

  function fill(...children) {
    const again = pane.hasChildNodes();
    pane.replaceChildren(...children.flat(9).filter(Boolean));
    if (again) pane.scrollTop = 0;      // asks for the layout, which the first frame can do without
    listed = null;
  }

  const closer = () => press("back", close, "Overview");
  const words = line => g.words(line).join(" · ") || "on record";
  const sideName = node => (g.side[node] === NO_SIDE ? "side not on record" : g.sides[g.side[node]]);
  const sideMark = node => (g.actor[node] ? (g.side[node] === NO_SIDE ? -1 : Math.min(6, g.side[node])) : undefined);
  const nodeKind = node => [classWord(g.classes[g.cls[node]]), g.actor[node] && sideName(node), ...g.nodeWords(node).filter(word => classWord(g.classes[g.cls[node]]).toLowerCase() !== word)].filter(Boolean);
  const nodeWords = node => [g.names[node], ...nodeKind(node)].join(" · ");
  const lineWords = line => `${names(g.from[line])} ${g.act(line)} ${names(g.to[line])} · ${words(line)}`;
  const bundleName = one => (one.inside ? scene.discTitle(one.disc) : `${scene.discTitle(one.a)} and ${scene.discTitle(one.b)}`);
  const bundleWords = one => `${one.inside ? "Within" : "Between"} ${bundleName(one)}: ${tally(one)}`;

  // The first rows of a list, real buttons, and a button for the next.
  function rows(list, row) {
    const room = h("div", {});
    const more = from => {
      const next = list.slice(from, from + PAGE), part = rowsOf(next, row);
      const button = from + PAGE < list.length ? press("back", () => { const fresh = more(from + PAGE); button.remove(); const first = fresh.querySelector("button"); if (first) first.focus(); }, `${Math.min(PAGE, list.length - from - PAGE)} more of ${grouped(list.length - from - PAGE)}`) : "";
      room.append(part, button);
      return part;
    };
    more(0);
    return room;
  }

  const nodeRow = node => { const row = press(`row ${LOOKS[g.nodeLook[node]]}`, () => openNode(node), h("span", { class: "target side", "data-side": sideMark(node) }, names(node)), h("span", { class: "dim" }, ` · ${nodeKind(node).join(" · ")}`)); row.dataset.node = node; return row; };
  const lineRow2 = line => { const row = press(`row ${LOOKS[g.look[line]]}`, () => openLine(line), names(g.from[line]), " ", h("span", { class: `stance ${STANCES[g.stance[line]]}` }, g.act(line)), " ", h("span", { class: "target" }, names(g.to[line])), h("span", { class: "dim" }, ` · ${words(line)}`)); row.dataset.line = line; return row; };

  // Filled once the evidence is there, unless something else has been opened since.
  function later(make) {
    const mine = ++turn;
    evidence().then(far => { if (mine === turn) make(far); });
  }

  function counts(list, caption) {
    return h("table", {}, h("caption", {}, caption), h("tbody", {}, list.filter(([, count]) => count).map(([label, count]) => h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, grouped(count))))));
  }

  // The nodes within the map's frame, as a list; left alone while somebody is in it.
  const seen = () => {
    if (!listed || listed.contains(document.activeElement)) return;
    const [left, top, right, bottom] = view.box(), found = [];
    for (let node = 0; node < g.count; node++) if (!scene.gone[node] && g.x[node] > left && g.x[node] < right && g.y[node] > top && g.y[node] < bottom) found.push(node);
    listed.replaceChildren(dim(counted(found.length, "node"), found.length ? ", those most spoken of first" : ""), rows(found, nodeRow));
  };

  const overview = () => {
    turn++;
    fill(dim("Click a node or a line to read the sentences behind it. Each group is what is spoken of together: the agenda in its middle, the sides around it."), h("h2", {}, "In view"), h("div", { id: "seen" }));
    listed = document.getElementById("seen");      // filled when the map is at rest
  };

  return {
    nodeWords, lineWords, bundleWords,
    stroke: (stance, look) => { const mark = svg(30, [`M1 7H${stance === "for" ? 22 : 29}`, "", { unnamed: "7 4", possible: "1.5 4" }[look]], ...{ for: [["M21 2L28 7L21 12Z", "full"]], against: [["M28 2V12"]], neutral: [["M22 2L28 7L22 12"]] }[stance] || [], ...(look === "denied" ? [["M10 2L20 12M20 2L10 12"]] : [])); if (stance) mark.classList.add(`k-${stance}`); return mark; },

    overview, seen,

    node: (node, drawn) => {
      const lines = linesOf(g, node, scene.hidden);
      later(far => fill(closer(), press("back", () => set({ steps: Math.min(4, state.steps + 1) }), "Expand"), state.steps > 1 && press("back", () => set({ steps: state.steps - 1 }), "Fewer"), press("back", () => startPath(node), "Path to …"), lines.length > 0 && press("back", () => show([node, ...view.focus.flatMap(line => [g.from[line], g.to[line]])]), "Show all of it"),
        h("p", { class: "kicker" }, classWord(g.classes[g.cls[node]])), h("h2", { class: g.actor[node] && "side", "data-side": sideMark(node) }, names(node)),
        h("p", { class: "badges" }, g.nodeWords(node).map((word, at) => badge(at ? "" : LOOKS[g.nodeLook[node]], word)), h("span", { class: "dim" }, [g.actor[node] && sideName(node), far.facts(node)].filter(Boolean).join(" · "))),
        dim(state.steps > 1 ? `${counted(lines.length, "line")} of its own, ${counted(drawn, "line")} within ${counted(state.steps, "step")}` : counted(lines.length, "line")),
        lines.length ? rows(lines, lineRow2) : dim(far.more(node).length ? "No line on the map." : "No position on record."),
        far.more(node).length > 0 && [h("h3", {}, "Also on record"), far.more(node).slice(0, 12).map(at => showClaim(far.pane(far.more(node).slice(0, 12)), at)), far.more(node).length > 12 && dim(`and ${far.more(node).length - 12} more`)]));
    },

    line: line => {
      later(far => {
        const all = far.claimsOf(line), claims = all.slice(0, 20), data = far.pane(claims);
        fill(closer(), press("back", () => openNode(g.from[line]), "From"), press("back", () => openNode(g.to[line]), "To"),
          showLine(data, { from: g.from[line], to: g.to[line], act: g.act(line), stance: STANCES[g.stance[line]], look: LOOKS[g.look[line]], words: g.words(line), origins: g.origins[line], claims }, names),
          all.length > claims.length && dim(`${all.length - claims.length} more claims of this line are not shown`));
      });
    },

    path: (start, end, path) => {
      turn++;
      if (end < 0) { fill(closer(), h("p", { class: "kicker" }, "Path"), h("h2", {}, `From ${names(start)}`), dim("Choose the other end: click it on the map, or search for it.")); return; }
      const doubtful = (path || []).filter(line => g.look[line]).length;
      fill(closer(), press("back", () => startPath(start), "Other end"), h("p", { class: "kicker" }, "Path"), h("h2", {}, `From ${names(start)} to ${names(end)}`),
        path ? [dim(`${counted(path.length, "line")}, the fewest that join them`, doubtful ? `; ${doubtful} of them not plainly on record` : ""), rows(path, lineRow2)] : dim("No way between them in what is shown."));
    },

    disc: at => {
      turn++;
      const nodes = [];
      for (let node = 0; node < g.count; node++) if (g.disc[node] === at && !scene.gone[node]) nodes.push(node);
      const tallied = key => [...nodes.reduce((sum, node) => { const word = key(node); if (word) sum.set(word, (sum.get(word) || 0) + 1); return sum; }, new Map())].sort((one, two) => two[1] - one[1]);
      fill(closer(), press("back", () => show(nodes), "Come closer"), h("p", { class: "kicker" }, "Spoken of together"), h("h2", {}, scene.discName(at)), counts(tallied(node => g.actor[node] && sideName(node)), "Actors by side"), counts(tallied(node => classWord(g.classes[g.cls[node]])), "By class"), rows(nodes, nodeRow));
    },

    bundle: one => {
      turn++;
      if (!one) { overview(); return; }
      fill(closer(), h("p", { class: "kicker" }, one.inside ? "Within" : "Between"), h("h2", {}, bundleName(one)), dim(counted(one.total, "line")),
        counts([["for", ofStance(one, 1)], ["against", ofStance(one, 2)], ["no stance stated", ofStance(one, 0)]], "By stance"), counts([["on record", ofLook(one, 0)], ["unnamed source", ofLook(one, 1)], ["possible", ofLook(one, 2)], ["denied", ofLook(one, 3)]], "By certainty"),
        rows(linesIn(g, scene.hidden, one), lineRow2));
    },

    search: (query, found, lines) => {
      turn++;
      fill(closer(), h("h2", {}, `“${query}”`), h("p", { class: "dim", role: "status" }, `${counted(found.length, "node")}, ${counted(lines.length, "line")}`), found.length > 0 && rows(found, nodeRow), lines.length > 0 && [h("h3", {}, "In their sentences"), rows(lines, lineRow2)]);
    },
  };
}
