/* The Review pages: dropping a file, waiting for its review, and jumping between findings and passages.
   All of it also works without this file. */
(() => {
  "use strict";
  const status = document.getElementById("status");
  const say = (words) => { if (status) { status.textContent = ""; setTimeout(() => { status.textContent = words; }, 60); } };

  /* A file dropped anywhere on the field is the chosen one. */
  const form = document.querySelector("form[data-upload]");
  if (form) {
    const zone = form.querySelector("[data-drop]"), input = form.querySelector("input[type=file]");
    form.querySelector("[data-drop-words]").hidden = !matchMedia("(pointer: fine)").matches;
    const over = (e) => { e.preventDefault(); zone.dataset.over = "1"; };
    const out = () => { delete zone.dataset.over; };
    zone.addEventListener("dragover", over);
    zone.addEventListener("dragenter", over);
    zone.addEventListener("dragleave", out);
    zone.addEventListener("drop", (e) => {
      e.preventDefault();
      out();
      if (!e.dataTransfer || !e.dataTransfer.files.length) return;
      const one = new DataTransfer();
      one.items.add(e.dataTransfer.files[0]);
      input.files = one.files;
      form.querySelector("button[type=submit]").focus();
      say(input.files[0].name);
    });
    form.addEventListener("submit", (e) => {
      const file = input.files[0];
      if (file && file.size > Number(form.dataset.most) * 1e6) {
        e.preventDefault();
        let box = document.getElementById("problem");
        if (!box) {
          box = document.createElement("div");
          box.id = "problem"; box.className = "problem"; box.tabIndex = -1; box.setAttribute("role", "alert");
          box.append(document.createElement("p"));
          form.before(box);
        }
        box.firstElementChild.textContent = form.dataset.tooLarge;
        box.focus();
        return;
      }
      const button = form.querySelector("button[type=submit]");
      button.textContent = form.dataset.sending;
      button.setAttribute("aria-disabled", "true");
      say(form.dataset.sending);
    });
    /* Back from the page that followed: the button is as it was. */
    const label = form.querySelector("button[type=submit]").textContent;
    addEventListener("pageshow", () => { const b = form.querySelector("button[type=submit]"); b.textContent = label; b.removeAttribute("aria-disabled"); });
  }

  /* How far a review is. */
  const waiting = document.getElementById("waiting");
  if (waiting) {
    let step = "";
    const look = async () => {
      try {
        const answer = await fetch(waiting.dataset.progress, { credentials: "same-origin", cache: "no-store" });
        const now = await answer.json();
        if (now.over) { location.replace(waiting.dataset.over); return; }
        if (now.step !== step) {
          step = now.step;
          waiting.querySelectorAll("[data-step]").forEach((li) => {
            const here = li.dataset.step === step;
            if (here) li.setAttribute("aria-current", "step"); else li.removeAttribute("aria-current");
            li.querySelector("[data-here]").hidden = !here;
          });
          say(now.words);
        }
      } catch { /* the server is busy or away: look again */ }
      setTimeout(look, 700);
    };
    look();
  }

  /* A link leads to a finding that is folded away, or to a passage in a text that scrolls by itself. */
  const go = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const to = id && document.getElementById(id);
    if (!to) return;
    for (let d = to.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: to.matches(".m-go") ? "center" : "start" });
  };
  addEventListener("hashchange", go);
  document.addEventListener("click", (e) => {
    const link = e.target.closest && e.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) { e.preventDefault(); go(); }
  });
  if (location.hash) go();

  /* The next and the previous finding that is open; switched off with the other shortcuts. */
  const on = () => { try { return localStorage.getItem("mou-keys") !== "off"; } catch { return true; } };
  document.addEventListener("keydown", (e) => {
    const step = { KeyN: 1, KeyP: -1 }[e.code];
    if (!step || !e.altKey || e.ctrlKey || e.metaKey || !on() || document.querySelector("dialog[open]")) return;
    const all = Array.from(document.querySelectorAll(".finding.is-open"));
    if (!all.length) return;
    e.preventDefault();
    const here = all.findIndex((f) => f.contains(document.activeElement));
    const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : (here + step + all.length) % all.length];
    location.hash === `#${next.id}` ? go() : (location.hash = next.id);
  });
})();
