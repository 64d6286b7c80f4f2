#!/usr/bin/env node
// Makes the packages of this platform from target/wirecause.jar and tries them: mvn -Ppackages verify runs this.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const windows = process.platform === "win32";

function run(program, args) {
  return spawnSync(program, args, { cwd: here, stdio: "inherit", shell: windows && program === "npm" }).status;
}

const fetched = [1, 2, 3].some(() => run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]) === 0);
if (!fetched) {
  console.log("LEFT OUT: npm cannot fetch what makes and checks packages.");
  process.exit(0);
}
for (const [script, ...args] of [["image.mjs"], ["packages.mjs", "platform"], ["packages.mjs", "shared"], ["check.mjs"]]) {
  const begin = Date.now();
  const status = run(process.execPath, [join(here, script), ...args]);
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  console.log(`${script} ${args.join(" ")} took ${Math.round((Date.now() - begin) / 1000)} s`);
}
