package io.wirecause.sip;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.sip.call.CallStatistics;
import io.wirecause.sip.evidence.FindingEvidence;
import io.wirecause.sip.evidence.SipFindingCode;
import io.wirecause.sip.evidence.SipThresholds;
import io.wirecause.sip.registration.AuthenticationTracker;
import io.wirecause.sip.rtp.RtpEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the evidence into findings, worst first; within one severity in the order of the codes. */
final class SipFindings {
    /** A reason that begins with a status and what it means. */
    private static final String QUOTED = "(\"(?:[^\"\\\\]|\\\\.)*\")";
    private static final Pattern STATUS = Pattern.compile("(\\d{3})(?: " + QUOTED + ")?(?: \\(" + QUOTED + "\\))?: ([^:,]+)");
    /** What the server itself says of it. */
    private static final Pattern WORDS = Pattern.compile(": \\d{3} " + QUOTED);
    private static final String CAPTURE_POINT = "Packets that bypass the capture point are not seen.";

    private final Map<SipFindingCode, FindingEvidence> evidence;
    private final List<Finding> findings = new ArrayList<>();

    private SipFindings(Map<SipFindingCode, FindingEvidence> evidence) {
        this.evidence = evidence;
    }

    /**
     * All findings.
     *
     * @param recovered registrations that were refused and succeeded later
     * @param webSockets upgrades to WebSocket that were refused
     * @param log       the messages
     */
    static List<Finding> of(Map<SipFindingCode, FindingEvidence> evidence, FindingEvidence recovered,
                            AuthenticationTracker credentials, CallStatistics calls, TransactionStatistics transactions,
                            RtpEvidence rtp, FindingEvidence webSockets, SipPacketLog log) {
        SipFindings all = new SipFindings(evidence);
        all.calls();
        all.webSockets(webSockets);
        all.sessions(calls);
        all.registrations(recovered);
        all.credentials(credentials);
        all.unanswered(transactions);
        all.media(calls);
        all.rtp(rtp);
        all.retransmissions(transactions, log.analyzed());
        log.malformed.finding(SipFindingCode.SIP_MALFORMED, "SIP", "sip").ifPresent(all.findings::add);
        all.findings.sort(Comparator.comparing(Finding::severity)
                .thenComparing(finding -> SipFindingCode.valueOf(finding.code().toUpperCase(java.util.Locale.ROOT))));
        return all.findings;
    }

    private void add(SipFindingCode code, Severity severity, Confidence confidence, FindingEvidence of, String title,
                     String filter, String hint, String limits) {
        findings.add(Finding.of(code, severity, confidence)
                .title(title)
                .detail(of.reasons())
                .connections(of.connections())
                .subjects(of.subjects().stream())
                .frames(of.frames())
                .displayFilter(filter)
                .hint(hint)
                .limits(limits)
                .build());
    }

    private void calls() {
        FindingEvidence failed = evidence.get(SipFindingCode.SIP_CALL_FAILED);
        if (failed.count() > 0) {
            add(SipFindingCode.SIP_CALL_FAILED, Severity.ERROR, Confidence.HIGH, failed,
                    Plural.of(failed.count(), "call") + " failed" + cause(failed),
                    failed.filter("sip.Status-Code >= 400"), callHint(failed.reasons()), null);
        }
    }

    /** The cause beyond the status, where all calls have the same; else the commonest status with its meaning. */
    private static String cause(FindingEvidence failed) {
        String reason = failed.onlyReason();
        return reason == null ? status(failed)
                : reason.contains("no PRACK came") ? ": no PRACK for a reliable provisional response"
                : reason.contains("the ACK does not reach") ? ": the ACK of the answer does not arrive"
                : reason.contains("never acknowledged") ? ": the answer is never acknowledged"
                : reason.contains("the INVITE's Content-Length") ? ": the INVITE's body and its Content-Length do not fit"
                : status(failed);
    }

    private static String status(FindingEvidence failed) {
        Map.Entry<String, Long> commonest = failed.commonestReason();
        String reason = commonest.getKey();
        Matcher status = STATUS.matcher(reason);
        if (!status.lookingAt()) {
            return "";
        }
        return (commonest.getValue() < failed.count() ? ", " + commonest.getValue() + " of them with " : " with ")
                + status.group(1) + (status.group(2) != null ? " " + status.group(2) : " (" + status.group(4) + ")");
    }

    /** The first words of the reason that all cases have; null where they differ. */
    private static String first(FindingEvidence of) {
        String reason = of.onlyReason();
        int end = reason == null || of.count() > 1 ? -1 : reason.indexOf(';');
        return reason == null || of.count() > 1 ? null : reason.substring(0, end < 0 ? reason.length() : end);
    }

    /** Advice that fits the commonest causes. */
    private static String callHint(String reasons) {
        if (reasons.contains("PRACK")) {
            return "Let the caller support 100rel or the callee not demand it; look for what drops the PRACK.";
        }
        if (reasons.contains("ACK")) {
            return "Find where the ACK gets lost: compare its destination with the Contact and Record-Route of the 2xx, "
                    + "and look at "
                    + "packet filters and address translation.";
        }
        if (reasons.contains("Content-Length")) {
            return "Find the device that changes the body and not its length: a SIP ALG in a router or firewall; turn it off.";
        }
        return "Check the server that returned this status, at this time.";
    }

    private void webSockets(FindingEvidence refused) {
        if (refused.count() > 0) {
            add(SipFindingCode.SIP_WEBSOCKET_REFUSED, Severity.ERROR, Confidence.HIGH, refused,
                    Plural.of(refused.count(), "upgrade") + " to WebSocket for SIP refused", "http.response",
                    "Check path, origin and port of the WebSocket at the server, and that it offers the sub-protocol sip.", null);
        }
    }

    private void sessions(CallStatistics calls) {
        FindingEvidence failed = evidence.get(SipFindingCode.SIP_SESSION_FAILED);
        if (failed.count() > 0) {
            add(SipFindingCode.SIP_SESSION_FAILED, calls.isSevereChange() ? Severity.ERROR : Severity.WARNING, Confidence.HIGH,
                    failed, first(failed) != null ? first(failed)
                            : Plural.of(failed.count(), "request") + " within answered calls failed", failed.filter("sip"),
                    "Look at the first such request and what its receiver does with it: dialog unknown, filter or address "
                            + "translation closed meanwhile, or no support for it.", CAPTURE_POINT);
        }
    }

    private void registrations(FindingEvidence recovered) {
        FindingEvidence failed = evidence.get(SipFindingCode.SIP_REGISTRATION_FAILED);
        String otherwise = "sip.CSeq.method == \"REGISTER\" && sip.Status-Code >= 300";
        String hint = "Check the account and the registrar's rules for this user and address.";
        if (failed.count() > 0) {
            add(SipFindingCode.SIP_REGISTRATION_FAILED, Severity.ERROR, Confidence.HIGH, failed,
                    Plural.of(failed.count(), "registration") + " refused", failed.filter(otherwise), hint, null);
        } else if (recovered.count() > 0) {
            add(SipFindingCode.SIP_REGISTRATION_FAILED, Severity.WARNING, Confidence.HIGH, recovered,
                    Plural.of(recovered.count(), "registration") + " refused at first, accepted later",
                    recovered.filter(otherwise), hint, null);
        }
    }

    private void credentials(AuthenticationTracker credentials) {
        FindingEvidence refused = credentials.evidence();
        boolean stale = refused.onlyReason() != null && refused.onlyReason().endsWith("each nonce is called stale");
        if (refused.count() > 0) {
            add(SipFindingCode.SIP_AUTH_FAILURES, credentials.anyFailing() ? Severity.ERROR : Severity.WARNING,
                    credentials.isOnlyForbidden() ? Confidence.MEDIUM : Confidence.HIGH, refused,
                    (stale ? "The server calls each nonce stale and challenges the client again and again"
                            : "Credentials refused " + (refused.count() == 1 ? "once" : refused.count() + " times")
                            + words(refused))
                            + (credentials.anyFailing() ? "" : ", accepted later"),
                    refused.filter("sip.Status-Code in {401, 403, 407}"),
                    stale ? "Check how long the server's nonces last, and whether servers that do not share them take turns."
                            : "Compare user, realm and password at the client and the server; "
                            + "failures of many users or clients suggest guessing.",
                    credentials.isOnlyForbidden() ? "403 can have other causes than the password." : null);
        }
    }

    /** What the server says about it, where it says the same or all in one case. */
    private static String words(FindingEvidence refused) {
        Matcher words = WORDS.matcher(refused.commonestReason().getKey());
        return words.find() ? " (" + words.group(1) + ")" : "";
    }

    private void unanswered(TransactionStatistics transactions) {
        FindingEvidence unanswered = evidence.get(SipFindingCode.SIP_UNANSWERED);
        if (unanswered.count() > 0) {
            add(SipFindingCode.SIP_UNANSWERED, transactions.isImportantUnanswered() ? Severity.ERROR : Severity.WARNING,
                    transactions.answered() > 0 ? Confidence.HIGH : Confidence.MEDIUM, unanswered,
                    (unanswered.count() == 1 && unanswered.onlyReason() != null ? unanswered.onlyReason()
                            : Plural.of(unanswered.count(), "request")) + " got no response",
                    unanswered.filter("sip.Request-Line && sip.resend == 1"),
                    "Check that the server is running, its address and port, and "
                            + "packet filters on the path.", CAPTURE_POINT);
        }
    }

    private void media(CallStatistics calls) {
        FindingEvidence mismatch = evidence.get(SipFindingCode.SIP_CODEC_MISMATCH);
        if (mismatch.count() > 0) {
            add(SipFindingCode.SIP_CODEC_MISMATCH, Severity.WARNING, Confidence.HIGH, mismatch,
                    calls.withoutCodec() > 0 ? Plural.of(mismatch.count(), "call") + " without a common codec"
                            : mismatch.onlyReason() != null && mismatch.onlyReason().startsWith("digits")
                            ? mismatch.onlyReason().replaceFirst(":? the receiver.*", "").replaceFirst("^d", "D")
                            : Plural.of(mismatch.count(), "RTP stream")
                            + " with a payload type that its receiver did not announce",
                    calls.mismatchFilter(), calls.withoutCodec() > 0
                            ? "Configure a common codec on both sides, or let a media server transcode."
                            : "Let the sender use the payload type that the receiver's SDP gives (RFC 3264, section 5.1).", null);
        }
        FindingEvidence unreachableAddress = evidence.get(SipFindingCode.SIP_NAT_ADDRESS);
        if (unreachableAddress.count() > 0) {
            add(SipFindingCode.SIP_NAT_ADDRESS, Severity.WARNING, Confidence.MEDIUM, unreachableAddress,
                    Plural.of(unreachableAddress.count(), "party announces", "parties announce")
                            + " a media address that its peer cannot reach",
                    unreachableAddress.filter("sdp"),
                    "Let the client learn its public address (STUN, ICE), or let the server relay media or send "
                            + "it back to its source.", "A device beyond the capture point may still rewrite the address.");
        }
        FindingEvidence oneWay = evidence.get(SipFindingCode.SIP_ONE_WAY_AUDIO);
        if (oneWay.count() > 0) {
            add(SipFindingCode.SIP_ONE_WAY_AUDIO, Severity.WARNING, Confidence.MEDIUM, oneWay,
                    Plural.of(oneWay.count(), "call") + " with audio in one direction only", calls.oneWayFilter(),
                    "Check packet filters and address translation for UDP towards the silent side's announced port.",
                    CAPTURE_POINT + " A muted side with silence suppression sends nothing either.");
        }
    }

    private void rtp(RtpEvidence rtp) {
        if (rtp.loss().count() > 0) {
            add(SipFindingCode.RTP_LOSS, Severity.WARNING, rtp.isConfirmed() ? Confidence.HIGH : Confidence.MEDIUM, rtp.loss(),
                    Plural.of(rtp.loss().count(), "RTP stream loses", "RTP streams lose") + " packets", rtp.lossFilter(),
                    rtp.lossBehind() == rtp.loss().count()
                            ? "Look at the path from the capture point to the receiver, and at the receiver: all passed here."
                            : "Find out where on the path packets get lost: congestion, Wi-Fi, duplex mismatch.",
                    rtp.isConfirmed() ? null : "The capture itself may be missing packets; no RTCP report confirms the loss.");
        }
        if (rtp.jitter().count() > 0) {
            add(SipFindingCode.RTP_JITTER, Severity.WARNING, Confidence.HIGH, rtp.jitter(),
                    Plural.of(rtp.jitter().count(), "RTP stream has", "RTP streams have") + " high jitter", rtp.jitterFilter(),
                    "Look for queues without priority for voice, Wi-Fi, or a sender that stalls.",
                    "Measured at the capture point; it can be higher at the receiver.");
        }
    }

    private void retransmissions(TransactionStatistics transactions, long messages) {
        long again = transactions.retransmissions();
        if (again >= SipThresholds.RETRANSMISSIONS && again >= SipThresholds.RETRANSMISSION_SHARE * messages) {
            FindingEvidence retransmitted = evidence.get(SipFindingCode.SIP_RETRANSMISSIONS);
            add(SipFindingCode.SIP_RETRANSMISSIONS, Severity.WARNING, Confidence.HIGH, retransmitted,
                    Plural.of(again, "message") + " of " + messages + " retransmitted before the response",
                    "sip.resend == 1 || " + retransmitted.frameFilter(),
                    "Look for packet loss on the path, and for a server that is slow to send 100 Trying.", null);
        }
    }
}
