package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpTest {
    @TempDir
    private Path folder;

    private static ServiceScene greeted() {
        return new ServiceScene(2_526).server("220 mx.example.org ESMTP").client("EHLO a").server("250-mx", "250 AUTH PLAIN "
                + "LOGIN");
    }

    @Test
    void shouldPairPipelinedCommandsWithTheirReplies() throws Exception {
        List<String> all = greeted().client("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "RCPT TO:<e@f>", "DATA")
                .server("250 2.1.0 Ok", "550 5.1.1 <c@d>: User unknown", "250 2.1.5 Ok", "354 go on")
                .client("Subject: x", "", "QUIT", "RCPT TO:<x@y>", ".").server("250 2.0.0 queued").exchanges(folder);
        assertEquals(List.of("(greeting) ok", "EHLO ok", "MAIL FROM ok", "RCPT TO error 550 5.1.1", "RCPT TO ok", "DATA ok",
                "message ok"), all);
    }

    @Test
    void shouldSayFirstThatMailIsRefusedAndWhy() throws Exception {
        assertEquals(List.of("service_error: Mail is refused: 554 5.7.1 (delivery not authorised) \"spam\" to message"),
                greeted().client("MAIL FROM:<a@b>").server("250 Ok").client("RCPT TO:<c@d>").server("250 Ok").client("DATA")
                        .server("354 go").client("x", ".").server("554 5.7.1 spam").findings(folder));
    }

    @Test
    void shouldTakeGreylistingThatPassesForANote() throws Exception {
        ServiceScene scene = greeted().client("MAIL FROM:<a@b>").server("250 Ok").client("RCPT TO:<c@d>")
                .server("451 4.7.1 Greylisted, try again").client("RCPT TO:<c@d>").server("250 Ok");
        assertEquals("NOTE", scene.answer(folder).findings().get(0).severity().name());
    }

    @Test
    void shouldNeverShowAPassword() throws Exception {
        ServiceScene scene = greeted().client("AUTH PLAIN AGFubmEAd3JvbmctcGFzc3dvcmQ=").server("535 5.7.8 no")
                .client("AUTH LOGIN").server("334 VXNlcm5hbWU6").client("YW5uYQ==").server("334 UGFzc3dvcmQ6")
                .client("d3JvbmctcGFzc3dvcmQ=").server("535 5.7.8 no").client("AUTH PLAIN").server("334 ")
                .client("AGFubmEAd3JvbmctcGFzc3dvcmQ=").server("535 5.7.8 no");
        String answer = scene.answer(folder).body().toString() + scene.findings(folder);
        assertTrue(answer.contains("\"anna\""), answer);
        assertFalse(answer.contains("wrong-password") || answer.contains("d3Jvbmct") || answer.contains("AGFubm"), answer);
        assertEquals(3, scene.answer(folder).body().statistics().failedLogins());
    }

    @Test
    void shouldStopReadingWhereTlsBegins() throws Exception {
        ServiceScene scene = greeted().client("STARTTLS").server("220 go on").clientBytes(new byte[] {22, 3, 1, 0, 5, 1, 2,
                3, 4, 5});
        assertEquals(1, scene.answer(folder).body().statistics().encrypted());
        assertEquals(List.of("(greeting) ok", "EHLO ok", "STARTTLS ok"), scene.exchanges(folder));
    }

    @Test
    void shouldGuessNoRepliesWhereTheCaptureLacksBytes() throws Exception {
        List<String> all = greeted().client("MAIL FROM:<a@b>").lost(false, 40).client("RCPT TO:<c@d>").server("250 Ok")
                .client("QUIT").server("221 Bye").clientCloses().serverCloses().exchanges(folder);
        assertEquals("QUIT ok", all.get(all.size() - 1));
        assertTrue(all.stream().noneMatch(line -> line.contains("refused")), all.toString());
    }

    @Test
    void shouldSayThatTheServerClosedInsteadOfAnswering() throws Exception {
        assertEquals(List.of("service_unanswered: SMTP at 192.0.2.80:2526 ends the connection instead of answering 1 MAIL "
                + "FROM request"),
                greeted().client("MAIL FROM:<a@b>").serverCloses().clientCloses().findings(folder));
    }

    @Test
    void shouldCountEachRecipientOfLmtp() throws Exception {
        List<String> all = new ServiceScene(24).server("220 mx LMTP").client("LHLO a").server("250 mx")
                .client("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "RCPT TO:<e@f>", "DATA")
                .server("250 Ok", "250 Ok", "250 Ok", "354 go").client("x", ".").server("250 Ok", "552 5.2.2 Mailbox full")
                .exchanges(folder);
        assertEquals(List.of("message ok", "message error 552 5.2.2"), all.subList(all.size() - 2, all.size()));
    }
}
