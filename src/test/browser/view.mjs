// The view of a chat in a host made of the reference bridge of ext-apps: it renders, grows, calls tools back, and loads nothing.
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import path from 'node:path';
import {Client} from '@modelcontextprotocol/client';
import {StdioClientTransport} from '@modelcontextprotocol/client/stdio';
import {build} from 'esbuild';
import {browser, check, faults, HERE, java, ROOT, WORK} from './common.mjs';

const TYPE = 'text/html;profile=mcp-app';

/** A client of the server, which shows pages or does not. */
async function connect(shows) {
  const client = new Client({name: 'wirecause-view-test', version: '1.0.0'},
    {capabilities: shows ? {extensions: {'io.modelcontextprotocol/ui': {mimeTypes: [TYPE]}}} : {}});
  await client.connect(new StdioClientTransport({command: 'java', args: java(), stderr: 'ignore'}));
  return client;
}

/** What a host puts in front of a page, from what the server says of it. */
function policy(csp) {
  const of = (list) => (list || []).join(' ');
  return `default-src 'none'; script-src 'self' 'unsafe-inline' ${of(csp.resourceDomains)}; style-src 'self' 'unsafe-inline' ${of(csp.resourceDomains)}; `
    + `img-src 'self' data:; connect-src ${of(csp.connectDomains) || "'none'"}; frame-src 'self'; object-src 'none'; base-uri 'self'`;
}

async function serve(handler) {
  const server = createServer(handler);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {port: server.address().port, close: () => server.close()};
}

async function body(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

const client = await connect(true);
const other = await connect(false);
const {tools} = await client.listTools();
const plain = (await other.listTools()).tools;
check(plain.every((tool) => tool._meta === undefined), 'a client without pages hears of none');
check(tools.filter((tool) => tool._meta?.ui?.resourceUri).length === 7, 'six tools and the page’s own carry its address');
await other.close();

const bundle = (await build({entryPoints: [path.join(HERE, 'host.js')], bundle: true, format: 'iife', write: false})).outputFiles[0].text;
const uri = tools.find((tool) => tool.name === 'diagnose_capture')._meta.ui.resourceUri;
const resource = (await client.readResource({uri})).contents[0];
check(resource.mimeType === TYPE, 'the page has its type');

const asked = [];
const sandbox = await serve((request, response) => {
  response.setHeader('Content-Type', 'text/html');
  response.setHeader('Content-Security-Policy', policy(resource._meta.ui.csp));
  response.end(`<!DOCTYPE html><body style="margin:0"><script>
    const inner = document.createElement('iframe');
    inner.style = 'width:100%;height:100%;border:0;position:fixed;inset:0';
    inner.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    document.body.append(inner);
    addEventListener('message', (event) => {
      if (event.source === parent && event.data.method === 'ui/notifications/sandbox-resource-ready') {
        const page = inner.contentDocument;
        page.open();
        page.write(event.data.params.html);
        page.close();
      } else if (event.source === parent) {
        inner.contentWindow.postMessage(event.data, '*');
      } else if (event.source === inner.contentWindow) {
        parent.postMessage(event.data, '*');
      }
    });
    parent.postMessage({jsonrpc: '2.0', method: 'ui/notifications/sandbox-proxy-ready', params: {}}, '*');
  </script>`);
});
const host = await serve(async (request, response) => {
  if (request.url === '/call') {
    const call = await body(request);
    asked.push(call);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(await client.callTool(call)));
  } else if (request.url === '/host.js') {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(bundle);
  } else if (request.url === '/page') {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(resource));
  } else {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><body><script src="/host.js"></script>');
  }
});

const chromium = await browser();
const page = await chromium.newPage();
await page.setViewport({width: 900, height: 900});
const troubles = [];
page.on('console', (message) => ['error', 'warn'].includes(message.type()) && troubles.push(message.text()));
page.on('pageerror', (error) => troubles.push(String(error)));
page.on('request', (request) => {
  const at = new URL(request.url());
  if (!['data:', 'about:'].includes(at.protocol) && ![host.port, sandbox.port].includes(Number(at.port))) {
    troubles.push('request to ' + request.url());
  }
});
await page.goto(`http://127.0.0.1:${host.port}/`);
const capture = path.join(ROOT, 'testdata/tcp/lossy-transfer/capture.pcap');

async function show(tool, args) {
  await page.evaluate((port, name, given) => window.show(port, name, given), sandbox.port, tool, args);
  for (let tries = 0; tries < 100; tries++) {
    const frame = page.frames().find((each) => each.parentFrame()?.parentFrame());
    if (frame && await frame.$('h1').catch(() => null)) {
      return frame;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('The view of ' + tool + ' shows nothing: ' + troubles.join('; '));
}

const begun = Date.now();
let view = await show('diagnose_capture', {pcap_file: capture});
const millis = Date.now() - begun;
check((await view.$eval('.verdict', (node) => node.textContent)).includes('packet loss'), 'the verdict is shown');
await new Promise((done) => setTimeout(done, 300));
const first = await page.evaluate(() => window.size);
check(first && first.height > 300, 'the view says how large it is: ' + JSON.stringify(first));
await page.screenshot({path: path.join(WORK, 'view-diagnosis.png'), fullPage: true});
await view.click('.cause .link');
await view.waitForSelector('#lives .chart', {timeout: 20000});
check(asked.some((call) => call.name === 'explain_connection' && call.arguments.connection === 0 && call.arguments.pcap_file === capture),
  'a click on a cause asks for the life of its connection');
check(asked.some((call) => call.name === 'view_capture'), 'the page asks for samples');
await new Promise((done) => setTimeout(done, 300));
const second = await page.evaluate(() => window.size);
check(second.height !== first.height, 'the view says that its size has changed');
await page.screenshot({path: path.join(WORK, 'view-connection.png'), fullPage: true});
await page.evaluate(() => window.theme('dark'));
await new Promise((done) => setTimeout(done, 200));
check(await view.$eval('html', (node) => node.dataset.theme) === 'dark', 'the view takes the colours of its host');
view = await show('analyze_tcp_connections', {pcap_file: capture});
check((await view.$$('#all tbody tr')).length === 1, 'connections are listed');
view = await show('diagnose_capture', {pcap_file: '/no/such/file'}).catch((error) => error);
check(await page.frames().find((each) => each.parentFrame()?.parentFrame()).$eval('[role=alert]', (node) => node.textContent.includes('no file')),
  'a failure is shown in words');
check(troubles.length === 0, 'the view: ' + troubles.join('; '));
console.log(`view\t${(resource.text.length / 1e3).toFixed(0)} kB\t${millis} ms to the verdict`);
writeFileSync(path.join(WORK, 'view.tsv'), `${resource.text.length}\t${millis}\n`);
await chromium.close();
await client.close();
host.close();
sandbox.close();
faults();
