// One order: its state machine, timeline, attempts, and what can be done.

import {attribute, between, byId, clock, length, make, now, since, text, tick} from './dom.js';
import {outcomeKind, outcomeWord} from './lists.js';
import {machine} from './machine.js';

const MARKS = {done: '✓', failed: '✗', now: '●'};
let drawn = '';

export function forgetOrder(id) {
  drawn = '';
  text(byId('order-title'), `Order ${id}`);
  text(byId('order-line'), 'Reading its history …');
  byId('order-trouble').replaceChildren();
  byId('order-body').hidden = true;
}

function line(order) {
  const words = [order.id, order.status];
  if (order.robot) words.push(`${{made: 'by', working: 'with'}[order.status] ?? 'last with'} ${order.robot}`);
  if (order.ended) words.push(`after ${between(order.due ?? order.started, order.ended, true)}`);
  return words;
}

function head(shown) {
  const order = shown.order;
  text(byId('order-title'), order.smoothie || `Order ${order.id}`);
  const parts = line(order);
  const badge = make('span', {class: `badge status-${order.status}`}, parts[1]);
  const more = [make('code', {}, parts[0]), badge, ...parts.slice(2).map(part => make('span', {}, part)),
    make('span', {}, `placed ${clock(order.started)}`)];
  if (shown.web_ui) {
    more.push(make('a', {href: shown.web_ui, rel: 'noreferrer noopener', target: '_blank'}, 'Temporal’s Web UI ↗'));
  }
  byId('order-line').replaceChildren(...more);
}

function troubles(shown) {
  const order = shown.order;
  const said = [];
  if (shown.trouble) said.push(['trouble', shown.trouble + (order ? ' Below is what it said last.' : '')]);
  if (shown.table_trouble) said.push(['trouble', `The table cannot be read: ${shown.table_trouble}`]);
  if (order?.failure?.message) said.push(['why bad', order.failure.message + (order.failure.type ? ` (${order.failure.type})` : '')]);
  if (order?.waits_for) said.push(['why', `${order.waits_for.words.charAt(0).toUpperCase()}${order.waits_for.words.slice(1)}.`]);
  byId('order-trouble').replaceChildren(...said.map(([kind, words]) => make('p', {class: kind}, words)));
}

function fill(id, items, card) {
  byId(id).replaceChildren(...items);
  if (card) byId(card).hidden = items.length === 0;
}

function visit(one) {
  const took = make('span', {class: 'aside'});
  if (one.ended) text(took, between(one.started, one.ended, true));
  else tick(took, () => text(took, since(one.started)));
  const notes = [one.robot, one.tries > 1 ? `tried ${one.tries} times` : '', one.note].filter(Boolean).join(' · ');
  return make('li', {class: one.state}, make('span', {class: 'mark'}, MARKS[one.state]), make('strong', {}, one.stage),
    make('span', {class: 'time'}, clock(one.started)), took, ...(notes ? [make('span', {class: 'note'}, notes)] : []));
}

function attempt(one) {
  const kind = outcomeKind(one.outcome);
  const notes = [one.ended ? `${between(one.started, one.ended, true)}` : '', one.percent === undefined ? '' : `${one.percent} %`, one.note,
    one.reason, one.extra_answers ? `answered ${one.extra_answers} more` : ''].filter(Boolean).join(' · ');
  return make('li', {}, make('span', {class: `mark ${kind}`}, `${one.claim}`), make('strong', {}, one.robot),
    make('span', {class: 'aside'}, one.outcome === 'working' ? 'at work' : outcomeWord(one.outcome)), make('span', {class: 'note'}, notes));
}

function ignored(answer) {
  return make('li', {}, make('span', {class: 'mark'}, answer.success ? '✓' : '✗'), make('strong', {}, answer.robot ?? 'unreadable'),
    make('span', {class: 'aside'}, clock(answer.at)), make('span', {class: 'note'}, [answer.reason, answer.ignored].filter(Boolean).join(' · ')));
}

function asked(order) {
  const request = order.request;
  const rows = [['Start-to-close', length(request.start_to_close)], ['Limit', length(request.limit)],
    ['Queue timeout', length(request.queue_timeout)], ['Priority', request.priority], ['Attempts', request.attempts],
    ['Needs', [...request.needs, ...(request.robot ? [request.robot] : [])].join(', ')],
    ['Params', request.params && JSON.stringify(request.params)], ['Result', order.result && JSON.stringify(order.result)],
    ['Workflow', order.workflow_id]];
  return rows.filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, `${value}`)));
}

/** Draws again only what has changed: the focus and a selection stay. */
export function drawOrder(shown) {
  const {at, ...rest} = shown;
  const state = JSON.stringify(rest);
  if (state === drawn) return;
  const before = drawn === '' ? null : JSON.parse(drawn).order;
  drawn = state;
  troubles(shown);
  const order = shown.order;
  byId('order-body').hidden = !order;
  if (!order) {
    text(byId('order-line'), '');
    return;
  }
  if (before && JSON.stringify(before) === JSON.stringify(order)) return;
  head(shown);
  byId('machine').replaceChildren(machine(order));
  fill('advice', order.advice.map(words => make('li', {}, words)), 'advice-card');
  fill('path', order.path.map(visit));
  fill('attempts', order.attempts.map(attempt), 'attempts-card');
  fill('ignored', order.answers.filter(answer => answer.ignored !== undefined).map(ignored), 'ignored-card');
  fill('asked', asked(order));
  attribute(byId('order'), 'data-status', order.status);
}
