"use strict";
(() => {
  const questions = () => [...document.querySelectorAll(".q")];
  let current = null;

  const show = (item, scroll = true) => {
    if (current) current.classList.remove("current");
    current = item || null;
    if (!current) return;
    current.classList.add("current");
    current.focus({ preventScroll: true });
    if (scroll) current.scrollIntoView({ block: "nearest", behavior: "auto" });
  };

  // What is on the page stays (pictures are not loaded again); what is new comes in, what is decided goes.
  const reconcile = (fresh) => {
    for (const id of ["bar", "sections"]) document.getElementById(id).replaceWith(fresh.getElementById(id));
    for (const section of document.querySelectorAll("main > section")) {
      const next = fresh.getElementById(section.id);
      section.hidden = next.hidden;
      const text = section.querySelector("[data-text]");
      if (text) text.replaceWith(next.querySelector("[data-text]"));
      const list = section.querySelector("[data-list]");
      const items = [...next.querySelector("[data-list]").children].map((item) => {
        const held = document.getElementById(item.id);
        if (!held) return item;
        for (const inner of held.querySelectorAll("li[id]")) {
          if (!fresh.getElementById(inner.id)) inner.remove();
        }
        return held;
      });
      const leaving = [...list.children].filter((item) => !items.includes(item));
      if (leaving.length === 0 && items.length === list.children.length) continue;
      leaving.forEach((item) => item.remove());
      items.forEach((item, n) => { if (list.children[n] !== item) list.insertBefore(item, list.children[n] || null); });
    }
    if (document.getElementById("bar").dataset.running) watch();
  };

  const tell = (text) => {
    const told = document.getElementById("told");
    told.textContent = text;
    told.classList.add("wrong");
  };
  const GONE = "The review has ended. What you decided before is kept; start cardfile review again to go on.";

  let busy = false;
  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const form = event.target;
    const place = questions().indexOf(form.closest(".q"));
    if (form.closest("#bar") && !event.submitter?.hasAttribute("formaction")) {
      document.getElementById("told").textContent = "Applying your decisions …";
    }
    const body = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const answer = await fetch(event.submitter?.getAttribute("formaction") || form.getAttribute("action"), { method: "POST", body });
      if (!answer.headers.get("content-type").startsWith("text/html")) throw new Error(await answer.text());
      const still = current;
      reconcile(new DOMParser().parseFromString(await answer.text(), "text/html"));
      if (place >= 0 && !form.isConnected) {
        const left = questions();
        show(left[Math.min(place, left.length - 1)]);
      } else if (still && !still.isConnected) show(null);
    } catch (error) {
      tell(error instanceof TypeError ? GONE : error.message);
    } finally {
      busy = false;
    }
  });

  const watch = () => setTimeout(async () => {
    try {
      const state = await (await fetch("/state")).json();
      if (state.running) watch();
      else reconcile(new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html"));
    } catch {
      tell(GONE);
    }
  }, 700);
  if (document.getElementById("bar").dataset.running) watch();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const all = questions();
    const at = all.indexOf(current);
    if (event.key === "j") show(all[Math.min(at + 1, all.length - 1)]);
    else if (event.key === "k") show(all[Math.max(at - 1, 0)]);
    else if (!event.repeat) {
      const near = event.key === "z" ? document.getElementById("bar") : current;
      const button = near && near.isConnected && near.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
      if (!button) return;
      button.form.requestSubmit(button);
    } else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".q");
    if (item && item !== current && event.target !== item) {
      if (current) current.classList.remove("current");
      current = item;
      item.classList.add("current");
    }
  });
  if (questions().length && matchMedia("(hover: hover)").matches) show(questions()[0], false);
})();
