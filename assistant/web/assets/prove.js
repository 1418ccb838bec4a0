/* How far the suite is: asks the server once a second, moves the bar, and says a word now and then. */
(() => {
  "use strict";
  const box = document.getElementById("proving");
  const status = document.getElementById("status");
  const say = (words) => { if (status) status.textContent = words; };
  if (new URLSearchParams(location.search).has("done")) {
    const latest = document.getElementById("latest");
    if (latest) { latest.focus(); setTimeout(() => say(latest.dataset.done || ""), 200); }
    history.replaceState(null, "", "/prove");
  }
  if (!box) return;
  const bar = box.querySelector("progress"), words = box.querySelector("[data-words]");
  let said = Date.now();
  const look = async () => {
    try {
      const answer = await fetch("/prove/progress", { credentials: "same-origin", cache: "no-store" });
      const now = await answer.json();
      if (!now.running) { location.replace("/prove?done=1"); return; }
      bar.max = now.total; bar.value = now.done;
      words.textContent = now.words;
      /* Not every second: whoever listens would hear nothing else. */
      if (Date.now() - said > 15000) { said = Date.now(); say(now.words); }
    } catch { /* the server is busy or away: look again */ }
    setTimeout(look, 1000);
  };
  say(words.textContent);
  setTimeout(look, 1000);
})();
