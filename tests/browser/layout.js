// What of the text of a page cannot be read: outside of the window, cut off by its box, or lying on other text.
() => {
  const faults = new Set();
  const wide = document.documentElement.clientWidth;
  const shown = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);
  const where = (element) => {
    const holder = element.closest("[id]");
    return `<${element.localName}${element.className && typeof element.className === "string" ? `.${element.className}` : ""}> in #${holder ? holder.id : ""}`;
  };
  if (document.documentElement.scrollWidth > wide) faults.add(`the page scrolls sideways, to ${document.documentElement.scrollWidth}`);

  // Whether a piece of text at this place can be brought into view, or is cut off by something on the way up.
  const reach = (element, rect) => {
    for (let box = element; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX === "visible" || style.display === "inline" || style.display === "contents") continue;
      const edge = box.getBoundingClientRect();
      if (rect.left >= edge.left - 1 && rect.right <= edge.right + 1) continue;
      if (style.overflowX === "auto" || style.overflowX === "scroll") return "";
      return style.textOverflow === "ellipsis" ? "" : `cut off by ${where(box)}`;
    }
    return rect.right > wide + 1 || rect.left < -1 ? "outside of the window" : "";
  };
  const range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(".skip, title, desc, script, style, annotation") || !element.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const fault = rect.width ? reach(element, rect) : "";
      if (fault) faults.add(`"${shown(node.data)}" ${fault} (${where(element)})`);
    }
  }

  for (const picture of document.querySelectorAll("svg.chart, svg.graph, svg.around")) {
    if (!picture.checkVisibility()) continue;
    const edge = picture.getBoundingClientRect();
    const boxes = [...picture.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]);
    for (const [text, box] of boxes) {
      if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1) faults.add(`"${shown(text.textContent)}" sticks out of its picture (${where(picture)})`);
    }
    boxes.forEach(([text, box], at) => {
      for (const [other, its] of boxes.slice(at + 1)) {
        const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const down = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        if (across > 2 && down > 4) faults.add(`"${shown(text.textContent)}" lies on "${shown(other.textContent)}" (${where(picture)})`);
      }
    });
  }
  return [...faults];
}
