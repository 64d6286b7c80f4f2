// The time-sequence graph of one direction (after Shepard, Stevens and tcptrace): each segment where it was seen and which
// sequence numbers it carries, below it what the receiver had acknowledged, above it what its window allowed.

const LOOKS = {
  data: ['k-data', 'data'], fast: ['k-fast', 'sent again: fast retransmission'], timeout: ['k-timeout', 'sent again: timeout'],
  tail_loss_probe: ['k-probe', 'sent again: tail loss probe'], spurious: ['k-spurious', 'sent again though it had arrived'],
  resent: ['k-spurious', 'sent again for another reason'], reordered: ['k-reordered', 'overtaken on the way'],
  after_gap: ['k-gap', 'data after a gap in the capture'], syn: ['k-set', 'SYN'], syn_again: ['k-timeout', 'SYN sent again'],
  fin: ['k-set', 'FIN'], rst: ['k-rst', 'RST'], zero_window: ['k-rst', 'window closed'], window_probe: ['k-probe', 'window probe'],
  keep_alive: ['quiet', 'keep-alive'], copy: ['quiet', 'second copy'], ack: ['k-ack', 'acknowledgment'], sack: ['k-sack', 'SACK'],
};

/** Columns into samples. */
function samplesOf(columns) {
  return columns.kind.map((kind, i) => ({
    kind: columns.kinds[kind], client: columns.by_client[i] === 1, time: columns.time[i] / 1e6, lasts: columns.lasts[i] / 1e6,
    low: columns.low[i], high: columns.low[i] + columns.length[i], ack: columns.acknowledged[i], window: columns.window[i],
    flight: columns.in_flight[i], bytes: columns.bytes[i], frame: columns.frame[i], count: columns.count[i],
  }));
}

/** What a sample says, a line each. */
function sampleLines(sample) {
  const many = sample.count > 1;
  const lines = [(LOOKS[sample.kind] || ['', words(sample.kind)])[1] + (many ? ', ' + sample.count + ' segments' : ''),
    (many ? 'from frame ' : 'frame ') + sample.frame + ', ' + duration(sample.time) + (many ? ' on, over ' + duration(sample.lasts) : '')];
  if (sample.low >= 0) {
    lines.push(sample.high > sample.low ? 'sequence ' + sample.low.toLocaleString('en') + ' to ' + sample.high.toLocaleString('en')
      : 'sequence ' + sample.low.toLocaleString('en'));
  }
  if (sample.ack >= 0) {
    lines.push('acknowledges ' + sample.ack.toLocaleString('en')
      + (sample.window >= 0 ? ', window ' + bytes(sample.window) : ''));
  }
  return lines;
}

function isData(sample) {
  return sample.high > sample.low || ['rst', 'window_probe', 'keep_alive', 'zero_window'].includes(sample.kind);
}

/** Draws the steps of a line that holds its value until the next one. */
function drawSteps(u, points, style, dash) {
  const c = u.ctx;
  c.beginPath();
  c.strokeStyle = style;
  c.lineWidth = devicePixelRatio;
  c.setLineDash(dash ? [4 * devicePixelRatio, 3 * devicePixelRatio] : []);
  let last = null;
  for (const [time, value, evenly] of points) {
    const x = u.valToPos(time, 'x', true);
    const y = u.valToPos(value, 'y', true);
    if (last === null) {
      c.moveTo(x, y);
    } else {
      if (!evenly) {
        c.lineTo(x, last);
      }
      c.lineTo(x, y);
    }
    last = y;
  }
  c.stroke();
  c.setLineDash([]);
}

function drawCross(c, x, y, size) {
  c.beginPath();
  c.moveTo(x - size, y - size);
  c.lineTo(x + size, y + size);
  c.moveTo(x - size, y + size);
  c.lineTo(x + size, y - size);
  c.stroke();
}

/** One segment, or the range that a shared sample covers. */
function drawSample(u, sample, style) {
  const c = u.ctx;
  const x = u.valToPos(sample.time, 'x', true);
  const end = u.valToPos(sample.time + sample.lasts, 'x', true);
  const low = u.valToPos(Math.max(0, sample.low), 'y', true);
  const high = u.valToPos(Math.max(0, sample.high), 'y', true);
  const ratio = devicePixelRatio;
  c.strokeStyle = style;
  c.fillStyle = style;
  c.lineWidth = (sample.kind === 'data' || sample.kind === 'sack' ? 1.5 : 2.5) * ratio;
  if (sample.kind === 'rst' || sample.kind === 'zero_window') {
    drawCross(c, x, u.valToPos(Math.max(0, yOf(sample)), 'y', true), 5 * ratio);
    return;
  }
  if (sample.kind === 'syn' || sample.kind === 'fin' || sample.kind === 'syn_again') {
    c.beginPath();
    c.arc(x, high, 3.5 * ratio, 0, 7);
    c.fill();
  }
  const least = (sample.kind === 'data' ? 2 : 5) * ratio;
  const short = low - high < least;
  c.beginPath();
  c.moveTo(x, short ? (low + high + least) / 2 : low);
  c.lineTo(Math.max(x, end), short ? (low + high - least) / 2 : high);
  c.stroke();
}

/** A line through acknowledgments; over those that share a sample it rises evenly, for only its ends are known. */
function risingLine(acks, value) {
  const points = [];
  let most = 0;
  for (const s of acks) {
    if (s.count > 1 && points.length > 0) {
      points.push([s.time, points[points.length - 1][1]]);
    }
    most = Math.max(most, s.ack);
    points.push([s.time + s.lasts, value(s, most), s.count > 1]);
  }
  return points;
}

/** The parts of a graph of one direction. */
function directionOf(samples, byClient) {
  // A reset of the other side stands at what it had acknowledged: its own numbers are of the other direction.
  let acknowledged = 0;
  for (const s of samples) {
    if (s.client !== byClient && s.kind !== 'sack') {
      acknowledged = Math.max(acknowledged, s.ack);
      s.at = s.kind === 'rst' ? acknowledged : undefined;
    } else if (s.kind === 'rst') {
      s.at = s.low;
    }
  }
  const acks = samples.filter((s) => s.client !== byClient && s.ack >= 0 && s.kind !== 'sack' && s.kind !== 'rst');
  const ackLine = risingLine(acks, (s, most) => most);
  const windowLine = risingLine(acks.filter((s) => s.window >= 0), (s, most) => most + s.window);
  return {
    byClient: byClient, ackLine: ackLine, windowLine: windowLine,
    data: samples.filter((s) => s.client === byClient && isData(s) && s.kind !== 'sack' && s.kind !== 'round_trip'
      && s.kind !== 'ack' && s.kind !== 'zero_window'),
    // What the other side says of this one: no more, for now or for ever.
    closed: samples.filter((s) => s.client !== byClient && (s.kind === 'zero_window' || s.kind === 'rst')),
    sacks: samples.filter((s) => s.client !== byClient && s.kind === 'sack'),
    acks: acks,
  };
}

/** Least and most of what is visible. */
function sequenceRange(direction, group) {
  const [from, to] = group.visible;
  let low = Infinity;
  let high = -Infinity;
  for (const s of direction.data) {
    if (s.time + s.lasts >= from && s.time <= to && s.low >= 0) {
      low = Math.min(low, s.low);
      high = Math.max(high, s.high);
    }
  }
  for (const [time, value] of direction.ackLine) {
    if (time >= from && time <= to) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) {
    return [0, 1];
  }
  const pad = Math.max(1, (high - low) * 0.06);
  return [Math.max(-pad, low - pad), high + pad];
}

/** Draws it; gives what selects the sample of a frame. */
function sequenceGraph(host, group, samples, byClient, names, chosen) {
  const direction = directionOf(samples, byClient);
  const all = direction.data.concat(direction.closed, direction.sacks, direction.acks)
    .sort((a, b) => a.time - b.time || a.frame - b.frame);
  const events = all.filter((s) => !['data', 'ack', 'sack', 'copy', 'keep_alive'].includes(s.kind));
  let box = null;
  let selected = null;
  const select = (sample, silent) => {
    selected = sample;
    if (sample) {
      const [from, to] = group.visible;
      if (sample.time < from || sample.time > to) {
        showTime(group, sample.time - (to - from) / 2, sample.time + (to - from) / 2);
      }
      say(sampleLines(sample).join(', '));
      box.show(sampleLines(sample), u.valToPos(sample.time, 'x'), u.valToPos(Math.max(0, yOf(sample)), 'y'));
      if (!silent) {
        chosen(sample.frame);
      }
    }
    u.redraw(false);
  };
  const step = (list, way) => {
    const at = selected ? selected.time : way > 0 ? -Infinity : Infinity;
    const i = list.indexOf(selected);
    const next = i >= 0 ? list[i + way] : way > 0 ? list.find((s) => s.time > at) : list.filter((s) => s.time < at).pop();
    if (next) {
      select(next);
    }
  };
  const u = chart(host, group, {
    label: 'Time-sequence graph, ' + names[byClient ? 0 : 1] + ' to ' + names[byClient ? 1 : 0] + ': '
      + counted(direction.data.reduce((sum, s) => sum + s.count, 0), 'segment') + ', '
      + counted(events.length, 'event') + '. Arrow keys go from segment to segment, n and p from event to event, plus and minus zoom, '
      + '0 shows all.',
    height: 340, yLabels: byteLabels, noPoints: true,
    range: () => sequenceRange(direction, group),
    data: [all.map((s) => s.time), all.map(() => null)],
    series: [{paths: () => null, points: {show: false}}],
    keys: {
      ArrowRight: () => step(all, 1), ArrowLeft: () => step(all, -1), n: () => step(events, 1), p: () => step(events, -1),
      Escape: () => {
        select(null);
        box.hide();
      },
    },
    hooks: {
      draw: [(self) => drawSequence(self, direction, group, selected)],
      setCursor: [(self) => {
        if (!box || self.cursor.left < 0) {
          if (box) {
            box.hide();
          }
          return;
        }
        const near = nearest(self, all, group);
        if (near) {
          box.show(sampleLines(near), self.cursor.left, self.cursor.top);
        } else {
          box.hide();
        }
      }],
    },
  });
  box = tip(u);
  u.over.addEventListener('click', () => {
    const near = nearest(u, all, group);
    if (near) {
      select(near);
    }
  });
  return {
    frame(number) {
      const at = all.filter((s) => s.frame <= number).pop();
      if (at) {
        select(at, true);
      }
    },
    /** Whether the window always reaches beyond what is drawn. */
    windowAbove: direction.windowLine.length > 0
      && Math.min(...direction.windowLine.map(([, value]) => value)) > sequenceRange(direction, {visible: [-Infinity, Infinity]})[1],
    kinds: new Set(direction.data.concat(direction.closed, direction.sacks).map((s) => s.kind)),
  };
}

/** Where a sample stands: its data in the middle, an acknowledgment at what it acknowledges. */
function yOf(sample) {
  return sample.at !== undefined ? sample.at : sample.high > sample.low || sample.ack < 0 ? (sample.low + sample.high) / 2 : sample.ack;
}

function nearest(u, all, group) {
  const [from, to] = group.visible;
  let best = null;
  let least = 24;
  for (const sample of all) {
    if (sample.time + sample.lasts < from || sample.time > to) {
      continue;
    }
    const x = Math.max(u.valToPos(sample.time, 'x'), Math.min(u.cursor.left, u.valToPos(sample.time + sample.lasts, 'x')));
    const own = sample.high > sample.low && sample.at === undefined;
    const top = u.valToPos(Math.max(0, own ? sample.high : yOf(sample)), 'y');
    const bottom = u.valToPos(Math.max(0, own ? sample.low : yOf(sample)), 'y');
    const y = Math.max(top, Math.min(u.cursor.top, bottom));
    const far = Math.hypot(x - u.cursor.left, y - u.cursor.top) + (sample.kind === 'ack' ? 4 : 0);
    if (far < least) {
      least = far;
      best = sample;
    }
  }
  return best;
}

function drawSequence(u, direction, group, selected) {
  const c = u.ctx;
  const [from, to] = group.visible;
  const seen = (s) => s.time + s.lasts >= from && s.time <= to;
  const span = to - from;
  const near = ([time]) => time >= from - span && time <= to + span;
  c.save();
  c.beginPath();
  c.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
  c.clip();
  drawSteps(u, clipped(direction.windowLine, from, to), colour('k-window'), true);
  drawSteps(u, clipped(direction.ackLine, from, to), colour('k-ack'), false);
  for (const s of direction.sacks.filter(seen)) {
    drawSample(u, Object.assign({}, s, {lasts: 0}), colour('k-sack'));
  }
  const styles = {};
  for (const s of direction.data.concat(direction.closed)) {
    if (seen(s)) {
      const name = (LOOKS[s.kind] || LOOKS.data)[0];
      drawSample(u, s, styles[name] || (styles[name] = colour(name)));
    }
  }
  if (selected && near([selected.time])) {
    c.strokeStyle = colour('text');
    c.lineWidth = devicePixelRatio;
    c.beginPath();
    c.arc(u.valToPos(selected.time, 'x', true), u.valToPos(Math.max(0, yOf(selected)), 'y', true), 8 * devicePixelRatio, 0, 7);
    c.stroke();
  }
  c.restore();
}

/** The points of a line that are visible, and one on either side. */
function clipped(points, from, to) {
  let first = points.findIndex(([time]) => time >= from);
  if (first < 0) {
    first = points.length;
  }
  let last = points.findIndex(([time]) => time > to);
  if (last < 0) {
    last = points.length;
  }
  const part = points.slice(Math.max(0, first - 1), last + 1);
  const end = points[Math.min(last, points.length) - 1];
  return end && last === points.length ? part.concat([[to, end[1]]]) : part;
}
