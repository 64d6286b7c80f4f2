// A host in the browser, made of the reference bridge of ext-apps; bundled by view.mjs.
import {AppBridge, PostMessageTransport} from '@modelcontextprotocol/ext-apps/app-bridge';

let bridge = null;

const call = (name, args) => fetch('/call', {method: 'POST', body: JSON.stringify({name, arguments: args})}).then((r) => r.json());

/** Calls a tool and shows its answer in the page that the server offers for it. */
window.show = async (port, name, args) => {
  const result = call(name, args);
  const resource = await (await fetch('/page')).json();
  document.body.querySelectorAll('iframe').forEach((frame) => frame.remove());
  const frame = document.createElement('iframe');
  frame.style = 'width:100%;height:200px;border:1px solid #ccc;box-sizing:border-box';
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  const ready = new Promise((done) => addEventListener('message', function listen(event) {
    if (event.source === frame.contentWindow && event.data?.method === 'ui/notifications/sandbox-proxy-ready') {
      removeEventListener('message', listen);
      done();
    }
  }));
  // Another name of this machine is another origin.
  frame.src = `http://localhost:${port}/`;
  document.body.append(frame);
  await ready;
  bridge = new AppBridge(null, {name: 'test host', version: '1.0.0'}, {serverTools: {}}, {hostContext: {theme: 'light', displayMode: 'inline'}});
  bridge.oncalltool = (params) => call(params.name, params.arguments);
  bridge.onsizechange = ({width, height}) => {
    window.size = {width, height};
    frame.style.height = height + 'px';
  };
  const initialized = new Promise((done) => {
    bridge.oninitialized = done;
  });
  await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
  await bridge.sendSandboxResourceReady({html: resource.text, csp: resource._meta.ui.csp});
  await initialized;
  await bridge.sendToolInput({arguments: args});
  await bridge.sendToolResult(await result);
};

window.theme = (theme) => bridge.setHostContext({theme});
