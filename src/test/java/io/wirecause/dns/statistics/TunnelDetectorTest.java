package io.wirecause.dns.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.dns.exchange.DnsThresholds;
import io.wirecause.dns.message.DnsBytes;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.name.NameEntropy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TunnelDetectorTest {
    private final TunnelDetector hidden = new TunnelDetector();
    private final Random random = new Random(3);
    private long frame;

    private void query(String name, int type) {
        hidden.query(DnsBytes.query(1, name, type).parse(), new DnsMessageContext(++frame, 0, DnsBytes.host(1, 999),
                DnsBytes.host(53, 53), false),
                null);
    }

    private void missing(String name) {
        query(name, 1);
        hidden.response(DnsBytes.failure(1, name, 1, 3).parse(),
                new DnsMessageContext(++frame, 0, DnsBytes.host(53, 53), DnsBytes.host(1, 999),
                false), null);
    }

    private String base32(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abcdefghijklmnopqrstuvwxyz234567".charAt(random.nextInt(32)));
        }
        return text.toString();
    }

    @Test
    void shouldSuspectATunnelWhenLongRandomNamesNeverRepeat() {
        for (int i = 0; i < 60; i++) {
            query(base32(50) + "." + base32(40) + ".t.example.test", 16);
        }
        List<TunnelDetector.SuspiciousNameRow> found = hidden.suspicions();
        assertEquals(1, found.size());
        assertEquals(TunnelDetector.Suspicion.TUNNEL, found.get(0).kind());
        assertEquals("example.test", found.get(0).about());
        assertEquals(60, found.get(0).queries());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), found.get(0).frames());
    }

    @Test
    void shouldSuspectNothingWhenNamesAreOrdinary() {
        for (int i = 0; i < 300; i++) {
            query("www" + i + ".example.test", 1);
            query("cdn-assets-production-europe-west.example.net", 1);
            query(i + ".2.0.192.zen.example.org", 1);
            query(i % 256 + ".100.51.198.in-addr.arpa", 12);
            query(base32(40) + ".", 1);
        }
        assertEquals(List.of(), hidden.suspicions());
    }

    @Test
    void shouldSuspectNothingWhenLongNamesAreFewOrRepeat() {
        for (int i = 0; i < DnsThresholds.TUNNEL_NAMES - 1; i++) {
            query(base32(60) + ".few.test", 1);
        }
        String[] names = new String[DnsThresholds.TUNNEL_NAMES];
        for (int i = 0; i < 400; i++) {
            int index = i % names.length;
            names[index] = names[index] == null && i > 10 * index ? base32(60) : names[index];
            query((names[index] == null ? names[0] : names[index]) + ".again.test", 1);
        }
        assertEquals(List.of(), hidden.suspicions());
    }

    @Test
    void shouldSuspectGeneratedNamesWhenManyDoNotExist() {
        for (int i = 0; i < 20; i++) {
            missing(base32(12) + ".com");
        }
        TunnelDetector.SuspiciousNameRow found = hidden.suspicions().get(0);
        assertEquals(TunnelDetector.Suspicion.GENERATED_NAMES, found.kind());
        assertEquals("192.0.2.1", found.about());
    }

    @Test
    void shouldNotSuspectGeneratedNamesWhenTheyAreWords() {
        for (String word : List.of("weather", "kubernetes", "database", "intranet", "printserver", "timeserver", "fileserver",
                "archive",
                "mailserver", "webserver", "monitoring", "backupserver", "documentation", "production", "development")) {
            missing(word + ".com");
        }
        assertEquals(List.of(), hidden.suspicions());
    }

    @Test
    void shouldTellSpellingOfChanceFromWords() {
        assertTrue(NameEntropy.generated("xjw0q7bkzd"));
        assertTrue(NameEntropy.generated("qzxkvbnmwp"));
        assertFalse(NameEntropy.generated("wikipedia"));
        assertFalse(NameEntropy.generated("cloudfront"));
        assertFalse(NameEntropy.generated("short"));
        assertEquals(2.0, NameEntropy.entropy("abcd"), 1e-9);
        assertEquals(0.0, NameEntropy.entropy(""), 0);
    }

    @Test
    void shouldFindTheRegisteredDomain() {
        assertEquals("example.com", NameEntropy.registeredDomain("a.b.example.com"));
        assertEquals("example.co.uk", NameEntropy.registeredDomain("a.b.example.co.uk"));
        assertEquals("example.de", NameEntropy.registeredDomain("www.example.de"));
        assertEquals("com", NameEntropy.registeredDomain("com"));
        assertEquals("example.com", NameEntropy.registeredDomain("example.com"));
    }

    @Test
    void shouldTakeEscapesBack() {
        assertEquals("a\u00e4.b", NameEntropy.unescaped("a\\228\\.b"));
        assertEquals("\\12", NameEntropy.unescaped("\\\\12"));
        assertEquals("x\\", NameEntropy.unescaped("x\\"));
        assertEquals("12", NameEntropy.unescaped("\\12"));
    }
}
