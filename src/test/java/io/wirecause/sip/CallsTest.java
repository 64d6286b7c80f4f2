package io.wirecause.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.sip.call.CallRecord;
import io.wirecause.sip.call.CallState;
import io.wirecause.sip.registration.RegistrationState;
import io.wirecause.sip.rtp.CallRole;
import io.wirecause.testing.Answered;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsTest {
    private static final String CHALLENGE = "Proxy-Authenticate: Digest realm=\"r\", nonce=\"N1\"\n";

    @TempDir
    Path folder;

    private final Dialogs dialogs = new Dialogs();
    private Answered<SipAnswer> answer;

    private CallRecord call() throws Exception {
        answer = dialogs.answer(folder);
        assertEquals(1, answer.body().callsTotal());
        return answer.body().calls().get(0);
    }

    private List<String> codes() {
        return answer.findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldMeasureACallThatGoesWell() throws Exception {
        dialogs.answered().after(10).bye();
        CallRecord call = call();
        assertEquals(CallState.COMPLETED, call.state());
        assertEquals(100, call.setupDelayMs());
        assertEquals(400, call.ringTimeMs());
        assertEquals(500, call.answerDelayMs());
        assertEquals(10.01, call.durationSeconds());
        assertEquals(CallRole.CALLER, call.endedBy());
        assertEquals("\"PCMU\", 0 packets to the caller, 0 to the callee", call.media());
        assertEquals(List.of(), codes());
        assertTrue(answer.coverage().notes().get(0).startsWith("Answered calls without any RTP"));
    }

    @Test
    void shouldTellThatTheCalleeHungUpAndWhy() throws Exception {
        dialogs.answered().after(5).request(Dialogs.BOB, Dialogs.ALICE, "b", "a", "BYE", 9, "y", "Reason: SIP;cause=503\n");
        CallRecord call = call();
        assertEquals(CallRole.CALLEE, call.endedBy());
        assertEquals("SIP;cause=503", call.explanation());
    }

    @ParameterizedTest
    @CsvSource({"486,BUSY", "600,BUSY", "603,DECLINED", "480,NO_ANSWER", "302,REDIRECTED", "404,FAILED", "488,FAILED",
            "503,FAILED",
        "604,FAILED", "407,CHALLENGED"})
    void shouldNameTheStateByTheFinalStatus(int status, CallState state) throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").after(0.1).response(status, "INVITE", 1, "i1", "b", "")
                .request("ACK", 1, "i1", "b", "").after(1).request("OPTIONS", 5, "o", null, "")
                .response(200, "OPTIONS", 5, "o", "x", "");
        CallRecord call = call();
        assertEquals(state, call.state());
        boolean failed = state == CallState.FAILED;
        assertEquals(failed ? List.of("sip_call_failed") : List.of(), codes());
        assertEquals(failed, call.cause() != null);
    }

    @Test
    void shouldFailACallWhoseChallengeIsNeverAnswered() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").response(407, "INVITE", 1, "i1", "b", CHALLENGE)
                .request("ACK", 1, "i1", "b", "")
                .after(20).call("other").request("OPTIONS", 5, "o", null, "").response(200, "OPTIONS", 5, "o", "x", "");
        assertEquals(CallState.FAILED, call().state());
        assertEquals(List.of("sip_call_failed"), codes());
    }

    @Test
    void shouldCountRoundsOfAuthenticationAndNoFailure() throws Exception {
        String credentials = "Proxy-Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"N1\", response=\"deadbeef\"\n";
        dialogs.request("INVITE", 1, "i0", null, "").response(407, "INVITE", 1, "i0", "p", CHALLENGE)
                .request("ACK", 1, "i0", "p", "")
                .after(0.2).request("INVITE", 2, "i1", null, credentials).after(1).response(200, "INVITE", 2, "i1", "b", "")
                .request("ACK", 2, "k", "b", credentials);
        CallRecord call = call();
        assertEquals(CallState.ESTABLISHED, call.state());
        assertEquals(1, call.authRounds());
        assertEquals(1200, call.answerDelayMs());
        assertEquals(1000, call.setupDelayMs(), "of the INVITE that went through");
        assertEquals(List.of(), codes());
    }

    @Test
    void shouldTellRefusedCredentialsByTheNonce() throws Exception {
        String credentials = "Proxy-Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"N1\", response=\"deadbeef\"\n";
        dialogs.request("INVITE", 1, "i0", null, "").response(407, "INVITE", 1, "i0", "p", CHALLENGE)
                .request("ACK", 1, "i0", "p", "")
                .request("INVITE", 2, "i1", null, credentials)
                .response(407, "INVITE", 2, "i1", "p", CHALLENGE.replace("N1", "N2"))
                .request("ACK", 2, "i1", "p", "");
        assertEquals(CallState.AUTHENTICATION_FAILED, call().state());
        assertEquals(List.of("sip_auth_failures"), codes());
        assertEquals(List.of("sip_auth_failures"), answer.body().calls().get(0).findings());
    }

    @Test
    void shouldNotTakeAnOldNonceForAFailure() throws Exception {
        String old = "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"OLD\"\n";
        dialogs.request("REGISTER", 1, "r1", null, old).response(401, "REGISTER", 1, "r1", "p",
                "WWW-Authenticate: Digest nonce=\"N1\"\n")
                .request("REGISTER", 2, "r2", null, old.replace("OLD", "N1"))
                .response(200, "REGISTER", 2, "r2", "p", "Expires: 60\n");
        answer = dialogs.answer(folder);
        assertEquals(List.of(), codes());
        assertEquals(RegistrationState.REGISTERED, answer.body().registrations().get(0).state());
        assertEquals(60, answer.body().registrations().get(0).expiresSeconds());
    }

    @Test
    void shouldReportCredentialsThatAreAcceptedLaterAsAWarning() throws Exception {
        String credentials = "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"N1\"\n";
        String challenge = "WWW-Authenticate: Digest nonce=\"N1\"\n";
        dialogs.request("REGISTER", 1, "r1", null, "").response(401, "REGISTER", 1, "r1", "p", challenge)
                .request("REGISTER", 2, "r2", null, credentials).response(401, "REGISTER", 2, "r2", "p", challenge)
                .request("REGISTER", 3, "r3", null, credentials).response(200, "REGISTER", 3, "r3", "p", "");
        answer = dialogs.answer(folder);
        assertEquals(List.of("sip_auth_failures"), codes());
        assertEquals(Severity.WARNING, answer.findings().get(0).severity());
    }

    @Test
    void shouldTakeAStaleNonceForNormal() throws Exception {
        String credentials = "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"N1\"\n";
        dialogs.request("REGISTER", 1, "r1", null, "").response(401, "REGISTER", 1, "r1", "p",
                "WWW-Authenticate: Digest nonce=\"N1\"\n")
                .request("REGISTER", 2, "r2", null, credentials)
                .response(401, "REGISTER", 2, "r2", "p", "WWW-Authenticate: Digest nonce=\"N2\", stale=true\n");
        answer = dialogs.answer(folder);
        assertEquals(List.of(), codes());
    }

    @Test
    void shouldTellACallerWhoGaveUpWithoutRingingFromOneWhoChangedHisMind() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").response(100, "INVITE", 1, "i1", null, "").after(15)
                .request("CANCEL", 1, "i1", null, "").response(200, "CANCEL", 1, "i1", "b", "")
                .response(487, "INVITE", 1, "i1", "b", "")
                .request("ACK", 1, "i1", "b", "");
        dialogs.call("call-2").request("INVITE", 1, "i2", null, "").response(180, "INVITE", 1, "i2", "b", "").after(15)
                .request("CANCEL", 1, "i2", null, "").response(200, "CANCEL", 1, "i2", "b", "")
                .response(487, "INVITE", 1, "i2", "b", "");
        answer = dialogs.answer(folder);
        assertEquals(List.of(CallState.FAILED, CallState.CANCELLED),
                answer.body().calls().stream().map(CallRecord::state).toList());
        assertEquals("given up after 15 s without ringing", answer.body().calls().get(0).cause());
        assertEquals(CallRole.CALLER, answer.body().calls().get(1).endedBy());
    }

    @Test
    void shouldReportACallWithoutAnyResponseOnceItIsSure() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").after(0.5).request("INVITE", 1, "i1", null, "");
        assertEquals(CallState.CALLING, call().state());
        assertEquals(List.of(), codes());
        dialogs.after(1).request("INVITE", 1, "i1", null, "");
        assertEquals(CallState.UNANSWERED, call().state());
        assertEquals(2, answer.body().calls().get(0).retransmissions());
        assertEquals(List.of("sip_unanswered"), codes());
    }

    @Test
    void shouldNotReportWhatTheCaptureSeesOneSideOf() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").after(1).request("ACK", 1, "k", "b", "").after(60)
                .request("BYE", 2, "y", "b", "");
        CallRecord call = call();
        assertEquals(CallState.COMPLETED, call.state());
        assertTrue(answer.coverage().notes().stream().anyMatch(n -> n.contains("one direction only")));
        assertEquals(List.of(), codes());
    }

    @Test
    void shouldReportAnAnswerThatIsNeverAcknowledged() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").after(0.1);
        for (int i = 0; i < 4; i++) {
            dialogs.response(200, "INVITE", 1, "i1", "b", "").after(0.5 * (1 << i));
        }
        CallRecord call = call();
        assertEquals(CallState.UNACKNOWLEDGED, call.state());
        assertEquals(List.of("sip_call_failed"), codes());
        assertTrue(call.cause().startsWith("the 2xx was sent 4 times"));
    }

    @Test
    void shouldTakeAnAckWithTheBranchOfTheInviteForTheAnswersToo() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").after(0.1);
        for (int i = 0; i < 3; i++) {
            dialogs.response(200, "INVITE", 1, "i1", "b", "").after(0.5 * (1 << i));
        }
        dialogs.request("ACK", 1, "i1", "b", "");
        assertEquals(CallState.ESTABLISHED, call().state());
    }

    @Test
    void shouldTellCopiesOfOneFrameFromRetransmissions() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").after(0.0001).request("INVITE", 1, "i1", null, "").after(0.1)
                .response(200, "INVITE", 1, "i1", "b", "").after(0.0001).response(200, "INVITE", 1, "i1", "b", "")
                .request("ACK", 1, "k", "b", "");
        assertNull(call().retransmissions());
        assertEquals(2, answer.body().statistics().duplicates());
    }

    @Test
    void shouldCountForks() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").response(180, "INVITE", 1, "i1", "b1", "")
                .response(180, "INVITE", 1, "i1", "b2", "")
                .response(200, "INVITE", 1, "i1", "b2", "").request("ACK", 1, "k", "b2", "");
        assertEquals(2, call().forks());
        assertEquals(CallState.ESTABLISHED, answer.body().calls().get(0).state());
    }

    @Test
    void shouldTakeTheBestResponseOfTheBranchesOfAForkingProxy() throws Exception {
        for (int branch = 1; branch <= 2; branch++) {
            dialogs.request(Dialogs.ALICE, 20 + branch, "a", null, "INVITE", 1, "f" + branch, "");
        }
        dialogs.response(21, Dialogs.ALICE, Dialogs.ALICE, 503, "INVITE", 1, "f1", "x", "")
                .response(22, Dialogs.ALICE, Dialogs.ALICE, 486, "INVITE", 1, "f2", "y", "");
        assertEquals(CallState.BUSY, call().state());
    }

    @Test
    void shouldFollowARedirection() throws Exception {
        dialogs.request("INVITE", 1, "i1", null, "").response(302, "INVITE", 1, "i1", "b", "Contact: <sip:bob@h30.test>\n")
                .request("ACK", 1, "i1", "b", "").request(Dialogs.ALICE, 30, "a", null, "INVITE", 2, "i2", "")
                .response(30, Dialogs.ALICE, Dialogs.ALICE, 200, "INVITE", 2, "i2", "c", "");
        CallRecord call = call();
        assertEquals(CallState.ESTABLISHED, call.state());
        assertEquals(1, call.redirects());
    }

    @Test
    void shouldSeeOneCallOnTheTwoHopsOfAProxy() throws Exception {
        dialogs.request(Dialogs.ALICE, 15, "a", null, "INVITE", 1, "i1", "").after(0.01)
                .request(15, Dialogs.BOB, "a", null, "INVITE", 1, "p1", "")
                .after(0.2).response(Dialogs.BOB, 15, 15, 180, "INVITE", 1, "p1", "b", "")
                .after(0.01).response(15, Dialogs.ALICE, Dialogs.ALICE, 180, "INVITE", 1, "i1", "b", "")
                .after(1).response(Dialogs.BOB, 15, 15, 200, "INVITE", 1, "p1", "b", "")
                .after(0.01).response(15, Dialogs.ALICE, Dialogs.ALICE, 200, "INVITE", 1, "i1", "b", "")
                .request(Dialogs.ALICE, 15, "a", "b", "ACK", 1, "k", "").request(15, Dialogs.BOB, "a", "b", "ACK", 1, "k2", "");
        CallRecord call = call();
        assertEquals(220, call.setupDelayMs(), "as the caller saw it");
        assertEquals(1230, call.answerDelayMs());
        assertNull(call.forks());
        assertNull(call.retransmissions());
    }

    @Test
    void shouldTellHoldTransferAndReplacement() throws Exception {
        String held = Dialogs.sdp("192.0.2.10", 4000, "0", "sendonly");
        dialogs.answered().after(1).request("INVITE", 2, "h1", "b", held)
                .response(200, "INVITE", 2, "h1", "b", Dialogs.sdp("192.0.2.20", 5000, "0", "recvonly"))
                .request("ACK", 2, "hk", "b", "")
                .request("REFER", 3, "r1", "b", "Refer-To: <sip:carol@example.test>\n").response(202, "REFER", 3, "r1", "b", "")
                .request(Dialogs.BOB, Dialogs.ALICE, "b", "a", "NOTIFY", 9, "n1",
                        "Event: refer\nContent-Type: message/sipfrag;version=2.0\n\nSIP/2.0 603 Declined\n");
        CallRecord call = call();
        assertEquals(1, call.holds());
        assertEquals(1, call.sessionChanges());
        assertEquals(1, call.transfers());
        assertEquals("\"sip:carol@example.test\": \"603 Declined\"", call.transfer());
        assertEquals(CallState.ESTABLISHED, call.state());
    }

    @Test
    void shouldNotJudgeACallThatTheCaptureStartsInTheMiddleOf() throws Exception {
        dialogs.request("BYE", 7, "y1", "b", "").response(200, "BYE", 7, "y1", "b", "");
        assertEquals(CallState.MID_CALL, call().state());
        assertEquals(CallRole.CALLER, answer.body().calls().get(0).endedBy());
    }

    @Test
    void shouldReportRetransmissionsOfWhatIsAnswered() throws Exception {
        for (int i = 0; i < 4; i++) {
            dialogs.request("INVITE", 1, "i1", null, "").after(0.5);
        }
        dialogs.response(200, "INVITE", 1, "i1", "b", "").request("ACK", 1, "k", "b", "");
        assertEquals(3, call().retransmissions());
        assertEquals(List.of("sip_retransmissions"), codes());
        assertEquals(List.of(2L), answer.findings().get(0).frames());
    }

    @Test
    void shouldChooseDialogsAndListMessagesOfAMethod() throws Exception {
        dialogs.answered().after(2).bye().call("call-2").request("OPTIONS", 1, "o", null, "")
                .response(200, "OPTIONS", 1, "o", "b", "");
        answer = dialogs.answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), "call-1", null, null, "bye", "packets",
                true, new PageArguments(10, null)));
        assertEquals(8, answer.totals(SipTotals.class).sipPacketsFound());
        assertEquals(6, answer.totals(SipTotals.class).sipPacketsAnalyzed());
        assertEquals(List.of(5L, 6L), answer.body().packets().stream().map(SipPacketRecord::packetNumber).toList());
        assertEquals(CallState.COMPLETED, answer.body().calls().get(0).state(), "the method only chooses what is listed");
        assertEquals("2 BYE", answer.body().packets().get(0).headers().get("cseq"));
        answer = dialogs.answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), null, "nobody", null, null, "packets",
                false, new PageArguments(10, null)));
        assertEquals(0, answer.totals(SipTotals.class).sipPacketsAnalyzed());
        answer = dialogs.answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), null, "ALICE@", "192.0.2.10", null,
                "calls", false, new PageArguments(1, null)));
        assertEquals(8, answer.totals(SipTotals.class).sipPacketsAnalyzed());
        assertEquals(1, answer.page().total());
    }

    @Test
    void shouldPageThroughMessages() throws Exception {
        dialogs.answered().after(2).bye();
        answer = dialogs.answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), null, null, null, null, "packets",
                false, new PageArguments(4, "4")));
        assertEquals(List.of(5L, 6L), answer.body().packets().stream().map(SipPacketRecord::packetNumber).toList());
        assertEquals(6, answer.page().total());
        assertNull(answer.page().nextCursor());
    }

    @Test
    void shouldMaskWhatProvesWhoSomebodyIs() throws Exception {
        dialogs.request("REGISTER", 1, "r1", null,
                "Authorization: Digest username=\"alice\", realm=\"r\", nonce=\"N1\", response=\"5ecre7\", cnonce=\"c1\"\n");
        answer = dialogs.answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), null, null, null, null, "packets",
                true, new PageArguments(10, null)));
        assertEquals("Digest username=\"alice\" realm=\"r\" (the rest is masked)",
                answer.body().packets().get(0).headers().get("authorization"));
    }

    @Test
    void shouldMaskTokensCookiesAndPasswordsWhereverTheyStand() throws Exception {
        dialogs.request("REGISTER", 1, "r1", null, "Authorization: Bearer 5ecre7.token\nProxy-Authorization: Basic NWVjcmU3\n"
                + "Cookie: 5ecre7 session\nX-Auth-Token: 5ecre7\nContact: <sip:alice:5ecre7@192.0.2.9>\n"
                + "Call-Info: <http://alice:5ecre7@a.example/photo>\nAuthentication-Info: 5ecre7 rest\n");
        answer = dialogs.answer(folder, new SipArguments(new CaptureArguments("/c.pcap"), null, null, null, null, "packets",
                true, new PageArguments(10, null)));
        String all = answer.toString();
        assertTrue(!all.contains("5ecre7") && !all.contains("NWVjcmU3"), all);
        assertTrue(all.contains("sip:alice:***@192.0.2.9") && all.contains("Bearer (the rest is masked)"), all);
    }
}
