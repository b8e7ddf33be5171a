"use strict";
// Progressive only: without this file every page and form works, with less comfort. All listeners sit on the
// document, so that they outlive whatever htmx swaps. No framework, and nothing that a strict policy forbids.

// --- Theme: as the system, light, dark. Runs before anything is drawn.
const THEMES = { "": "as the system", light: "light", dark: "dark" };
function chosenTheme() {
  try { return localStorage.getItem("theme") || ""; } catch { return ""; } // storage may be switched off
}
function showTheme() {
  const theme = chosenTheme() in THEMES ? chosenTheme() : "";
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.textContent = `Colours: ${THEMES[theme]}`;
  }
}
showTheme();
document.addEventListener("DOMContentLoaded", showTheme);

function nextTheme() {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(chosenTheme()) + 1) % names.length];
  try { localStorage.setItem("theme", next); } catch { document.documentElement.dataset.theme = next; }
  showTheme();
}

// --- Words that were typed and not sent are never thrown away without asking.
function isUnsent(field) {
  if (!field.name || field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some((option, at) => option.selected !== (option.defaultSelected || (at === 0 && !field.querySelector("[selected]"))));
  }
  return field.value !== field.defaultValue;
}
function holdsUnsent(region, sent) {
  return [...region.querySelectorAll("form[method=post]")]
    .filter((form) => form !== sent)
    .some((form) => [...form.elements].some(isUnsent));
}
document.addEventListener("htmx:before:request", (event) => {
  const { target, sourceElement, sourceEvent } = event.detail.ctx;
  if (!(target instanceof Element)) return;
  const refreshesItself = sourceEvent?.type === "every";
  if (refreshesItself && (target.contains(document.activeElement) || holdsUnsent(target))) event.preventDefault();
  if (refreshesItself || target.id !== "panel") return;
  const question = "Something you typed here has not been sent. Leave it behind?";
  if (holdsUnsent(target, sourceElement.closest("form")) && !window.confirm(question)) event.preventDefault();
});

// --- A click on an item: beside the story where there is room, else on a page of its own. Other buttons here.
const roomForTwo = window.matchMedia("(min-width: 68.75rem)");
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest("a[data-panel-link]");
  const beside = roomForTwo.matches && document.querySelector(".story__side #panel");
  if (link && !beside) event.stopImmediatePropagation(); // the link itself still works
  if (event.target.closest("[data-theme-switch]")) nextTheme();
  event.target.closest("[data-close-notice]")?.closest(".notice").remove();
}, true);

// --- After a swap: the item in hand is marked in the story, focus goes to the panel, a refusal is seen.
function markItemInHand(address) {
  for (const marked of document.querySelectorAll(".claim[aria-current], .mediacard[aria-current]")) {
    marked.removeAttribute("aria-current");
  }
  for (const link of document.querySelectorAll("a[data-panel-link]")) {
    if (link.pathname === address.pathname) link.closest(".claim, .mediacard")?.setAttribute("aria-current", "true");
  }
}
function useFreshToken(notice) {
  const token = notice?.dataset.freshToken;
  if (!token) return;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
}
document.addEventListener("htmx:after:swap", (event) => {
  showTheme();
  const ctx = event.detail.ctx;
  if (ctx.sourceEvent?.type === "every") return;
  const notices = document.getElementById("notices");
  if (ctx.hx?.retarget === "#notices") {
    useFreshToken(notices.querySelector(".notice"));
    return;
  }
  notices?.replaceChildren();
  if (ctx.target?.id !== "panel") return;
  const panel = document.getElementById("panel");
  markItemInHand(new URL(ctx.response.raw.url, location.href));
  if (panel && !panel.contains(document.activeElement)) panel.focus({ preventScroll: true });
});
document.addEventListener("htmx:error", (event) => {
  const notices = document.getElementById("notices");
  if (!notices || event.detail.ctx?.sourceEvent?.type === "every") return;
  const notice = document.createElement("div");
  notice.className = "notice notice--refusal";
  notice.textContent = "The workbench did not answer. What you typed is still here: try again in a moment.";
  notices.replaceChildren(notice);
});

// --- Words selected in a post fill its “add a claim” form. Offsets count code points, as the program does.
function offsetOf(node, offset) {
  const piece = (node instanceof Element ? node : node.parentElement)?.closest("[data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return Number(piece.dataset.start) + [...range.toString()].length;
}
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const common = range.commonAncestorContainer;
  const text = (common instanceof Element ? common : common.parentElement)?.closest("[data-post-text]");
  const form = text?.closest(".post")?.querySelector("form[data-add-claim]");
  if (!form) return;
  const start = offsetOf(range.startContainer, range.startOffset);
  form.elements.words.value = selection.toString().trim();
  if (start !== null) form.elements.start.value = String(start);
});

// --- A reason marks the words that it comes from while it is hovered or focused: needs #item-words, [data-at].
function markReason(event) {
  const words = document.getElementById("item-words")?.firstChild;
  if (!window.Highlight || !words || !(event.target instanceof Element)) return;
  const chip = event.target.closest("[data-at]");
  if (!chip || event.type === "mouseout" || event.type === "focusout") return void CSS.highlights.delete("reason");
  const ranges = chip.dataset.at.trim().split(" ").map((pair) => pair.split("-").map(Number)).map(([first, last]) => {
    const range = new Range(); // offsets count code points, a text node counts code units
    const units = (upTo) => [...words.data].slice(0, upTo).join("").length;
    range.setStart(words, units(first));
    range.setEnd(words, units(last));
    return range;
  });
  CSS.highlights.set("reason", new Highlight(...ranges));
}
for (const name of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(name, markReason);
