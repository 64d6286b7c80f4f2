// The connections that matter: a list to choose from, and of the chosen one its ladder and graphs.

function lifeName(life) {
  return life.connection === undefined ? life.life.explained : 'Connection ' + life.connection;
}

/** Whether what a life says first is trouble. */
function isTroubled(life) {
  return (life.life.verdicts || []).some((line) => !line.startsWith('note'));
}

/** The graphs of one direction, and what their colours mean. */
function graphs(host, samples, span, byClient, names, chosen) {
  const group = timeGroup(0, span);
  const way = names[byClient ? 0 : 1] + ' → ' + names[byClient ? 1 : 0];
  const bar = el('p', {class: 'tools'}, button('Zoom in', () => zoomTime(group, 0.5)), button('Zoom out', () => zoomTime(group, 2)),
    button('Earlier', () => moveTime(group, -0.5)), button('Later', () => moveTime(group, 0.5)),
    button('All', () => showTime(group, group.from, group.from + group.span)),
    el('span', {class: 'quiet small screen'}, 'Drag to zoom, Shift and drag to move, click a segment for its step'));
  host.append(bar);
  const keys = el('div', {});
  host.append(el('h4', {}, 'Sequence numbers over time, ' + way), keys);
  const sequence = sequenceGraph(host, group, samples, byClient, ['client', 'server'], chosen);
  const looks = [...new Map([...sequence.kinds].filter((kind) => LOOKS[kind]).map((kind) => [LOOKS[kind][1],
    [LOOKS[kind][0], LOOKS[kind][1], ['rst', 'zero_window'].includes(kind) ? 'cross' : ['syn', 'fin'].includes(kind) ? 'dot' : 'tall']])).values()];
  keys.append(legend(looks.concat([['k-ack', 'acknowledged'],
    ['k-window', 'end of the receive window' + (sequence.windowAbove ? ', above the graph' : ''), 'dashed']])));
  const dataSegments = samples.filter((s) => s.client === byClient && s.bytes > 0).reduce((all, s) => all + s.count, 0);
  if (dataSegments >= FEWEST) {
    amounts(host, group, samples, byClient, way);
  }
  host.append(folded('The events of this graph as a table', () => eventTable(samples, byClient)));
  return sequence;
}

/** Fewer segments with data than these make no throughput. */
const FEWEST = 8;

/** What is sent in a second, what is on its way, and how long that takes. */
function amounts(host, group, samples, byClient, way) {
  const title = (text) => {
    const head = el('h4', {}, text);
    host.append(head);
    return head;
  };
  const throughput = title('Throughput, ' + way);
  const sent = throughputGraph(host, group, samples, byClient, byClient ? 'client' : 'server');
  throughput.after(legend([['k-data', 'new data', 'block']].concat(sent.resent ? [['k-timeout', 'sent again']] : [])));
  const flightTitle = title('Bytes in flight, ' + way);
  const shared = samples.some((s) => s.kind === 'data' && s.count > 1);
  const flight = flightGraph(host, group, samples, byClient, byClient ? 'client' : 'server');
  if (flight) {
    flightTitle.after(legend([['k-data', 'in flight at the capture point' + (shared ? ', the most of each interval' : '')]].concat(flight.wide
      ? [['quiet', 'the receive window is more than 20 times as large and not drawn', 'none']]
      : flight.windows ? [['k-window', 'receive window', 'dashed']] : [['quiet', 'receive window not known', 'none']])));
  } else {
    flightTitle.remove();
  }
  const tripTitle = title('Round trips from the capture point');
  const trips = tripGraph(host, group, samples);
  if (trips) {
    tripTitle.after(legend(trips));
  } else {
    tripTitle.remove();
  }
}

/** For those who cannot see the graph, and for copying. */
function eventTable(samples, byClient) {
  const rows = samples.filter((s) => !['data', 'ack', 'sack', 'copy', 'round_trip', 'keep_alive'].includes(s.kind)
    && (s.client === byClient || s.kind === 'zero_window')).slice(0, 400).map((s) => [String(s.frame), duration(s.time), (LOOKS[s.kind] || ['', s.kind])[1],
    s.client ? 'client' : 'server', s.high > s.low ? s.low + ' to ' + s.high : String(s.low), String(s.count)]);
  return rows.length === 0 ? el('p', {class: 'quiet'}, 'Nothing but data and acknowledgments.')
    : table('Events', ['Frame', 'Time', 'Event', 'Sender', 'Sequence', 'Segments'], rows, [0, 1, 4, 5]);
}

/** One connection in full. */
function lifePanel(shown) {
  const life = shown.life;
  const panel = el('div', {class: 'life'});
  panel.append(el('h3', {tabindex: '-1'}, lifeName(shown), ' ', el('span', {class: 'mono quiet'},
    life.client ? life.client + ' → ' + life.server : '')));
  panel.append(el('p', {class: 'lifeverdict ' + (isTroubled(shown) ? 'bad' : '')}, life.verdict),
    el('p', {}, life.summary), life.close ? el('p', {}, life.close) : '');
  if (life.display_filter) {
    panel.append(el('p', {}, copyable(life.display_filter, 'display filter')));
  }
  const columns = shown.samples;
  const samples = columns ? samplesOf(columns) : [];
  let sequence = null;
  const rungs = ladder(life, columns ? (frame) => sequence && sequence.frame(frame) : null);
  const graphBox = el('div', {class: 'graphs'});
  const steps = el('div', {class: 'steps'}, el('h4', {}, 'Ladder'), rungs.element);
  panel.append(el('div', {class: columns ? 'both' : ''}, steps, graphBox));
  if ((life.verdicts || []).length > 0) {
    panel.append(folded('What was found about it (' + life.verdicts.length + ')', () =>
      el('ul', {class: 'plain'}, life.verdicts.map((line) => el('li', {}, line)))));
  }
  const drawn = () => {
    if (!samples.some((s) => s.bytes > 0)) {
      // Without data there is nothing that a graph shows better than the ladder.
      graphBox.parentNode.classList.remove('both');
      return;
    }
    const sum = (client) => samples.filter((s) => s.client === client && s.high > s.low).reduce((all, s) => all + s.bytes + s.count / 1e6, 0);
    const span = Math.max(...samples.map((s) => s.time + s.lasts));
    let byClient = sum(true) > sum(false);
    const box = el('div', {});
    const draw = () => {
      box.replaceChildren();
      sequence = graphs(box, samples, span, byClient, ['client', 'server'], (frame) => rungs.frame(frame));
    };
    const turn = button('', () => {
      byClient = !byClient;
      name();
      draw();
    });
    const name = () => {
      turn.textContent = byClient ? 'Show server → client' : 'Show client → server';
    };
    name();
    graphBox.append(el('p', {class: 'tools'}, turn, el('span', {class: 'quiet small'},
      counted(columns.segments, 'segment') + (columns.shared_seconds > 0 ? '; neighbours within ' + duration(columns.shared_seconds)
        + ' share a mark, nothing sent again, missing or reset is left out' : '') + '; times from its first segment, '
        + duration(columns.start_seconds) + ' into the capture')), box);
    draw();
  };
  return {element: panel, drawn: drawn};
}

/** The list and the panel of the chosen one. */
function lives(list) {
  if (!list || list.length === 0) {
    return null;
  }
  const holder = el('div', {id: 'life', 'aria-live': 'off'});
  const choices = list.map((shown, i) => button('', () => open(i), {class: 'choice', role: 'tab', id: 'tab-' + i, 'aria-controls': 'life'}));
  choices.forEach((choice, i) => choice.append(
    el('strong', {}, lifeName(list[i])), el('span', {class: 'mono small'}, list[i].life.client ? list[i].life.client + ' → ' + list[i].life.server : ''),
    el('span', {class: 'small ' + (isTroubled(list[i]) ? 'bad' : 'quiet')}, list[i].life.verdict)));
  const bar = el('div', {class: 'choices', role: 'tablist', 'aria-label': 'Connections', onkeydown: (event) => {
    const at = choices.indexOf(document.activeElement);
    const way = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
    if (at >= 0 && way) {
      event.preventDefault();
      const next = (at + way + choices.length) % choices.length;
      choices[next].focus();
      open(next);
    }
  }}, choices);
  let at = -1;
  const open = (i) => {
    if (i === at) {
      return;
    }
    at = i;
    choices.forEach((choice, n) => {
      choice.setAttribute('aria-selected', String(n === i));
      choice.setAttribute('tabindex', n === i ? '0' : '-1');
    });
    const panel = lifePanel(list[i]);
    holder.setAttribute('role', 'tabpanel');
    holder.setAttribute('aria-labelledby', 'tab-' + i);
    holder.replaceChildren(panel.element);
    panel.drawn();
  };
  const visit = (i) => {
    open(i);
    holder.scrollIntoView({block: 'start'});
    holder.querySelector('h3').focus({preventScroll: true});
  };
  const holding = (frames) => list.findIndex((shown) => shown.connection === undefined && stepsOf(shown.life.ladder)
    .some((step) => step.frame && frames.some((frame) => step.frame <= frame && frame <= step.last)));
  return {
    element: section('lives', list.length > 1 ? 'Connections that matter' : lifeName(list[0]), list.length > 1 ? bar : null, holder),
    first: () => open(0),
    /** Draws the chosen one anew. */
    again() {
      const was = at;
      at = -1;
      open(was);
    },
    knows: (id) => list.some((shown) => shown.connection === id),
    connection: (id) => visit(list.findIndex((shown) => shown.connection === id)),
    /** The name of the exchange that holds one of these frames; null for none. */
    lifeOf(frames) {
      const one = list[holding(frames)];
      return one ? lifeName(one) : null;
    },
    openLife: (frames) => visit(holding(frames)),
  };
}
