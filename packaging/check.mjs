#!/usr/bin/env node
// Tries the packages of this platform as users have them, with no java on PATH, under the Inspector's command line; prints sizes and times.
//
//   node packaging/check.mjs [--packages DIR] [--work DIR]
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync }
  from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const { values: given } = parseArgs({ options: { packages: { type: "string", default: join(root, "target", "packages") },
  work: { type: "string", default: join(root, "target", "packages-check") } } });
const packages = resolve(given.packages);
const work = resolve(given.work);
const platform = `${process.platform}-${process.arch}`;
const windows = process.platform === "win32";
const capture = join(root, "testdata", "tcp", "refused-port", "capture.pcap");
const LARGEST = 60e6;
const RUNS = 5;
let failed = 0;
let passed = 0;

function check(what, sound, detail = "") {
  console.log(`${sound ? "ok    " : "FAILED"} ${what}${detail ? `: ${detail}` : ""}`);
  passed += sound ? 1 : 0;
  failed += sound ? 0 : 1;
}

/** A PATH that has Node.js and nothing else. */
const bare = join(work, "bin");
rmSync(work, { recursive: true, force: true });
mkdirSync(bare, { recursive: true });
windows ? copyFileSync(process.execPath, join(bare, "node.exe")) : symlinkSync(process.execPath, join(bare, "node"));
const environment = { ...process.env, PATH: bare, Path: bare };
for (const name of ["JAVA_HOME", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", ...Object.keys(environment).filter((each) => /^WIRECAUSE_/.test(each))]) {
  delete environment[name];
}

function named(pattern) {
  const name = readdirSync(packages).find((each) => pattern.test(each));
  if (!name) {
    throw new Error(`${packages} has no ${pattern}`);
  }
  return join(packages, name);
}

function npm(args, cwd) {
  execFileSync("npm", args, { cwd, shell: windows, stdio: ["ignore", "ignore", "inherit"] });
}

function inspect(command, ...more) {
  const cli = join(here, "node_modules", "@modelcontextprotocol", "inspector", "cli", "build", "cli.js");
  const done = spawnSync(process.execPath, [cli, "--cli", ...command, ...more], { encoding: "utf8", env: environment, maxBuffer: 1 << 26 });
  try {
    return JSON.parse(done.stdout);
  } catch {
    return { failure: `${done.stdout}${done.stderr}`.slice(0, 400) };
  }
}

/** Milliseconds from the start of the process to the answer to initialize. */
function initialize(command) {
  return new Promise((resolved, rejected) => {
    const begin = performance.now();
    const server = spawn(command[0], command.slice(1), { env: environment, stdio: ["pipe", "pipe", "ignore"] });
    server.on("error", rejected);
    server.on("exit", () => rejected(new Error(`${command[0]} ended`)));
    server.stdout.once("data", () => {
      resolved(performance.now() - begin);
      server.kill();
    });
    server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-06-18",
      capabilities: {}, clientInfo: { name: "check", version: "1" } } })}\n`);
  });
}

async function drive(what, command, file) {
  const listed = inspect(command, "--method", "tools/list");
  check(`${what}: the Inspector lists the tools`, listed.tools?.length > 10, listed.failure ?? `${listed.tools?.length} tools`);
  const called = inspect(command, "--method", "tools/call", "--tool-name", "analyze_tcp_connections", "--tool-arg", `pcap_file=${file}`);
  const text = called.content?.[0]?.text ?? "";
  check(`${what}: the Inspector makes a call`, called.isError !== true && text.includes("refused"), called.failure ?? "");
  const times = [];
  for (let i = 0; i < RUNS; i++) {
    times.push(await initialize(command));
  }
  times.sort((a, b) => a - b);
  console.log(`       ${what}: initialize answered after ${Math.round(times[RUNS >> 1])} ms (${Math.round(times[0])}-`
    + `${Math.round(times[RUNS - 1])}, ${RUNS} starts; the aim on an idle machine is 300)`);
}

function sizes() {
  for (const name of readdirSync(packages).filter((each) => /\.(tgz|tar\.gz|zip|mcpb)$/.test(each))) {
    const size = statSync(join(packages, name)).size;
    check(`${name} is below ${LARGEST / 1e6} MB`, size < LARGEST, `${(size / 1e6).toFixed(1)} MB`);
  }
}

async function tryNpm() {
  const folder = join(work, "npm");
  mkdirSync(folder);
  const all = named(/^wirecause-\d.*\.tgz$/);
  // Offline, as the packages of other platforms are not published; npm goes without optional dependencies that it cannot have.
  npm(["install", "--offline", "--no-audit", "--no-fund", "--prefix", ".", named(new RegExp(`^wirecause-${platform}-.*\\.tgz$`)), all], folder);
  const script = join(folder, "node_modules", "wirecause", "bin", "wirecause.js");
  await drive("npm", [join(bare, windows ? "node.exe" : "node"), script], capture);
  if (!windows) {
    const linked = spawnSync(join(folder, "node_modules", ".bin", "wirecause"), ["--version"], { encoding: "utf8", env: environment });
    check("npm: its command runs", /^wirecause \d/.test(linked.stdout), linked.stdout.trim() || linked.stderr);
  }
  const home = join(work, "home");
  mkdirSync(join(home, ".cursor"), { recursive: true });
  const npx = { ...environment, WIRECAUSE_STARTED_BY_NPX: "1", HOME: home, USERPROFILE: home };
  const installed = spawnSync(process.execPath, [script, "install", "--client", "cursor", "--yes"], { encoding: "utf8", env: npx });
  check("npm: install writes an entry that starts npx", existsSync(join(home, ".cursor", "mcp.json"))
    && readFileSync(join(home, ".cursor", "mcp.json"), "utf8").includes('"npx"'), installed.stderr);
  const alone = join(work, "npm-alone");
  mkdirSync(alone);
  npm(["install", "--offline", "--omit=optional", "--no-audit", "--no-fund", "--prefix", ".", all], alone);
  const missing = spawnSync(process.execPath, [join(alone, "node_modules", "wirecause", "bin", "wirecause.js")], { encoding: "utf8", env: environment });
  check("npm: says what to do where the package of the platform is missing", missing.status === 1 && missing.stderr.includes("is not installed"),
    missing.stderr.trim());
}

async function tryBundle() {
  const folder = join(work, "mcpb");
  const cli = join(here, "node_modules", "@anthropic-ai", "mcpb", "dist", "cli", "cli.js");
  execFileSync(process.execPath, [cli, "unpack", named(new RegExp(`-${platform}\\.mcpb$`)), folder], { stdio: ["ignore", "ignore", "inherit"] });
  execFileSync(process.execPath, [cli, "validate", join(folder, "manifest.json")], { stdio: ["ignore", "ignore", "inherit"] });
  const { server, user_config: asked } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  check("mcpb: asks for folders", asked.folders.type === "directory" && asked.folders.multiple === true);
  // As a host does it: each folder that the user chose is an argument of its own.
  const fill = (word) => word === "${user_config.folders}" ? [dirname(capture), work] : [word.replaceAll("${__dirname}", folder)];
  const command = [server.mcp_config.command, ...server.mcp_config.args].flatMap(fill);
  await drive("mcpb", command, capture);
  const outside = inspect(command, "--method", "tools/call", "--tool-name", "analyze_capinfos", "--tool-arg",
    `pcap_file=${join(root, "testdata", "tcp", "http-clean", "capture.pcap")}`);
  check("mcpb: reads nothing outside the folders", outside.isError === true, outside.failure ?? "");
}

async function tryArchive() {
  const folder = join(work, "archive");
  mkdirSync(folder);
  execFileSync("tar", ["-x", "-f", named(new RegExp(`-${platform}\\.(tar\\.gz|zip)$`)), "-C", folder]);
  const image = join(folder, readdirSync(folder)[0]);
  // Whatever sets the times of files anew, such as unpacking or copying, must not cost the archive of classes.
  utimesSync(join(image, "lib", "modules"), new Date(), new Date());
  const java = join(image, "bin", windows ? "java.exe" : "java");
  const strict = spawnSync(java, [`-XX:AOTCache=${join(image, "lib", "wirecause.aot")}`, "-XX:AOTMode=on", "-m", "io.wirecause", "--version"],
    { encoding: "utf8", env: environment });
  check("archive: its classes come from their archive", strict.status === 0 && strict.stdout.startsWith("wirecause"), strict.stderr);
  if (windows) {
    await drive("archive", [java, `-XX:AOTCache=${join(image, "lib", "wirecause.aot")}`, "-m", "io.wirecause"], capture);
  } else {
    symlinkSync(join(image, "bin", "wirecause"), join(bare, "wirecause"));
    environment.PATH = `${bare}:/usr/bin:/bin`;
    await drive("archive, through a link", [join(bare, "wirecause")], capture);
    environment.PATH = bare;
  }
  return image;
}

/** The container image without an engine: its files and the C library, no shell, another user, everything read-only but /tmp. */
async function tryContainer(image) {
  if (platform !== "linux-x64" || process.getuid() !== 0 || spawnSync("unshare", ["--mount", "true"]).status !== 0) {
    console.log("       container: needs Linux on x64, root and unshare; left out");
    return;
  }
  const top = join(work, "container");
  for (const name of ["opt", "tmp", "captures", "proc", "dev", "lib64", "lib/x86_64-linux-gnu"]) {
    mkdirSync(join(top, name), { recursive: true });
  }
  chmodSync(join(top, "tmp"), 0o1777);
  cpSync(image, join(top, "opt", "wirecause"), { recursive: true });
  copyFileSync(capture, join(top, "captures", "capture.pcap"));
  for (const name of ["libc.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libm.so.6"]) {
    copyFileSync(join("/lib/x86_64-linux-gnu", name), join(top, "lib/x86_64-linux-gnu", name));
  }
  copyFileSync("/lib64/ld-linux-x86-64.so.2", join(top, "lib64", "ld-linux-x86-64.so.2"));
  const entry = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(readFileSync(join(here, "Dockerfile"), "utf8"))[1]);
  const inside = ["mount --bind \"$0\" \"$0\"", "mount -o remount,ro,bind \"$0\"", "mount -t tmpfs none \"$0/tmp\"", "mount -t proc none \"$0/proc\"",
    "mount --rbind /dev \"$0/dev\"", "exec chroot --userspec=65532:65532 \"$0\" \"$@\""].join(" && ");
  environment.PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
  await drive("container", ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", inside, top, ...entry], "/captures/capture.pcap");
  environment.PATH = bare;
}

sizes();
await tryNpm();
await tryBundle();
await tryContainer(await tryArchive());
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
