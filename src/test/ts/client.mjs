// Drives the server through every method with the client of the official TypeScript SDK, and prints what came of it.
//   node client.mjs stdio COMMAND ARGS...      node client.mjs http URL      (WIRECAUSE_HTTP_TOKEN and TESTDATA set)
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ListRootsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { mkdtempSync, openSync, writeSync, closeSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CALLS, clean, tell, tool, toolResult, whole } from "./transcript.mjs";

const [kind, target, ...args] = process.argv.slice(2);
const testdata = process.env.TESTDATA;

function transport() {
    if (kind === "stdio") {
        return new StdioClientTransport({ command: target, args, stderr: "ignore" });
    }
    return new StreamableHTTPClientTransport(new URL(target), {
        requestInit: { headers: { Authorization: `Bearer ${process.env.WIRECAUSE_HTTP_TOKEN}` } },
    });
}

async function connect(capabilities, prepare = () => {}) {
    const client = new Client({ name: "typescript-client", version: "1.0.0" }, { capabilities });
    prepare(client);
    const way = transport();
    const take = way.setProtocolVersion?.bind(way);
    way.setProtocolVersion = version => {
        client.agreed = version;
        take?.(version);
    };
    await client.connect(way);
    return client;
}

async function disconnect(client) {
    if (kind === "http") {
        await client.transport.terminateSession();
    }
    await client.close();
}

/** The code of the error that something ends in, and what it says. */
async function refusal(promise) {
    try {
        return { answered: await promise };
    } catch (e) {
        return { code: e.code, message: clean(e.message) };
    }
}

function call(client, name, args, options) {
    const path = file => file.startsWith("/") || file.includes(":") ? file : join(testdata, file);
    return client.callTool({ name, arguments: whole({ pcap_file: "", ...args }, path) }, undefined, { timeout: 120_000, ...options });
}

async function tools(client) {
    const { tools: listed } = await client.listTools();
    tell("tools/list", { tools: listed.map(tool) });
    for (const { name } of listed) {
        tell(`tools/call ${name}`, toolResult(await call(client, name, CALLS[name])));
    }
    tell("unknown tool", await refusal(client.callTool({ name: "no_such_tool", arguments: {} })));
    tell("unknown argument", toolResult(await call(client, "analyze_capinfos", { pcap_file: "tcp/http-clean/capture.pcap", colour: "red" })));
    tell("argument out of range", toolResult(await call(client, "analyze_tcp_connections",
        { pcap_file: "tcp/http-clean/capture.pcap", server_port: 70000 })));
    tell("no arguments", toolResult(await client.callTool({ name: "analyze_capinfos" })));
    tell("no such file", toolResult(await call(client, "analyze_capinfos", { pcap_file: "absent.pcap" })));
}

async function prompts(client) {
    const listed = (await client.listPrompts()).prompts.sort((a, b) => a.name < b.name ? -1 : 1);
    tell("prompts/list", { prompts: listed.map(prompt => prompt.name), arguments: listed[0].arguments });
    for (const { name } of listed) {
        const prompt = await client.getPrompt({ name, arguments: { pcap_file: "/captures/a.pcap" } });
        tell(`prompts/get ${name}`, {
            description: prompt.description,
            roles: prompt.messages.map(message => message.role),
            namesTheCapture: prompt.messages[0].content.text.includes('"/captures/a.pcap"'),
            namesATool: /\banalyze_/.test(prompt.messages[0].content.text),
        });
    }
    tell("unknown prompt", await refusal(client.getPrompt({ name: "no_such_prompt" })));
}

async function resources(client) {
    const { resources: listed } = await client.listResources();
    tell("resources/list", { resources: listed.map(({ uri, mimeType }) => ({ uri, mimeType })).sort((a, b) => a.uri < b.uri ? -1 : 1) });
    const { resourceTemplates } = await client.listResourceTemplates();
    tell("resources/templates/list", { templates: resourceTemplates.map(({ uriTemplate, mimeType }) => ({ uriTemplate, mimeType })) });
    for (const uri of [...listed.map(one => one.uri).sort(), "wirecause://findings/syn_unanswered"]) {
        const { contents } = await client.readResource({ uri });
        const json = contents[0].mimeType === "application/json" ? Object.keys(JSON.parse(contents[0].text)) : undefined;
        tell(`resources/read ${uri}`, { mimeType: contents[0].mimeType, hasText: contents[0].text.length > 0, json });
    }
    tell("unknown resource", await refusal(client.readResource({ uri: "wirecause://findings/no_such_code" })));
}

async function completions(client) {
    const capture = await client.complete({
        ref: { type: "ref/prompt", name: "tcp_security_analysis" }, argument: { name: "pcap_file", value: "" },
    });
    tell("completion/complete capture", capture.completion);
    const code = await client.complete({
        ref: { type: "ref/resource", uri: "wirecause://findings/{code}" }, argument: { name: "code", value: "syn_" },
    });
    tell("completion/complete code", code.completion);
}

/** A capture that takes a while: half-open connections from many addresses. */
function largeCapture(path) {
    const count = 1_500_000, batch = 10_000, size = 16 + 40;
    const file = openSync(path, "w");
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
    header.writeUInt32LE(65535, 16);
    header.writeUInt32LE(101, 20);
    writeSync(file, header);
    const frames = Buffer.alloc(batch * size);
    for (let i = 0; i < batch; i++) {
        const at = i * size;
        frames.writeUInt32LE(40, at + 8);
        frames.writeUInt32LE(40, at + 12);
        frames.writeUInt32BE(0x45000028, at + 16);
        frames.writeUInt32BE(0x40060000, at + 24);
        frames.writeUInt32BE(0xc0000201, at + 32);
        frames.writeUInt16BE(443, at + 38);
        frames.writeUInt32BE(0x5002ffff, at + 48);
    }
    for (let done = 0; done < count; done += batch) {
        for (let i = 0; i < batch; i++) {
            frames.writeUInt32LE(done + i >>> 14, i * size);
            frames.writeUInt32BE(0x0a000000 + done + i, i * size + 28);
            frames.writeUInt16BE(1024 + i, i * size + 36);
        }
        writeSync(file, frames);
    }
    closeSync(file);
}

async function longWork(client) {
    const folder = mkdtempSync(join(tmpdir(), "wirecause-client-"));
    try {
        const large = join(folder, "large.pcap");
        largeCapture(large);
        const news = [];
        const whole = await call(client, "analyze_capinfos", { pcap_file: large }, { onprogress: one => news.push(one) });
        tell("progress", {
            isError: whole.isError,
            told: news.length > 0,
            grows: news.every((one, i) => i === 0 || one.progress > news[i - 1].progress),
            total: news.every(one => one.total >= one.progress),
            packets: /^Analysing: [\d,]+ packets, [\d,]+ of 84,000,024 bytes$/.test(news.at(-1)?.message),
        });
        const stop = new AbortController();
        const cancelled = await refusal(call(client, "analyze_tcp_connections", { pcap_file: large }, {
            signal: stop.signal, onprogress: () => stop.abort("enough"),
        }));
        tell("notifications/cancelled", { ended: cancelled.answered === undefined });
        const both = await Promise.all([1, 2, 3].map(() => call(client, "analyze_capinfos", { pcap_file: "tcp/http-clean/capture.pcap" })));
        tell("calls after it", { answered: both.filter(one => !one.isError).length });
    } finally {
        rmSync(folder, { recursive: true });
    }
}

async function roots() {
    let folders = [join(testdata, "dns")];
    const list = () => ({ roots: folders.map(folder => ({ uri: pathToFileURL(folder).href })) });
    const client = await connect({ roots: { listChanged: true } },
        client => client.setRequestHandler(ListRootsRequestSchema, list));
    tell("outside the roots", toolResult(await call(client, "analyze_capinfos", { pcap_file: "tcp/http-clean/capture.pcap" })));
    folders = [join(testdata, "icmp")];
    await client.sendRootsListChanged();
    tell("inside changed roots", toolResult(await call(client, "analyze_capinfos", { pcap_file: "icmp/healthy/ping/capture.pcap" })));
    const { completion } = await client.complete({
        ref: { type: "ref/prompt", name: "icmp_security_analysis" }, argument: { name: "pcap_file", value: join("healthy", "ping") },
    });
    tell("completion in the roots", { values: completion.values.map(clean) });
    await disconnect(client);
}

const client = await connect({});
tell("initialize", {
    protocolVersion: client.agreed,
    capabilities: client.getServerCapabilities(),
    server: { ...client.getServerVersion(), version: "VERSION" },
    hasInstructions: client.getInstructions().length > 0,
});
tell("ping", await client.ping());
await tools(client);
await prompts(client);
await resources(client);
await completions(client);
// Logs go to stderr alone, so the server does not offer to set their level.
tell("logging/setLevel", await refusal(client.setLoggingLevel("warning")));
tell("unknown method", await refusal(client.request({ method: "no/such/method" }, { parse: x => x, safeParse: x => ({ success: true, data: x }) })));
await longWork(client);
await disconnect(client);
await roots();
