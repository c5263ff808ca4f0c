// The search, what is said of a symbol or of a value, and what keys reach. Text of a model is only ever set as text.
"use strict";
(() => {
  const box = document.getElementById("search");
  const panel = document.getElementById("found");
  if (box && panel) search(box, panel);
  tips();
  letters();
  scrolled();
  paper();
  menu(document.getElementById("side"));

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
      const whole_word = words.filter((word) => new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}($|[^\\p{L}\\p{N}])`, "u").test(one.all)).length;
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

  // What is wider than its place is a stop of the Tab key, so that the arrows can move it; what is not, is none.
  function scrolled() {
    const places = [...document.querySelectorAll(".scroll, .remark p, .remark li, .remark pre, .scenario li, .use li")];
    const look = () => {
      const beyond = places.map((place) => place.scrollWidth > place.clientWidth + 1 || place.scrollHeight > place.clientHeight + 1);
      places.forEach((place, at) => {
        if (beyond[at]) place.tabIndex = 0; else place.removeAttribute("tabindex");
        ended(place);
      });
    };
    const ended = (place) => place.classList.toggle("on", place.hasAttribute("tabindex") && place.scrollLeft + place.clientWidth < place.scrollWidth - 1);
    for (const place of places) place.addEventListener("scroll", () => ended(place), { passive: true });
    document.addEventListener("toggle", look, true);
    addEventListener("resize", look);
    look();
    document.fonts.ready.then(look);
  }

  // Paper is not scrolled: what is wider than a sheet of A4 is set smaller on it.
  function paper() {
    const sheet = 640;
    const smaller = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--on-paper"));
    addEventListener("beforeprint", () => {
      const wide = [...document.querySelectorAll(".scroll > math, .scroll > table, .scroll li > math, .scenario li > math, .remark p > math")].map((one) => [one, one.scrollWidth * smaller]);
      for (const [one, width] of wide) if (width > sheet) one.style.zoom = sheet / width;
    });
    addEventListener("afterprint", () => { for (const one of document.querySelectorAll("[style]")) one.style.zoom = ""; });
  }

  function menu(side) {
    if (!side) return;
    side.addEventListener("click", (event) => { if (event.target.closest("a") && side.matches(":popover-open")) side.hidePopover(); });
    const here = side.querySelector("[aria-current]");
    if (here && side.scrollHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 3;
  }

  function tips() {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("role", "tooltip");
    tip.id = "tip";
    tip.hidden = true;
    document.body.append(tip);
    let told = null;
    for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => { const one = of(event.target); if (one !== told) { hide(); if (one) tell(one); } });
    document.addEventListener("focusout", hide);
    document.addEventListener("mouseleave", hide);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

    // What says something: it has a title, as an attribute or, in a picture, as its first element.
    function of(target) {
      const one = target instanceof Element ? target.closest("[title], [data-says], svg *") : null;
      if (!one || one.matches("[title], [data-says]")) return one;
      for (let part = one; part && part.localName !== "svg"; part = part.parentElement) if (part.firstElementChild && part.firstElementChild.localName === "title") return part;
      return null;
    }

    function hide() {
      tip.hidden = true;
      if (told) told.removeAttribute("aria-describedby");
      told = null;
    }

    function tell(one) {
      const inside = one.firstElementChild;
      if (one.hasAttribute("title")) { one.dataset.says = one.getAttribute("title"); one.removeAttribute("title"); }
      else if (inside && inside.localName === "title") { one.dataset.says = inside.textContent; inside.remove(); }
      told = one;
      tip.textContent = one.dataset.says;
      tip.hidden = !one.dataset.says;
      one.setAttribute("aria-describedby", "tip");
      const place = one.getBoundingClientRect();
      const under = place.bottom + 6 + tip.offsetHeight < innerHeight;
      tip.style.left = `${Math.max(4, Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 8)) + scrollX}px`;
      tip.style.top = `${(under ? place.bottom + 6 : place.top - tip.offsetHeight - 6) + scrollY}px`;
    }
  }
})();
