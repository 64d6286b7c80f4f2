package io.wirecause.icmp.message;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/** Finds malformed ICMP messages: missing parts, and lengths that do not fit. */
public final class IcmpValidator {
    private static final int SOLICITATION_OPTIONS = 8;
    private static final int ADVERTISEMENT_OPTIONS = 16;
    private static final int NEIGHBOR_OPTIONS = 24;
    private static final int REDIRECT_OPTIONS = 40;
    private static final int QUOTE_WORDS_4 = 5;
    private static final int QUOTE_WORDS_6 = 4;

    private IcmpValidator() {
    }

    /**
     * The problems, one phrase each; empty for none.
     *
     * @param quoted whether the packet that the message quotes could be read
     */
    public static List<String> of(IcmpMessage message, boolean quoted) {
        if (message.isFragment()) {
            return List.of();
        }
        boolean cut = message.bytes().length() < message.length();
        int needed = needed(message);
        if (message.bytes().length() < needed) {
            return List.of(cut ? MalformedCounter.CUT
                    : "only " + message.length() + " of the " + needed + " bytes that its type needs");
        }
        String option = message.kind().isError() ? null : options(message);
        if (!message.kind().isError() && option == null) {
            // Nearly all messages end here, without a list of their own.
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        if (message.kind().isError()) {
            quote(message, quoted, faults);
        } else {
            faults.add(option);
        }
        return cut && !faults.isEmpty() ? List.of(MalformedCounter.CUT) : faults;
    }

    private static int needed(IcmpMessage message) {
        return switch (message.kind()) {
            case OTHER -> 0;
            case ROUTER_ADVERTISEMENT -> ADVERTISEMENT_OPTIONS;
            case NEIGHBOR_SOLICITATION, NEIGHBOR_ADVERTISEMENT -> NEIGHBOR_OPTIONS;
            case REDIRECT -> message.v6() ? REDIRECT_OPTIONS : IcmpMessage.HEADER;
            default -> IcmpMessage.HEADER;
        };
    }

    private static void quote(IcmpMessage message, boolean quoted, List<String> faults) {
        ByteView bytes = message.bytes();
        if (message.length() == IcmpMessage.HEADER) {
            faults.add("an error that quotes nothing");
        } else if (!quoted) {
            faults.add("an error that quotes no IP header");
        }
        if (message.mayHaveExtensions()) {
            // RFC 4884, section 4: the length of the quote, in words of 32 bits, in IPv6 of 64.
            int length = message.v6() ? bytes.u8(QUOTE_WORDS_6) << 3 : bytes.u8(QUOTE_WORDS_4) << 2;
            if (IcmpMessage.HEADER + length > message.length()) {
                faults.add("a quote of " + length + " bytes announced, " + (message.length() - IcmpMessage.HEADER) + " there");
            }
        }
    }

    /** What is wrong with the options of neighbour discovery (RFC 4861, section 4.6), in words; null for nothing. */
    private static String options(IcmpMessage message) {
        int from = switch (message.kind()) {
            case ROUTER_SOLICITATION -> SOLICITATION_OPTIONS;
            case ROUTER_ADVERTISEMENT -> ADVERTISEMENT_OPTIONS;
            case NEIGHBOR_SOLICITATION, NEIGHBOR_ADVERTISEMENT -> NEIGHBOR_OPTIONS;
            case REDIRECT -> message.v6() ? REDIRECT_OPTIONS : Integer.MAX_VALUE;
            default -> Integer.MAX_VALUE;
        };
        if (from >= message.bytes().length()) {
            return null;
        }
        NeighborOptions options = new NeighborOptions(message.bytes(), from);
        boolean advertisement = message.kind() == IcmpKind.ROUTER_ADVERTISEMENT;
        String fault = null;
        while (options.next()) {
            fault = fault == null && advertisement ? options.fault() : fault;
        }
        return options.malformed() ? "an option of length zero or one that runs beyond the message" : fault;
    }
}
