package io.wirecause.source.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
    @Test
    void shouldShowNeitherCredentialsNorQueryWhenItIsWritten() throws Exception {
        WebAddress address = WebAddress.parse("HTTPS://me:hunter2@Example.COM:8443/a%20b.pcap?token=hunter2#x");
        assertEquals("https://example.com:8443/a%20b.pcap?...", address.toString());
        assertEquals("me:hunter2", address.credentials());
        assertEquals("example.com", address.host());
        assertEquals("/a%20b.pcap?token=hunter2", address.target());
        assertEquals("example.com:8443", address.authority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hunter2@host/a b", "http://me:hunter2@/x", "http://me:hunter2@host:99999/", "http://",
        "http:hunter2", "https://me:hunter2@h\u00f6st/", "gopher://me:hunter2@host/", "http://[::1/hunter2",
        "http://ho_st/hunter2"})
    void shouldNotRepeatTheUrlWhenItIsNotValid(String given) {
        String message = assertThrows(UserFacingException.class, () -> WebAddress.parse(given)).getMessage();
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void shouldSayThatTheHostIsNoAddressWhenANumberInItIsHuge() {
        String message = assertThrows(UserFacingException.class, () -> WebAddress.parse("http://[::ffff:1.2.3.9999999999]/"))
                .getMessage();
        assertEquals("The URL is not valid: its host is not valid.", message);
    }

    @Test
    void shouldKeepCredentialsToTheirOriginWhenItRedirects() throws Exception {
        WebAddress address = WebAddress.parse("http://me:pw@a.example/x/y?q=1");
        assertEquals("me:pw", address.redirect("../z").credentials());
        assertEquals("/z", address.redirect("../z").target());
        assertNull(address.redirect("http://b.example/").credentials());
        assertNull(address.redirect("//b.example/").credentials());
        assertNull(address.redirect("http://a.example:8080/").credentials());
        assertNull(address.redirect("https://a.example/").credentials());
        assertNull(address.redirect("http://other:pw2@b.example/").credentials());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example/", "file:///etc/passwd", "ftp://a.example/", "jar:http://a.example/x!/", "http://",
        "https://a b/", "javascript:alert(1)"})
    void shouldNotFollowWhenTheRedirectLeavesTheSafeGround(String location) throws Exception {
        WebAddress address = WebAddress.parse("https://a.example/x");
        String message = assertThrows(UserFacingException.class, () -> address.redirect(location)).getMessage();
        assertTrue(message.startsWith("https://a.example/x redirects "), message);
    }
}
