package io.wirecause.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SdpParserTest {
    @Test
    void shouldReadMediaWithTheSessionsDefaults() {
        Sdp sdp = SdpParser.parse("""
                v=0
                o=- 1 1 IN IP4 192.0.2.9
                s=-
                c=IN IP4 192.0.2.1/127
                t=0 0
                a=recvonly
                m=audio 49170/2 RTP/AVP 0 96 101
                a=rtpmap:96 opus/48000/2
                a=rtpmap:101 telephone-event/8000
                a=rtcp:53020 IN IP4 192.0.2.1
                m=video 0 RTP/SAVP 97
                c=IN IP6 2001:db8::1
                a=sendonly
                a=rtpmap:97 H264/90000
                """);
        assertEquals(2, sdp.media().size());
        MediaDescription audio = sdp.media().get(0);
        assertEquals("audio", audio.type());
        assertEquals(49170, audio.port());
        assertEquals("192.0.2.1", audio.address());
        assertEquals(Direction.RECVONLY, audio.direction());
        assertEquals(53020, audio.rtcpPort());
        assertEquals("PCMU", audio.codecs().get(0).name());
        assertEquals(48_000, audio.codecs().get(96).clockRate());
        assertTrue(audio.codecs().get(101).isAuxiliary());
        assertFalse(audio.encrypted());
        MediaDescription video = sdp.media().get(1);
        assertEquals("2001:db8::1", video.address());
        assertEquals(Direction.SENDONLY, video.direction());
        assertTrue(video.encrypted());
        assertEquals(List.of(), sdp.problems());
    }

    @Test
    void shouldNameWhatMakesNoSenseAndReadTheRest() {
        Sdp sdp = SdpParser.parse("""
                v=0
                nonsense
                c=IN
                m=audio
                c=IN IP4 203.0.113.1
                m=audio 99999 RTP/AVP 0
                m=audio 4000 RTP/AVP 0 200 x
                a=rtpmap:300 X/8000
                a=rtpmap:97 Y
                m=image 5000 udptl t38
                """);
        assertEquals(List.of("SDP line without =", "c= line of SDP with missing fields", "m= line of SDP with missing fields",
                "m= line of SDP without a valid port", "a=rtpmap without a payload type or an encoding",
                "a=rtpmap without a valid clock rate", "SDP lacks o= s= t=", "SDP without c= line for its media"),
                sdp.problems());
        assertEquals(2, sdp.media().size());
        assertNull(sdp.media().get(0).address(), "the address of a broken line must not spread");
        assertFalse(sdp.media().get(1).isRtp());
    }

    @Test
    void shouldBoundMediaFormatsAndCandidates() {
        String formats = " 0".repeat(5_000);
        Sdp sdp = SdpParser.parse(("m=audio 4000 RTP/AVP" + formats + "\n"
                + "a=candidate:1 1 UDP 1 192.0.2.1 4000 typ host\n".repeat(60)).repeat(30));
        assertEquals(16, sdp.media().size());
        assertEquals(128, sdp.media().get(0).formats().size());
        assertEquals(16, sdp.media().get(0).candidates().size());
        assertEquals(3, sdp.problems().size());
    }
}
