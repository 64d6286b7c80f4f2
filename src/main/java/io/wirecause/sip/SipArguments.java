package io.wirecause.sip;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_sip_packets} is asked.
 *
 * @param pcapFile the capture
 * @param callId   only this dialog; null for all
 * @param user     only dialogs whose From or To holds this text; null for all
 * @param ip       only dialogs to or from this address; null for all
 * @param method   only list messages of this method's transactions; null for all
 * @param list     the list that limit and cursor page through
 * @param detailed whether to give all headers of each message listed
 * @param limit    items listed at most
 * @param cursor   where to go on, from the page of an earlier answer; null for the start
 */
record SipArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only the dialog of this Call-ID, as answers show it", optional = true) String callId,
        @Describe(value = "Only dialogs with this text in From or To: a number, name or domain", optional = true,
                example = "4711")
        String user,
        @Describe(value = "Only messages from or to this address", optional = true, example = "192.0.2.10") String ip,
        @Describe(value = "List only messages of this method, with its responses", optional = true,
                example = "INVITE") String method,
        @Describe(value = "What limit and cursor page through", fallback = "\"packets\"",
            oneOf = {"packets", "calls", "registrations", "rtp_streams"}) String list,
        @Describe(value = "All headers of each message listed", fallback = "false") boolean detailed,
        @Describe(value = "Items listed at most", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the items after it", optional = true) String cursor)
        implements CaptureArguments {
}
