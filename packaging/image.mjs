#!/usr/bin/env node
// Makes a folder that runs without an installed Java: a runtime of the needed modules with Wirecause inside, and an archive of loaded classes.
//
//   node packaging/image.mjs [--jdk DIR] [--jar FILE] [--out DIR] [--jmods DIR --platform OS-ARCH]
//
// The JDK (25 or newer; unless given, that of JAVA_HOME or one below /usr/lib/jvm) is that of the machine. With --jmods, the modules of a JDK for another platform are linked; the
// archive of classes can only be made on the platform itself and is then missing, so releases are built on each platform.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync,
  writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: given } = parseArgs({ options: {
  jdk: { type: "string" }, jar: { type: "string", default: join(root, "target", "wirecause.jar") },
  out: { type: "string", default: join(root, "target", "image") }, jmods: { type: "string" },
  platform: { type: "string", default: `${process.platform}-${process.arch}` } } });
const out = resolve(given.out);
const windows = given.platform.startsWith("win32");
const work = `${out}-work`;

// What jdeps names, less what only unused parts of libraries want: java.desktop (Jackson's support of java.beans, JNA's of AWT), java.sql
// (Jackson, Jetty), java.security.jgss (Jetty's SPNEGO). More than it
// names: what it cannot see, as it is used by reflection.
const unused = ["java.desktop", "java.sql", "java.security.jgss"];
const besides = ["java.logging", "java.xml", "jdk.unsupported"];

/** The major version of a JDK; 0 where there is none. */
function version(jdk) {
  const release = join(jdk, "release");
  return existsSync(release) && existsSync(join(jdk, "bin")) ? Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(release, "utf8"))?.[1] ?? 0) : 0;
}

function findJdk() {
  const usual = "/usr/lib/jvm";
  const found = [given.jdk ?? process.env.JAVA_HOME ?? "",
    ...(given.jdk || !existsSync(usual) ? [] : readdirSync(usual).map((name) => join(usual, name)))].find((jdk) => version(jdk) >= 25);
  if (!found) {
    throw new Error("an image takes a JDK 25 or newer: give it with --jdk or JAVA_HOME");
  }
  return found;
}

const jdk = findJdk();

function tool(name) {
  return join(jdk, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

function run(name, args, options = {}) {
  return execFileSync(tool(name), args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"], ...options });
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** The jar as one module: jlink takes no others, and classes inside the runtime keep their archive valid whatever the time of files. */
function makeModule() {
  const classes = join(work, "classes");
  mkdirSync(classes, { recursive: true });
  run("jar", ["--extract", "--file", resolve(given.jar)], { cwd: classes });
  const versions = join(classes, "META-INF", "versions");
  const found = existsSync(versions) ? readdirSync(versions).map(Number).filter((release) => release <= version(jdk)) : [];
  for (const release of found.sort((a, b) => a - b)) {
    cpSync(join(versions, String(release)), classes, { recursive: true, force: true });
  }
  rmSync(versions, { recursive: true, force: true });

  const named = run("jdeps", ["--ignore-missing-deps", "--multi-release", "17", "--print-module-deps", resolve(given.jar)]);
  const modules = [...new Set([...named.trim().split(",").filter((name) => !unused.includes(name)), ...besides])].sort();
  const services = join(classes, "META-INF", "services");
  const lines = modules.filter((name) => name !== "java.base").map((name) => `  requires ${name};`);
  for (const service of existsSync(services) ? readdirSync(services) : []) {
    const providers = readFileSync(join(services, service), "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim())
      .filter((line) => line !== "" && existsSync(join(classes, `${line.replaceAll(".", "/")}.class`)));
    const ours = existsSync(join(classes, `${service.replaceAll(".", "/")}.class`));
    if (ours || modules.includes("java.base") && service.startsWith("java.")) {
      lines.push(`  uses ${service};`);
      if (providers.length > 0) {
        lines.push(`  provides ${service} with ${[...new Set(providers)].join(", ")};`);
      }
    }
  }
  const source = join(work, "module-info.java");
  writeFileSync(source, `open module io.wirecause {\n${lines.join("\n")}\n}\n`);
  run("javac", ["-nowarn", "-d", classes, "--patch-module", `io.wirecause=${classes}`, source], { stdio: ["ignore", "inherit", "inherit"] });
  const jar = join(work, "io.wirecause.jar");
  run("jar", ["--create", "--file", jar, "--main-class", "io.wirecause.cli.Launcher", "-C", classes, "."]);
  return jar;
}

function link(jar) {
  const path = given.jmods ? [resolve(given.jmods), jar].join(process.platform === "win32" ? ";" : ":") : jar;
  // Messages of the runtime go to standard error: standard output belongs to the protocol. Compiling only what runs ten times as often as usual takes
  // a third off the start and off a small call, and nothing is lost on a large capture; no file of performance counters is written.
  run("jlink", ["--module-path", path, "--add-modules", "io.wirecause", "--output", out, "--strip-debug", "--no-header-files",
    "--no-man-pages", "--compress", "zip-0", "--add-options",
    "-Xlog:disable -Xlog:all=error:stderr -XX:CompileThresholdScaling=10 -XX:-UsePerfData"]);
  cpSync(join(root, "LICENSE"), join(out, "LICENSE"));
  for (const name of ["wirecause", "wirecause.cmd"].slice(windows ? 1 : 0, windows ? 2 : 1)) {
    cpSync(join(root, "packaging", "launcher", name), join(out, "bin", name));
    chmodSync(join(out, "bin", name), 0o755);
  }
  // Texts of licences are links to one another, which packages cannot hold.
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true }).filter((each) => each.isSymbolicLink())) {
    const link = join(entry.parentPath ?? entry.path, entry.name);
    const target = realpathSync(link);
    rmSync(link);
    copyFileSync(target, link);
  }
  // Tools of the JDK that nobody needs here.
  for (const name of readdirSync(join(out, "bin"))) {
    if (/^(keytool|rmiregistry|jwebserver|jrunscript)(\.exe)?$/.test(name)) {
      rmSync(join(out, "bin", name));
    }
  }
}

/** A session as clients have it, during which the runtime notes which classes are loaded. */
async function train() {
  const java = join(out, "bin", windows ? "java.exe" : "java");
  const archive = join(out, "lib", "wirecause.aot");
  const server = spawn(java, [`-XX:AOTCacheOutput=${archive}`, "-m", "io.wirecause"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  let id = 0;
  const ask = async (method, params) => {
    server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params })}\n`);
    for (let line = await answers.next(); ; line = await answers.next()) {
      const message = line.done ? { id, error: "the server ended" } : JSON.parse(line.value);
      if (message.id === id && message.method === undefined) {
        if (message.error) {
          throw new Error(`${method}: ${JSON.stringify(message.error)}`);
        }
        return message.result;
      }
    }
  };
  // Clients of 2026-07-28 ask without a session; those before it begin with initialize.
  const meta = { _meta: { "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "training", version: "1" } } };
  await ask("server/discover", meta);
  await ask("tools/list", meta);
  await ask("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "training", version: "1" } });
  server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  const { tools } = await ask("tools/list", {});
  await ask("prompts/list", {});
  await ask("resources/list", {});
  for (const capture of ["tcp/http-clean", "tcp/refused-port"]) {
    for (const tool of tools) {
      await ask("tools/call", { name: tool.name, arguments: { pcap_file: join(root, "testdata", capture, "capture.pcap") } });
    }
  }
  server.stdin.end();
  await new Promise((done) => server.on("exit", done));
  if (!existsSync(archive)) {
    throw new Error("no archive of classes was made");
  }
}

rmSync(out, { recursive: true, force: true });
rmSync(work, { recursive: true, force: true });
link(makeModule());
if (!given.jmods) {
  await train();
}
rmSync(work, { recursive: true, force: true });
const size = files(out).reduce((sum, file) => sum + statSync(file).size, 0);
console.log(`${out}: ${given.platform}, ${Math.round(size / 1e6)} MB${given.jmods ? ", without an archive of classes" : ""}`);
