package io.wirecause.packets.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Authorization: Basic dXNlcjpwYXNz|Authorization: Basic ***",
        "proxy-authorization:Bearer abc.def.ghi|proxy-authorization:Bearer ***",
        "Authorization: something of its own|Authorization: ***",
        "Cookie: a=1; b=2|Cookie:***",
        "Set-Cookie: SID=31d4; Path=/|Set-Cookie:***",
        "X-Api-Key: 123|X-Api-Key:***",
        "X-Amz-Security-Token: 123|X-Amz-Security-Token:***",
        "PASS hunter2|PASS ***",
        "a1 LOGIN joe \"open sesame\"|a1 LOGIN joe ***",
        "AUTH PLAIN AGpvZQBwdw==|AUTH PLAIN ***",
        "AUTH secret|AUTH ***",
        "a2 AUTHENTICATE PLAIN AGpvZQBwdw==|a2 AUTHENTICATE PLAIN ***",
        "PRIVMSG NickServ :IDENTIFY hunter2|PRIVMSG NickServ :IDENTIFY ***",
        "GET /login?user=joe&page=2 HTTP/1.1|GET /login?user=***&page=*** HTTP/1.1",
        "user=joe&pw=x&go=1|user=***&pw=***&go=***",
        "password=hunter2|password=***",
        "{\"user\":\"joe\",\"password\":\"hun\\\"ter\",\"n\":1}|{\"user\":\"joe\",\"password\":\"***\",\"n\":1}",
        "{'access_token': \"abc\"}|{'access_token': \"***\"}",
        "<password>hunter2</password>|<password>***</password>",
        "<wsse:Password Type=\"text\">x</wsse:Password>|<wsse:Password Type=\"text\">***</wsse:Password>",
        "see http://joe:hunter2@host/|see http://joe:***@host/",
        "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc|jwt ***",
        "id AKIAIOSFODNN7EXAMPLE.|id ***.",
        "CREATE USER joe IDENTIFIED BY 'x'|CREATE USER joe IDENTIFIED BY ***"})
    void shouldMaskWhatProvesWhoSomebodyIs(String text, String shown) {
        assertEquals(shown, Secrets.masked(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Host: example.com", "Content-Length: 12", "GET /index.html HTTP/1.1", "USER joe",
        "220 mail.example.com ESMTP", "Basic things", "a + b = c", "Accept: text/html;q=0.9", "HTTP/1.1 401 Unauthorized",
        "WWW-Authenticate: Basic realm=x"})
    void shouldLeaveTheRestAsItIs(String text) {
        assertEquals(text, Secrets.masked(text));
    }

    @Test
    void shouldTakeNoLongerOnLinesMadeToTakeLong() {
        for (String piece : new String[] {"a", "secret", "a=", "&a=", "token.", "<password ", "\"password\":\"\\", " LOGIN",
                "eyJ-"}) {
            String line = piece.repeat(Secrets.LONGEST / piece.length());
            assertTimeout(Duration.ofSeconds(20), () -> {
                for (int i = 0; i < 20; i++) {
                    Secrets.masked(line);
                }
            }, piece);
        }
    }
}
