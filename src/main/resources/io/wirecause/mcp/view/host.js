// As a view in a chat (MCP Apps, 2026-01-26): the host hands over the answer of a tool, and calls tools that one clicks for.

function connectHost(render) {
  const waiting = new Map();
  let next = 1;
  let given = {};
  const post = (message) => parent.postMessage(Object.assign({jsonrpc: '2.0'}, message), '*');
  const request = (method, params) => new Promise((resolve, reject) => {
    const id = next++;
    waiting.set(id, {resolve: resolve, reject: reject});
    post({id: id, method: method, params: params});
  });
  const dress = (context) => {
    if (context && (context.theme === 'dark' || context.theme === 'light')) {
      document.documentElement.dataset.theme = context.theme;
      redrawCharts();
    }
  };
  let tellSize = () => {};
  const show = {
    knows: () => true,
    connection: (id) => ask('explain_connection', {connection: id}),
    frame: (number) => ask('explain_connection', {frame: number}),
    call: (tool, args) => ask(tool, args),
    /** The same connection with samples of its segments; the page alone may ask for these. */
    samples: (id) => request('tools/call', {name: 'view_capture', arguments: {pcap_file: given.pcap_file, connection: id}})
      .then((result) => result.isError || !result.structuredContent ? null
        : (result.structuredContent.lives || []).find((shown) => shown.connection === id) || null),
  };
  const ask = (tool, args) => {
    say('Asked for ' + words(tool));
    request('tools/call', {name: tool, arguments: Object.assign({pcap_file: given.pcap_file}, args)}).then((result) => {
      if (result.isError || !result.structuredContent) {
        trouble(((result.content || [])[0] || {}).text || 'The tool gave no answer.');
      } else {
        render(result.structuredContent, show);
        tellSize();
      }
    }, (error) => trouble(error.message || 'The host refused the call.'));
  };
  const trouble = (text) => {
    const line = el('p', {class: 'error', role: 'alert'}, text);
    document.getElementById('page').prepend(line);
  };
  const heard = {
    'ui/notifications/tool-input': (params) => {
      given = params.arguments || {};
    },
    'ui/notifications/tool-result': (params) => {
      if (params.structuredContent) {
        given = Object.assign({pcap_file: params.structuredContent.file}, given);
        render(params.structuredContent, show);
        tellSize();
      } else {
        trouble(((params.content || [])[0] || {}).text || 'The tool gave no answer.');
      }
    },
    'ui/notifications/tool-cancelled': (params) => trouble('The call was cancelled' + (params.reason ? ': ' + params.reason : '.')),
    'ui/notifications/host-context-changed': dress,
  };
  addEventListener('message', (event) => {
    const message = event.data;
    if (event.source !== parent || !message || message.jsonrpc !== '2.0') {
      return;
    }
    if (message.method === undefined && waiting.has(message.id)) {
      const {resolve, reject} = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) {
        reject(message.error);
      } else {
        resolve(message.result || {});
      }
    } else if (heard[message.method]) {
      heard[message.method](message.params || {});
    } else if (message.method === 'ui/resource-teardown' || message.method === 'ping') {
      post({id: message.id, result: {}});
    } else if (message.id !== undefined && message.method !== undefined) {
      post({id: message.id, error: {code: -32601, message: 'Method not found'}});
    }
  });
  request('ui/initialize', {protocolVersion: '2026-01-26', appInfo: {name: 'wirecause', version: '1'},
    appCapabilities: {availableDisplayModes: ['inline', 'fullscreen']}}).then((result) => {
    dress(result.hostContext);
    post({method: 'ui/notifications/initialized', params: {}});
    let told = '';
    tellSize = () => {
      const size = {width: Math.ceil(document.documentElement.scrollWidth), height: Math.ceil(document.getElementById('page').getBoundingClientRect().height) + 16};
      if (size.width + 'x' + size.height !== told) {
        told = size.width + 'x' + size.height;
        post({method: 'ui/notifications/size-changed', params: size});
      }
    };
    new ResizeObserver(() => tellSize()).observe(document.getElementById('page'));
    tellSize();
  }, (error) => trouble(error.message || 'The host did not take the view in.'));
}
