package io.wirecause.compare.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.collect.Distribution;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Profile;
import io.wirecause.analysis.service.Resolutions;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.service.Trait;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceComparisonTest {
    private static final long MILLI = 1_000_000L;
    private static final long MINUTE = 60_000_000_000L;
    private static final String SHOP = "192.0.2.80:443";

    private final ServiceTable before = new ServiceTable(true);
    private final ServiceTable after = new ServiceTable(true);
    private final Random random = new Random(1);

    private ServiceComparison compared() {
        return new ServiceComparison(before, after, MINUTE, MINUTE, null);
    }

    private List<String> lines() {
        return compared().lines();
    }

    /** Times around a median, half to twice it. */
    private Distribution around(long millis, int times) {
        Distribution spread = new Distribution();
        for (int i = 0; i < times; i++) {
            spread.add((long) (millis * MILLI * Math.pow(2, random.nextDouble() * 2 - 1)));
        }
        return spread;
    }

    private static Service used(ServiceTable table, String server, int connections) {
        Service row = table.of(server);
        for (int i = 0; i < connections; i++) {
            row.connection(false, 100);
        }
        row.profile().seen(0, MINUTE);
        return row;
    }

    @Test
    void shouldTellThatAnswersTakeLonger() {
        used(before, SHOP, 10).profile().took(Phase.SERVER, around(35, 140), 1);
        Service row = used(after, SHOP, 10);
        row.profile().took(Phase.SERVER, around(820, 120), 1);
        row.name("shop.example", 0);
        ServiceComparison compared = compared();
        assertEquals(1, compared.worse().size());
        String line = compared.lines().get(0);
        assertTrue(line.matches("192\\.0\\.2\\.80:443 \\(shop\\.example\\): answers take [\\d.]+ ms "
                + "\\(p95 1\\.\\d+ s, 120 of them\\), "
                + "before [\\d.]+ ms \\(p95 [\\d.]+ ms, 140\\)"), line);
    }

    @Test
    void shouldTellWhatGotBetterAsNoFault() {
        used(before, SHOP, 10).profile().took(Phase.SERVER, around(820, 40), 1);
        used(after, SHOP, 10).profile().took(Phase.SERVER, around(35, 40), 1);
        assertEquals(List.of(), compared().worse());
        assertEquals(1, lines().size());
    }

    @Test
    void shouldSayNothingWithinTheSpread() {
        for (int run = 0; run < 200; run++) {
            String server = "192.0.2." + run + ":80";
            used(before, server, 10).profile().took(Phase.SERVER, around(50, 8 + random.nextInt(300)), 1);
            used(after, server, 10).profile().took(Phase.SERVER, around(50, 8 + random.nextInt(300)), 1);
        }
        assertEquals(List.of(), lines());
    }

    @Test
    void shouldRarelyBeFooledByLongTails() {
        for (int run = 0; run < 1_000; run++) {
            String server = "192.0." + run / 250 + "." + run % 250 + ":80";
            used(before, server, 10).profile().took(Phase.SERVER, longTailed(8 + random.nextInt(300)), 1);
            used(after, server, 10).profile().took(Phase.SERVER, longTailed(8 + random.nextInt(300)), 1);
        }
        assertTrue(compared().worse().size() <= 2, compared().worse().size() + " of 1000");
    }

    /** Most a few milliseconds, some a hundred times as long. */
    private Distribution longTailed(int times) {
        Distribution spread = new Distribution();
        for (int i = 0; i < times; i++) {
            spread.add((long) (20 * MILLI * Math.exp(1.2 * random.nextGaussian())));
        }
        return spread;
    }

    @Test
    void shouldNotCallAServiceSlowForOneSlowAnswer() {
        used(before, SHOP, 10).profile().took(Phase.SERVER, around(20, 60), 1);
        Distribution one = around(20, 60);
        one.add(9_000 * MILLI);
        one.add(9_000 * MILLI);
        used(after, SHOP, 10).profile().took(Phase.SERVER, one, 1);
        assertEquals(List.of(), lines());
    }

    @Test
    void shouldTellATailThatGrew() {
        used(before, SHOP, 10).profile().took(Phase.SERVER, around(20, 100), 1);
        Distribution tail = around(20, 100);
        for (int i = 0; i < 15; i++) {
            tail.add(3_000 * MILLI);
        }
        used(after, SHOP, 10).profile().took(Phase.SERVER, tail, 1);
        List<String> lines = lines();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("answers take up to 3 s (p95; median "), lines.get(0));
    }

    @Test
    void shouldSayNothingOfTooFewTimes() {
        used(before, SHOP, 3).profile().took(Phase.SERVER, around(10, 5), 1);
        used(after, SHOP, 3).profile().took(Phase.SERVER, around(900, 5), 1);
        assertEquals(List.of(), lines());
    }

    @Test
    void shouldNotBlameTheServerForALongerWay() {
        Profile good = used(before, SHOP, 20).profile();
        Profile bad = used(after, SHOP, 20).profile();
        good.took(Phase.CONNECT, around(10, 20), 0);
        bad.took(Phase.CONNECT, around(110, 20), 0);
        good.took(Phase.SERVER, around(15, 30), 1);
        Distribution later = new Distribution();
        for (int i = 0; i < 30; i++) {
            later.add((115 + random.nextInt(20)) * MILLI);
        }
        bad.took(Phase.SERVER, later, 1);
        List<String> lines = lines();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("connecting takes") && lines.get(0).contains("answers are slower by no more"),
                lines.get(0));
    }

    @Test
    void shouldTellFailuresThatChanceDoesNotExplain() {
        before.of(SHOP).requests(40, 0);
        after.of(SHOP).requests(40, 12);
        after.of(SHOP).profile().answers(Map.of("200", 28L, "503", 12L));
        assertEquals(List.of(SHOP + ": 12 of 40 requests fail (503: 12), before 0 of 40"), lines());
        before.of("192.0.2.1:80").requests(40, 1);
        after.of("192.0.2.1:80").requests(40, 3);
        assertEquals(1, lines().size());
    }

    @Test
    void shouldTellAServerThatNoLongerAnswersFirst() {
        used(before, SHOP, 30);
        for (int i = 0; i < 4; i++) {
            after.of(SHOP).connection(true, 0);
        }
        used(before, "192.0.2.1:80", 10).profile().took(Phase.SERVER, around(10, 50), 1);
        used(after, "192.0.2.1:80", 10).profile().took(Phase.SERVER, around(5_000, 50), 1);
        assertEquals(SHOP + ": none of 4 connections succeeds, before 30 of 30 did", lines().get(0));
    }

    @Test
    void shouldTellLossOfEachDirection() {
        used(before, SHOP, 10).profile().data(true, 5_000, 2);
        used(after, SHOP, 10).profile().data(true, 4_000, 124);
        before.of(SHOP).profile().data(false, 900, 1);
        after.of(SHOP).profile().data(false, 900, 2);
        assertEquals(List.of(SHOP + ": 3.1 % of 4000 segments with data from the server get lost, before 0.04 % of 5000"),
                lines());
    }

    @Test
    void shouldTellAServiceThatMoved() {
        Service old = used(before, "192.0.2.80:443", 20);
        Service now = used(after, "198.51.100.7:443", 20);
        old.name("shop.example", 0);
        now.name("shop.example", 0);
        assertEquals(List.of("shop.example:443 (now at 198.51.100.7, before at 192.0.2.80): is served by 198.51.100.7:443 "
                + "instead of 192.0.2.80:443"), lines());
        ServicePair pair = new ServicePairs(before, after, "192.0.2.80:443"::equals).pairs().get(0);
        assertEquals("ip.addr == 192.0.2.80 && tcp.port == 443", pair.filter(false));
        assertEquals("ip.addr == 198.51.100.7 && tcp.port == 443", pair.filter(true));
    }

    @Test
    void shouldNotCallAPoolMovedThatStillHasAnAddressOfBefore() {
        for (String server : List.of("192.0.2.80:443", "192.0.2.81:443")) {
            used(before, server, 20).name("shop.example", 0);
        }
        for (String server : List.of("192.0.2.81:443", "192.0.2.82:443")) {
            used(after, server, 20).name("shop.example", 0);
        }
        assertEquals(List.of(), lines());
    }

    @Test
    void shouldTellAServiceNoLongerAskedAndOneAskedNowAndThen() {
        used(before, "192.0.2.9:5432", 30);
        before.of("192.0.2.7:25").connection(false, 10);
        used(before, SHOP, 3);
        used(after, SHOP, 3);
        assertEquals(List.of("192.0.2.9:5432: is no longer asked (before 30 connections)",
                "Asked only before, now and then: 192.0.2.7:25"), lines());
    }

    @Test
    void shouldCompareDynamicPortsByAddress() {
        used(before, "192.0.2.5:49152", 3);
        used(before, "192.0.2.5:49160", 3);
        used(after, "192.0.2.5:50001", 3);
        assertEquals(List.of(), lines());
        assertEquals(1, compared().shared());
    }

    @Test
    void shouldTellOptionsThatAreNoLongerAgreedOn() {
        used(before, SHOP, 5).profile().is(Trait.SACK, Profile.AGREED, 5);
        used(after, SHOP, 5).profile().is(Trait.SACK, Profile.NOT_TAKEN, 5);
        assertEquals(List.of(SHOP + ": SACK is not taken by the server, before agreed on"), lines());
        assertEquals(1, compared().worse().size());
    }

    @Test
    void shouldTellAnOlderVersionAsWorseAndAnotherCertificateAsNoFault() {
        Profile good = used(before, SHOP, 5).profile();
        Profile bad = used(after, SHOP, 5).profile();
        good.is(Trait.TLS_VERSION, "TLS 1.3", 5);
        bad.is(Trait.TLS_VERSION, "TLS 1.2", 5);
        good.is(Trait.CERTIFICATE, "\"shop\" by \"CA\" until 2026-12-31", 5);
        bad.is(Trait.CERTIFICATE, "\"shop\" by \"CA\" until 2027-12-31", 5);
        assertEquals(List.of(SHOP + ": TLS version is TLS 1.2, before TLS 1.3; certificate is \"shop\" by \"CA\" until "
                + "2027-12-31, before \"shop\" by \"CA\" until 2026-12-31"), lines());
        assertEquals(1, compared().worse().size());
    }

    @Test
    void shouldNotTellAMixThatIsAboutTheSame() {
        Profile good = used(before, SHOP, 10).profile();
        Profile bad = used(after, SHOP, 10).profile();
        good.is(Trait.CIPHER, "A", 6);
        good.is(Trait.CIPHER, "B", 4);
        bad.is(Trait.CIPHER, "A", 4);
        bad.is(Trait.CIPHER, "B", 6);
        assertEquals(List.of(), lines());
    }

    @Test
    void shouldTellTheSameChangeOfManyServersInOneLine() {
        for (int i = 1; i <= 6; i++) {
            used(before, "192.0.2." + i + ":80", 20).profile().took(Phase.CONNECT, around(10, 20), 0);
            used(after, "192.0.2." + i + ":80", 20).profile().took(Phase.CONNECT, around(200, 20), 0);
        }
        List<String> lines = lines();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("6 of 6 servers: connecting takes longer, such as 192.0.2."), lines.get(0));
    }

    @Test
    void shouldTellNamesThatResolveToOtherAddresses() {
        resolve(before, "192.0.2.80", "shop.example");
        resolve(after, "198.51.100.7", "shop.example");
        resolve(before, "192.0.2.1", "same.example");
        resolve(after, "192.0.2.1", "same.example");
        assertEquals(List.of("DNS resolves shop.example to 198.51.100.7, before 192.0.2.80"), lines());
    }

    private static void resolve(ServiceTable table, String address, String name) {
        Resolutions resolutions = new Resolutions();
        resolutions.add(address, name, MILLI);
        table.resolved(resolutions);
    }

    @Test
    void shouldTellSizesAndRatesOnlyWhereTheyAreAnotherWorld() {
        Service good = used(before, SHOP, 5);
        Service bad = used(after, SHOP, 5);
        good.requests(100, 0);
        bad.requests(2_000, 0);
        good.profile().answerBytes(around(1, 100));
        bad.profile().answerBytes(around(30, 100));
        assertEquals(2, lines().size(), lines().toString());
        assertEquals(List.of(), compared().worse());
        assertTrue(lines().get(1).endsWith("33.3 requests a second, before 1.67"), lines().get(1));
    }
}
