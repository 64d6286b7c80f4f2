// Opens the reports of ten captures in Chromium: nothing is loaded, nothing fails, all looks as kept, keys and pointer work, and
// axe finds no serious fault. Writes times and sizes; --update keeps the pictures as they are now.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';
import {browser, check, faults, HERE, ROOT, run, WORK} from './common.mjs';
import {empty, hostile, large, many} from './captures.mjs';

const KEPT = path.join(HERE, 'kept');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const UPDATE = process.argv.includes('--update');
const SIZE = Number(process.env.LARGE_CAPTURE || 1e9);
/** Share of the pixels that may differ: fonts are not the same everywhere. */
const TOLERANCE = 0.06;

const made = (name, make) => () => {
  const file = path.join(WORK, name);
  make(file);
  return file;
};
const kept = (name) => () => path.join(ROOT, 'testdata', name);
const CAPTURES = [
  ['loss', kept('tcp/lossy-transfer/capture.pcap'), graphs],
  ['zero-window', kept('tcp/zero-window/capture.pcap'), zeroWindow],
  ['tls-failure', kept('tls/findings/tls_certificate_expired/capture.pcap'), handshakes],
  ['http', kept('http/findings/http_slow/capture.pcap'), requests],
  ['sip-call', kept('sip/findings/sip_call_failed/capture.pcap'), ladder],
  ['20000-connections', made('many.pcap', (file) => many(file, 20000)), filter],
  ['1-gigabyte', made('large.pcap', (file) => large(file, SIZE)), graphs],
  ['empty', made('empty.pcap', empty), null],
  ['hostile', made('<img src=x onerror=alert(0)>.pcap', hostile), hostileText],
  ['healthy', kept('tcp/http-clean/capture.pcap'), null],
];

function changed(before, after) {
  return Buffer.compare(Buffer.from(before), Buffer.from(after)) !== 0;
}

/** The graph answers to keys, wheel, drag and click, and is linked with the ladder both ways. */
async function graphs(page, name) {
  const graph = await page.$('#lives .chart');
  const picture = () => graph.screenshot();
  await graph.scrollIntoView();
  await graph.focus();
  const whole = await picture();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const near = await picture();
  check(changed(whole, near), name + ': plus zooms');
  await page.keyboard.press('PageDown');
  check(changed(near, await picture()), name + ': page down moves');
  await page.keyboard.press('0');
  check(!changed(whole, await picture()), name + ': 0 shows all');
  await page.keyboard.press('n');
  const said = await page.$eval('[role=status].unseen', (node) => node.textContent);
  check(/frame \d+/.test(said), name + ': n goes to an event and says it: ' + said);
  check(await page.$eval('#lives .chart .tip', (node) => !node.hidden), name + ': the event shows its words');
  check(await page.$('.ladder li.chosen') !== null, name + ': the ladder marks the step of the event');
  await page.keyboard.press('Escape');
  const over = await graph.$('.u-over');
  const box = await over.boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, {steps: 5});
  await page.mouse.up();
  await page.mouse.move(5, 5);
  check(changed(whole, await picture()), name + ': dragging zooms');
  await graph.focus();
  await page.keyboard.press('0');
  const steps = await page.$$('.ladder li[tabindex]');
  await steps[steps.length - 1].focus();
  await page.keyboard.press('Enter');
  check(await page.$eval('#lives .chart .tip', (node) => /frame \d+/.test(node.textContent)), name + ': a step finds its segment');
  await hover(page, over, name);
}

async function hover(page, over, name) {
  const box = await over.boundingBox();
  let found = false;
  for (let x = 0.02; x < 1 && !found; x += 0.02) {
    for (let y = 0.05; y < 1 && !found; y += 0.05) {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      found = await page.$eval('#lives .chart .tip', (node) => !node.hidden && /frame \d+/.test(node.textContent));
    }
  }
  check(found, name + ': hovering names a frame');
  await page.mouse.move(5, 5);
}

async function zeroWindow(page, name) {
  check((await page.$eval('#lives', (node) => node.textContent)).includes('window closed'), name + ': the legend has the closed window');
}

async function ladder(page, name) {
  await page.click('.cause .link');
  check(await page.evaluate(() => document.activeElement.tagName === 'H3'), name + ': the cause leads to its call');
  check((await page.$$('.ladder li')).length >= 4, name + ': the call has its steps');
  await page.click('.toggle');
  check(await page.$eval('.scaled', (node) => node.clientHeight > 400), name + ': the ladder is drawn to scale');
}

async function requests(page, name) {
  check((await page.$$('#requests tbody tr')).length === 5, name + ': five requests');
}

async function handshakes(page, name) {
  check((await page.$$('#handshakes tbody tr')).length === 1, name + ': one handshake');
}

async function filter(page, name) {
  const rows = () => page.$$eval('#all tbody tr', (all) => all.length);
  check(await rows() === 50, name + ': fifty rows at first');
  await page.type('#connections-filter', 'refused');
  const status = await page.$eval('#all [role=status]', (node) => node.textContent);
  check(/200 .* of 300 fit/.test(status), name + ': the filter finds the refused ones: ' + status);
  await page.focus('[role=tab][aria-selected=true]');
  await page.keyboard.press('ArrowRight');
  check(await page.$eval('#tab-1', (node) => node.getAttribute('aria-selected') === 'true'), name + ': arrow keys choose a connection');
}

async function hostileText(page, name) {
  const text = await page.$eval('#page', (node) => node.textContent);
  check(text.includes('<img/src=x/onerror=alert(1)>'), name + ': the path is shown as text');
  check(await page.$$eval('#page img, #page iframe, #page script, #page marquee, #page b, #page i', (all) => all.length) === 0,
    name + ': no element comes from the wire');
  check(await page.$$eval('#page *', (all) => all.every((node) => [...node.attributes].every((a) => !/^on/i.test(a.name)))),
    name + ': no handler comes from the wire');
}

function compare(name, shot) {
  const file = path.join(KEPT, name + '.png');
  if (UPDATE || !existsSync(file)) {
    mkdirSync(KEPT, {recursive: true});
    writeFileSync(file, shot);
    return 'kept';
  }
  const now = PNG.sync.read(Buffer.from(shot));
  const then = PNG.sync.read(readFileSync(file));
  const width = Math.min(now.width, then.width);
  const height = Math.min(now.height, then.height);
  const part = (png) => {
    const cut = new PNG({width, height});
    PNG.bitblt(png, cut, 0, 0, width, height, 0, 0);
    return cut.data;
  };
  const differ = pixelmatch(part(now), part(then), null, width, height, {threshold: 0.25}) / (width * height);
  check(Math.abs(now.height - then.height) < 0.1 * then.height, `${name}: ${now.height} pixels high, kept ${then.height}`);
  check(differ < TOLERANCE, `${name}: ${(100 * differ).toFixed(1)} % of the picture differ`);
  return (100 * differ).toFixed(2) + ' %';
}

async function open(chromium, name, html) {
  const page = await chromium.newPage();
  const troubles = [];
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('dialog', (dialog) => {
    troubles.push('dialog ' + dialog.message());
    dialog.dismiss();
  });
  page.on('request', (request) => request.url().startsWith('file:') || troubles.push('request to ' + request.url()));
  await page.setViewport({width: 1280, height: 900, deviceScaleFactor: 1});
  const begun = Date.now();
  await page.goto('file://' + encodeURI(html), {waitUntil: 'load'});
  await page.waitForSelector('.verdict');
  return {page, troubles, millis: Date.now() - begun};
}

async function faultsOf(page, name) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => axe.run(document, {resultTypes: ['violations']}));
  const serious = found.violations.filter((one) => ['serious', 'critical'].includes(one.impact));
  check(serious.length === 0, name + ': axe: ' + serious.map((one) => one.id + ' ' + one.nodes.slice(0, 3).map((node) => node.target.join(' '))
    .join(', ')).join('; '));
}

const rows = [];
const chromium = await browser();
for (const [name, source, drive] of CAPTURES) {
  if (process.env.ONLY && process.env.ONLY !== name) {
    continue;
  }
  const capture = source();
  const html = path.join(WORK, name + '.html');
  const begun = Date.now();
  run(['report', capture, '-o', html]);
  const made = (Date.now() - begun) / 1000;
  const size = statSync(html).size;
  check(size < 5e6, `${name}: ${size} bytes`);
  const {page, troubles, millis} = await open(chromium, name, html);
  await page.evaluate(() => {
    document.querySelector('header p').style.visibility = 'hidden';
  });
  const height = Math.min(1800, await page.$eval('#page', (node) => Math.ceil(node.getBoundingClientRect().height) + 20));
  await page.setViewport({width: 1280, height, deviceScaleFactor: 0.5});
  await new Promise((done) => setTimeout(done, 300));
  const differ = compare(name, await page.screenshot({clip: {x: 0, y: 0, width: 1280, height}}));
  await page.setViewport({width: 1280, height: 900, deviceScaleFactor: 1});
  await new Promise((done) => setTimeout(done, 200));
  if (drive) {
    await drive(page, name);
  }
  await faultsOf(page, name);
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: 'dark'}]);
  await faultsOf(page, name + ', dark');
  check(troubles.length === 0, name + ': ' + troubles.slice(0, 5).join('; '));
  rows.push([name, (statSync(capture).size / 1e6).toFixed(3), made.toFixed(1), (size / 1e3).toFixed(0), String(millis), differ]);
  console.log(rows[rows.length - 1].join('\t'));
  await page.close();
}
await chromium.close();
writeFileSync(path.join(WORK, 'reports.tsv'), rows.map((row) => row.join('\t')).join('\n') + '\n');
if (existsSync(path.join(WORK, 'large.pcap'))) {
  execFileSync('rm', [path.join(WORK, 'large.pcap')]);
}
faults();
