// What is printed of a conversation: one line a step, without what differs from run to run.

/** Which step was taken and what came of it. */
export function tell(step, outcome) {
    process.stdout.write(JSON.stringify({ step, ...outcome }) + "\n");
}

/** An answer of a tool: its shape, and whether the text says the same as the structured content. */
export function toolResult(result) {
    if (result.isError) {
        return { isError: true, text: clean(result.content[0].text) };
    }
    return {
        isError: false,
        content: result.content.map(item => item.type),
        sameAsText: JSON.stringify(result.structuredContent) === JSON.stringify(JSON.parse(result.content[0].text)),
        keys: Object.keys(result.structuredContent),
    };
}

/** A tool of the list. */
export function tool(listed) {
    return {
        name: listed.name,
        title: listed.title,
        required: listed.inputSchema.required ?? [],
        hasOutputSchema: listed.outputSchema?.type === "object",
        annotations: listed.annotations,
    };
}

/** A sentence without the paths of this machine. */
export function clean(text) {
    return text.replaceAll(process.cwd(), "DIR").replaceAll(process.env.TESTDATA, "TESTDATA").replaceAll("\\", "/");
}

/** The arguments with the paths of the captures below testdata made whole. */
export function whole(args, join) {
    return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, name.endsWith("_file") ? join(value) : value]));
}

/** The captures that each tool is asked about, and what else it wants to know. */
export const CALLS = {
    diagnose_capture: { pcap_file: "tcp/refused-port/capture.pcap" },
    explain_connection: { pcap_file: "tcp/http-clean/capture.pcap", connection: 0 },
    analyze_tcp_connections: { pcap_file: "tcp/refused-port/capture.pcap" },
    analyze_tcp_anomalies: { pcap_file: "tcp/server-reset/capture.pcap" },
    analyze_tcp_retransmissions: { pcap_file: "tcp/lossy-transfer/capture.pcap", threshold: 0.01 },
    analyze_traffic_flow: { pcap_file: "tcp/http-clean/capture.pcap", server_ip: "192.0.2.80" },
    analyze_dns_packets: { pcap_file: "tcp/dns-udp/capture.pcap" },
    analyze_dhcp_packets: { pcap_file: "dhcp/healthy/lease/capture.pcap" },
    analyze_icmp_packets: { pcap_file: "icmp/healthy/ping/capture.pcap" },
    analyze_sip_packets: { pcap_file: "sip/healthy/busy/capture.pcap" },
    analyze_tls_handshakes: { pcap_file: "tls/findings/tls_version_mismatch/capture.pcap" },
    analyze_http_requests: { pcap_file: "tcp/http-clean/capture.pcap" },
    compare_captures: { pcap_file: "compare/clamped-mss/client.pcap", other_file: "compare/clamped-mss/server.pcap" },
    analyze_service_errors: { pcap_file: "tcp/http-clean/capture.pcap" },
    show_packets: { pcap_file: "tcp/http-clean/capture.pcap", frames: "4" },
    analyze_capinfos: { pcap_file: "tcp/http-clean/capture.pcap" },
};
