package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FTP: replies, logins, and the connections of data that its control connection speaks of. */
class FtpTest {
    @TempDir
    private Path folder;

    private static ServiceScene signedIn() {
        return new ServiceScene(2_121).server("220 FTP ready").client("USER anna").server("331 Password").client("PASS of-anna")
                .server("230 Welcome");
    }

    @Test
    void shouldSayThatTheServerDoesNotReachTheClient() throws Exception {
        ServiceScene scene = signedIn().client("PORT 192,0,2,1,143,1").server("200 Ok").client("LIST").opensTo(false, 36_609)
                .after(1_000).opensTo(false, 36_609).after(2_000).server("425 Failed to establish connection.");
        assertEquals(List.of("service_error: FTP answers 425 (cannot open data connection) \"Failed to establish "
                + "connection.\" to LIST",
                "data_connection_failed: FTP lists and transfers fail: the client's port 36609 (PORT) answers none of 2 SYNs of "
                + "the server"),
                scene.findings(folder));
    }

    @Test
    void shouldSayThatNobodyComesToThePassivePort() throws Exception {
        ServiceScene scene = signedIn().client("EPSV").server("229 Entering Extended Passive Mode (|||40001|)").client("RETR a")
                .after(9_000).server("425 No data connection");
        assertEquals(List.of("service_error: FTP data connection fails, the capture shows no SYN of the client to the server's "
                + "port 40001 (EPSV): 425 (cannot open data connection) \"No data connection\" to RETR"),
                scene.findings(folder));
    }

    @Test
    void shouldFindADataConnectionThatHangsWithoutAReply() throws Exception {
        ServiceScene scene = signedIn().client("PASV").server("227 Entering Passive Mode (192,0,2,80,156,65).")
                .opensTo(true, 40_001).after(1_000).opensTo(true, 40_001).after(2_000).opensTo(true, 40_001).after(4_000)
                .clientCloses().serverCloses();
        assertEquals(List.of("data_connection_failed: FTP lists and transfers fail: the server's port 40001 (PASV) answers "
                + "none of 3 SYNs of the client"), scene.findings(folder));
    }

    @Test
    void shouldFindADataConnectionThatIsRefused() throws Exception {
        ServiceScene scene = signedIn().client("EPRT |1|192.0.2.1|36609|").server("200 Ok").client("LIST").opensTo(false, 36_609)
                .answersFrom(true, 36_609, false).after(3_000).clientCloses().serverCloses();
        assertTrue(scene.findings(folder).contains("data_connection_failed: FTP lists and transfers fail: the client's port "
                + "36609 (EPRT) refuses the connection of the server"), scene.findings(folder).toString());
    }

    @Test
    void shouldBeContentWhereAnotherModeWorks() throws Exception {
        ServiceScene scene = signedIn().client("EPSV").server("229 Entering (|||40001|)").opensTo(true, 40_001).after(1_000)
                .opensTo(true, 40_001).client("PASV").server("227 Entering Passive Mode (192,0,2,80,156,66)")
                .opensTo(true, 40_002).answersFrom(false, 40_002, true).client("LIST").server("150 Here it comes", "226 Done")
                .client("QUIT").server("221 Bye").clientCloses().serverCloses();
        assertEquals(List.of(), scene.findings(folder));
    }

    @Test
    void shouldTakeALineThatIsNoReplyForOneThatCannotBeRead() throws Exception {
        List<String> all = signedIn().client("SYST").server("SYST not supported").after(3_000).client("QUIT").server("221 Bye")
                .exchanges(folder);
        assertEquals("QUIT ok", all.get(all.size() - 1));
        assertEquals(List.of("(greeting) ok", "USER ok", "PASS logged_in", "QUIT ok"), all);
    }

    @Test
    void shouldNeverShowAPassword() throws Exception {
        ServiceScene scene = new ServiceScene(2_121).server("220 FTP ready").client("USER an\u001b[31mna", "PASS of-anna")
                .server("331 Password", "530 Login incorrect.");
        String answer = scene.answer(folder).body() + scene.findings(folder).toString();
        assertFalse(answer.contains("of-anna") || answer.contains("\u001b"), answer);
        assertEquals(List.of("(greeting) ok", "USER ok", "PASS login_failed 530"), scene.exchanges(folder));
    }
}
