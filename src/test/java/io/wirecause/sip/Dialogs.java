package io.wirecause.sip;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.capture.Capture;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes SIP dialogs and RTP as captures for tests. Hosts are the last byte of 192.0.2.x; 10 calls, 20 is called, unless a
 * test says otherwise.
 */
final class Dialogs {
    static final int ALICE = 10;
    static final int BOB = 20;
    private final PcapBuilder capture = new PcapBuilder();
    private String callId = "call-1";

    /** Further messages have this Call-ID. */
    Dialogs call(String id) {
        callId = id;
        return this;
    }

    Dialogs after(double seconds) {
        capture.after((long) (seconds * 1_000_000));
        return this;
    }

    /** Any message. */
    Dialogs send(int source, int destination, String text) {
        capture.udp(source, 5060, destination, 5060, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A request of Alice's to Bob; {@code toTag} is null outside of a dialog. */
    Dialogs request(String method, int cseq, String branch, String toTag, String more) {
        return request(ALICE, BOB, "a", toTag, method, cseq, branch, more);
    }

    /** A request between any two. */
    Dialogs request(int source, int destination, String fromTag, String toTag, String method, int cseq, String branch,
            String more) {
        return send(source, destination, method + " sip:bob@example.test SIP/2.0\nVia: SIP/2.0/UDP h" + source
                + ".test;branch=z9hG4bK"
                + branch + "\n" + common(fromTag, toTag, cseq, method) + more(more));
    }

    /** Bob's response to Alice. */
    Dialogs response(int status, String method, int cseq, String branch, String toTag, String more) {
        return response(BOB, ALICE, ALICE, status, method, cseq, branch, toTag, more);
    }

    /** A response between any two; {@code sentBy} is the host whose Via is on top. */
    Dialogs response(int source, int destination, int sentBy, int status, String method, int cseq, String branch, String toTag,
            String more) {
        return send(source, destination, "SIP/2.0 " + status + " Whatever\nVia: SIP/2.0/UDP h" + sentBy + ".test;branch=z9hG4bK"
                + branch
                + "\n" + common("a", toTag, cseq, method) + more(more));
    }

    private String common(String fromTag, String toTag, int cseq, String method) {
        return "From: <sip:alice@example.test>;tag=" + fromTag + "\nTo: <sip:bob@example.test>"
                + (toTag == null ? "" : ";tag=" + toTag)
                + "\nCall-ID: " + callId + "\nCSeq: " + cseq + " " + method + "\n";
    }

    private static String more(String more) {
        return more.contains("\n\n") ? more : more + "\n";
    }

    /** A body with audio at this address. */
    static String sdp(String address, int port, String formats, String... attributes) {
        String lines = attributes.length == 0 ? "" : "a=" + String.join("\na=", attributes) + "\n";
        return "Content-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 " + address + "\nt=0 0\nm=audio "
                + port
                + " RTP/AVP " + formats + "\n" + lines;
    }

    /** INVITE, 180 after 0.1 s, 200 after 0.5 s, ACK: PCMU both ways between ports 4000 and 5000. */
    Dialogs answered() {
        return request("INVITE", 1, "i1", null, sdp("192.0.2.10", 4000, "0")).after(0.1).response(180, "INVITE", 1, "i1", "b", "")
                .after(0.4).response(200, "INVITE", 1, "i1", "b", sdp("192.0.2.20", 5000, "0")).after(0.01)
                .request("ACK", 1, "k1", "b", "");
    }

    /** Alice's BYE and the response. */
    Dialogs bye() {
        return request("BYE", 2, "y1", "b", "").after(0.01).response(200, "BYE", 2, "y1", "b", "");
    }

    /** Any datagram. */
    Dialogs datagram(int source, int sourcePort, int destination, int destinationPort, byte[] payload) {
        capture.udp(source, sourcePort, destination, destinationPort, payload);
        return this;
    }

    /** RTP packets of 20 ms; each takes its time. */
    Dialogs rtp(int source, int sourcePort, int destination, int destinationPort, int payloadType, int first, int count) {
        for (int i = 0; i < count; i++) {
            byte[] packet = ByteBuffer.allocate(32).put((byte) 0x80).put((byte) payloadType).putShort((short) (first + i))
                    .putInt((first + i) * 160).putInt(0xbeef0000 | sourcePort).array();
            capture.after(20_000).udp(source, sourcePort, destination, destinationPort, packet);
        }
        return this;
    }

    /** The capture as a file. */
    Path write(Path folder) throws IOException {
        return capture.write(folder);
    }

    /** The tool's answer. */
    Answered<SipAnswer> answer(Path folder) throws Exception {
        return answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), null, null, null, null, "packets", false,
                new PageArguments(10, null)));
    }

    Answered<SipAnswer> answer(Path folder, SipArguments arguments) throws Exception {
        try (Capture opened = capture.open(folder)) {
            return Answered.of(SipAnswer.class, SipTool.TOOL, arguments,
                    new io.wirecause.analysis.ToolContext("/c.pcap", opened, Limits.DEFAULT, ProgressListener.NONE));
        }
    }
}
