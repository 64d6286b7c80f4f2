// The capture over time, with the causes where they first show.

/** Seconds from the start of the capture to a frame, from the times of some frames. */
function clock(times) {
  if (!times || times.micros.length === 0) {
    return () => null;
  }
  return (frame) => {
    if (!frame) {
      return null;
    }
    const at = (frame - 1) / times.stride;
    const low = Math.max(0, Math.min(times.micros.length - 1, Math.floor(at)));
    const high = Math.min(times.micros.length - 1, low + 1);
    return (times.micros[low] + (times.micros[high] - times.micros[low]) * (at - low)) / 1e6;
  };
}

function overview(report) {
  const line = report.timeline;
  if (!line || line.frames.length < 2) {
    return null;
  }
  const host = el('div', {});
  const made = section('overview', 'The capture over time', el('p', {class: 'quiet small'}, 'From ' + line.start + ' on, bytes in intervals of '
    + duration(line.seconds) + '; numbers mark where a cause first shows.'), host);
  const marks = (report.diagnosis.causes || []).map((cause, i) => ({number: i + 1, time: cause.since_seconds, cause: cause}))
    .filter((mark) => mark.time !== undefined);
  const draw = () => {
    const span = report.diagnosis_totals.duration_seconds;
    const group = timeGroup(0, span);
    const rates = line.bytes.map((v) => v / line.seconds);
    const times = line.bytes.map((v, i) => i * line.seconds);
    lineGraphWith(host, group, {
      label: 'The capture over time: ' + counted(report.total_packets, 'frame') + ' in ' + duration(span) + ', at most ' + bitRate(Math.max(...rates))
        + marks.map((mark) => '; cause ' + mark.number + ' at ' + duration(mark.time)).join(''),
      times: times, values: [rates], yLabels: rateLabels, say: bitRate, detail: (i) => counted(line.frames[i], 'frame'),
      lines: [{label: 'on the wire', colour: 'k-data', options: {paths: uPlot.paths.stepped({align: 1}), fill: () => colour('k-fill')}}],
    }, (u) => drawMarks(u, marks, group));
    host.append(folded('The same as a table', () => timeTable(line)));
  };
  return {element: made, drawn: draw};
}

function timeTable(line) {
  const by = Math.ceil(line.frames.length / 40);
  const rows = [];
  for (let i = 0; i < line.frames.length; i += by) {
    const sum = (list) => list.slice(i, i + by).reduce((all, v) => all + v, 0);
    rows.push([duration(i * line.seconds), Number(sum(line.frames)).toLocaleString('en'), bytes(sum(line.bytes))]);
  }
  return table('The capture over time', ['From', 'Frames', 'Bytes'], rows, [0, 1, 2]);
}

function lineGraphWith(host, group, spec, draw) {
  const u = lineGraph(host, group, spec);
  u.hooks.draw = (u.hooks.draw || []).concat([draw]);
  u.redraw(false);
}

function drawMarks(u, marks, group) {
  const c = u.ctx;
  const ratio = devicePixelRatio;
  const [from, to] = group.visible;
  let row = 0;
  let lastX = -Infinity;
  c.save();
  c.font = 'bold ' + 11 * ratio + 'px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  for (const mark of marks.slice().sort((a, b) => a.time - b.time)) {
    if (mark.time < from || mark.time > to) {
      continue;
    }
    const x = u.valToPos(mark.time, 'x', true);
    row = x - lastX < 20 * ratio ? row + 1 : 0;
    lastX = x;
    const y = u.bbox.top + (9 + 19 * (row % 5)) * ratio;
    c.strokeStyle = colour(mark.cause.severity);
    c.fillStyle = colour(mark.cause.severity);
    c.lineWidth = ratio;
    c.beginPath();
    c.moveTo(x, u.bbox.top);
    c.lineTo(x, u.bbox.top + u.bbox.height);
    c.stroke();
    c.beginPath();
    c.arc(x, y, 8.5 * ratio, 0, 7);
    c.fill();
    c.fillStyle = colour('paper');
    c.fillText(String(mark.number), x, y);
  }
  c.restore();
}
