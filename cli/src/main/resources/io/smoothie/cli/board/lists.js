// Robots, queue, endings, dead letters, gateways, messages.

import {attribute, between, byId, clock, counted, keyed, length, make, now, orderLink, since, text, tick} from './dom.js';

const WORDS = {
  ONLINE: 'free', WORKING: 'working', BROKEN: 'broken', OFFLINE: 'offline', DRAINING: 'draining',
  OUT_OF_SERVICE: 'out of service',
};

function none(id, items) {
  byId(id).hidden = items.length > 0;
}

function link(element, id) {
  attribute(element, 'href', id === undefined ? null : orderLink(id));
  attribute(element, 'data-order', id === undefined ? null : id);
}

export function drawFigures(snapshot) {
  const by = snapshot.robots.by_status;
  const hour = snapshot.last_hour;
  const sum = what => hour.reduce((all, minute) => all + minute[what], 0);
  const figures = [
    ['working', 'at work', (by.WORKING ?? 0) + (by.DRAINING ?? 0), `of ${counted(snapshot.robots.total, 'robot')}`, 'now'],
    ['waiting', 'waiting', snapshot.queue.length, snapshot.queue.oldest ? `longest ${since(snapshot.queue.oldest)}` : 'in the queue', ''],
    ['made', 'made', sum('made'), 'in the last hour', 'good'],
    ['failed', 'failed attempts', sum('failed'), 'in the last hour', sum('failed') ? 'bad' : ''],
    ['broken', 'broken', by.BROKEN ?? 0, counted(by.ONLINE ?? 0, 'robot') + ' free', by.BROKEN ? 'bad' : ''],
  ];
  keyed(byId('figures'), figures, figure => figure[0],
    () => make('p', {class: 'figure'}, make('strong'), make('span', {class: 'what'}), make('span', {class: 'more'})),
    (element, [, what, number, more, kind]) => {
      attribute(element, 'class', `figure ${kind}`);
      const [figure, word, note] = element.children;
      text(figure, number.toLocaleString('en'));
      text(word, what);
      text(note, more);
    });
}

function newRobot() {
  return make('li', {class: 'tile'},
    make('p', {class: 'tile-head'}, make('strong', {class: 'name'}), make('span', {class: 'badge'})),
    make('p', {class: 'tile-order'}, make('a'), make('span', {class: 'left'})),
    make('progress', {max: '100'}),
    make('p', {class: 'tile-why'}));
}

function drawRobot(tile, robot) {
  const [head, order, bar, why] = tile.children;
  attribute(tile, 'data-status', robot.status);
  text(head.firstChild, robot.name);
  attribute(head.firstChild, 'title', robot.name);
  text(head.lastChild, WORDS[robot.status]);
  link(order.firstChild, robot.order);
  text(order.firstChild, robot.order === undefined ? '' : robot.smoothie ?? robot.order);
  attribute(order.firstChild, 'title', robot.order === undefined ? '' : `Order ${robot.order}`);
  text(why, robot.why);
  why.hidden = robot.why === '';
  tick(tile, () => {
    const deadline = robot.deadline === undefined ? null : Date.parse(robot.deadline);
    const left = deadline === null ? null : (deadline - now()) / 1000;
    text(order.lastChild,
      left === null ? `for ${since(robot.since)}`
        : left > 0 ? `${length(left)} left` : `overdue by ${length(-left)}`);
    attribute(order.lastChild, 'data-late', left !== null && left <= 0 ? 'yes' : null);
    const share = robot.percent ?? (deadline === null ? null
      : 100 * (now() - Date.parse(robot.started)) / (deadline - Date.parse(robot.started)));
    bar.hidden = share === null;
    attribute(bar, 'class', robot.percent === undefined ? 'time' : 'said');
    attribute(bar, 'aria-label', robot.percent === undefined ? 'Time used' : 'Made so far');
    if (share !== null) bar.value = Math.min(100, Math.max(0, share));
  });
}

export function drawRobots(robots) {
  const hidden = robots.total - robots.shown.length;
  text(byId('robots-count'), hidden > 0 ? `${robots.shown.length} of ${robots.total.toLocaleString('en')}` : `${robots.total}`);
  keyed(byId('robots'), robots.shown, robot => robot.name, newRobot, drawRobot);
  none('robots-none', robots.shown);
}

export function drawQueue(queue) {
  const hidden = queue.length - queue.first.length;
  text(byId('queue-count'), hidden > 0 ? `first ${queue.first.length} of ${queue.length.toLocaleString('en')}` : `${queue.length}`);
  keyed(byId('queue'), queue.first, order => order.order,
    () => make('li', {}, make('span', {class: 'place'}), make('a'), make('span', {class: 'aside'}), make('span', {class: 'note'})),
    (row, order) => {
      const [place, name, aside, note] = row.children;
      text(place, `${order.place}`);
      link(name, order.order);
      text(name, order.smoothie ?? order.order);
      attribute(name, 'title', `Order ${order.order}`);
      tick(row, () => text(aside, since(order.waiting_since)));
      const needs = [...order.needs, ...(order.robot ? [order.robot] : [])].join(', ');
      text(note, [order.priority === 3 ? '' : `priority ${order.priority}`, needs && `needs ${needs}`, order.why].filter(Boolean).join(' · '));
      note.hidden = note.textContent === '';
    });
  none('queue-none', queue.first);
}

const OUTCOMES = {
  succeeded: 'made', timed_out: 'timed out', failed: 'failed', unheard: 'unheard', refused: 'refused',
  not_sent: 'not sent', released: 'released',
};
const FAILED = new Set(['timed_out', 'failed', 'unheard', 'refused']);
export const outcomeWord = outcome => OUTCOMES[outcome] ?? outcome;
export const outcomeKind = outcome => outcome === 'succeeded' ? 'good' : FAILED.has(outcome) ? 'bad' : '';

const ENDS = {made: ['✓', 'good'], failed: ['✗', 'bad'], cancelled: ['–', '']};

export function drawEndings(endings) {
  keyed(byId('endings'), endings, ended => `${ended.order} ${ended.ended}`,
    () => make('li', {}, make('span', {class: 'mark'}), make('a'), make('span', {class: 'aside'}), make('span', {class: 'note'})),
    (row, ended) => {
      const [mark, name, aside, note] = row.children;
      const [sign, kind] = ENDS[ended.outcome];
      attribute(mark, 'class', `mark ${kind}`);
      text(mark, sign);
      link(name, ended.order);
      text(name, ended.smoothie || ended.order);
      attribute(name, 'title', `Order ${ended.order}`);
      tick(row, () => text(aside, `${since(ended.ended)} ago`));
      text(note, ended.outcome === 'made' ? `made by ${ended.robot} in ${between(ended.due, ended.ended, true)}`
        : ended.message ?? ended.outcome);
    });
  none('endings-none', endings);
}

export function drawGateways(gateways) {
  keyed(byId('gateways'), gateways, gateway => gateway.client_id,
    () => make('li', {}, make('span', {class: 'mark'}), make('strong'), make('span', {class: 'aside'})),
    (row, gateway) => {
      const [mark, name, aside] = row.children;
      attribute(mark, 'class', `mark ${gateway.listening ? 'good' : 'bad'}`);
      text(mark, gateway.listening ? '✓' : '✗');
      text(name, gateway.client_id);
      tick(row, () => text(aside, gateway.listening ? `listening for ${since(gateway.since)}` : `silent for ${since(gateway.last_seen)}`));
    });
  none('gateways-none', gateways);
}

export function drawLetters(letters) {
  text(byId('letters-count'), letters.total > letters.latest.length ? `latest ${letters.latest.length} of ${letters.total.toLocaleString('en')}` : `${letters.total}`);
  keyed(byId('letters'), letters.latest, letter => `${letter.id}`,
    () => make('li', {}, make('span', {class: 'mark bad'}, '✉'), make('code'), make('span', {class: 'aside'}), make('span', {class: 'note'})),
    (row, letter) => {
      const [, topic, aside, note] = row.children;
      text(topic, letter.topic);
      tick(row, () => text(aside, `${since(letter.at)} ago`));
      text(note, letter.reason);
    });
  none('letters-none', letters.latest);
}

const passed = [];

/** The latest message first. */
export function addMessage(message) {
  passed.unshift({...message, key: `${performance.now()} ${Math.random()}`});
  passed.length = Math.min(passed.length, 30);
  keyed(byId('messages'), passed, one => one.key,
    one => make('li', {},
      make('span', {class: 'aside'}, clock(one.at)), make('span', {class: 'direction'}, one.direction),
      make('code', {}, one.topic), make('span', {class: 'payload'}, one.payload + (one.retained ? '  (retained)' : ''))),
    () => {});
}

export function forgetMessages() {
  passed.length = 0;
  byId('messages').replaceChildren();
}
