package io.wirecause.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.sip.call.CallRecord;
import io.wirecause.sip.call.CallState;
import io.wirecause.sip.registration.RegistrationRecord;
import io.wirecause.sip.registration.RegistrationState;
import io.wirecause.sip.rtp.RtpStreamRecord;
import io.wirecause.testing.Answered;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The captures made with sipp and baresip. That each names its finding first is tested with those of all tools. */
class SipCapturesTest {
    static Answered<SipAnswer> answer(Path capture) throws Exception {
        try (Capture opened = Capture.open(capture)) {
            return Answered.of(SipAnswer.class, SipTool.TOOL,
                    new SipArguments(new CaptureArguments("c"), null, null, null, null, "packets", false,
                    new PageArguments(1000, null)),
                    new ToolContext("c", opened, Limits.DEFAULT, ProgressListener.NONE));
        }
    }

    private static Answered<SipAnswer> healthy(String name) throws Exception {
        return answer(TestCaptures.of("sip/healthy/" + name));
    }

    @Test
    void shouldPutMessagesTogetherFromSegmentsAndFragments() throws Exception {
        Answered<SipAnswer> tcp = healthy("call_tcp");
        assertEquals(18, tcp.totals(SipTotals.class).sipPacketsFound());
        assertEquals(3, tcp.body().statistics().callStates().get(CallState.COMPLETED));
        assertEquals(0, tcp.body().statistics().malformed().messages());
        Answered<SipAnswer> fragments = healthy("call_fragments");
        assertEquals(6, fragments.totals(SipTotals.class).sipPacketsFound());
        assertEquals(2, fragments.body().calls().get(0).firstFrame(), "the INVITE is whole in its second fragment");
        assertEquals("[2001:db8:1::10]:5060", healthy("call_ipv6").body().calls().get(0).caller());
    }

    @Test
    void shouldReadWhatReceiversReport() throws Exception {
        Answered<SipAnswer> answer = healthy("rtcp_hold");
        assertEquals(1, answer.body().calls().get(0).holds());
        assertEquals(2, answer.body().calls().get(0).sessionChanges());
        for (RtpStreamRecord stream : answer.body().rtpStreams()) {
            assertEquals("GSM", stream.codec());
            assertEquals(2, stream.rtcp().reports());
            assertEquals(0, stream.rtcp().lost());
        }
        assertTrue(answer.body().rtpStreams().stream().anyMatch(s -> s.rtcp().roundTripMs() != null));
    }

    @Test
    void shouldFollowATransfer() throws Exception {
        Answered<SipAnswer> answer = healthy("transfer");
        CallRecord first = answer.body().calls().stream().filter(c -> c.transfers() != null).findFirst().orElseThrow();
        assertEquals("\"sip:carol@192.0.2.11\": \"200 OK\"", first.transfer());
        assertEquals(2, answer.body().callsTotal());
        assertNotNull(answer.body().calls().get(1).answerDelayMs());
    }

    @Test
    void shouldKnowRegistrationsAndCallsThatWereNotTaken() throws Exception {
        RegistrationRecord registration = healthy("register").body().registrations().get(0);
        assertEquals(RegistrationState.REGISTERED, registration.state());
        assertEquals(1, registration.challenges());
        assertEquals(3600, registration.expiresSeconds());
        assertEquals(CallState.BUSY, healthy("busy").body().calls().get(0).state());
        assertEquals(CallState.CANCELLED, healthy("cancelled").body().calls().get(0).state());
    }
}
