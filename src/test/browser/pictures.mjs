// Draws the pictures of the README from reports on captures of this repository: docs/pictures/*.png.
import {mkdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {browser, check, faults, ROOT, run, WORK} from './common.mjs';

const OUT = path.join(ROOT, 'docs', 'pictures');
mkdirSync(OUT, {recursive: true});

/** name, capture, the parts of the page, its height at most, what is done first */
const PICTURES = [
  ['causes', 'tls/findings/tls_certificate_expired/capture.pcap', ['.verdict', '#servers'], 1000, null],
  ['sequence', 'tcp/lossy-transfer/capture.pcap', ['.both'], 560, async (page) => {
    const graph = await page.$('#lives .chart');
    await graph.scrollIntoView();
    await graph.focus();
    for (const key of ['+', 'Home', 'n', 'n', 'n', 'n', 'n']) {
      await page.keyboard.press(key);
    }
  }],
  ['requests', 'http/findings/http_slow/capture.pcap', ['#requests'], 700, null],
];

const chromium = await browser();
for (const [name, capture, parts, most, before] of PICTURES) {
  const html = path.join(WORK, 'picture-' + name + '.html');
  run(['report', path.join(ROOT, 'testdata', capture), '-o', html]);
  const page = await chromium.newPage();
  await page.setViewport({width: 1100, height: 1000, deviceScaleFactor: 1});
  await page.goto('file://' + html);
  await page.waitForSelector('.verdict');
  if (before) {
    await before(page);
  }
  await new Promise((done) => setTimeout(done, 300));
  const boxes = await page.evaluate((wanted) => wanted.map((each) => {
    const box = document.querySelector(each).getBoundingClientRect();
    return [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY];
  }), parts);
  const left = Math.min(...boxes.map((box) => box[0])) - 12;
  const top = Math.min(...boxes.map((box) => box[1])) - 8;
  const file = path.join(OUT, name + '.png');
  await page.screenshot({path: file, captureBeyondViewport: true, clip: {x: left, y: top, width: Math.max(...boxes.map((box) => box[2])) + 12 - left,
    height: Math.min(most, Math.max(...boxes.map((box) => box[3])) + 8 - top)}});
  check(statSync(file).size < 150e3, name + ' has ' + statSync(file).size + ' bytes');
  console.log(name, statSync(file).size);
  await page.close();
}
await chromium.close();
faults();
