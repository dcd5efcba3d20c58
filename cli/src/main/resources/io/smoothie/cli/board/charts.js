// Two small charts of the last hour.

import {byId, clock, length, make, svg, text} from './dom.js';

const W = 360;
const H = 90;

// The picture is stretched to the card's width, which no letter should be: the labels stand below it.
function draw(id, label, ...children) {
  byId(id).replaceChildren(
    svg('svg', {viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': label, preserveAspectRatio: 'none'},
      svg('line', {x1: 0, x2: W, y1: H, y2: H, class: 'axis'}), ...children),
    make('p', {class: 'ends', 'aria-hidden': 'true'}, make('span', {}, '1 h ago'), make('span', {}, 'now')));
}

function titled(element, words) {
  const title = svg('title');
  title.textContent = words;
  element.append(title);
  return element;
}

const bar = (x, width, height, y, kind, title) =>
  titled(svg('rect', {x, y: y - height, width, height, class: kind}), title);

export function drawRate(minutes) {
  const made = minutes.reduce((sum, m) => sum + m.made, 0);
  const most = Math.max(4, ...minutes.map(m => m.made + m.failed));
  const step = W / 60;
  const bars = minutes.flatMap((m, i) => {
    const up = m.made / most * (H - 6);
    const failed = m.failed / most * (H - 6);
    const title = `${clock(m.at)}: ${m.made} made, ${m.failed} failed`;
    return [
      m.made ? bar(i * step + 0.5, step - 1, up, H, 'made', title) : null,
      m.failed ? bar(i * step + 0.5, step - 1, failed, H - up, 'failed', title) : null,
    ].filter(Boolean);
  });
  const words = `${made.toLocaleString('en')} in the last hour, at most ${Math.max(0, ...minutes.map(m => m.made))} in a minute`;
  draw('rate', words, ...bars);
  text(byId('rate-note'), `${made.toLocaleString('en')} in the last hour`);
}

export function drawTimes(minutes) {
  const known = minutes.map((m, i) => ({...m, x: (i + 0.5) * W / 60})).filter(m => m.mean_make_time !== undefined);
  if (known.length === 0) {
    draw('times', 'Nothing was made in the last hour');
    text(byId('times-note'), 'nothing made in the last hour');
    return;
  }
  const most = Math.max(...known.map(m => m.slowest_make_time), 0.1);
  const y = seconds => H - seconds / most * (H - 10);
  const marks = known.flatMap(m => {
    const at = y(m.mean_make_time);
    const mean = titled(svg('path', {d: `M${m.x} ${at}h0`, class: 'mean'}),
      `${clock(m.at)}: ${length(m.mean_make_time, true)} in the mean, the slowest ${length(m.slowest_make_time, true)}`);
    return [svg('line', {x1: m.x, x2: m.x, y1: at, y2: y(m.slowest_make_time), class: 'spread'}), mean];
  });
  const last = known[known.length - 1];
  const words = `${length(last.mean_make_time, true)} in the mean lately; the slowest of the hour took ${length(most, true)}`;
  const line = svg('polyline', {points: known.map(m => `${m.x},${y(m.mean_make_time)}`).join(' '), class: 'line'});
  draw('times', words, line, ...marks);
  text(byId('times-note'), `${length(last.mean_make_time, true)} lately, slowest ${length(most, true)}`);
}
