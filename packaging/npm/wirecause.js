#!/usr/bin/env node
// Starts the Wirecause of this platform, which npm installed as an optional dependency.
"use strict";
const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const { constants } = require("node:os");
const { dirname, join, sep } = require("node:path");

const platform = `${process.platform}-${process.arch}`;
const name = `wirecause-${platform}`;
const offered = Object.keys(require("../package.json").optionalDependencies).map((each) => each.slice("wirecause-".length));

function home() {
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), "image");
  } catch {
    const why = !offered.includes(platform) ? `There is no package for ${platform}, only for ${offered.join(", ")}.`
      : `The package ${name} is not installed. npm leaves it out with --omit=optional or --no-optional, on Linux without glibc (such as Alpine), `
        + "and where node_modules comes from another machine; install wirecause again here, without these.";
    console.error(`${why} With Java 17 or newer, the jar runs everywhere: https://github.com/wirecause/wirecause/releases`);
    process.exit(1);
  }
}

const image = home();
const java = join(image, "bin", process.platform === "win32" ? "java.exe" : "java");
const more = (process.env.WIRECAUSE_JAVA_OPTIONS ?? "").split(" ").filter((option) => option !== "");
const environment = { ...process.env };
if (__dirname.includes(`${sep}_npx${sep}`)) {
  environment.WIRECAUSE_STARTED_BY_NPX = "1";
}
const server = spawn(java, [`-XX:AOTCache=${join(image, "lib", "wirecause.aot")}`, ...more, "-m", "io.wirecause", ...process.argv.slice(2)],
  { stdio: "inherit", env: environment, windowsHide: true });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => server.kill(signal));
}
server.on("error", (error) => {
  console.error(`${existsSync(java) ? `${java} cannot be started` : `${java} is missing: install wirecause again`} (${error.message}).`);
  process.exit(1);
});
server.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
