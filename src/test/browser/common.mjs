import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import puppeteer from 'puppeteer-core';

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, '../../..');
export const WORK = path.join(ROOT, 'target', 'browser');
mkdirSync(WORK, {recursive: true});

const failed = [];

export function check(holds, what) {
  if (!holds) {
    failed.push(what);
    console.error('FAILED ' + what);
  }
}

/** Ends with a code that tells whether all held. */
export function faults() {
  console.log(failed.length === 0 ? 'All held.' : failed.length + ' did not hold.');
  process.exitCode = failed.length === 0 ? 0 : 1;
}

/** Java's arguments before those of the program: the packaged jar, or the class path that the environment gives. */
export function java() {
  return process.env.WIRECAUSE_CLASSPATH ? ['-cp', process.env.WIRECAUSE_CLASSPATH, 'io.wirecause.cli.Main']
    : ['-jar', path.join(ROOT, 'target', 'wirecause.jar')];
}

export function run(args) {
  execFileSync('java', [...java(), ...args], {stdio: ['ignore', 'inherit', 'pipe'], cwd: WORK});
}

export function browser() {
  const at = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => file && existsSync(file));
  if (!at) {
    throw new Error('No Chromium found; install it, or set CHROMIUM to its path.');
  }
  return puppeteer.launch({executablePath: at, args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none']});
}
