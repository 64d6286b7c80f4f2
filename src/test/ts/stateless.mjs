// Drives the server through MCP 2026-07-28 with the client of the TypeScript SDK's second version, and prints what came of it.
//   node stateless.mjs stdio COMMAND ARGS...      node stateless.mjs http URL      (WIRECAUSE_HTTP_TOKEN and TESTDATA set)
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { join } from "node:path";
import { CALLS, clean, tell, tool, toolResult, whole } from "./transcript.mjs";

const [kind, target, ...args] = process.argv.slice(2);
const testdata = process.env.TESTDATA;

async function connect(mode) {
    const client = new Client({ name: "typescript-client", version: "2.0.0" }, { versionNegotiation: { mode } });
    await client.connect(kind === "stdio" ? new StdioClientTransport({ command: target, args, stderr: "ignore" })
        : new StreamableHTTPClientTransport(new URL(target), {
            requestInit: { headers: { Authorization: `Bearer ${process.env.WIRECAUSE_HTTP_TOKEN}` } },
        }));
    return client;
}

/** The code of the error that something ends in, and what it says. */
async function refusal(promise) {
    try {
        return { answered: await promise };
    } catch (e) {
        return { code: e.code, message: clean(e.message) };
    }
}

const call = (client, name, given, options) =>
    client.callTool({ name, arguments: whole(given, file => join(testdata, file)) }, { timeout: 120_000, ...options });

const client = await connect({ pin: "2026-07-28" });
const discovered = await client.discover();
tell("server/discover", {
    agreed: client.getNegotiatedProtocolVersion(),
    supportedVersions: discovered.supportedVersions,
    capabilities: discovered.capabilities,
    server: { ...client.getServerVersion(), version: "VERSION" },
    hasInstructions: discovered.instructions.length > 0,
});
const listed = await client.listTools();
tell("tools/list", { tools: listed.tools.map(tool), ttlMs: listed.ttlMs, cacheScope: listed.cacheScope });
for (const { name } of listed.tools) {
    tell(`tools/call ${name}`, toolResult(await call(client, name, CALLS[name])));
}
tell("unknown tool", await refusal(client.callTool({ name: "no_such_tool", arguments: {} })));
tell("no such file", toolResult(await call(client, "analyze_capinfos", { pcap_file: "absent.pcap" })));
const prompts = (await client.listPrompts()).prompts;
tell("prompts/list", { prompts: prompts.map(prompt => prompt.name) });
const prompt = await client.getPrompt({ name: "diagnose", arguments: { pcap_file: "/captures/a.pcap" } });
tell("prompts/get", { description: prompt.description, namesTheCapture: prompt.messages[0].content.text.includes('"/captures/a.pcap"') });
const { resources } = await client.listResources();
for (const { uri } of [...resources, { uri: "wirecause://findings/syn_unanswered" }]) {
    const read = await client.readResource({ uri });
    tell(`resources/read ${uri}`, { hasText: read.contents[0].text.length > 0, ttlMs: read.ttlMs, cacheScope: read.cacheScope });
}
tell("unknown resource", await refusal(client.readResource({ uri: "wirecause://findings/no_such_code" })));
tell("completion/complete", (await client.complete({
    ref: { type: "ref/resource", uri: "wirecause://findings/{code}" }, argument: { name: "code", value: "syn_" },
})).completion);
const subscription = await client.listen({ toolsListChanged: true });
tell("subscriptions/listen", { acknowledged: true });
await subscription.close();
const both = await Promise.all([1, 2, 3].map(() => call(client, "analyze_capinfos", CALLS.analyze_capinfos)));
tell("calls at once", { answered: both.filter(one => !one.isError).length });
await client.close();

// One that takes either era finds the newer.
const either = await connect("auto");
tell("auto", { agreed: either.getNegotiatedProtocolVersion(), tools: (await either.listTools()).tools.length });
await either.close();
