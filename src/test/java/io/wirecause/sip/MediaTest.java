package io.wirecause.sip;

import static io.wirecause.testing.Packets.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import io.wirecause.sip.rtp.CallRole;
import io.wirecause.sip.rtp.RtpStreamRecord;
import io.wirecause.testing.Answered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTest {
    @TempDir
    Path folder;

    private final Dialogs dialogs = new Dialogs();
    private Answered<SipAnswer> answer;

    private List<String> codes() throws Exception {
        answer = dialogs.answer(folder);
        return answer.findings().stream().map(Finding::code).toList();
    }

    private Dialogs call(String callerAddress, String callerFormats, String calleeAddress, String calleeFormats) {
        return dialogs.request("INVITE", 1, "i1", null, Dialogs.sdp(callerAddress, 4000, callerFormats)).after(0.1)
                .response(200, "INVITE", 1, "i1", "b", Dialogs.sdp(calleeAddress, 5000, calleeFormats))
                .request("ACK", 1, "k1", "b", "");
    }

    @Test
    void shouldFindBothStreamsOfACall() throws Exception {
        dialogs.answered().rtp(10, 4000, 20, 5000, 0, 65_500, 60).rtp(20, 5000, 10, 4000, 0, 1, 70).bye();
        assertEquals(List.of(), codes());
        assertEquals("\"PCMU\", 70 packets to the caller, 60 to the callee", answer.body().calls().get(0).media());
        RtpStreamRecord stream = answer.body().rtpStreams().get(0);
        assertEquals(CallRole.CALLEE, stream.to());
        assertEquals(0, stream.lost());
        assertEquals(0.0, stream.meanJitterMs());
        assertEquals("call-1", stream.callId());
    }

    @Test
    void shouldNameRtpWhoseLengthsDoNotFitAndCountItAllTheSame() throws Exception {
        dialogs.answered().rtp(10, 4000, 20, 5000, 0, 1, 60).rtp(20, 5000, 10, 4000, 0, 1, 60);
        dialogs.datagram(10, 4000, 20, 5000, hex("8f00003d 00002620 beef0fa0"));
        dialogs.datagram(10, 4000, 20, 5000, hex("9000003e 000026c0 beef0fa0 bede00ff"));
        dialogs.datagram(10, 4000, 20, 5000, hex("a000003f 00002760 beef0fa0 000000ff"));
        dialogs.datagram(10, 4000, 20, 5000, hex("80c80001 00000000"));
        dialogs.datagram(10, 4001, 20, 5002, hex("8f000001 00000000 00000001"));
        dialogs.bye();
        assertEquals(List.of(), codes());
        assertEquals(Map.of("RTP: the list of contributing sources runs beyond the datagram", 1L,
                "RTP: the header extension runs beyond the datagram", 1L, "RTP: padding that does not fit", 1L),
                answer.body().statistics().malformedMedia().kinds());
        assertEquals("\"PCMU\", 60 packets to the caller, 63 to the callee", answer.body().calls().get(0).media());
    }

    @Test
    void shouldNameRtcpWhoseLengthsDoNotFit() throws Exception {
        dialogs.answered().datagram(10, 4000, 20, 5000, hex("80c8ffff 00000000")).bye();
        codes();
        assertEquals(Map.of("RTCP: lengths that do not add up to the datagram", 1L),
                answer.body().statistics().malformedMedia().kinds());
    }

    @Test
    void shouldNameWhatIsMissingInASessionDescription() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "Content-Type: application/sdp\n\nv=0\nm=audio -4000 RTP/AVP 0\n"
                + "m=audio 4000 RTP/AVP 0\n").response(488, "INVITE", 1, "i1", "b", "");
        codes();
        assertEquals(List.of("m= line of SDP without a valid port", "SDP lacks o= s= t=", "SDP without c= line for its media"),
                answer.body().packets().get(0).problems());
        assertEquals("audio no address:4000 PCMU sendrecv", answer.body().packets().get(0).sdp());
        assertEquals(1, answer.body().statistics().malformed().messages());
    }

    @Test
    void shouldReportAudioOneWayOnly() throws Exception {
        dialogs.answered().rtp(10, 4000, 20, 5000, 0, 1, 60).bye();
        assertEquals(List.of("sip_one_way_audio"), codes());
        assertEquals(CallRole.CALLEE, answer.body().rtpStreams().get(0).to());
    }

    @Test
    void shouldNotReportOneWayAudioOfACallOnHoldOrRefused() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, Dialogs.sdp("192.0.2.10", 4000, "0")).response(183, "INVITE", 1, "i1", "b",
                Dialogs.sdp("192.0.2.20", 5000, "0")).rtp(20, 5000, 10, 4000, 0, 1, 200)
                .response(404, "INVITE", 1, "i1", "b", "");
        dialogs.call("call-2").request("INVITE", 1, "i2", null, Dialogs.sdp("192.0.2.10", 4002, "0", "sendonly"))
                .response(200, "INVITE", 1, "i2", "b", Dialogs.sdp("192.0.2.20", 5002, "0", "recvonly"))
                .request("ACK", 1, "k2", "b", "")
                .rtp(10, 4002, 20, 5002, 0, 1, 200);
        assertEquals(List.of("sip_call_failed"), codes());
    }

    @Test
    void shouldReportLossOfAnAnnouncedStream() throws Exception {
        dialogs.answered().rtp(20, 5000, 10, 4000, 0, 1, 100).rtp(10, 4000, 20, 5000, 0, 1, 50).rtp(10, 4000, 20, 5000, 0, 54, 60)
                .bye();
        assertEquals(List.of("rtp_loss"), codes());
        RtpStreamRecord stream = answer.body().rtpStreams().get(0);
        assertEquals(3, stream.lost());
        assertEquals(3, stream.longestGap());
        assertEquals("192.0.2.10:4000 to 192.0.2.20:5000: 3 of 113 packets missing (2.7 %)", answer.findings().get(0).detail());
    }

    @Test
    void shouldFindRtpThatNobodyAnnounced() throws Exception {
        dialogs.rtp(10, 4000, 20, 5000, 8, 1, 40);
        assertEquals(List.of(), codes());
        assertEquals(40, answer.body().rtpStreams().get(0).packets());
        assertNull(answer.body().rtpStreams().get(0).callId());
        assertTrue(answer.coverage().notes().get(0).contains("Decode As"));
    }

    @Test
    void shouldNotTakeOtherNumbersThatCountUpForRtp() throws Exception {
        byte[] query = new byte[40];
        query[0] = (byte) 0x80;
        for (int i = 0; i < 60; i++) {
            query[1] = 96;
            query[3] = (byte) i;
            dialogs.after(0.02).datagram(10, 40_000, 20, 40_002, query);
        }
        assertEquals(List.of("protocol_absent"), codes());
        assertTrue(answer.findings().get(0).detail().contains("60 UDP, port 40000"), answer.findings().get(0).detail());
        assertEquals(0, answer.body().rtpStreamsTotal());
    }

    @Test
    void shouldTellStreamsOfTwoCallsOnTheSamePortsApart() throws Exception {
        dialogs.answered().rtp(10, 4000, 20, 5000, 0, 1, 60).rtp(20, 5000, 10, 4000, 0, 1, 60).bye();
        dialogs.call("call-2").answered().rtp(10, 4000, 20, 5000, 0, 1, 55).rtp(20, 5000, 10, 4000, 0, 1, 65).bye();
        assertEquals(List.of(), codes());
        assertEquals(List.of(60L, 60L, 55L, 65L), answer.body().rtpStreams().stream().map(RtpStreamRecord::packets).toList());
        assertEquals(List.of("call-1", "call-1", "call-2", "call-2"),
                answer.body().rtpStreams().stream().map(RtpStreamRecord::callId).toList());
    }

    @Test
    void shouldReportAnAnswerWithoutACodecOfTheOffer() throws Exception {
        call("192.0.2.10", "0 8", "192.0.2.20", "18").bye();
        assertEquals(List.of("sip_codec_mismatch"), codes());
        assertEquals("\"audio: offered PCMU/PCMA, answered G729\"", answer.findings().get(0).detail());
    }

    @Test
    void shouldReportPayloadThatTheReceiverDidNotAnnounce() throws Exception {
        call("192.0.2.10", "0", "192.0.2.20", "0").rtp(10, 4000, 20, 5000, 9, 1, 60).rtp(20, 5000, 10, 4000, 0, 1, 60);
        assertEquals(List.of("sip_codec_mismatch"), codes());
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,true", "127.0.0.1,true", "100.64.3.3,true", "169.254.1.1,true", "198.51.100.7,false", "0.0.0.0,false"})
    void shouldReportAnAddressThatThePeerCannotReach(String address, boolean unreachableAddress) throws Exception {
        call(address, "0", "192.0.2.20", "0").rtp(10, 4000, 20, 5000, 0, 1, 40).after(1).bye();
        assertEquals(unreachableAddress, codes().contains("sip_nat_address"));
    }

    @Test
    void shouldNotReportAPrivateAddressWhereMediaAreSentToWhereTheyComeFrom() throws Exception {
        call("10.1.2.3", "0", "192.0.2.20", "0").rtp(10, 61_000, 20, 5000, 0, 1, 60).rtp(20, 5000, 10, 61_000, 0, 1, 60).bye();
        assertEquals(List.of(), codes());
        assertEquals("\"PCMU\", 60 packets to the caller, 60 to the callee", answer.body().calls().get(0).media());
    }

    @Test
    void shouldNotTakeTonesForJitter() throws Exception {
        call("192.0.2.10", "0 101", "192.0.2.20", "0 101").rtp(20, 5000, 10, 4000, 0, 1, 60).rtp(10, 4000, 20, 5000, 0, 1, 60)
                .rtp(10, 4000, 20, 5000, 101, 61, 30).bye();
        codes();
        RtpStreamRecord stream = answer.body().rtpStreams().stream().filter(s -> s.to() == CallRole.CALLEE).findFirst()
                .orElseThrow();
        assertEquals(List.of(0, 101), stream.payloadTypes());
        assertEquals(90, stream.packets());
    }
}
