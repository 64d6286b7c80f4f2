package io.wirecause.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import io.wirecause.testing.Answered;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audio that goes one way for a part of a call, pauses that say nothing of the network, and what receivers report. */
class SilenceTest {
    @TempDir
    Path folder;

    private final Dialogs dialogs = new Dialogs();
    private Answered<SipAnswer> answer;

    private List<String> codes() throws Exception {
        answer = dialogs.answer(folder);
        return answer.findings().stream().map(Finding::code).toList();
    }

    private Finding first() {
        return answer.findings().get(0);
    }

    private int callerSent;
    private int calleeSent;

    /** Packets of both parties, or of one, for so many seconds. */
    private SilenceTest speak(int seconds, boolean caller, boolean callee) {
        for (int i = 0; i < seconds * 50; i++) {
            dialogs.after(0.02);
            if (caller) {
                packet(10, 4000, 20, 5000, 0, callerSent++);
            }
            if (callee) {
                packet(20, 5000, 10, 4000, 0, calleeSent++);
            }
        }
        return this;
    }

    private void packet(int source, int sourcePort, int destination, int port, int type, int number) {
        dialogs.datagram(source, sourcePort, destination, port, ByteBuffer.allocate(172).put((byte) 0x80).put((byte) type)
                .putShort((short) number).putInt(number * 160).putInt(0xbeef0000 | sourcePort).array());
    }

    private void change(int cseq, String callerWay, String calleeWay) {
        dialogs.request("INVITE", cseq, "i" + cseq, "b", Dialogs.sdp("192.0.2.10", 4000, "0", callerWay))
                .response(200, "INVITE", cseq, "i" + cseq, "b", Dialogs.sdp("192.0.2.20", 5000, "0", calleeWay))
                .request("ACK", cseq, "k" + cseq, "b", "");
    }

    private void bye() {
        dialogs.request("BYE", 9, "y1", "b", "").response(200, "BYE", 9, "y1", "b", "");
    }

    @Test
    void shouldFindAudioThatDoesNotComeBackAfterAHold() throws Exception {
        dialogs.answered();
        speak(4, true, true);
        change(2, "sendonly", "recvonly");
        dialogs.after(6);
        change(3, "sendrecv", "sendrecv");
        speak(12, false, true);
        bye();
        assertEquals(List.of("sip_one_way_audio"), codes());
        assertTrue(first().detail().startsWith("callee to caller only for 12.0 s, since the call was resumed after a hold"),
                first().detail());
    }

    @Test
    void shouldFindAudioThatStopsWhileTheOtherGoesOn() throws Exception {
        dialogs.answered();
        speak(5, true, true).speak(12, true, false);
        bye();
        assertEquals(List.of("sip_one_way_audio"), codes());
        assertTrue(first().detail().startsWith("caller to callee only for 12.0 s, the other direction stops"), first().detail());
    }

    @Test
    void shouldTakeNeitherAPauseNorAHoldForOneWayAudio() throws Exception {
        dialogs.answered();
        speak(4, true, true).speak(12, true, false).speak(2, true, true);
        change(2, "sendonly", "recvonly");
        speak(12, true, false);
        change(3, "sendrecv", "sendrecv");
        speak(4, true, true);
        bye();
        assertEquals(List.of(), codes());
    }

    @Test
    void shouldTakeSilenceAfterComfortNoiseForSilence() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, Dialogs.sdp("192.0.2.10", 4000, "0 13")).response(200, "INVITE", 1, "i1", "b",
                Dialogs.sdp("192.0.2.20", 5000, "0 13")).request("ACK", 1, "k1", "b", "");
        speak(4, true, true);
        packet(20, 5000, 10, 4000, 13, calleeSent++);
        speak(12, true, false);
        bye();
        assertEquals(List.of(), codes());
    }

    /** A tone of RFC 4733: four bytes. */
    private void digits(int type, int count) {
        for (int i = 0; i < count; i++) {
            dialogs.after(0.02).datagram(10, 4000, 20, 5000, ByteBuffer.allocate(16).put((byte) 0x80).put((byte) type)
                    .putShort((short) callerSent++).putInt(77).putInt(0xbeef0000 | 4000).putInt(0x050a0000 + i).array());
        }
    }

    private void callWithTones() {
        dialogs.request("INVITE", 1, "i1", null, Dialogs.sdp("192.0.2.10", 4000, "0 97", "rtpmap:97 telephone-event/8000"))
                .response(200, "INVITE", 1, "i1", "b", Dialogs.sdp("192.0.2.20", 5000, "0 97", "rtpmap:97 telephone-event/8000"))
                .request("ACK", 1, "k1", "b", "");
        speak(2, true, true);
    }

    @Test
    void shouldFindDigitsWithATypeThatWasNotAgreed() throws Exception {
        callWithTones();
        digits(101, 7);
        speak(1, true, true);
        bye();
        assertEquals(List.of("sip_codec_mismatch"), codes());
        assertTrue(first().title()
                .matches("Digits sent with payload type 101 to \\S+:5000 although 97 was agreed for telephone-event"),
                first().title());
    }

    @Test
    void shouldSayNothingOfDigitsAsAgreed() throws Exception {
        callWithTones();
        digits(97, 20);
        bye();
        assertEquals(List.of(), codes());
    }

    @Test
    void shouldNotTakeAMuteWithoutTimestampsForJitter() throws Exception {
        dialogs.answered();
        for (int i = 0; i < 6; i++) {
            speak(1, true, true).speak(3, false, true);
        }
        speak(1, true, true);
        bye();
        assertEquals(List.of(), codes());
        assertTrue(answer.body().rtpStreams().stream().allMatch(s -> s.meanJitterMs() < 1));
    }

    @Test
    void shouldReportLossThatOnlyTheReceiverSees() throws Exception {
        dialogs.answered();
        speak(4, true, true);
        byte[] report = ByteBuffer.allocate(32).put((byte) 0x81).put((byte) 201).putShort((short) 7).putInt(5)
                .putInt(0xbeef0000 | 4000).putInt(25 << 24 | 20).putInt(199).putInt(0).putInt(0).putInt(0).array();
        dialogs.datagram(20, 5001, 10, 4001, report);
        bye();
        assertEquals(List.of("rtp_loss"), codes());
        assertTrue(first().detail()
                .endsWith("20 of 200 packets lost (10.0 %), 0 are missing here: lost behind the capture point"),
                first().detail());
    }
}
