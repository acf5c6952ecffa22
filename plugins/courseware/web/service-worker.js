// Keeps the site for times without network: one worker a site, at its root. `VERSION` and `KEPT` are filled in when the site
// is built. Pages come from the network, and from this device only where that fails or takes too long, which the page then
// says; what has its content's digest in its name never changes and comes from this device.

const VERSION = "{version}";
const KEPT = {kept}; // addresses below the site's own: every assignment, and what its pages need

const SITE = new URL("./", self.location.href);
const NAME = `courseware:${SITE.pathname}:`;
const CACHE = `${NAME}offline:${VERSION}`;
const PATIENCE = 4000; // milliseconds until a stored copy takes the place of a page that does not come
const UNCHANGING = /\/assets\/courseware\/[0-9a-f]{8}\/|\.[0-9a-f]{8}(\.min)?\.[a-z]+$/;

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CACHE);

// Only whole answers of this site, at the address that was asked for.
const isKeepable = (answer) => answer.status === 200 && answer.type === "basic" && !answer.redirected;

// Answers that are not fit to be kept leave what is there.
async function keep(request, answer) {
  if (!isKeepable(answer)) return;
  const cache = await caches.open(CACHE);
  await cache.put(request, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEPT.map((path) => {
    const url = new URL(path, SITE);
    return new Request(url, { cache: UNCHANGING.test(url.pathname) ? "default" : "no-cache" });
  }));
  for (const name of await ours()) await renew(cache, await caches.open(name));
}

// What was visited before this version came: anew, or as it was where the network fails. What is gone is forgotten.
async function renew(cache, old) {
  for (const request of await old.keys()) {
    if (UNCHANGING.test(new URL(request.url).pathname) || await cache.match(request)) continue;
    try {
      const answer = await fetch(request.url, { cache: "no-cache" });
      if (isKeepable(answer)) await cache.put(request, answer);
    } catch {
      await cache.put(request, await old.match(request));
    }
  }
}

async function activate() {
  for (const name of await ours()) await caches.delete(name);
  await self.clients.claim();
}

const stored = (request) => caches.open(CACHE).then((cache) => cache.match(request, { ignoreSearch: true, ignoreVary: true }));

// The page has a line for this, hidden until it is needed.
async function marked(answer) {
  if (!answer.headers.get("content-type")?.startsWith("text/html")) return answer;
  const text = await answer.text();
  const language = /<html[^>]* lang="([a-zA-Z-]+)"/.exec(text)?.[1] ?? "en";
  const date = new Date(answer.headers.get("date") ?? NaN);
  const time = Number.isNaN(date.getTime()) ? "" : date.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  const shown = text.replace(/(<p class="cw-stored"[^>]*) hidden="hidden"([^]*?)\{time\}/, (_, before, between) => `${before}${between}${time}`);
  return new Response(shown, { status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
}

async function unchanging(request) {
  const found = await stored(request);
  if (found) return found;
  const answer = await fetch(request);
  await keep(request, answer.clone());
  return answer;
}

async function fresh(event) {
  const { request } = event;
  const found = await stored(request);
  const asked = fetch(request, { cache: "no-cache" }); // the browser's own cache would not say that it is old
  event.waitUntil(asked.then((answer) => keep(request, answer.clone())).catch(() => {}));
  if (!found) return asked;
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const answer = await Promise.race([asked.catch(() => null), late]);
  return answer && answer.status < 500 ? answer : marked(found);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", ({ data }) => { if (data === "take over") self.skipWaiting(); });
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { href, pathname } = new URL(request.url);
  if (request.method !== "GET" || !href.startsWith(SITE.href) || request.headers.has("range")) return;
  event.respondWith(UNCHANGING.test(pathname) ? unchanging(request) : fresh(event));
});
