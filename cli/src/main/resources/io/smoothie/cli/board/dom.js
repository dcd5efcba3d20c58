// What every part of the page draws with. All text from outside goes in by textContent.

export const byId = id => document.getElementById(id);

/** An element: `make('a', {class: 'x', href: '#'}, 'text', child)`. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Writes only what has changed: a reader and a selection stay where they are. */
export function text(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export function attribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Has `list` hold one element for each item, in order. An item's element stays the same from one
 * update to the next, and so does the focus in it.
 */
export function keyed(list, items, keyOf, create, update) {
  const old = new Map([...list.children].map(child => [child.dataset.key, child]));
  let at = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let element = old.get(key);
    if (element) old.delete(key);
    else {
      element = create(item);
      element.dataset.key = key;
    }
    update(element, item);
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
  old.forEach(element => element.remove());
}

let ahead = 0;

/** The table's clock, as the last snapshot had it. */
export const now = () => Date.now() + ahead;
export function clockIs(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** A length in seconds in words: `4.2 s`, `3 min 20 s`, `2 h`. */
export function length(seconds, exact = false) {
  const s = Math.max(0, seconds);
  if (exact && s < 10) return `${s.toFixed(1)} s`;
  if (s < 100) return `${Math.round(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min${exact ? ` ${Math.floor(s % 60)} s` : ''}`;
  const [big, small] = s < 86400 ? ['h', 'min'] : ['d', 'h'];
  const unit = s < 86400 ? 3600 : 86400;
  const rest = Math.floor(s % unit / (s < 86400 ? 60 : 3600));
  return `${Math.floor(s / unit)} ${big}${rest ? ` ${rest} ${small}` : ''}`;
}

export const between = (from, to, exact) => length((Date.parse(to) - Date.parse(from)) / 1000, exact);
export const since = iso => length((now() - Date.parse(iso)) / 1000);
export const clock = iso => new Date(iso).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});

const ticking = new Set();

/** Calls `draw` now and each half second while `element` is on the page. */
export function tick(element, draw) {
  element.draw = draw;
  draw();
  ticking.add(element);
}

setInterval(() => {
  for (const element of ticking) {
    if (element.isConnected) element.draw();
    else ticking.delete(element);
  }
}, 500);

export const orderLink = id => `#order=${encodeURIComponent(id)}`;
export const counted = (n, one) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;
