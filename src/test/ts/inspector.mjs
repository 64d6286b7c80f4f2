// Drives the server with the command line of the MCP Inspector, one process a method, and prints what came of it.
//   node inspector.mjs COMMAND ARGS...      node inspector.mjs URL      (TESTDATA set)
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { CALLS, clean, tell, tool, toolResult, whole } from "./transcript.mjs";

const target = process.argv.slice(2);
const home = dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/inspector/package.json"));
const run = promisify(execFile);

/** What the Inspector prints, or that it failed. */
async function ask(method, ...more) {
    try {
        const { stdout } = await run(process.execPath,
            [join(home, "cli", "build", "cli.js"), "--cli", ...target, "--method", method, ...more], { maxBuffer: 1 << 24 });
        return JSON.parse(stdout);
    } catch (e) {
        return { failed: clean(e.stderr ?? e.message).split("\n").find(line => line.includes("MCP error")) ?? clean(e.message) };
    }
}

async function call(name) {
    const given = Object.entries(whole(CALLS[name], file => join(process.env.TESTDATA, file)));
    return ask("tools/call", "--tool-name", name, ...given.flatMap(([key, value]) => ["--tool-arg", `${key}=${value}`]));
}

const { tools } = await ask("tools/list");
tell("tools/list", { tools: tools.map(tool) });
// Each takes seconds to start: the other client calls every tool.
for (const name of ["analyze_tcp_connections", "analyze_capinfos"]) {
    tell(`tools/call ${name}`, toolResult(await call(name)));
}
tell("unknown tool", await ask("tools/call", "--tool-name", "no_such_tool"));
tell("no arguments", toolResult(await ask("tools/call", "--tool-name", "analyze_capinfos")));
const { prompts } = await ask("prompts/list");
tell("prompts/list", { prompts: prompts.map(prompt => prompt.name).sort() });
const prompt = await ask("prompts/get", "--prompt-name", "tcp_security_analysis", "--prompt-args", "pcap_file=/captures/a.pcap");
tell("prompts/get", { roles: prompt.messages.map(message => message.role) });
const { resources } = await ask("resources/list");
tell("resources/list", { resources: resources.map(resource => resource.uri).sort() });
const { resourceTemplates } = await ask("resources/templates/list");
tell("resources/templates/list", { templates: resourceTemplates.map(template => template.uriTemplate) });
const { contents } = await ask("resources/read", "--uri", "wirecause://findings/syn_unanswered");
tell("resources/read", { mimeType: contents[0].mimeType, hasText: contents[0].text.length > 0 });
tell("logging/setLevel", await ask("logging/setLevel", "--log-level", "debug"));
