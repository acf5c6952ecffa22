// Registers the service worker, which keeps the course for times without network, and says when a newer course is there.

import { button, make } from "./elements.js";

let begun = false;

function offerReload(registration, words) {
  const { waiting } = registration;
  if (!waiting || document.querySelector(".cw-updated")) return;
  // The open page goes on with its own scripts until the reader wants the new ones.
  const load = button(words.reload, () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  });
  const said = make("span", {}, words.updated);
  document.querySelector("article")?.prepend(make("div", { class: "cw-notice cw-updated cw-live", role: "status" }, said, load));
}

// Once a visit. Browsers have no workers on pages that are not served securely: there everything needs the network.
export async function keepOffline(words) {
  const { worker, root } = document.getElementById("courseware-languages")?.dataset ?? {};
  if (begun || !root || !navigator.serviceWorker) return;
  begun = true;
  const site = new URL(root, location.href);
  try {
    if (!worker) {
      // `mkdocs serve` shows what is being written: a worker that was left by a built site must not answer for it.
      const left = await navigator.serviceWorker.getRegistration(site);
      if (left?.scope === site.href) await left.unregister();
      return;
    }
    const registration = await navigator.serviceWorker.register(new URL(worker, location.href), { scope: site.pathname, updateViaCache: "none" });
    if (navigator.serviceWorker.controller) offerReload(registration, words);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        if (installing.state === "installed" && navigator.serviceWorker.controller) offerReload(registration, words);
      });
    });
  } catch { /* without a worker the page is as it was */ }
}
