// An order's state machine as a picture, with the path that it took.

import {clock, length, now, svg, tick} from './dom.js';

const W = 164;
const H = 46;
const PLACES = {
  GetRobot: [16, 12], SetRobotWorking: [16, 96], TellRobotOrder: [16, 180], SetRobotFinished: [16, 300],
  StateMachineFinish: [16, 384], SetRobotBroken: [226, 240], StateMachineFailed: [226, 384],
};
const mid = stage => PLACES[stage][0] + W / 2;
const low = stage => PLACES[stage][1] + H;
const top = stage => PLACES[stage][1];
const right = stage => PLACES[stage][0] + W;
const down = (from, to) => `M${mid(from)} ${low(from)}V${top(to) - 4}`;

/** The ways that the machine always has. */
const EDGES = {
  'GetRobot>SetRobotWorking': down('GetRobot', 'SetRobotWorking'),
  'SetRobotWorking>TellRobotOrder': down('SetRobotWorking', 'TellRobotOrder'),
  'TellRobotOrder>SetRobotFinished': down('TellRobotOrder', 'SetRobotFinished'),
  'SetRobotFinished>StateMachineFinish': down('SetRobotFinished', 'StateMachineFinish'),
  'TellRobotOrder>SetRobotBroken': `M${right('TellRobotOrder')} 203H286Q296 203 296 213V236`,
  'SetRobotBroken>StateMachineFailed': `M326 ${low('SetRobotBroken')}V380`,
  'SetRobotBroken>GetRobot': `M346 240V45Q346 35 336 35H${right('GetRobot') + 4}`,
  'GetRobot>StateMachineFailed': `M${right('GetRobot')} 24H386Q396 24 396 34V407H390`,
};

/** Ways that are drawn only when an order has taken them: around what lies between. */
function otherWay(from, to) {
  const [x1, y1] = [right(from), top(from) + H / 2 + 8];
  const [x2, y2] = to === 'StateMachineFailed' ? [PLACES[to][0] - 4, top(to) + H / 2] : [right(to) + 4, top(to) + H / 2 + 6];
  const bend = Math.max(x1, x2) + 34;
  return `M${x1} ${y1}C${bend} ${y1} ${to === 'StateMachineFailed' ? x2 - 40 : bend} ${y2} ${x2} ${y2}`;
}

/** How often each way was taken, by `from>to`. */
function ways(path) {
  const taken = new Map();
  for (let i = 1; i < path.length; i++) {
    const way = `${path[i - 1].stage}>${path[i].stage}`;
    if (path[i - 1].stage !== path[i].stage) taken.set(way, (taken.get(way) ?? 0) + 1);
  }
  return taken;
}

const isBad = way => /SetRobotBroken$|StateMachineFailed$/.test(way);

function edge(way, times) {
  const kind = times === 0 ? 'way' : isBad(way) ? 'way bad' : 'way good';
  const tip = times === 0 ? 'tip' : isBad(way) ? 'tip-bad' : 'tip-good';
  return svg('path', {d: EDGES[way] ?? otherWay(...way.split('>')), class: kind, 'marker-end': `url(#${tip})`, 'data-way': way});
}

function tip(id) {
  return svg('marker', {id, class: id, viewBox: '0 0 8 8', refX: 5, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse'},
    svg('path', {d: 'M0 0 8 4 0 8z'}));
}

function words(x, y, kind, content) {
  const element = svg('text', {x, y, class: kind});
  element.textContent = content;
  return element;
}

function box(stage, visits, waits) {
  const [x, y] = PLACES[stage];
  const last = visits[visits.length - 1];
  const group = svg('g', {class: `stage ${last?.state ?? 'untaken'}`, 'data-stage': stage});
  group.append(svg('rect', {x, y, width: W, height: H, rx: 10}), words(x + W / 2, y + (last ? 20 : 28), 'name', stage));
  const under = words(x + W / 2, y + 36, 'under', '');
  group.append(under);
  if (last) {
    tick(under, () => {
      const until = last.state === 'now' && waits?.until ? Date.parse(waits.until) : null;
      const took = ((last.ended ? Date.parse(last.ended) : now()) - Date.parse(last.started)) / 1000;
      const left = until === null ? null : (until - now()) / 1000;
      const mark = {done: '✓', failed: '✗', now: '●'}[last.state];
      under.textContent = left === null ? `${mark} ${last.robot ?? ''} ${length(took, true)}`.replace(/ +/g, ' ')
        : left > 0 ? `${length(left)} left${left < 3600 ? `, until ${clock(waits.until)}` : ''}` : `overdue since ${clock(waits.until)}`;
      if (under.textContent.length > 28) under.textContent = under.textContent.slice(0, 27) + '…';
    });
  }
  if (visits.length > 1) {
    group.append(svg('circle', {cx: x + W - 4, cy: y + 2, r: 13, class: 'loops'}), words(x + W - 4, y + 6.5, 'times', `×${visits.length}`));
  }
  return group;
}

const MARKS = {done: 'done', failed: 'failed', now: 'the order is here'};

/** The picture; its label says the path in words. */
export function machine(order) {
  const path = order.path;
  const taken = ways(path);
  const all = new Set([...Object.keys(EDGES), ...taken.keys()]);
  const sorted = [...all].sort((a, b) => (taken.get(a) ?? 0) - (taken.get(b) ?? 0));
  const said = path.map(visit => `${visit.stage}, ${MARKS[visit.state]}`).join('; ');
  return svg('svg', {viewBox: '0 0 412 442', role: 'img', 'aria-label': `The path so far: ${said}`},
    svg('defs', {}, tip('tip'), tip('tip-good'), tip('tip-bad')),
    ...sorted.map(way => edge(way, taken.get(way) ?? 0)),
    words(338, 140, 'hint', 'next attempt'),
    ...Object.keys(PLACES).map(stage => box(stage, path.filter(visit => visit.stage === stage), order.waits_for)));
}
