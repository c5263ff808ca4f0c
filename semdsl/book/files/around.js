// What one name reads and what reads it, and the way on to those. Text of a model is only ever set as text.
"use strict";
(() => {
  const home = document.getElementById("around");
  const needs = window.bookNeeds || [];
  const records = (window.bookIndex || []).slice(0, needs.length);
  if (!home || records.length === 0) return;
  const box = document.getElementById("around-name");
  const drawn = document.getElementById("around-drawn");
  const called = records.map(([title, name]) => (name && name !== title ? `${title} (${name})` : title));
  home.hidden = false;
  choice();
  const asked = new URLSearchParams(location.search).get("at");
  const at = records.findIndex((record) => record[3] === asked);
  if (at >= 0) {
    box.value = called[at];
    show(at);
    home.scrollIntoView();
  }

  function choice() {
    const names = document.getElementById("around-names");
    names.append(...called.map((said) => { const option = document.createElement("option"); option.value = said; return option; }));
    box.addEventListener("change", () => {
      const chosen = called.indexOf(box.value);
      if (chosen >= 0) location.search = `?at=${encodeURIComponent(records[chosen][3])}`;
    });
  }

  function show(at) {
    const left = column(needs[at], drawn.dataset.reads);
    const right = column(needs.flatMap((own, place) => (own.includes(at) ? [place] : [])), drawn.dataset.readBy);
    const middle = document.createElement("div");
    middle.className = "middle";
    middle.append(item(at, records[at][3]));
    const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    lines.setAttribute("aria-hidden", "true");
    drawn.replaceChildren(lines, left, middle, right);
    const join = () => {
      const origin = drawn.getBoundingClientRect();
      const edges = [[left, middle], [middle, right]].flatMap(([from, to]) =>
        [...from.querySelectorAll("a")].flatMap((one) => [...to.querySelectorAll("a")].map((other) => curve(one.getBoundingClientRect(), other.getBoundingClientRect(), origin))));
      lines.replaceChildren(...edges);
    };
    join();
    new ResizeObserver(join).observe(drawn);
  }

  function column(places, label) {
    const side = document.createElement("div");
    const head = document.createElement("p");
    const list = document.createElement("ul");
    head.className = "label";
    head.textContent = label;
    for (const place of places) {
      const line = document.createElement("li");
      line.append(item(place, `?at=${encodeURIComponent(records[place][3])}`));
      list.append(line);
    }
    if (places.length === 0) {
      const none = document.createElement("p");
      none.className = "more";
      none.textContent = drawn.dataset.none;
      side.append(head, none);
    } else side.append(head, list);
    return side;
  }

  function item(place, href) {
    const [title, name, kind] = records[place];
    const link = document.createElement("a");
    const small = document.createElement("small");
    link.href = href;
    link.textContent = title;
    small.textContent = [name, kind].filter(Boolean).join(" · ");
    link.append(small);
    return link;
  }

  function curve(from, to, origin) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const [x, y] = [from.right - origin.left, from.top + from.height / 2 - origin.top];
    const [toX, toY] = [to.left - origin.left, to.top + to.height / 2 - origin.top];
    const bend = (toX - x) / 2;
    path.setAttribute("d", `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`);
    return path;
  }
})();
