// Hands and keys on the map; what comes of them is `does`.

export function pointers(canvas, view, { hover, leave, click }) {
  const held = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", event => { held.set(event.pointerId, [event.offsetX, event.offsetY]); moved = held.size > 1 ? 9 : 0; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", event => {
    const before = held.get(event.pointerId), now = [event.offsetX, event.offsetY];
    if (!before) { hover(...now); return; }
    if (held.size === 2) {
      const still = [...held].find(([id]) => id !== event.pointerId)[1], apart = one => Math.hypot(one[0] - still[0], one[1] - still[1]);
      view.zoom(apart(now) / (apart(before) || 1), (now[0] + still[0]) / 2, (now[1] + still[1]) / 2);
    } else {
      moved += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
      if (moved > 4) { canvas.classList.add("moving"); leave(); view.move(now[0] - before[0], now[1] - before[1]); }
    }
    if (moved > 4) held.set(event.pointerId, now);
  });
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, event => {
    canvas.classList.remove("moving");
    if (held.delete(event.pointerId) && moved <= 4 && kind === "pointerup") click(event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointerleave", () => leave());
  canvas.addEventListener("wheel", event => { event.preventDefault(); view.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.offsetX, event.offsetY); }, { passive: false });
}

// Arrows move, + and - zoom, Tab goes through `near`, Enter opens, e expands, p begins a path, Escape lets go: after it
// Tab leaves the map.
export function keys(canvas, view, does) {
  let leaving = false;
  const moves = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }, zooms = { "+": 1.4, "=": 1.4, "-": 1 / 1.4 };
  const step = turn => {
    const near = does.near(), at = near.indexOf(view.cursor), next = at < 0 ? (turn < 0 ? near.length - 1 : 0) : at + turn;
    view.cursor = next >= 0 && next < near.length ? near[next] : -1;
    if (view.cursor >= 0) does.point(view.cursor);
    view.draw();
    return view.cursor >= 0;
  };
  canvas.addEventListener("focus", () => { leaving = false; });
  canvas.addEventListener("blur", () => { view.cursor = -1; view.draw(); });
  canvas.addEventListener("keydown", event => {
    const key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape" && view.cursor >= 0) { leaving = true; view.cursor = -1; view.draw(); event.stopPropagation(); }
    else if (key === "Tab") { if (!leaving && step(event.shiftKey ? -1 : 1)) event.preventDefault(); }
    else if (moves[key]) { event.preventDefault(); view.move(...moves[key]); }
    else if (zooms[key]) view.zoom(zooms[key]);
    else if (key === "0") does.home();
    else if (key === "Enter" && view.cursor >= 0) does.open(view.cursor);
    else if (key === "e") does.expand();
    else if (key === "p") does.path();
  });
  addEventListener("keydown", event => {
    if (event.key === "Escape") does.close();
    else if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); does.find(); }
  });
}
