#!/usr/bin/env node
// Makes packages from images (see image.mjs), each for one platform, and what all platforms share.
//
//   node packaging/packages.mjs platform [--image DIR] [--out DIR] [--platform OS-ARCH]    archive, npm package and MCPB bundle of a platform
//   node packaging/packages.mjs shared [--out DIR]     the npm package for all; server.json and checksums of what is in the folder
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const { values: given, positionals } = parseArgs({ allowPositionals: true, options: {
  image: { type: "string", default: join(root, "target", "image") }, out: { type: "string", default: join(root, "target", "packages") },
  platform: { type: "string", default: `${process.platform}-${process.arch}` } } });
const out = resolve(given.out);
const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];
// Of npm, which takes three numbers; 0.1.0-SNAPSHOT is one of its forms, too.
const version = /<artifactId>wirecause<\/artifactId>\s*<version>([^<]+)</.exec(readFileSync(join(root, "pom.xml"), "utf8"))[1];
const description = "Finds out what is wrong in a packet capture and shows a language model the evidence.";
const common = { version, license: "Apache-2.0", homepage: "https://github.com/wirecause/wirecause",
  repository: { type: "git", url: "git+https://github.com/wirecause/wirecause.git" } };

/** npm and the programs it installs are scripts on Windows, which only a shell starts. */
function run(program, args, cwd) {
  const windows = process.platform === "win32";
  execFileSync(program, windows ? args.map((arg) => `"${arg}"`) : args, { cwd, shell: windows, stdio: ["ignore", "ignore", "inherit"] });
}

function fresh(...names) {
  const folder = join(out, "work", ...names);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function json(file, value) {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function archive() {
  const name = `wirecause-${version}-${given.platform}`;
  const folder = fresh("archive");
  cpSync(resolve(given.image), join(folder, name), { recursive: true });
  if (given.platform.startsWith("win32")) {
    run("tar", ["-a", "-c", "-f", join(out, `${name}.zip`), "-C", folder, name]);
  } else {
    run("tar", ["-c", "-z", "-f", join(out, `${name}.tar.gz`), "-C", folder, name]);
  }
}

function npmOfPlatform() {
  const [os, cpu] = given.platform.split("-");
  const folder = fresh("npm");
  cpSync(resolve(given.image), join(folder, "image"), { recursive: true });
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  json(join(folder, "package.json"), { name: `wirecause-${given.platform}`, ...common,
    description: `The runtime of wirecause for ${given.platform}; install wirecause instead.`, os: [os], cpu: [cpu],
    ...(os === "linux" ? { libc: ["glibc"] } : {}), files: ["image"] });
  run("npm", ["pack", "--pack-destination", out], folder);
}

function npmForAll() {
  const folder = fresh("npm-all");
  mkdirSync(join(folder, "bin"));
  cpSync(join(here, "npm", "wirecause.js"), join(folder, "bin", "wirecause.js"));
  chmodSync(join(folder, "bin", "wirecause.js"), 0o755);
  cpSync(join(here, "npm", "README.md"), join(folder, "README.md"));
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  json(join(folder, "package.json"), { name: "wirecause", ...common, description, mcpName: "io.github.wirecause/wirecause",
    keywords: ["mcp", "mcp-server", "pcap", "packet-capture", "network", "wireshark"], bin: { wirecause: "bin/wirecause.js" }, files: ["bin"],
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(platforms.map((platform) => [`wirecause-${platform}`, version])) });
  run("npm", ["pack", "--pack-destination", out], folder);
}

function bundle() {
  const folder = fresh("mcpb");
  const windows = given.platform.startsWith("win32");
  cpSync(resolve(given.image), join(folder, "server"), { recursive: true });
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  const manifest = JSON.parse(readFileSync(join(here, "mcpb", "manifest.json"), "utf8"));
  manifest.version = version;
  manifest.compatibility.platforms = [given.platform.split("-")[0]];
  const java = `server/bin/java${windows ? ".exe" : ""}`;
  manifest.server.entry_point = java;
  manifest.server.mcp_config.command = `\${__dirname}/${java}`;
  json(join(folder, "manifest.json"), manifest);
  run("npx", ["--no-install", "mcpb", "validate", join(folder, "manifest.json")], here);
  run("npx", ["--no-install", "mcpb", "pack", folder, join(out, `wirecause-${version}-${given.platform}.mcpb`)], here);
}

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** For the MCP registry: npm and the container image, and the bundles that are in the folder. */
function serverJson() {
  const server = JSON.parse(readFileSync(join(root, "server.json"), "utf8"));
  server.version = version;
  for (const each of server.packages) {
    if (each.registryType === "oci") {
      each.identifier = each.identifier.replace(/:[^:]*$/, `:${version}`);
    } else {
      each.version = version;
    }
  }
  for (const name of readdirSync(out).filter((each) => each.endsWith(".mcpb")).sort()) {
    server.packages.push({ registryType: "mcpb", identifier: `https://github.com/wirecause/wirecause/releases/download/v${version}/${name}`,
      fileSha256: sha256(join(out, name)), transport: { type: "stdio" } });
  }
  json(join(out, "server.json"), server);
}

function checksums() {
  const names = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== "SHA256SUMS")
    .map((entry) => entry.name).sort();
  writeFileSync(join(out, "SHA256SUMS"), names.map((name) => `${sha256(join(out, name))}  ${name}\n`).join(""));
  names.forEach((name) => console.log(`${(statSync(join(out, name)).size / 1e6).toFixed(1).padStart(7)} MB  ${name}`));
}

mkdirSync(out, { recursive: true });
if (positionals[0] === "platform") {
  if (!platforms.includes(given.platform) || !existsSync(given.image)) {
    throw new Error(`an image of one of ${platforms.join(", ")} is needed; make it with image.mjs`);
  }
  archive();
  npmOfPlatform();
  bundle();
} else if (positionals[0] === "shared") {
  npmForAll();
  serverJson();
  checksums();
} else {
  throw new Error("say platform or shared");
}
rmSync(join(out, "work"), { recursive: true, force: true });
