// What a script adds to pages that work without one: progress that renews itself, files that can be dropped,
// and proof at a click. Nothing is sent anywhere but to this server.
"use strict";

document.documentElement.classList.add("js");

// --- the order --------------------------------------------------------------------

const order = document.querySelector(".order");
if (order) {
  const file = order.querySelector("#file");
  const drop = order.querySelector(".drop");
  const pick = (kind) => { order.querySelector(`#kind-${kind}`).checked = true; };
  order.querySelector(".drop-hint").hidden = false;
  for (const name of ["dragover", "dragleave", "drop"]) {
    order.addEventListener(name, (event) => {
      if (!event.dataTransfer || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "dragover") pick("file");
      if (name === "drop") { file.files = event.dataTransfer.files; pick("file"); weigh(); }
    });
  }
  // A file that is too large is told at once, not after it was sent; another source is not held up by it.
  const weigh = () => {
    const meant = order.querySelector("#kind-file").checked;
    const tooLarge = meant && file.files.length > 0 && file.files[0].size > Number(order.dataset.limit);
    file.setCustomValidity(tooLarge ? order.dataset.tooLarge : "");
    if (meant) file.reportValidity();
  };
  file.addEventListener("change", weigh);
  for (const kind of order.querySelectorAll("[name=kind]")) kind.addEventListener("change", weigh);
  order.addEventListener("submit", () => {
    // After the form was read, so that nothing is left out of it; a second click would queue a second job.
    setTimeout(() => { order.querySelector("button.main").disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => { order.querySelector("button.main").disabled = false; });
}

// --- progress -----------------------------------------------------------------------

const progress = document.getElementById("progress");
if (progress) {
  let wait = 500;
  const renew = async () => {
    try {
      const answer = await fetch(progress.dataset.renew, { headers: { accept: "text/html" } });
      if (answer.status === 204 || answer.status === 401 || answer.status === 404) { location.reload(); return; }
      if (answer.ok) {
        const text = await answer.text();
        if (text !== progress.dataset.last) {
          progress.dataset.last = text;
          progress.innerHTML = text; // our own fragment, escaped by the server
        }
      }
    } catch { /* the server restarts: the next try finds it again */ }
    wait = Math.min(wait + 100, 2000);
    setTimeout(renew, wait);
  };
  setTimeout(renew, wait);
}

// --- proof --------------------------------------------------------------------------

const shown = document.querySelector(".bp-preview");
if (shown) {
  const source = shown.querySelector(".bp-source");
  const panel = document.getElementById("proof");
  const status = document.getElementById("proof-said");
  const sentences = new Map();
  for (const part of source.querySelectorAll(".bp-sentence")) {
    const parts = sentences.get(part.dataset.sentence) || [];
    sentences.set(part.dataset.sentence, [...parts, part]);
    part.classList.toggle("cited", part.querySelector(".bp-back") !== null);
  }

  const clear = () => {
    for (const each of shown.querySelectorAll(".proof, .proof-figure, .chosen, .echo")) {
      each.classList.remove("proof", "proof-figure", "chosen", "echo");
    }
  };

  const words = (part) => {
    const copy = part.cloneNode(true);
    for (const link of copy.querySelectorAll(".bp-back")) link.remove();
    return copy;
  };

  const show = (numbers, figure, chosen) => {
    clear();
    const parts = numbers.flatMap((number) => sentences.get(number) || []);
    for (const part of parts) part.classList.add("proof");
    if (figure) {
      for (const each of shown.querySelectorAll(`[data-figure="${CSS.escape(figure)}"]`)) each.classList.add("proof-figure");
    }
    const said = new Set(numbers);
    for (const each of shown.querySelectorAll(".bp-brief [data-sentences]")) {
      const mine = each.dataset.sentences.split(" ");
      const same = figure ? (each.dataset.figures || "").split(" ").includes(figure) : mine.some((n) => said.has(n));
      if (same) each.classList.add(each === chosen ? "chosen" : "echo");
    }
    if (!parts.length) return;
    const text = parts.map((part) => words(part).textContent).join("\n");
    status.textContent = status.dataset.said.replace("{text}", () => text);
    if (getComputedStyle(source).position === "sticky") reach(parts[0]);
    else open(parts);
  };

  // Scrolls the column, not the page: the statement stays where it was clicked.
  const reach = (part) => {
    const box = source.getBoundingClientRect();
    const place = part.getBoundingClientRect();
    if (place.top < box.top + 24 || place.bottom > Math.min(box.bottom, window.innerHeight) - 24) {
      source.scrollTop += place.top - box.top - box.height / 3;
    }
  };

  const open = (parts) => {
    const text = panel.querySelector(".proof-text");
    text.replaceChildren();
    for (const part of parts) {
      const copy = words(part);
      for (const mark of copy.querySelectorAll("mark:not(.proof-figure)")) mark.replaceWith(...mark.childNodes);
      text.append(...copy.childNodes, "\n");
    }
    panel.hidden = false;
  };

  const close = () => { panel.hidden = true; clear(); };
  panel.querySelector("#proof-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  shown.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || String(window.getSelection())) return;
    const figure = event.target.closest("a.bp-figure");
    const mark = event.target.closest("a.bp-ref");
    const chosen = event.target.closest("[data-sentences]");
    if (figure) {
      event.preventDefault();
      const cited = shown.querySelector(figure.hash);
      show(cited ? [cited.dataset.sentence] : [], figure.dataset.figure, chosen);
    } else if (mark) {
      event.preventDefault();
      show([mark.dataset.sentence], "", chosen);
    } else if (chosen && !event.target.closest("a")) {
      show(chosen.dataset.sentences.split(" ").filter(Boolean), "", chosen);
    } else if (event.target.closest(".bp-sentence.cited") && !event.target.closest("a")) {
      show([event.target.closest(".bp-sentence").dataset.sentence], "", null);
    }
  });
}
