package io.wirecause.sip;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_sip_packets}.
 *
 * @param capture  the capture
 * @param callId   only this dialog; null for all
 * @param user     only dialogs whose From or To holds this text; null for all
 * @param ip       only dialogs to or from this address; null for all
 * @param method   only list messages of this method's transactions; null for all
 * @param list     the list that limit and cursor page through
 * @param detailed whether to give all headers of each message listed
 * @param page     which part of the list
 */
record SipArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only the dialog of this Call-ID, as answers show it", filter = true, optional = true) String callId,
        @Describe(value = "Only dialogs with this text in From or To: a number, name or domain", filter = true, optional = true,
                example = "4711")
        String user,
        @Describe(value = "Only messages from or to this address", filter = true, optional = true, example = "192.0.2.10")
        String ip,
        @Describe(value = "List only messages of this method, with its responses", filter = true, optional = true,
                example = "INVITE") String method,
        @Describe(value = "What limit and cursor page through; packets unless given", optional = true,
            oneOf = {"packets", "calls", "registrations", "rtp_streams"}) String list,
        @Describe(value = "All headers of each message listed", fallback = "false") boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
