// Lists: connections that can be filtered and sorted, requests and handshakes with where their time went.

const ROWS = 50;

/** A table with a filter, heads that sort, and more rows on demand. columns: [head, text, sort key, numeric] */
function filteredTable(id, noun, items, columns, actions) {
  let wanted = '';
  let sorted = null;
  let down = false;
  let shown = ROWS;
  const body = el('tbody', {});
  const count = el('p', {class: 'quiet small', role: 'status'});
  const more = button('Show more', () => {
    shown += 4 * ROWS;
    draw();
  });
  const heads = columns.map((column, i) => {
    const sort = button(column[0], () => {
      down = sorted === i ? !down : column[3] === true;
      sorted = i;
      draw();
    }, {class: 'sort'});
    return el('th', {scope: 'col', class: column[3] ? 'number' : null}, sort);
  });
  const draw = () => {
    const fit = items.filter((item) => wanted === '' || columns.some((column) => String(column[2](item)).toLowerCase().includes(wanted)));
    if (sorted !== null) {
      const key = columns[sorted][2];
      fit.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (down ? -1 : 1));
    }
    heads.forEach((head, i) => head.setAttribute('aria-sort', i !== sorted ? 'none' : down ? 'descending' : 'ascending'));
    body.replaceChildren(...fit.slice(0, shown).map((item) => {
      const act = actions && actions(item);
      return el('tr', {}, columns.map((column, i) => {
        const text = column[1](item);
        return el(i === 0 ? 'th' : 'td', {scope: i === 0 ? 'row' : null, class: column[3] ? 'number' : null},
          i === 0 && act ? button(text, act, {class: 'link'}) : text);
      }));
    }));
    count.textContent = fit.length === items.length ? counted(fit.length, noun) : counted(fit.length, noun) + ' of ' + items.length + ' fit';
    more.hidden = fit.length <= shown;
  };
  const input = el('input', {type: 'search', id: id + '-filter', placeholder: 'address, state, …', oninput: () => {
    wanted = input.value.trim().toLowerCase();
    draw();
  }});
  draw();
  return el('div', {}, el('p', {class: 'filter'}, el('label', {for: id + '-filter'}, 'Filter '), input), count,
    el('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Table of ' + noun + 's'},
      el('table', {}, el('caption', {class: 'unseen'}, noun + 's'), el('thead', {}, el('tr', {}, heads)), body)), more);
}

function connectionTable(list, total, show) {
  if (!list || list.length === 0) {
    return null;
  }
  const columns = [
    ['Id', (c) => String(c.id), (c) => c.id],
    ['Client', (c) => el('span', {class: 'mono'}, c.client), (c) => c.client],
    ['Server', (c) => el('span', {class: 'mono'}, c.server), (c) => c.server],
    ['State', (c) => words(c.state), (c) => c.state],
    ['End', (c) => words(c.close_reason), (c) => c.close_reason],
    ['Segments', (c) => Number(c.packet_count).toLocaleString('en'), (c) => c.packet_count, true],
    ['Sent again', (c) => c.retransmissions ? el('strong', {class: 'warning'}, c.retransmissions) : '0', (c) => c.retransmissions, true],
    ['To server', (c) => bytes(c.bytes_client_to_server), (c) => c.bytes_client_to_server, true],
    ['To client', (c) => bytes(c.bytes_server_to_client), (c) => c.bytes_server_to_client, true],
    ['Round trip', (c) => c.handshake_rtt_ms === undefined ? '' : duration(c.handshake_rtt_ms / 1e3), (c) => c.handshake_rtt_ms || 0, true],
    ['Lasts', (c) => duration(c.duration_seconds), (c) => c.duration_seconds, true],
    ['First frame', (c) => String(c.first_frame), (c) => c.first_frame, true],
  ];
  return section('all', 'TCP connections', total > list.length ? el('p', {class: 'quiet'}, 'The worst ' + list.length + ' of '
    + Number(total).toLocaleString('en') + '.') : null,
    filteredTable('connections', 'connection', list, columns, (c) => show && show.knows(c.id) ? () => show.connection(c.id) : null));
}

/** Bars along one time axis: each has a start and parts, in seconds. */
function waterfall(caption, heads, rows) {
  const known = rows.filter((row) => row.start !== null);
  const first = Math.min(...known.map((row) => row.start), Infinity);
  const from = isFinite(first) ? first : 0;
  const to = Math.max(...rows.map((row) => (row.start === null ? from : row.start) + row.parts.reduce((all, part) => all + part[1], 0)), from);
  const span = to - from || 1;
  const body = rows.map((row) => {
    const bar = el('div', {class: 'fall', 'aria-hidden': 'true'});
    const gap = el('span', {class: 'p-none'});
    gap.style.width = 100 * ((row.start === null ? from : row.start) - from) / span + '%';
    bar.append(gap);
    for (const [phase, length] of row.parts) {
      if (length > 0) {
        const part = el('span', {class: 'p-' + phase});
        part.style.width = 'max(2px, ' + 100 * length / span + '%)';
        bar.append(part);
      }
    }
    return row.cells.concat([el('div', {}, bar, el('span', {class: 'quiet small'}, row.says))]);
  });
  return el('div', {}, el('p', {class: 'quiet small'}, 'The time axis runs from ' + duration(from) + ' to ' + duration(to) + ' of the capture.'),
    table(caption, heads.concat('Time'), body, []));
}

function parts(times, names) {
  return names.filter(([key]) => times[key] > 0).map(([key, , phase]) => [phase, times[key] / 1e3]);
}

function says(times, names) {
  return names.filter(([key]) => times[key] > 0).map(([key, name]) => name + ' ' + duration(times[key] / 1e3)).join(', ');
}

const REQUEST_PARTS = [['connect_ms', 'connect', 'connect'], ['behind_ms', 'behind others', 'behind'], ['sending_ms', 'sending', 'sending'],
  ['network_ms', 'network', 'resolve'], ['loss_ms', 'loss', 'loss'], ['server_ms', 'server', 'server'], ['transfer_ms', 'transfer', 'transfer']];
const HANDSHAKE_PARTS = [['set_up_ms', 'TCP set-up', 'connect'], ['server_ms', 'server', 'server'], ['client_ms', 'client', 'client_idle'],
  ['rest_ms', 'network', 'resolve']];

function legendOf(names) {
  return el('ul', {class: 'legend'}, names.map(([, name, phase]) =>
    el('li', {}, el('span', {class: 'mark block p-' + phase, 'aria-hidden': 'true'}), name)));
}

function requests(http, timeOf, show) {
  const seen = new Set();
  const list = (http.problems || []).concat(http.requests || []).filter((r) => {
    const key = r.connection + '/' + r.request_frame + '/' + r.http2_stream + '/' + r.position;
    return !seen.has(key) && seen.add(key);
  }).sort((a, b) => (a.request_frame || 0) - (b.request_frame || 0)).slice(0, 120);
  if (list.length === 0) {
    return null;
  }
  const rows = list.map((r) => {
    const failed = r.status >= 400 || r.status === undefined;
    const start = timeOf(r.request_frame || r.response_frame);
    return {
      start: start === null ? null : Math.max(0, start - (r.times.connect_ms || 0) / 1e3), parts: parts(r.times, REQUEST_PARTS),
      says: says(r.times, REQUEST_PARTS) + (r.request_frame ? ' · frame ' + r.request_frame : ''),
      cells: [el('span', {class: 'request'}, (r.method || '?') + ' ' + (r.host || '') + (r.path || '')),
        el(failed ? 'strong' : 'span', {class: failed ? 'error' : null}, r.status === undefined ? r.outcome : String(r.status)),
        show && show.knows(r.connection) ? button(String(r.connection), () => show.connection(r.connection), {class: 'link'}) : String(r.connection)],
    };
  });
  return section('requests', 'HTTP requests', legendOf(REQUEST_PARTS), waterfall('HTTP requests', ['Request', 'Answer', 'Connection'], rows));
}

function handshakes(tls, timeOf, show) {
  const list = (tls.handshakes || []).slice().sort((a, b) => a.first_frame - b.first_frame);
  if (list.length === 0) {
    return null;
  }
  const rows = list.map((h) => {
    const t = Object.assign({}, h.times || {});
    t.rest_ms = Math.max(0, (t.total_ms || 0) - (t.server_ms || 0) - (t.client_ms || 0));
    const start = timeOf(h.first_frame);
    const done = h.outcome === 'complete' || h.outcome === 'completed';
    const known = show && h.transport === 'tls' && h.stream !== undefined && show.knows(h.stream);
    return {
      start: start === null ? null : Math.max(0, start - (t.set_up_ms || 0) / 1e3), parts: parts(t, HANDSHAKE_PARTS),
      says: says(t, HANDSHAKE_PARTS) + ' · frame ' + h.first_frame,
      cells: [el('span', {}, h.server_name || '', ' ', el('span', {class: 'mono quiet'}, h.server)),
        el('span', {class: done ? null : 'error'}, words(h.outcome) + (h.why ? ': ' + h.why : '')),
        [h.transport, h.version, h.cipher_suite].filter(Boolean).join(', '),
        h.stream === undefined ? '' : known ? button(String(h.stream), () => show.connection(h.stream), {class: 'link'}) : String(h.stream)],
    };
  });
  return section('handshakes', 'TLS handshakes', legendOf(HANDSHAKE_PARTS),
    waterfall('TLS handshakes', ['Server', 'Outcome', 'Agreed', 'Connection'], rows));
}
