// Single keys for a list that somebody goes through row by row. Everything they do is on the page as well; without script nothing is missing.
"use strict";
(() => {
  const table = document.querySelector("table.review");
  const help = document.getElementById("keys");
  if (!table || !help) return;
  const off = document.getElementById("keys-off");
  const kept = "shanhai-keys-off";
  const rows = [...table.tBodies[0].rows];
  let here = -1;
  help.hidden = false;
  off.checked = localStorage.getItem(kept) === "yes";
  off.addEventListener("change", () => localStorage.setItem(kept, off.checked ? "yes" : "no"));

  const go = (to) => {
    if (to < 0 || to >= rows.length) return;
    if (here >= 0) rows[here].classList.remove("here");
    here = to;
    rows[here].classList.add("here");
    rows[here].scrollIntoView({ block: "nearest" });
    (rows[here].querySelector("input[type=checkbox]") || rows[here].querySelector("a")).focus();
  };
  const tick = (on) => {
    const box = here >= 0 && rows[here].querySelector("input[type=checkbox]");
    if (box) box.checked = on === undefined ? !box.checked : on;
    return Boolean(box);
  };
  // With nothing ticked a verb is about the row one is on.
  const press = (verb) => {
    const button = table.closest("form").querySelector(`button[value="${verb}"]`);
    const ticked = table.querySelector("input[type=checkbox]:checked");
    if (button && (ticked || tick(true))) button.click();
  };
  const open = () => here >= 0 && rows[here].querySelector("details") && rows[here].querySelector("details").toggleAttribute("open");
  const keys = {
    j: () => go(here + 1), k: () => go(here - 1), x: () => tick(), o: open, y: () => press("confirm"), l: () => press("lock"),
    u: () => press("unlock"), "?": () => { help.open = !help.open; help.scrollIntoView({ block: "nearest" }); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (off.checked || typing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
