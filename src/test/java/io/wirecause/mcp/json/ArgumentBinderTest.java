package io.wirecause.mcp.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.Describe;
import io.wirecause.report.UserFacingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentBinderTest {
    enum Side { CLIENT, BOTH_SIDES }

    record Arguments(
            @Describe("A file") String pcapFile,
            @Describe(value = "A port", optional = true, min = 1, max = 65535) Integer serverPort,
            @Describe(value = "A rate", fallback = "0.02", min = 0, max = 1) double threshold,
            @Describe(value = "More", fallback = "false") boolean detailed,
            @Describe(value = "A side", fallback = "\"client\"") Side side,
            @Describe(value = "A choice", optional = true, oneOf = {"a", "b"}) String choice,
            @Describe(value = "A count", fallback = "9", min = 0) long count) {
        Arguments {
            if (pcapFile.equals("refused")) {
                throw new IllegalArgumentException("The record refuses this.");
            }
        }
    }

    @Test
    void shouldTakeFallbacksWhenNothingElseIsGiven() throws UserFacingException {
        assertEquals(new Arguments("f", null, 0.02, false, Side.CLIENT, null, 9), bind(Map.of("pcap_file", "f")));
    }

    @Test
    void shouldBindEveryTypeFromItsJsonForm() throws UserFacingException {
        assertEquals(new Arguments("f", 443, 0.5, true, Side.BOTH_SIDES, "b", 1L << 40),
                bind(Map.of("pcap_file", "f", "server_port", 443, "threshold", 0.5, "detailed", true,
                        "side", "both_sides", "choice", "b", "count", 1L << 40)));
    }

    @Test
    void shouldBindEveryTypeFromAString() throws UserFacingException {
        assertEquals(new Arguments("f", 443, 0.5, true, Side.BOTH_SIDES, "b", 12),
                bind(Map.of("pcap_file", "f", "server_port", "443", "threshold", "0.5", "detailed", "true",
                        "side", "both_sides", "choice", "b", "count", "12")));
    }

    @Test
    void shouldTakeAWholeNumberWrittenWithAFraction() throws UserFacingException {
        assertEquals(80, bind(Map.of("pcap_file", "f", "server_port", 80.0)).serverPort());
    }

    @Test
    void shouldTakeNullAndEmptyAsNotGiven() throws UserFacingException {
        Map<String, Object> given = new HashMap<>();
        given.put("pcap_file", "f");
        given.put("server_port", null);
        given.put("threshold", "");
        assertNull(bind(given).serverPort());
        assertEquals(0.02, bind(given).threshold());
    }

    @Test
    void shouldNameAMissingArgument() {
        assertEquals("Argument pcap_file is missing: A file.", refusal(Map.of()));
        assertEquals("Argument pcap_file is missing: A file.", refusal(Map.of("pcap_file", " ")));
    }

    @Test
    void shouldNameAnUnknownArgumentAndTheKnownOnes() {
        String refusal = refusal(Map.of("pcap_file", "f", "port\u001b", 1));
        assertTrue(refusal.startsWith("Unknown argument \"port\\u{1b}\"; this tool takes pcap_file, server_port,"), refusal);
    }

    @Test
    void shouldSayWhatIsAllowedWhenAValueDoesNotFit() {
        assertEquals("Argument server_port must be a whole number from 1 to 65535, not \"abc\".", refusal("server_port", "abc"));
        assertEquals("Argument server_port must be a whole number from 1 to 65535, not 0.", refusal("server_port", 0));
        assertEquals("Argument server_port must be a whole number from 1 to 65535, not 1.5.", refusal("server_port", 1.5));
        assertEquals("Argument server_port must be a whole number from 1 to 65535, not true.", refusal("server_port", true));
        assertEquals("Argument threshold must be a number from 0 to 1, not 2.", refusal("threshold", 2));
        assertEquals("Argument detailed must be true or false, not \"yes\".", refusal("detailed", "yes"));
        assertEquals("Argument side must be one of \"client\", \"both_sides\", not \"CLIENT\".", refusal("side", "CLIENT"));
        assertEquals("Argument choice must be one of \"a\", \"b\", not \"c\".", refusal("choice", "c"));
        assertEquals("Argument count must be a whole number of at least 0, not -1.", refusal("count", -1));
        assertEquals("Argument pcap_file must be a string, not 5.", refusal("pcap_file", 5));
        assertEquals("Argument pcap_file must be a string, not a list.", refusal("pcap_file", List.of("f")));
        assertEquals("Argument pcap_file must be a string, not an object.", refusal("pcap_file", Map.of()));
    }

    @Test
    void shouldRefuseNumbersBeyondAnyType() {
        assertTrue(refusal("count", "1e999").startsWith("Argument count must be"));
        assertTrue(refusal("count", "1e999999999").startsWith("Argument count must be"));
        assertTrue(refusal("count", "99999999999999999999").startsWith("Argument count must be"));
        assertTrue(refusal("threshold", "NaN").startsWith("Argument threshold must be"));
    }

    @Test
    void shouldCutLongValuesInTheRefusal() {
        assertTrue(refusal("server_port", "9".repeat(100_000)).length() < 250);
    }

    @Test
    void shouldPassOnWhatTheRecordItselfRefuses() {
        assertEquals("The record refuses this.", refusal(Map.of("pcap_file", "refused")));
    }

    private static Arguments bind(Map<String, Object> given) throws UserFacingException {
        return ArgumentBinder.bind(Arguments.class, given);
    }

    private static String refusal(String name, Object value) {
        Map<String, Object> given = new HashMap<>(Map.of("pcap_file", "f"));
        given.put(name, value);
        return refusal(given);
    }

    private static String refusal(Map<String, Object> given) {
        return assertThrows(UserFacingException.class, () -> bind(given)).getMessage();
    }
}
