/* Opens a page that was seen before when there is no network. Only pages that say for how long (X-Keep-Hours) are kept, and what they are
   made of; an answer that one is logged out, or that the page is gone, takes the kept copy away. */
"use strict";
const NAME = "kept", HOUR = 3600000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) event.respondWith(newest(request));
});

async function newest(request) {
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await put(cache, request, answer.clone());
    if (answer.redirected || answer.type === "opaqueredirect" || [401, 403, 404, 410].includes(answer.status)) await cache.delete(request.url);
    return answer;
  } catch (gone) {
    const kept = await cache.match(request.url, { ignoreVary: true });
    if (kept && Date.now() - Number(kept.headers.get("X-Kept")) < hours(kept) * HOUR) return kept;
    throw gone;
  }
}

function hours(answer) {
  const page = (answer.headers.get("Content-Type") || "").startsWith("text/html");
  return Number(answer.headers.get("X-Keep-Hours") || (page ? 0 : 24 * 30));
}

async function put(cache, request, answer) {
  if (!hours(answer)) return;
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", Date.now());
  await cache.put(request.url, new Response(await answer.blob(), { headers }));
}
