// What changes over the life of a connection: throughput, bytes in flight below the window, round trips.

const BINS = 240;

/** Bytes a second in each of the intervals of what is known, of one direction; what is sent again counts apart. */
function rates(samples, byClient, from, span) {
  const width = span > 0 ? span / BINS : 1;
  const fresh = new Array(BINS).fill(0);
  const again = new Array(BINS).fill(0);
  for (const s of samples) {
    if (s.client !== byClient || s.bytes === 0 || s.kind === 'copy') {
      continue;
    }
    const into = ['data', 'after_gap', 'reordered', 'syn', 'fin', 'zero_window', 'rst'].includes(s.kind) ? fresh : again;
    // What a shared sample carries is spread over its time.
    const first = Math.max(0, Math.min(BINS - 1, Math.floor((s.time - from) / width)));
    const last = Math.max(first, Math.min(BINS - 1, Math.floor((s.time + s.lasts - from) / width)));
    for (let i = first; i <= last; i++) {
      into[i] += s.bytes / (last - first + 1);
    }
  }
  return {times: fresh.map((v, i) => from + (i + 0.5) * width), fresh: fresh.map((v) => v / width),
    again: again.map((v) => v / width), width: width};
}

function upTo(values) {
  const most = Math.max(0, ...values.filter((v) => v !== null && isFinite(v)));
  return [0, most > 0 ? most * 1.12 : 1];
}

/** The most of a series that is visible. */
function visibleRange(group, times, series) {
  const [from, to] = group.visible;
  const seen = [];
  for (const one of series) {
    one.forEach((value, i) => {
      if (times[i] >= from && times[i] <= to) {
        seen.push(value);
      }
    });
  }
  return upTo(seen);
}

/** A graph of lines with a readout of the values beneath the pointer. */
function lineGraph(host, group, spec) {
  let box = null;
  const u = chart(host, group, {
    label: spec.label, height: 130, yLabels: spec.yLabels, data: [spec.times].concat(spec.values),
    range: () => visibleRange(group, spec.times, spec.values),
    series: spec.lines.map((line) => Object.assign({label: line.label, stroke: () => colour(line.colour), width: 1.5,
      spanGaps: true, points: {show: false}}, line.options || {})),
    hooks: {
      setCursor: [(self) => {
        const at = self.cursor.idx;
        if (!box || at === null || at === undefined || self.cursor.left < 0) {
          if (box) {
            box.hide();
          }
          return;
        }
        const rows = spec.lines.map((line, i) => [line.label, spec.values[i][at]]).filter(([, value]) => value !== null)
          .map(([label, value]) => label + ': ' + spec.say(value));
        box.show([duration(spec.times[at])].concat(spec.detail ? [spec.detail(at)] : [], rows), self.cursor.left, 10);
      }],
    },
  });
  box = tip(u);
  return u;
}

function throughputGraph(host, group, samples, byClient, names) {
  const span = group.length;
  const rate = rates(samples, byClient, 0, span);
  const resent = rate.again.some((v) => v > 0);
  const most = Math.max(...rate.fresh);
  lineGraph(host, group, {
    label: 'Throughput of the ' + names + ' over time, at most ' + bitRate(most),
    times: rate.times, values: [rate.fresh].concat(resent ? [rate.again] : []), yLabels: rateLabels, say: bitRate,
    detail: () => 'mean over ' + duration(rate.width),
    lines: [{label: 'new data', colour: 'k-data', options: {paths: uPlot.paths.stepped({align: 0}), fill: () => colour('k-fill')}}]
      .concat(resent ? [{label: 'sent again', colour: 'k-timeout', options: {paths: uPlot.paths.stepped({align: 0})}}] : []),
  });
  return {most: most, resent: resent};
}

/** What is in flight after each of these samples: the most of shared ones, less what has been acknowledged since. */
function inFlight(points, byClient) {
  let sent = 0;
  let acknowledged = 0;
  return points.map((s) => {
    if (s.client === byClient) {
      sent = Math.max(sent, s.high);
      return s.flight;
    }
    acknowledged = Math.max(acknowledged, s.ack);
    // Where in an interval shared acknowledgments lie is not known.
    return sent > 0 && s.count === 1 ? Math.max(0, sent - acknowledged) : null;
  });
}

/** Whether there is anything in flight to draw. */
function flightGraph(host, group, samples, byClient, names) {
  const points = samples.filter((s) => s.client === byClient ? s.flight >= 0 && s.high > s.low
    : s.ack >= 0 && !['sack', 'round_trip', 'rst'].includes(s.kind));
  const flight = inFlight(points, byClient);
  const windows = points.map((s) => s.client !== byClient && s.window >= 0 ? s.window : null);
  if (!flight.some((v) => v > 0)) {
    return false;
  }
  const mostFlight = Math.max(...flight);
  // A window far above what is in flight would press that to the ground.
  const wide = Math.max(...windows, 0) > 20 * mostFlight;
  lineGraph(host, group, {
    label: 'Bytes in flight of the ' + names + ', at most ' + bytes(mostFlight) + (wide ? '; the receive window is larger by far' : ', and the receive window of the other side'),
    times: points.map((s) => s.time), values: [flight].concat(wide ? [] : [windows]), yLabels: byteLabels, say: bytes,
    detail: (at) => 'frame ' + points[at].frame,
    lines: [{label: 'in flight', colour: 'k-data', options: {paths: uPlot.paths.stepped({align: 1})}}].concat(wide ? [] : [{label: 'receive window', colour: 'k-window',
      options: {dash: [4, 3], paths: uPlot.paths.stepped({align: 1})}}]),
  });
  return {wide: wide, windows: windows.some((v) => v !== null)};
}

function tripGraph(host, group, samples) {
  const trips = samples.filter((s) => s.kind === 'round_trip');
  if (trips.length < 2) {
    return false;
  }
  const of = (client, part) => trips.map((s) => s.client === client ? s[part] / 1e6 : null);
  const points = (name) => ({stroke: null, width: 0, paths: () => null,
    points: {show: true, size: 5, width: 0, fill: () => colour(name), stroke: () => colour(name)}});
  const lines = [];
  const values = [];
  for (const [client, name, label] of [[true, 'k-probe', 'to the server and back'], [false, 'k-data', 'to the client and back']]) {
    if (trips.some((s) => s.client === client)) {
      lines.push({label: label, colour: name, options: points(name)});
      values.push(of(client, 'high'));
    }
  }
  lineGraph(host, group, {
    label: 'Round trips from the capture point, ' + duration(Math.min(...trips.map((s) => s.low)) / 1e6) + ' to '
      + duration(Math.max(...trips.map((s) => s.high)) / 1e6),
    times: trips.map((s) => s.time), values: values, yLabels: timeLabels, say: duration, detail: (at) => 'acknowledged in frame ' + trips[at].frame,
    lines: lines,
  });
  return lines.map((line) => [line.colour, line.label, 'dot']);
}
