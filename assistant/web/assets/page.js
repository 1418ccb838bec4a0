/* What the pages need beside Gradio: frame, source window, presses, focus, status and shortcuts.
   It decides nothing: every press goes to the server, and every word comes from there. */
(() => {
  "use strict";
  if (location.pathname === "/draft" && !new URLSearchParams(location.search).get("id")) { location.replace("/drafts"); return; }
  const $ = (id) => document.getElementById(id);
  const live = (words) => { const s = $("status"); if (s) { s.textContent = ""; setTimeout(() => { s.textContent = words; }, 60); } };

  /* Windows: the source of a citation, the shortcuts, a question before something is deleted. */
  let opener = null;
  const open = (id) => { const d = $(id); if (d && !d.open) { opener = document.activeElement; d.showModal(); } };
  document.addEventListener("close", () => { if (opener && opener.isConnected) opener.focus(); opener = null; }, true);
  const source = async (link) => {
    const body = $("source-body");
    try {
      const answer = await fetch(link.getAttribute("href"), { headers: { "X-Dialog": "1" }, credentials: "same-origin" });
      const kind = answer.headers.get("content-type") || "";
      if (!answer.ok || !kind.startsWith("text/html")) throw new Error("no source");
      body.innerHTML = await answer.text();
      open("source");
    } catch { location.href = link.href; }
  };
  let sureOf = null;
  const ask = (button, then) => {
    $("sure-title").textContent = button.dataset.sure;
    $("sure-text").textContent = button.dataset.sureText || "";
    $("sure-yes").textContent = button.dataset.sureYes || "OK";
    sureOf = then;
    open("sure");
  };

  /* Busy until the server's next view arrives. */
  let timer = 0, acted = false;
  const busy = () => {
    acted = true;
    document.body.dataset.busy = "1";
    const words = $("mou-words");
    live(words ? words.dataset.working : "…");
    clearTimeout(timer);
    timer = setTimeout(() => { idle(); if (words) live(words.dataset.slow); }, 30000);
  };
  const idle = () => { clearTimeout(timer); delete document.body.dataset.busy; };

  const act = (button) => {
    const detail = { do: button.dataset.do || "", say: button.dataset.say || "", clause: button.dataset.clause || "", item: button.dataset.item || "" };
    const state = document.querySelector("[data-version]");
    if (state) detail.version = state.dataset.version;
    const form = button.closest("form[data-values]");
    if (form && detail.do === "values") {
      detail.values = {};
      new FormData(form).forEach((v, k) => { const el = form.elements[k]; if (String(v) !== el.dataset.was) detail.values[k] = String(v); });
    }
    const sent = button.closest("form[data-send]");
    if (sent) detail.values = Object.fromEntries(new FormData(sent));
    busy();
    button.dispatchEvent(new CustomEvent("act", { bubbles: true, detail }));
  };

  /* Copy a text that is on the page; without the clipboard's own interface, by a selection. */
  const copy = async (button) => {
    const text = $(button.dataset.copy);
    if (!text) return;
    try { await navigator.clipboard.writeText(text.textContent); }
    catch {
      const box = document.createElement("textarea");
      box.value = text.textContent;
      button.after(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      button.focus();
    }
    live(button.dataset.copied);
  };

  document.addEventListener("click", (e) => {
    const t = e.target.closest ? e.target : e.target.parentElement;
    if (!t) return;
    document.querySelectorAll("details.take[open]").forEach((d) => {
      const taken = d.contains(t);
      if (taken && !t.closest("a, button")) return;
      d.open = false;
      if (taken) d.querySelector("summary").focus(); // not lost with what was pressed
    });
    const cite = t.closest("a.cite");
    if (cite && !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0 && $("source")) { e.preventDefault(); source(cite); return; }
    const opens = t.closest("[data-open]");
    if (opens) { open(opens.dataset.open); return; }
    const closes = t.closest("[data-close]");
    if (closes) { closes.closest("dialog").close(); return; }
    if (t.id === "sure-yes") { const then = sureOf; sureOf = null; $("sure").close(); if (then) then(); return; }
    if (t.tagName === "DIALOG") { t.close(); return; }
    const pane = t.closest("[data-pane]");
    if (pane && pane.tagName === "BUTTON") { showPane(pane.dataset.pane); return; }
    const copies = t.closest("[data-copy]");
    if (copies) { e.preventDefault(); copy(copies); return; }
    const button = t.closest("[data-say],[data-do]");
    if (button) {
      e.preventDefault();
      if (document.body.dataset.busy) return;
      if (button.dataset.sure) ask(button, () => act(button)); else act(button);
      return;
    }
    if (t.closest("#send")) busy();
  });
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.matches("form[data-send]")) { e.preventDefault(); return; }
    if (form.matches("form[data-values]")) { e.preventDefault(); act(form.querySelector("[data-do]")); return; }
    if (form.dataset.sure && !form.dataset.confirmed) { e.preventDefault(); ask(form, () => { form.dataset.confirmed = "1"; form.requestSubmit(); }); }
  });

  /* Panes on a phone: conversation, clauses or document. */
  const showPane = (name) => {
    document.body.dataset.shown = name;
    document.querySelectorAll("button[data-pane]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.pane === name)));
  };

  /* What was typed into the form and not saved yet survives a new view of it. */
  const typed = new Map();
  document.addEventListener("input", (e) => { if (e.target.closest("form[data-values]")) typed.set(e.target.name, e.target.value); });
  const refill = () => {
    const form = document.querySelector("form[data-values]");
    if (!form || form.dataset.filled) return;
    form.dataset.filled = "1";
    (form.dataset.saved || "").split(" ").forEach((n) => typed.delete(n));
    typed.forEach((value, name) => { const el = form.elements[name]; if (el && el.value !== value) el.value = value; });
  };

  /* A new view arrived: say so, and go to the newest answer when the visitor asked for it. */
  let stamp = "", shownClause = "", shownLine = "";
  const arrived = () => {
    const t = document.querySelector("[data-stamp]");
    if (t && t.dataset.stamp !== stamp) {
      stamp = t.dataset.stamp;
      idle();
      if (t.dataset.announce) live(t.dataset.announce);
      const all = t.querySelectorAll(".verdict");
      const last = all[all.length - 1];
      const place = t.querySelector("[data-focus-here]");
      if (acted && place) { place.focus({ preventScroll: true }); bring(place); }
      else if (acted && t.dataset.focus && last) { last.focus({ preventScroll: true }); bring(last); }
      else if (!acted && last) { requestAnimationFrame(() => { if (scroller(last)) bring(last); }); }
      const problem = t.querySelector(".problem");
      if (acted && problem) problem.scrollIntoView({ block: "center" });
      acted = false;
    }
    refill();
    const now = document.querySelector("#paper .current");
    if (now && now.id !== shownClause && scroller(now)) { shownClause = now.id; bring(now); }
    const at = document.querySelector("#map [aria-current]");
    if (at && at.dataset.clause !== shownLine && scroller(at)) { shownLine = at.dataset.clause; bring(at, 0.35); }
  };
  /* Scroll within the pane that holds an element, so that the rest of the page stays where it is. */
  const scroller = (el) => {
    for (let e = el.parentElement; e && e !== document.body; e = e.parentElement) {
      if (e.clientHeight && e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
    }
    return null;
  };
  const bring = (el, part = 0) => {
    const box = scroller(el);
    if (!box) {
      if (el.closest("#desk") && matchMedia("(min-width: 66.01rem)").matches) return;
      const top = el.getBoundingClientRect().top;
      if (top < 0 || top > innerHeight * 0.55) el.scrollIntoView({ block: "start" });
      return;
    }
    box.scrollTop += el.getBoundingClientRect().top - box.getBoundingClientRect().top - 12 - part * box.clientHeight;
  };

  /* Accessible names that Gradio leaves out. */
  const mend = () => {
    document.querySelectorAll('[role=tab][aria-controls=""]').forEach((e) => e.removeAttribute("aria-controls"));
    const main = document.querySelector(".gradio-container main");
    if (main && main.id !== "main") { main.id = "main"; main.tabIndex = -1; }
    arrived();
  };
  let queued = false;
  const soon = () => { if (!queued) { queued = true; requestAnimationFrame(() => { queued = false; mend(); }); } };
  new MutationObserver(soon).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-controls", "data-stamp"] });
  mend();

  /* Shortcuts; they can be switched off, and the choice is kept in this browser. */
  let on = true;
  try { on = localStorage.getItem("mou-keys") !== "off"; } catch { /* storage is closed: shortcuts stay on */ }
  document.addEventListener("change", (e) => { if (e.target.id === "keys-on") { on = e.target.checked; try { localStorage.setItem("mou-keys", on ? "on" : "off"); } catch { /* not kept */ } } });
  const press = (selector) => { const b = document.querySelector(selector); if (b) b.click(); return Boolean(b); };
  const typing = (el) => el && (el.matches("input:not([type=checkbox]), textarea, select") || el.isContentEditable);
  const answers = () => Array.from(document.querySelectorAll(".verdict"));
  document.addEventListener("keydown", (e) => {
    const box = document.querySelector("#box textarea");
    const menu = e.key === "Escape" ? document.querySelector("details.take[open]") : null;
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
    const tab = e.target.closest && e.target.closest("[role=tab]");
    if (tab && (e.key === "ArrowRight" || e.key === "ArrowLeft")) {
      const all = Array.from(tab.closest("[role=tablist]").querySelectorAll("[role=tab]"));
      const next = all[(all.indexOf(tab) + (e.key === "ArrowRight" ? 1 : all.length - 1)) % all.length];
      next.focus();
      next.click();
      e.preventDefault();
    }
    if (e.target === box && e.key === "Enter" && !e.shiftKey && !e.isComposing) busy();
    const check = $("keys-on");
    if (check) check.checked = on;
    if (!on || document.querySelector("dialog[open]")) return;
    if (e.key === "?" && !typing(e.target)) { open("keys"); e.preventDefault(); return; }
    if (e.ctrlKey && e.key === "Enter" && e.target === box) { press("#send"); e.preventDefault(); return; }
    if (!e.altKey || e.ctrlKey || e.metaKey) return;
    const last = answers().pop();
    const done = {
      KeyA: () => { if (last) last.focus(); return last; },
      KeyM: () => { if (box) { showPane("talk"); box.focus(); } return box; },
      KeyS: () => { const all = document.querySelectorAll("details.used"); const d = all[all.length - 1]; if (d) { d.open = !d.open; d.querySelector("summary").focus(); } return d; },
      KeyN: () => press("[data-do=next-open]"),
      KeyP: () => press("[data-do=previous-open]"),
      KeyZ: () => press("[data-do=undo]"),
    }[e.code];
    if (done && done()) e.preventDefault();
  });
})();
