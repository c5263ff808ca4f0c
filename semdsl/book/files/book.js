// The search and what is said of a symbol. Text of a model is only ever set as text.
"use strict";
(() => {
  const box = document.getElementById("search");
  const panel = document.getElementById("found");
  if (box && panel) search(box, panel);
  tips();
  letters();

  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function search(box, panel) {
    const list = panel.querySelector("ul");
    const count = panel.querySelector(".count");
    const records = (window.bookIndex || []).map(([title, name, kind, href, more]) => ({
      title, name, kind, href, first: folded(`${title} | ${name}`), all: folded(`${title} ${name} ${kind} ${more}`),
    }));
    const home = box.closest("form");
    home.addEventListener("submit", (event) => { event.preventDefault(); const link = list.querySelector("a"); if (link) link.click(); });
    box.addEventListener("input", show);
    box.addEventListener("focus", show);
    home.addEventListener("keydown", step);
    document.addEventListener("keydown", (event) => {
      const typing = /^(input|textarea|select)$/i.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); box.focus(); box.select(); }
    });
    document.addEventListener("click", (event) => { if (!home.contains(event.target)) panel.hidden = true; });

    function show() {
      const words = folded(box.value).split(/\s+/).filter(Boolean);
      panel.hidden = words.length === 0;
      if (panel.hidden) return;
      const found = records.filter((one) => words.every((word) => one.all.includes(word)));
      found.sort((one, other) => rank(other, words) - rank(one, words));
      list.replaceChildren(...found.slice(0, 60).map(line));
      count.textContent = found.length ? box.dataset.found.replace("{count}", String(found.length)) : box.dataset.nothing;
    }

    function rank(one, words) {
      const whole = words.join(" ");
      const own = folded(one.name) === whole || folded(one.title) === whole ? 8 : 0;
      const whole_word = words.filter((word) => new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}($|[^\\p{L}\\p{N}])`, "u").test(one.all)).length;
      return own + (one.first.includes(whole) ? 4 : 0) + words.filter((word) => one.first.includes(word)).length + whole_word;
    }

    function line(one) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const small = document.createElement("small");
      link.href = one.href;
      link.textContent = one.title;
      small.textContent = [one.name, one.kind].filter(Boolean).join(" · ");
      link.append(small);
      link.addEventListener("click", () => { panel.hidden = true; });
      item.append(link);
      return item;
    }

    function step(event) {
      if (event.key === "Escape") { panel.hidden = true; box.focus(); return; }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [box, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (at >= 0 && at < stops.length && !panel.hidden) { event.preventDefault(); stops[at].focus(); }
    }
  }

  function letters() {
    document.addEventListener("click", (event) => {
      const one = event.target instanceof Element ? event.target.closest("math [data-to]") : null;
      if (one) location.href = one.dataset.to;
    });
  }

  function tips() {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("role", "tooltip");
    tip.id = "tip";
    tip.hidden = true;
    document.body.append(tip);
    const of = (event) => event.target instanceof Element ? event.target.closest("[title], [data-says]") : null;
    for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => { const one = of(event); if (one) tell(one); });
    for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => { if (of(event)) tip.hidden = true; });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });

    function tell(one) {
      if (one.hasAttribute("title")) { one.dataset.says = one.getAttribute("title"); one.removeAttribute("title"); }
      tip.textContent = one.dataset.says;
      tip.hidden = !one.dataset.says;
      one.setAttribute("aria-describedby", "tip");
      const place = one.getBoundingClientRect();
      tip.style.left = `${Math.max(4, Math.min(place.left, innerWidth - tip.offsetWidth - 8)) + scrollX}px`;
      tip.style.top = `${place.bottom + 6 + scrollY}px`;
    }
  }
})();
