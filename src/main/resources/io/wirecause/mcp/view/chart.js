// A graph over time: drag to zoom, shift and drag or arrow keys to move, wheel to zoom, double click or 0 for all of it.

const charts = new Set();

function chartWidth(host) {
  return Math.max(280, host.clientWidth);
}

function axis(values, size) {
  return {
    stroke: () => colour('quiet'), grid: {stroke: () => colour('grid'), width: 1}, ticks: {stroke: () => colour('grid'), width: 1},
    font: '12px system-ui, sans-serif', size: size, values: (u, splits) => values(splits), gap: 4,
  };
}

/** Moves the visible part of all graphs that share a time axis. */
function showTime(group, from, to) {
  const span = Math.max(to - from, group.span / 1e6);
  const least = Math.max(group.from, Math.min(from, group.from + group.span - span));
  const most = Math.min(group.from + group.span, least + span);
  group.visible = [least, most];
  for (const chart of group.charts) {
    chart.setScale('x', {min: least, max: most});
  }
}

function zoomTime(group, factor, at) {
  const [from, to] = group.visible;
  const middle = at === undefined ? (from + to) / 2 : at;
  showTime(group, middle - (middle - from) * factor, middle + (to - middle) * factor);
}

function moveTime(group, share) {
  const [from, to] = group.visible;
  showTime(group, from + (to - from) * share, to + (to - from) * share);
}

/** Graphs that show the same time, from a start over a span of seconds. */
function timeGroup(from, span) {
  const pad = span > 0 ? span * 0.008 : 0.001;
  return {length: span, from: from - pad, span: (span || 0) + 2 * pad, visible: [from - pad, from + (span || 0) + pad], charts: new Set(),
    key: 'g' + charts.size + Math.round(span * 1e6)};
}

/** The keys of a graph; those that it does not know are handed on. */
function chartKeys(group, more) {
  const known = {
    '+': () => zoomTime(group, 0.5), '=': () => zoomTime(group, 0.5), '-': () => zoomTime(group, 2),
    '0': () => showTime(group, group.from, group.from + group.span),
    Home: () => showTime(group, group.from, group.from + group.visible[1] - group.visible[0]),
    End: () => showTime(group, group.from + group.span - (group.visible[1] - group.visible[0]), group.from + group.span),
    PageUp: () => moveTime(group, -0.8), PageDown: () => moveTime(group, 0.8),
  };
  return (event) => {
    const act = (more || {})[event.key] || known[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act();
    }
  };
}

function attachWheel(u, group) {
  u.over.addEventListener('wheel', (event) => {
    // Without a key the wheel moves the page, as everywhere.
    if (event.ctrlKey || event.shiftKey) {
      event.preventDefault();
      zoomTime(group, event.deltaY > 0 ? 1.25 : 0.8, u.posToVal(event.offsetX, 'x'));
    }
  }, {passive: false});
  u.over.addEventListener('pointerdown', (event) => {
    if (event.shiftKey) {
      const x = event.clientX;
      const [from, to] = group.visible;
      const perPixel = (to - from) / u.over.clientWidth;
      const move = (e) => showTime(group, from - (e.clientX - x) * perPixel, to - (e.clientX - x) * perPixel);
      const end = () => {
        removeEventListener('pointermove', move);
        removeEventListener('pointerup', end);
      };
      addEventListener('pointermove', move);
      addEventListener('pointerup', end);
      event.stopImmediatePropagation();
    }
  }, true);
  u.over.addEventListener('dblclick', () => showTime(group, group.from, group.from + group.span));
}

/**
 * Draws a graph into an element.
 *
 * spec: label for screen readers, height, data and series of uPlot, y labels, range of y, hooks, keys, legend
 */
function chart(host, group, spec) {
  const frame = el('div', {class: 'chart', tabindex: '0', role: 'application', 'aria-roledescription': 'graph',
    'aria-label': spec.label, onkeydown: chartKeys(group, spec.keys)});
  host.append(frame);
  let u = null;
  const options = {
    width: chartWidth(host), height: spec.height, padding: [10, 26, 0, 0],
    legend: {show: false}, ms: 1,
    cursor: {drag: {x: true, y: false, setScale: false}, y: false, sync: {key: group.key}, points: spec.noPoints ? {show: false} : {}},
    scales: {x: {time: false, range: () => group.visible}, y: {range: spec.range}},
    axes: [Object.assign(axis(timeLabels, 34), spec.noTime ? {show: false} : {}), axis(spec.yLabels, 78)],
    series: [{label: 'time'}].concat(spec.series),
    hooks: Object.assign({}, spec.hooks, {
      setSelect: [(self) => {
        if (self.select.width > 3) {
          showTime(group, self.posToVal(self.select.left, 'x'), self.posToVal(self.select.left + self.select.width, 'x'));
        }
        self.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
      }],
    }),
  };
  u = new uPlot(options, spec.data, frame);
  for (const canvas of frame.querySelectorAll('canvas')) {
    canvas.setAttribute('aria-hidden', 'true');
  }
  group.charts.add(u);
  charts.add({u: u, host: host});
  attachWheel(u, group);
  return u;
}

/** Draws all anew, where the window or the colours have changed. */
function redrawCharts() {
  for (const one of charts) {
    if (!one.host.isConnected) {
      charts.delete(one);
    } else if (one.host.clientWidth > 0) {
      one.u.setSize({width: chartWidth(one.host), height: one.u.height});
    }
  }
}

/** A line beside the pointer that says what is there. */
function tip(u) {
  const box = el('div', {class: 'tip', 'aria-hidden': 'true'});
  box.hidden = true;
  u.over.append(box);
  return {
    show(lines, left, top) {
      box.replaceChildren(...lines.map((line) => el('div', {}, line)));
      box.hidden = false;
      const right = left > u.over.clientWidth / 2;
      box.style.left = right ? 'auto' : left + 14 + 'px';
      box.style.right = right ? u.over.clientWidth - left + 14 + 'px' : 'auto';
      box.style.top = Math.max(0, Math.min(top - 10, u.over.clientHeight - box.offsetHeight)) + 'px';
    },
    hide() {
      box.hidden = true;
    },
  };
}

/** What the colours of a graph mean. */
function legend(items) {
  return el('ul', {class: 'legend'}, items.map(([name, text, shape]) => {
    const mark = el('span', {class: 'mark ' + (shape || 'line'), 'aria-hidden': 'true'});
    mark.style.setProperty('--mark', 'var(--' + name + ')');
    return el('li', {}, mark, text);
  }));
}
