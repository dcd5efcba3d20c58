// The page: which part is shown, and what is said when something is away.

import {byId, clock, clockIs, counted, make, since, text, tick} from './dom.js';
import {drawRate, drawTimes} from './charts.js';
import {addMessage, drawEndings, drawFigures, drawGateways, drawLetters, drawQueue, drawRobots, forgetMessages} from './lists.js';
import {drawOrder, forgetOrder} from './order.js';
import {listen} from './stream.js';

let last = null;
let connected = null;
let brokenBefore = null;
let spoken = 0;
let openedFrom = null;

const opened = () => {
  const match = /^#order=(.+)$/.exec(location.hash);
  try {
    return match ? decodeURIComponent(match[1]) : null;
  } catch {
    return null;
  }
};

/** Says something to a screen reader, seldom: figures that change all the time would drown it. */
function say(words) {
  if (Date.now() - spoken > 5_000) {
    spoken = Date.now();
    text(byId('said'), words);
  }
}

function drawTroubles() {
  const said = [];
  const away = (name, part) => {
    if (part?.away_since) said.push(`${name} does not answer since ${clock(part.away_since)}: ${part.trouble}`);
  };
  if (connected === false) said.push(`The board’s server does not answer since ${clock(lost)}. Below is what it said last; the page tries again by itself.`);
  away('Temporal', last?.temporal);
  away('The table', last?.table);
  if (last?.no_gateway) said.push(`No robot is told meanwhile: ${last.no_gateway}`);
  const list = byId('troubles');
  if ([...list.children].map(child => child.textContent).join('\n') !== said.join('\n')) {
    list.replaceChildren(...said.map(words => make('p', {class: 'trouble'}, words)));
  }
  document.body.dataset.stale = connected === false || last?.table.away_since ? 'yes' : 'no';
}

let lost = null;

function setConnected(state) {
  if (!state && connected !== false) lost = new Date().toISOString();
  if (state && connected === false) say('The board’s server answers again.');
  connected = state;
  drawTroubles();
}

function drawSnapshot(snapshot) {
  last = snapshot;
  if (!snapshot.table.away_since) clockIs(snapshot.at);
  drawTroubles();
  drawFigures(snapshot);
  drawRobots(snapshot.robots);
  drawQueue(snapshot.queue);
  drawEndings(snapshot.endings);
  drawRate(snapshot.last_hour);
  drawTimes(snapshot.last_hour);
  drawGateways(snapshot.gateways);
  drawLetters(snapshot.dead_letters);
  const broken = snapshot.robots.by_status.BROKEN ?? 0;
  if (brokenBefore !== null && broken > brokenBefore) say(`${counted(broken, 'robot')} BROKEN.`);
  brokenBefore = broken;
}

const stream = listen({
  hello(hello) {
    byId('messages-card').hidden = !hello.messages;
    forgetMessages();
  },
  snapshot: drawSnapshot,
  tick(beat) {
    if (last && !last.table.away_since) clockIs(beat.at);
  },
  order(shown) {
    if (shown.id === opened()?.replace(/^smoothie-/, '')) drawOrder(shown);
  },
  'message-passed': addMessage,
}, setConnected);

tick(byId('live-text'), () => {
  const stale = document.body.dataset.stale === 'yes';
  text(byId('live-text'), connected === null ? 'connecting …' : stale ? `as of ${last ? clock(last.at) : '–'}` : `live, ${clock(new Date().toISOString())}`);
});

function route() {
  const id = opened();
  byId('board').hidden = id !== null;
  byId('order').hidden = id === null;
  document.title = id === null ? 'Smoothie' : `Order ${id} – Smoothie`;
  stream.order(id);
  if (id !== null) {
    openedFrom = document.activeElement?.closest('a[data-order]') ?? openedFrom;
    forgetOrder(id);
    scrollTo(0, 0);
    byId('order-title').focus();
  } else if (openedFrom) {
    // To the link that opened it, or to one of the same order: its list may have moved on.
    const same = openedFrom.isConnected ? openedFrom : document.querySelector(`a[data-order="${CSS.escape(openedFrom.dataset.order)}"]`);
    (same ?? byId('content')).focus();
    openedFrom = null;
  }
}

byId('find').addEventListener('submit', event => {
  event.preventDefault();
  const id = byId('find-id').value.trim();
  if (id) location.hash = `order=${encodeURIComponent(id)}`;
});
for (const id of ['home', 'back']) {
  byId(id).addEventListener('click', event => {
    event.preventDefault();
    if (location.hash) location.hash = '';
  });
}
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  byId('content').focus();
});
addEventListener('keydown', event => {
  if (event.key === 'Escape' && opened() !== null) location.hash = '';
});
addEventListener('hashchange', route);
if (opened() !== null) route();
