// The diagnosis: the verdict, its causes with their evidence, the servers and where their time goes.

const PHASES = [['resolve', 'resolve'], ['connect', 'connect'], ['tls', 'TLS'], ['server', 'server'], ['transfer', 'transfer'],
  ['client_idle', 'client idle']];

/** The worst of what was found. */
function severityOf(diagnosis) {
  const all = (diagnosis.causes || []).map((cause) => cause.severity);
  return all.includes('error') ? 'error' : all.length > 0 ? 'warning' : 'good';
}

function verdict(diagnosis) {
  const severity = severityOf(diagnosis);
  return el('div', {class: 'verdict ' + severity}, el('p', {class: 'badge ' + severity}, {error: 'Error', warning: 'Warning', good: 'Healthy'}[severity]),
    el('p', {class: 'words'}, diagnosis.verdict));
}

/** The connections that a display filter names. */
function connectionsIn(filter) {
  const found = /tcp\.stream (?:==|in) (?:(\d+)|\{([^}]*)\})/.exec(filter || '');
  return !found ? [] : found[1] ? [Number(found[1])] : found[2].split(/[, ]+/).filter(Boolean).map(Number);
}

function rowsOf(pairs) {
  return el('dl', {class: 'facts'}, pairs.filter(([, value]) => value).map(([name, value]) =>
    el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

/** show: opens a connection or frame; may be null. */
function causeCard(cause, number, show) {
  const connections = connectionsIn(cause.display_filter).slice(0, 4);
  const frames = cause.frames || [];
  const links = [];
  if (show) {
    for (const id of connections.filter(show.knows)) {
      links.push(button('Connection ' + id, () => show.connection(id), {class: 'link'}));
    }
    if (links.length === 0 && show.lifeOf && show.lifeOf(frames)) {
      links.push(button(show.lifeOf(frames), () => show.openLife(frames), {class: 'link'}));
    }
    if (links.length === 0 && frames.length > 0 && show.frame) {
      links.push(button('Explain frame ' + frames[0], () => show.frame(frames[0]), {class: 'link'}));
    }
  }
  const title = 'cause-' + number;
  return el('article', {class: 'cause ' + cause.severity, 'aria-labelledby': title},
    el('h3', {id: title}, el('span', {class: 'badge ' + cause.severity}, number + ' · ' + cause.severity), ' ', cause.what),
    rowsOf([
      ['Where', cause.who],
      ['Since', cause.since_seconds === undefined ? null : duration(cause.since_seconds) + ' into the capture, ' + cause.since],
      ['Affects', cause.affected],
      ['Evidence', cause.detail],
      ['How sure', [cause.confidence, cause.otherwise].filter(Boolean).join('. ')],
      ['Frames', frames.length ? frames.join(', ') : null],
      ['Filter', cause.display_filter ? copyable(cause.display_filter, 'display filter') : null],
      ['What to do', cause.hint],
      ['Leads to', (cause.effects || []).length ? el('ul', {}, cause.effects.map((effect) =>
        el('li', {}, effect.what + (effect.frame ? ' (frame ' + effect.frame + ')' : '')))) : null],
      ['Code', el('code', {}, cause.code)],
    ]),
    links.length ? el('p', {class: 'links'}, links) : null);
}

function causes(diagnosis, found, show) {
  const list = diagnosis.causes || [];
  if (list.length === 0) {
    return null;
  }
  const more = found > list.length ? el('p', {class: 'quiet'}, 'The worst ' + list.length + ' of ' + found + ' causes.') : null;
  return section('causes', 'Causes', more, list.map((cause, i) => causeCard(cause, i + 1, show)));
}

/** Where the mean time goes, to one scale for all servers. */
function phaseBar(means, scale) {
  const bar = el('div', {class: 'phases', 'aria-hidden': 'true'});
  for (const [key] of PHASES) {
    if (means[key] > 0) {
      const part = el('span', {class: 'p-' + key});
      part.style.width = 100 * means[key] / scale + '%';
      bar.append(part);
    }
  }
  return bar;
}

function services(diagnosis, found) {
  const list = diagnosis.services || [];
  if (list.length === 0) {
    return null;
  }
  const sum = (service) => PHASES.reduce((all, [key]) => all + (service.mean_ms[key] || 0), 0);
  const scale = Math.max(...list.map(sum)) || 1;
  const rows = list.map((s) => [
    el('span', {}, el('span', {class: 'mono'}, s.server), s.name ? el('span', {class: 'quiet'}, ' ' + s.name) : null),
    Number(s.connections).toLocaleString('en'), s.failed_connections ? el('strong', {class: 'error'}, s.failed_connections) : '0',
    s.requests === undefined ? '' : Number(s.requests).toLocaleString('en'),
    s.requests === undefined ? '' : s.failed_requests ? el('strong', {class: 'error'}, s.failed_requests) : '0',
    s.slowest_answer_ms === undefined ? '' : duration(s.slowest_answer_ms / 1e3),
    el('div', {}, phaseBar(s.mean_ms, scale), el('span', {class: 'quiet small'}, PHASES.filter(([key]) => s.mean_ms[key] !== undefined)
      .map(([key, name]) => name + ' ' + duration(s.mean_ms[key] / 1e3)).join(', '))),
  ]);
  return section('servers', 'Servers',
    found > list.length ? el('p', {class: 'quiet'}, list.length + ' of ' + found + ', the worst first.') : null,
    el('p', {class: 'quiet small'}, 'Mean time of a user by phase; the longest bar is ' + duration(scale / 1e3) + '.'),
    el('ul', {class: 'legend'}, PHASES.map(([key, name]) => el('li', {}, el('span', {class: 'mark block p-' + key, 'aria-hidden': 'true'}), name))),
    table('Servers', ['Server', 'Connections', 'failed', 'Requests', 'failed', 'Slowest answer', 'Where the time goes'], rows, [1, 2, 3, 4, 5]));
}

function lines(id, title, list) {
  return (list || []).length === 0 ? null : section(id, title, el('ul', {class: 'plain'}, list.map((line) => el('li', {}, line))));
}

/** What other tools answer: findings as the diagnosis tells causes. */
function findings(answer, show) {
  const list = answer.findings || [];
  return list.length === 0 ? null : section('findings', 'Findings', list.slice(0, 20).map((finding, i) => causeCard(Object.assign({
    what: finding.title, otherwise: finding.limits}, finding), i + 1, show)));
}
