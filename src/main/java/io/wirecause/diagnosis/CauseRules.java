package io.wirecause.diagnosis;

import static io.wirecause.report.Party.CAPTURE;
import static io.wirecause.report.Party.CLIENT;
import static io.wirecause.report.Party.DEVICE;
import static io.wirecause.report.Party.NETWORK;
import static io.wirecause.report.Party.RESOLVER;
import static io.wirecause.report.Party.SERVER;
import static io.wirecause.report.Party.UNCLEAR;

import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which finding can be the cause of which others, and where each lies. A rule says "can": two findings are joined only where
 * they are about the same connection, name or host. Every code has a row.
 */
public final class CauseRules {
    private static final Map<String, Rule> RULES = new LinkedHashMap<>();

    /** Where a code lies, and the codes that can follow from it. */
    private record Rule(Party party, Set<String> effects) {
    }

    static {
        path();
        tcp();
        tls();
        http();
        dns();
        dhcp();
        icmp();
        sip();
        service();
        capture();
    }

    private CauseRules() {
    }

    private static void rule(String code, Party party, String... effects) {
        RULES.put(code, new Rule(party, Set.of(effects)));
    }

    /** What happens to packets on their way comes first: it explains what every protocol above suffers. */
    private static void path() {
        rule("routing_loop", NETWORK, "icmp_ttl_exceeded", "duplicate_frames", "syn_unanswered", "peer_unresponsive", "ping_loss",
                "dns_unanswered", "packet_loss", "sip_unanswered");
        rule("path_mtu_black_hole", NETWORK, "service_unanswered", "packet_loss", "peer_unresponsive",
                "spurious_retransmission", "connection_reset",
                "icmp_fragmentation_needed", "ping_mtu_black_hole", "tls_stalled", "tls_slow_handshake", "http_slow",
                "http_unanswered", "http_closed_without_answer", "http_truncated", "slow_server");
        rule("ping_mtu_black_hole", NETWORK, "dns_fragments_missing", "icmp_reassembly_timeout", "ping_loss");
        rule("packet_loss", NETWORK, "service_slow", "tls_slow_handshake", "tls_stalled", "http_slow",
                "spurious_retransmission", "reordering",
                "http2_flow_control_stalled");
        rule("rate_policed", NETWORK, "service_slow", "packet_loss", "http_slow", "tls_slow_handshake",
                "spurious_retransmission", "reordering",
                "http2_flow_control_stalled");
        rule("corrupted_segment", NETWORK, "packet_loss", "tls_stalled", "tls_slow_handshake", "http_slow", "peer_unresponsive");
        rule("sack_rewritten", DEVICE, "packet_loss", "unacceptable_segment", "tls_slow_handshake", "http_slow");
        rule("reordering", NETWORK, "spurious_retransmission");
        rule("high_latency", NETWORK, "tls_slow_handshake", "http_slow");
        rule("queueing_delay", NETWORK, "service_slow", "setup_delayed", "high_latency", "spurious_retransmission",
                "tls_slow_handshake",
                "http_slow",
                "slow_server", "packet_loss");
        rule("path_mtu_discovery", NETWORK, "icmp_fragmentation_needed");
    }

    private static void tcp() {
        rule("syn_flood", CLIENT, "syn_unanswered", "handshake_incomplete", "handshake_reset", "setup_delayed",
                "connection_refused");
        rule("port_scan", CLIENT, "connection_refused", "syn_unanswered", "handshake_reset", "handshake_incomplete",
                "icmp_unreachable", "connection_blocked_icmp");
        rule("connection_blocked_icmp", DEVICE, "icmp_unreachable", "syn_unanswered");
        rule("syn_unanswered", UNCLEAR, "dns_truncated");
        rule("connection_refused", SERVER, "sip_unanswered", "dns_truncated");
        rule("syn_answered_elsewhere", DEVICE, "syn_unanswered", "handshake_incomplete", "unacceptable_segment",
                "handshake_reset");
        rule("accept_queue_full", SERVER, "service_slow", "service_unanswered", "setup_delayed", "syn_unanswered",
                "handshake_incomplete", "packet_loss", "slow_server",
                "peer_unresponsive", "connection_reset", "spurious_retransmission", "tls_slow_handshake", "tls_stalled",
                "http_slow",
                "http_unanswered", "http_closed_without_answer");
        rule("handshake_incomplete", UNCLEAR);
        rule("handshake_reset", UNCLEAR);
        rule("syn_challenged", SERVER, "setup_delayed", "unacceptable_segment", "tls_slow_handshake", "http_slow");
        rule("setup_delayed", UNCLEAR, "tls_slow_handshake", "http_slow");
        rule("reset_not_from_peer", DEVICE, "service_unanswered", "connection_reset", "handshake_reset", "reset_after_idle",
                "unacceptable_segment",
                "tls_stalled", "http_unanswered", "http_closed_without_answer", "http_truncated");
        rule("reset_after_idle", DEVICE, "service_unanswered", "connection_reset", "peer_unresponsive", "http_unanswered",
                "http_closed_without_answer");
        rule("silent_after_idle", DEVICE, "service_unanswered", "peer_unresponsive", "packet_loss", "connection_reset",
                "slow_server",
                "http_unanswered",
                "http_slow", "tls_stalled");
        rule("request_met_close", SERVER, "connection_reset");
        rule("closed_without_answer", SERVER, "connection_reset", "http_retry_storm");
        rule("connection_reset", UNCLEAR);
        rule("peer_unresponsive", UNCLEAR, "service_unanswered", "packet_loss", "connection_reset", "slow_server",
                "http_unanswered", "tls_stalled");
        rule("zero_window", UNCLEAR, "service_slow", "window_limited", "spurious_retransmission", "packet_loss", "slow_client",
                "http_slow", "http2_flow_control_stalled", "slow_server");
        rule("window_limited", UNCLEAR, "http_slow");
        rule("delayed_ack_stall", UNCLEAR, "slow_server", "http_slow");
        rule("slow_server", SERVER);
        rule("slow_client", CLIENT);
        rule("sender_limited", UNCLEAR);
        rule("syn_cookies", SERVER, "window_limited", "http_slow");
        rule("unacceptable_segment", UNCLEAR);
        rule("spurious_retransmission", NETWORK);
        rule("tls_alert", UNCLEAR, "connection_reset");
        rule("one_sided", CAPTURE);
        rule("starts_mid_stream", CAPTURE);
        rule("checksum_offload", CAPTURE);
    }

    /** A TLS failure explains the alert and the reset that TCP shows, and that nothing was asked over the connection. */
    private static void tls() {
        for (String[] each : new String[][] {{"tls_version_mismatch", "UNCLEAR"}, {"tls_no_shared_parameters", "UNCLEAR"},
            {"tls_certificate_expired", "SERVER"}, {"tls_certificate_not_yet_valid", "SERVER"},
            {"tls_certificate_name_mismatch", "SERVER"}, {"tls_certificate_untrusted", "SERVER"},
            {"tls_chain_incomplete", "SERVER"},
            {"tls_server_rejected_client", "CLIENT"}, {"tls_name_unknown", "CLIENT"}, {"tls_blocked_by_name", "DEVICE"},
            {"tls_to_plaintext_port", "CLIENT"}, {"plaintext_to_tls_port", "CLIENT"}}) {
            rule(each[0], Party.valueOf(each[1]), "tls_alert", "connection_reset", "reset_not_from_peer", "handshake_reset",
                    "closed_without_answer", "tls_client_rejected_server", "peer_unresponsive", "packet_loss", "tls_stalled",
                    "http_closed_without_answer", "http_client_error");
        }
        rule("tls_client_rejected_server", CLIENT, "tls_alert", "connection_reset");
        rule("tls_stalled", UNCLEAR, "peer_unresponsive", "connection_reset", "slow_server", "http_unanswered");
        rule("tls_slow_handshake", UNCLEAR, "slow_server", "slow_client");
        rule("tls_outdated", SERVER);
        rule("quic_blocked", DEVICE, "quic_closed", "icmp_unreachable");
        rule("quic_version_negotiation", UNCLEAR);
        rule("quic_closed", UNCLEAR);
    }

    private static void http() {
        rule("http_keepalive_race", SERVER, "request_met_close", "connection_reset", "http_unanswered",
                "http_closed_without_answer", "http_retry_storm", "reset_after_idle");
        rule("http_server_error", SERVER, "slow_server", "http_slow", "http_retry_storm", "http_client_error", "grpc_error");
        rule("http_client_error", CLIENT);
        rule("http_slow", SERVER, "slow_server", "http_unanswered", "connection_reset", "http_head_of_line");
        rule("http_unanswered", SERVER, "slow_server", "connection_reset", "http_retry_storm");
        rule("http_closed_without_answer", SERVER, "closed_without_answer", "connection_reset", "http_retry_storm",
                "http_unanswered");
        rule("http_truncated", SERVER, "connection_reset");
        rule("http_redirect_loop", SERVER);
        rule("http_auth_required", CLIENT, "http_client_error");
        rule("http_proxy_refused", DEVICE, "http_client_error", "http_server_error", "connection_reset");
        rule("http_head_of_line", CLIENT, "http_slow", "slow_server");
        rule("http_retry_storm", CLIENT);
        rule("http2_goaway", SERVER, "connection_reset", "http2_stream_reset", "http_unanswered");
        rule("http2_stream_reset", UNCLEAR, "http_unanswered", "grpc_error");
        rule("http2_flow_control_stalled", UNCLEAR, "http_slow", "slow_server", "slow_client");
        rule("grpc_error", SERVER);
        rule("websocket_abnormal_close", UNCLEAR, "connection_reset");
    }

    private static void dns() {
        rule("dns_unanswered", RESOLVER, "dns_slow", "dns_servfail");
        rule("dns_other_source", RESOLVER, "dns_unanswered", "dns_slow");
        rule("dns_bad_checksum", DEVICE, "dns_unanswered", "dns_slow");
        rule("dns_fragments_missing", NETWORK, "dns_unanswered", "dns_slow", "dns_truncated");
        rule("dns_blocked", RESOLVER, "dns_nxdomain", "dns_refused", "dns_answers_differ", "dns_error_response");
        rule("dns_lame_delegation", SERVER, "dns_servfail", "dns_refused", "dns_slow");
        rule("dns_servfail", RESOLVER, "dns_slow");
        rule("dns_nxdomain", CLIENT);
        rule("dns_refused", RESOLVER);
        rule("dns_error_response", RESOLVER, "dns_slow");
        rule("dns_stale", RESOLVER, "dns_slow");
        rule("dns_slow", RESOLVER);
        rule("dns_truncated", RESOLVER);
        rule("dns_answers_differ", RESOLVER);
        rule("dns_malformed", UNCLEAR);
        rule("dns_tunnel_suspected", CLIENT, "dns_nxdomain");
    }

    private static void dhcp() {
        rule("dhcp_starvation_suspected", CLIENT, "dhcp_no_offer", "dhcp_flood");
        rule("dhcp_flood", CLIENT, "dhcp_no_offer");
        rule("dhcp_multiple_servers", SERVER, "dhcp_nak", "dhcp_address_conflict", "dns_unanswered", "dns_refused",
                "dns_nxdomain", "dns_answers_differ");
        rule("dhcp_no_offer", SERVER);
        rule("dhcp_malformed", UNCLEAR);
        rule("dhcp_offer_not_taken", UNCLEAR, "dhcp_no_offer");
        rule("dhcp_not_renewed", SERVER, "dhcp_no_offer");
        rule("dhcp_nak", SERVER, "dhcp_no_offer");
        rule("dhcp_address_conflict", CLIENT, "dhcp_no_offer");
    }

    private static void icmp() {
        rule("icmp_unreachable", NETWORK, "service_unanswered", "syn_unanswered", "dns_unanswered", "sip_unanswered",
                "ping_loss", "dns_slow",
                "peer_unresponsive", "http_unanswered", "http_truncated", "tls_stalled", "connection_reset");
        rule("ping_loss", NETWORK);
        rule("ping_other_address", DEVICE, "ping_loss");
        rule("ping_corrupted", NETWORK);
        rule("icmp_ttl_exceeded", NETWORK, "ping_loss", "syn_unanswered");
        rule("icmp_reassembly_timeout", NETWORK, "dns_fragments_missing", "ping_loss");
        rule("icmp_parameter_problem", UNCLEAR);
        rule("icmp_redirect", DEVICE);
        rule("icmp_fragmentation_needed", NETWORK, "ping_loss");
        rule("ping_sweep", CLIENT, "ping_loss", "icmp_unreachable");
        rule("icmp_tunnel_suspected", CLIENT);
        rule("ipv6_malformed_advertisement", DEVICE);
        rule("ipv6_second_router", DEVICE);
        rule("ipv6_neighbor_silent", UNCLEAR, "syn_unanswered", "ping_loss", "dns_unanswered", "icmp_unreachable");
        rule("ipv6_probe_reflected", NETWORK, "ipv6_duplicate_address");
        rule("ipv6_duplicate_address", CLIENT);
    }

    private static void sip() {
        rule("sip_unanswered", UNCLEAR, "sip_call_failed", "sip_registration_failed", "sip_session_failed",
                "sip_retransmissions");
        rule("sip_auth_failures", CLIENT, "sip_registration_failed", "sip_call_failed");
        rule("sip_codec_mismatch", UNCLEAR, "sip_one_way_audio", "sip_call_failed");
        rule("sip_nat_address", DEVICE, "sip_one_way_audio");
        rule("sip_websocket_refused", SERVER, "sip_registration_failed", "sip_unanswered");
        rule("sip_call_failed", UNCLEAR);
        rule("sip_session_failed", UNCLEAR);
        rule("sip_registration_failed", UNCLEAR);
        rule("sip_one_way_audio", UNCLEAR);
        rule("sip_retransmissions", UNCLEAR);
        rule("sip_malformed", DEVICE);
        rule("rtp_loss", NETWORK, "rtp_jitter");
        rule("rtp_jitter", NETWORK);
    }

    /** What a server says is a better reason for what TCP shows after it than TCP can give. */
    private static void service() {
        rule("service_refused", SERVER, "tls_to_plaintext_port", "closed_without_answer", "connection_reset", "slow_server",
                "service_unanswered",
                "service_error");
        rule("login_failed", CLIENT, "closed_without_answer", "connection_reset", "service_error", "service_refused",
                "slow_server");
        rule("service_error", UNCLEAR, "closed_without_answer", "connection_reset", "slow_server");
        rule("data_connection_failed", NETWORK, "syn_unanswered", "connection_refused", "service_error", "service_unanswered",
                "service_slow", "slow_server", "icmp_unreachable", "handshake_reset");
        rule("service_slow", SERVER, "slow_server", "service_unanswered", "connection_reset");
        rule("service_unanswered", UNCLEAR, "closed_without_answer", "connection_reset", "slow_server");
        rule("clock_skew", UNCLEAR, "login_failed", "service_error", "service_refused");
        rule("bgp_session_down", UNCLEAR, "connection_refused", "connection_reset", "closed_without_answer",
                "service_unanswered");
        rule("routing_mismatch", NETWORK, "routing_neighbor_lost", "icmp_unreachable");
        rule("routing_neighbor_lost", NETWORK, "icmp_unreachable", "bgp_session_down", "packet_loss", "peer_unresponsive");
        rule("gateway_conflict", NETWORK, "address_conflict", "arp_unanswered", "icmp_unreachable", "packet_loss", "ping_loss",
                "peer_unresponsive");
        rule("gateway_failover", NETWORK, "address_conflict", "arp_unanswered", "icmp_unreachable", "packet_loss", "ping_loss",
                "peer_unresponsive");
        rule("link_mismatch", NETWORK, "packet_loss", "ping_loss", "arp_unanswered", "topology_changes");
        rule("link_neighbor_left", NETWORK);
        rule("address_conflict", NETWORK, "syn_unanswered", "peer_unresponsive", "connection_reset", "ping_loss", "packet_loss",
                "service_unanswered", "dns_unanswered", "arp_unanswered");
        rule("arp_unanswered", NETWORK, "ping_loss", "service_unanswered", "icmp_unreachable", "dns_unanswered");
        rule("loop_suspected", NETWORK, "arp_storm", "duplicate_frames", "packet_loss", "address_conflict",
                "topology_changes");
        rule("arp_storm", UNCLEAR);
        rule("topology_changes", NETWORK, "packet_loss", "peer_unresponsive", "bgp_session_down");
    }

    private static void capture() {
        for (String code : List.of("capture_missed_packets", "protocol_absent", "file_truncated", "snaplen_truncated",
                "offload_frames", "duplicate_frames", "clock_backwards")) {
            rule(code, CAPTURE);
        }
    }

    /** Where a cause lies: as its evidence says, else as its code does. */
    static Party party(Finding finding) {
        Rule rule = RULES.get(finding.code());
        return finding.party() != null ? finding.party() : rule == null ? UNCLEAR : rule.party;
    }

    /** Whether one finding can follow from another. */
    public static boolean canCause(String cause, String effect) {
        Rule rule = RULES.get(cause);
        return rule != null && rule.effects.contains(effect);
    }

    /** All codes that have a row. */
    static Set<String> codes() {
        return RULES.keySet();
    }
}
