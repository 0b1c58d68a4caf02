/* Taps that survive a lost network: kept on the phone, shown, sent in their order when the network is back. Without this script the
   same buttons post the same form. The page says every word (data-…), so that nothing here is in any language. */
"use strict";
(() => {
  const first = document.querySelector("[data-taps]");
  if (!first || !window.localStorage) return;
  const QUEUE = `taps ${location.pathname}`, REFUSED = `refused ${location.pathname}`;
  const read = (name) => JSON.parse(localStorage.getItem(name) || "[]");
  const write = (name, taps) => localStorage.setItem(name, JSON.stringify(taps));
  const main = () => document.querySelector("[data-taps]");
  const says = (name, n) => (main().dataset[name] || "").replace("{n}", n);
  const cookie = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";

  function paint() {
    const queue = read(QUEUE), refused = read(REFUSED);
    queue.forEach(mark);
    document.querySelectorAll("[data-count]").forEach((one) => {
      one.textContent = document.querySelectorAll(`li[data-state^="${one.dataset.count}"]`).length;
    });
    const bar = document.getElementById("unsent");
    bar.hidden = !queue.length;
    bar.textContent = queue.length ? says("unsent", queue.length) + (main().dataset.blocked ? ` ${says("stuck")}` : "") : "";
    const list = document.getElementById("refused");
    list.hidden = !refused.length;
    list.querySelectorAll("p").forEach((line) => line.remove());
    refused.forEach((tap) => {
      const line = document.createElement("p");
      line.textContent = `${tap.who} ${tap.says}: ${tap.why}`;
      list.insertBefore(line, list.querySelector("button"));
    });
  }

  function mark(tap) {
    const row = document.getElementById(tap.row);
    if (row) {
      row.dataset.state = tap.becomes;
      row.querySelector("[data-said]").textContent = `${tap.says} · ${says("kept")}`;
    }
    const filled = tap.fills && document.getElementById(tap.fills);
    if (filled) {
      filled.dataset.state = "absent-filled";
      document.querySelectorAll(`[data-row="${tap.row}"][data-fills]`).forEach((one) => { one.hidden = true; });
    }
  }

  async function deliver(tap) {
    if (!cookie()) await fetch(location.href);
    return fetch(location.pathname, {
      method: "POST", redirect: "manual", body: new URLSearchParams({ ...tap.typed, tap: tap.value, on: tap.on }),
      headers: { Accept: "application/json", "X-CSRFToken": cookie() }, signal: AbortSignal.timeout(20000),
    });
  }

  async function drain() {
    let sent = 0;
    for (let tap = read(QUEUE)[0]; tap; tap = read(QUEUE)[0]) {
      const answer = await deliver(tap);
      const told = await answer.json().catch(() => null);
      if (!told && answer.status !== 404) { main().dataset.blocked = "yes"; break; } // logged out or the server is ill: the tap stays
      const why = told ? told.refused : tap.value === "arrive" ? "" : says("over");
      if (why) write(REFUSED, [...read(REFUSED), { ...tap, why }]);
      write(QUEUE, read(QUEUE).filter((one) => one.id !== tap.id));
      sent += 1;
    }
    return sent;
  }

  async function send() {
    if (!read(QUEUE).length) return;
    try {
      if (await drain()) await refresh();
    } catch { /* no network: they stay where they are */ }
    paint();
  }

  async function refresh() {
    const answer = await fetch(location.href);
    if (answer.status === 404) { main().querySelector("form").hidden = true; return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-taps]");
    if (answer.ok && fresh) {
      const open = document.activeElement && document.activeElement.value;
      main().replaceWith(fresh);
      const again = open && main().querySelector(`button[value="${CSS.escape(open)}"]`);
      if (again) again.focus({ preventScroll: true });
    }
  }

  const alone = (work) => (navigator.locks ? navigator.locks.request(QUEUE, { ifAvailable: true }, (lock) => lock && work()) : work());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-taps] button[data-row]");
    if (event.target.closest("#refused button")) { write(REFUSED, []); paint(); return; }
    if (!button) return;
    event.preventDefault();
    const { row, becomes, says: word, fills, who } = button.dataset;
    const typed = button.dataset.with && document.getElementById(button.dataset.with);
    const tap = { id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()), value: button.value, on: main().dataset.on || "", row, becomes, says: word, fills, who, typed: typed ? { [typed.name]: typed.value } : {} };
    if (typed) typed.value = "";
    write(QUEUE, [...read(QUEUE), tap]);
    const fold = button.closest("details");
    if (fold) fold.open = false;
    paint();
    alone(send);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/logout/") caches.delete("kept"); // the taps stay, the names go
  });
  window.addEventListener("online", () => alone(send));
  setInterval(() => alone(send), 15000);
  paint();
  alone(send);

  async function keep() {
    const cache = await caches.open("kept");
    const parts = [...document.querySelectorAll("link[rel=stylesheet],link[rel=icon],script[src]")].map((one) => one.href || one.src);
    for (const url of [location.href, ...parts]) {
      const answer = await fetch(url);
      if (answer.ok && !answer.redirected) {
        const headers = new Headers(answer.headers);
        headers.set("X-Kept", Date.now());
        await cache.put(url, new Response(await answer.blob(), { headers }));
      }
    }
    const held = navigator.serviceWorker;
    if (!held.controller) await new Promise((go) => { held.addEventListener("controllerchange", go, { once: true }); });
    document.documentElement.dataset.offline = "ready";
  }
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/offline-worker.js", { scope: first.dataset.taps }).then(keep).catch(() => {});
  }
})();
