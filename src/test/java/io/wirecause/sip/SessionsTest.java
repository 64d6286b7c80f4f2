package io.wirecause.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.sip.call.CallState;
import io.wirecause.testing.Answered;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong around an answer and within answered calls: ACK, PRACK, refreshes, changes, lengths. */
class SessionsTest {
    private static final double[] T1 = {0.5, 1, 2, 4, 4, 4, 4};

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

    /** INVITE and 200, then the 200 so many times more, each answered by an ACK. */
    private void repeatedAnswers(int more, String contact) {
        dialogs.request("INVITE", 1, "i1", null, "").response(200, "INVITE", 1, "i1", "b", contact);
        for (int i = 0; i < more; i++) {
            dialogs.request("ACK", 1, "k1", "b", "").after(T1[i]).response(200, "INVITE", 1, "i1", "b", contact);
        }
        dialogs.after(0.01).request("ACK", 1, "k1", "b", "");
    }

    @Test
    void shouldTellThatAcksDoNotArriveWhileTheAnswerIsRepeated() throws Exception {
        repeatedAnswers(6, "");
        dialogs.after(1).bye();
        assertEquals(List.of("sip_call_failed"), codes());
        assertEquals(CallState.UNACKNOWLEDGED, answer.body().calls().get(0).state());
        assertTrue(first().detail().contains("sent 7 times although the ACK was sent 7 times: the ACK does not reach"),
                first().detail());
    }

    @Test
    void shouldTakeALateAckForGoodOnceTheAnswerIsNotRepeatedAnyMore() throws Exception {
        repeatedAnswers(3, "");
        dialogs.after(30).bye();
        codes();
        assertEquals(CallState.COMPLETED, answer.body().calls().get(0).state());
    }

    @Test
    void shouldNameAContactThatTheCallerCannotReach() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "");
        for (double pause : T1) {
            dialogs.response(200, "INVITE", 1, "i1", "b", "Contact: <sip:bob@127.0.0.1:5060>\n").after(pause);
        }
        assertEquals(List.of("sip_call_failed"), codes());
        assertTrue(first().detail()
                .contains("the Contact of the 2xx, \"sip:bob@127.0.0.1:5060\", is an address that the caller cannot"),
                first().detail());
    }

    @Test
    void shouldNameTheMissingPrackOfAReliableResponse() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "");
        for (double pause : T1) {
            dialogs.response(183, "INVITE", 1, "i1", "b", "Require: 100rel\nRSeq: 42\n").after(pause);
        }
        dialogs.response(500, "INVITE", 1, "i1", "b", "").request("ACK", 1, "i1", "b", "");
        assertEquals(List.of("sip_call_failed"), codes());
        assertEquals("1 call failed: no PRACK for a reliable provisional response", first().title());
        assertTrue(first().detail().contains("the reliable 183 (RSeq 42) was sent 7 times"), first().detail());
    }

    @Test
    void shouldSayNothingOfReliableResponsesThatAreAcknowledged() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").response(183, "INVITE", 1, "i1", "b", "RSeq: 1\n").after(0.5)
                .response(183, "INVITE", 1, "i1", "b", "RSeq: 1\n").request("PRACK", 2, "p1", "b", "RAck: 1 1 INVITE\n")
                .response(200, "PRACK", 2, "p1", "b", "").response(404, "INVITE", 1, "i1", "b", "");
        assertEquals(List.of("sip_call_failed"), codes());
        assertEquals("1 call failed with 404 \"Whatever\"", first().title());
    }

    @Test
    void shouldFindARefreshWithoutResponseAndWhatBecameOfTheCall() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").response(200, "INVITE", 1, "i1", "b", "Session-Expires: 600;refresher=uac\n")
                .request("ACK", 1, "k1", "b", "").after(300);
        for (double pause : T1) {
            dialogs.request("INVITE", 2, "i2", "b", "x: 600\n").after(pause);
        }
        dialogs.after(270).request(Dialogs.BOB, Dialogs.ALICE, "b", "a", "BYE", 9, "y",
                "Reason: SIP;text=\"Session timer expired\"\n");
        assertEquals(List.of("sip_session_failed"), codes());
        assertEquals(Severity.ERROR, first().severity());
        assertTrue(first().title().startsWith("re-INVITE (session refresh) to "), first().title());
        assertTrue(first().detail()
                .contains("sent 7 times, no response; the session timer (600 s) ran out and the callee hung up"),
                first().detail());
    }

    @ParameterizedTest
    @CsvSource({"488,false,WARNING", "488,true,", "491,false,WARNING", "491,true,", "481,false,ERROR", "487,false,"})
    void shouldJudgeRefusedChangesByWhatFollows(int status, boolean resolved, Severity severity) throws Exception {
        dialogs.answered().after(5).request("INVITE", 2, "i2", "b", "").response(status, "INVITE", 2, "i2", "b", "")
                .request("ACK", 2, "i2", "b", "").after(2);
        if (resolved) {
            dialogs.request("INVITE", 3, "i3", "b", "").response(200, "INVITE", 3, "i3", "b", "")
                    .request("ACK", 3, "k3", "b", "");
        }
        dialogs.after(5).request("BYE", 4, "y1", "b", "").response(200, "BYE", 4, "y1", "b", "");
        assertEquals(severity == null ? List.of() : List.of("sip_session_failed"), codes());
        if (severity != null) {
            assertEquals(severity, first().severity());
        }
    }

    @Test
    void shouldTellAByeToNobodyFromTwoThatMeet() throws Exception {
        dialogs.answered().after(5).request("BYE", 2, "y1", "b", "").response(481, "BYE", 2, "y1", "b", "");
        assertEquals(List.of("sip_session_failed"), codes());
        dialogs.call("call-2").answered().after(5).request("BYE", 2, "y2", "b", "")
                .request(Dialogs.BOB, Dialogs.ALICE, "b", "a", "BYE", 9, "y3", "").response(481, "BYE", 2, "y2", "b", "");
        codes();
        assertTrue(first().title().startsWith("BYE refused by "), first().title());
    }

    @Test
    void shouldNameALengthThatCutsTheBody() throws Exception {
        String sdp = Dialogs.sdp("192.0.2.10", 4000, "0");
        dialogs.request("INVITE", 1, "i1", null, "Content-Length: 20\n" + sdp).response(488, "INVITE", 1, "i1", "b", "");
        assertEquals(List.of("sip_call_failed", "sip_malformed"), codes());
        assertTrue(first().detail().contains("the INVITE's Content-Length is 20 but "), first().detail());
        assertTrue(first().hint().contains("SIP ALG"), first().hint());
    }

    @Test
    void shouldFindALoopOfStaleNonces() throws Exception {
        for (int i = 1; i <= 4; i++) {
            dialogs.request("REGISTER", i, "r" + i, null, "Authorization: Digest username=\"a\", nonce=\"N" + (i - 1) + "\"\n")
                    .response(401, "REGISTER", i, "r" + i, "x", "WWW-Authenticate: Digest realm=\"r\", nonce=\"N" + i
                            + "\", stale=true\n").after(0.1);
        }
        assertEquals(List.of("sip_auth_failures"), codes());
        assertTrue(first().detail().contains("each nonce is called stale"), first().detail());
        assertTrue(first().title().startsWith("The server calls each nonce stale"), first().title());
    }

    @Test
    void shouldCountDamagedMessages() throws Exception {
        dialogs.answered().send(Dialogs.ALICE, Dialogs.BOB,
                "INV\u0000TE sip:bob SIP/2.0\nVia: SIP/2.0/UDP h10.test\nCall-ID: q\n\n")
                .after(3).bye();
        codes();
        assertEquals(1, answer.body().statistics().malformed().messages());
    }

    @Test
    void shouldNameTheCallIdOfTheRegistrationThatFailed() throws Exception {
        dialogs.call("refused-id").request("REGISTER", 1, "r1", null, "").response(503, "REGISTER", 1, "r1", "b", "")
                .after(30).call("later-id").request("REGISTER", 2, "r2", null, "").response(200, "REGISTER", 2, "r2", "b", "");
        assertEquals(List.of("sip_registration_failed"), codes());
        String said = first().detail() + first().subjects();
        assertTrue(said.contains("refused-id") && said.contains("503") && !said.contains("later-id"), said);
    }
}
