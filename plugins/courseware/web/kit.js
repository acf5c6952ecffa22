// What an assignment's scripts know of it, read once for a page.

const kits = new Map();

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

// Rejects when the file cannot be had: the page stays as it is without scripts.
export function loadKit(element) {
  const { href } = new URL(element.dataset.kit, location.href);
  if (!kits.has(href)) kits.set(href, read(href));
  kits.get(href).catch(() => kits.delete(href));
  return kits.get(href);
}
