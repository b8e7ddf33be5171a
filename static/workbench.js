"use strict";
// Progressive only: without this file every page and form works, with less comfort.

// On a narrow screen there is no room for a panel beside the story: a link to an item opens its own page.
const wide = window.matchMedia("(min-width: 68.75rem)");
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-panel-link]");
  if (link && !(wide.matches && document.querySelector(".story__side #panel"))) event.stopImmediatePropagation();
}, true);

// The item in hand is marked in the story, and the panel takes the focus once it has been swapped in.
document.addEventListener("htmx:after:swap", () => {
  const panel = document.getElementById("panel");
  if (!panel || panel.dataset.seen) return;
  panel.dataset.seen = "yes";
  const notices = document.getElementById("notices");
  if (notices) notices.replaceChildren();
  if (!panel.contains(document.activeElement)) panel.focus({ preventScroll: true });
  panel.scrollTop = 0;
});

// A refusal is shown beside the untouched form; it has to be seen.
document.addEventListener("htmx:after:swap", () => {
  const notices = document.getElementById("notices");
  if (notices && notices.childElementCount) notices.scrollIntoView({ block: "nearest" });
});

// Words selected in a post fill its “add a claim” form. Offsets count code points, as the program does.
function offsetOf(node, offset) {
  const piece = node.parentElement && node.parentElement.closest("[data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return Number(piece.dataset.start) + Array.from(range.toString()).length;
}
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.anchorNode) return;
  const element = selection.anchorNode.parentElement;
  const text = element && element.closest("[data-post-text]");
  const form = text && text.closest(".post").querySelector("form[data-add-claim]");
  if (!form || !text.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  form.elements.words.value = selection.toString().trim();
  if (start !== null) form.elements.start.value = String(start);
});
