// What is shown: a report, or the answer of one tool.

function header(report, title) {
  const name = String(report.file || '').replace(/^.*[\\/]/, '');
  const totals = report.diagnosis_totals || report;
  const dark = button('Dark or light', () => {
    const now = document.documentElement.dataset.theme
      || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = now === 'dark' ? 'light' : 'dark';
    redrawCharts();
  }, {class: 'screen'});
  return el('header', {}, el('h1', {}, name || title), el('p', {class: 'quiet'}, counted(report.total_packets || 0, 'frame')
    + (totals.duration_seconds === undefined ? '' : ' in ' + duration(totals.duration_seconds))
    + (report.timeline && report.timeline.start ? ', from ' + report.timeline.start : '')
    + (report.analysis_timestamp ? '; read ' + report.analysis_timestamp : '') + ' '), dark);
}

function coverage(report) {
  const c = report.coverage || {};
  const notes = (c.notes || []).concat(Object.entries(c.undecoded || {}).map(([reason, count]) => counted(count, 'frame') + ' not decoded: ' + reason));
  if (c.complete === false) {
    notes.unshift('The capture was not read to its end.');
  }
  return lines('coverage', 'How much was read', notes);
}

function contents(made) {
  const links = made.filter((part) => part && part.id).map((part) => el('li', {}, el('a', {href: '#' + part.id}, part.querySelector('h2').textContent)));
  return links.length < 3 ? null : el('nav', {'aria-label': 'Contents', class: 'screen'}, el('ul', {}, links));
}

function put(parts) {
  const page = document.getElementById('page');
  const made = parts.filter(Boolean);
  page.replaceChildren(...made);
}

function renderReport(report) {
  const diagnosis = report.diagnosis;
  const timeOf = clock(report.timeline && report.timeline.frame_times);
  const all = lives(report.lives);
  const show = all;
  const over = overview(report);
  const parts = [
    causes(diagnosis, report.diagnosis_totals.causes_found, show),
    services(diagnosis, report.diagnosis_totals.servers_found),
    over && over.element, all && all.element,
    report.http && requests(report.http, timeOf, show), report.tls && handshakes(report.tls, timeOf, show),
    report.connections && connectionTable(report.connections.connections, report.connections_found, show),
    lines('notes', 'Noted', diagnosis.notes), lines('healthy', 'Found good', diagnosis.healthy),
    lines('unknown', 'What this capture cannot tell', diagnosis.unknown), coverage(report),
  ];
  put([header(report, 'Report'), verdict(diagnosis), contents(parts)].concat(parts, [
    el('footer', {class: 'quiet small'}, 'Made by ' + document.querySelector('meta[name=generator]').content
      + '. Frame numbers and filters are Wireshark’s. Graphs: uPlot, MIT licence.')]));
  if (over) {
    over.drawn();
  }
  if (all) {
    all.first();
  }
}

/** The answer of a tool, in a chat. */
function renderAnswer(answer, show) {
  const parts = [header(answer, 'Answer')];
  let then = null;
  if (answer.causes) {
    parts.push(verdict(answer), causes(answer, answer.causes_found, show), services(answer, answer.servers_found));
  } else if (answer.ladder) {
    const named = /^tcp\.stream == (\d+)$/.exec(answer.display_filter || '');
    const one = {connection: named ? Number(named[1]) : undefined, life: answer};
    const all = lives([one]);
    parts.push(all.element);
    then = () => {
      all.first();
      if (named && show.samples) {
        show.samples(one.connection).then((shown) => {
          if (shown && all.element.isConnected) {
            one.samples = shown.samples;
            all.again();
          }
        }, () => say('The host gives no graphs.'));
      }
    };
  } else {
    parts.push(findings(answer, show));
    if ((answer.findings || []).length === 0) {
      parts.push(el('div', {class: 'verdict good'}, el('p', {class: 'words'}, (answer.issues || [])[0] || 'Nothing wrong was found.')));
    }
    parts.push(Array.isArray(answer.connections) && answer.connections[0] && answer.connections[0].close_reason !== undefined
      ? connectionTable(answer.connections, (answer.summary || {}).total_connections || 0, show) : null);
  }
  parts.push(lines('notes', 'Noted', answer.notes), lines('unknown', 'What this capture cannot tell', answer.unknown), coverage(answer));
  if ((answer.next || []).length > 0 && show) {
    parts.push(section('next', 'To see more', el('ul', {class: 'plain'}, answer.next.map((call) => el('li', {},
      button(words(call.tool), () => show.call(call.tool, call.arguments), {class: 'link'}), ' ', call.why)))));
  }
  put(parts);
  if (then) {
    then();
  }
}

addEventListener('resize', redrawCharts);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawCharts);
// Paper is light, and what is folded cannot be opened there.
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) {
    details.open = true;
  }
});

const data = document.getElementById('report').textContent;
if (data.trim() !== '') {
  renderReport(JSON.parse(data));
} else if (parent !== window) {
  document.getElementById('waiting').textContent = 'Waiting for the answer…';
  connectHost(renderAnswer);
} else {
  document.getElementById('waiting').textContent = 'This view is filled by the program that shows it.';
}
