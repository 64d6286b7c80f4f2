package io.wirecause.sip.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads session descriptions line by line; a line that makes no sense is named and left out. */
public final class SdpParser {
    /** Media kept of one description. */
    static final int MAX_MEDIA = 16;
    /** Formats kept of one line; there are no more payload types than these. */
    static final int MAX_FORMATS = 128;
    /** Formats kept of one description: calls keep theirs as long as they are followed. */
    static final int MAX_FORMATS_IN_ALL = 256;
    /** Candidates kept of one line. */
    static final int MAX_CANDIDATES = 16;
    private static final int MAX_LINES = 2_000;
    private static final int MAX_NAME = 64;
    /** Lines that each description has (RFC 8866, section 5). */
    private static final String MANDATORY = "vost";

    private final List<MediaDescription> media = new ArrayList<>(2);
    /** Few and mostly none, each once. */
    private final List<String> problems = new ArrayList<>(0);
    private String sessionAddress;
    private String sessionAddressType;
    private Direction sessionDirection = Direction.SENDRECV;
    private boolean sessionEncrypted;
    private Draft draft;
    private int formatsKept;
    /** The letters of the lines seen, a bit each from a on. */
    private int letters;

    private SdpParser() {
    }

    /** What one {@code m=} line has gathered so far. */
    private static final class Draft {
        private final String type;
        private final int port;
        private final String protocol;
        private final List<String> formats;
        private final Map<Integer, Codec> rtpmap = new LinkedHashMap<>();
        private final List<Candidate> candidates = new ArrayList<>(0);
        private String address;
        private String addressType;
        private Direction direction;
        private int rtcpPort = -1;
        private boolean encrypted;

        Draft(String type, int port, String protocol, List<String> formats) {
            this.type = type;
            this.port = port;
            this.protocol = protocol;
            this.formats = formats;
        }
    }

    /** Parses a description. Whatever the text is, this returns what could be read of it. */
    public static Sdp parse(String text) {
        SdpParser parser = new SdpParser();
        int lines = 0;
        for (int at = 0; at < text.length(); lines++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                end = text.length();
            }
            if (lines == MAX_LINES) {
                parser.problem("more than " + MAX_LINES + " lines of SDP, the rest was not read");
                break;
            }
            parser.line(text, at, end);
            at = end + 1;
        }
        parser.closeMedia();
        parser.missing();
        return new Sdp(List.copyOf(parser.media), List.copyOf(parser.problems));
    }

    private boolean seen(char letter) {
        return (letters & 1 << letter - 'a') != 0;
    }

    private void problem(String what) {
        if (!problems.contains(what)) {
            problems.add(what);
        }
    }

    private void missing() {
        StringBuilder lacking = new StringBuilder();
        for (int i = 0; i < MANDATORY.length(); i++) {
            if (!seen(MANDATORY.charAt(i))) {
                lacking.append(' ').append(MANDATORY.charAt(i)).append('=');
            }
        }
        if (lacking.length() > 0) {
            problem("SDP lacks" + lacking);
        }
        boolean homeless = false;
        for (MediaDescription each : media) {
            homeless |= each.address() == null && each.port() != 0;
        }
        if (!seen('m')) {
            problem("SDP without m= line: it announces no media");
        } else if (homeless) {
            problem("SDP without c= line for its media");
        }
    }

    private void line(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return;
        }
        char letter = text.charAt(start);
        if (end - start < 2 || text.charAt(start + 1) != '=') {
            problem("SDP line without =");
            return;
        }
        if (letter >= 'a' && letter <= 'z') {
            letters |= 1 << letter - 'a';
        }
        switch (letter) {
            case 'm' -> openMedia(text.substring(start + 2, end).strip());
            case 'c' -> connection(text.substring(start + 2, end).strip());
            case 'a' -> attribute(text.substring(start + 2, end).strip());
            default -> { }
        }
    }

    /** {@code m=<media> <port>[/<ports>] <proto> <fmt> ...} */
    private void openMedia(String value) {
        closeMedia();
        List<String> parts = words(value, MAX_FORMATS + 4);
        int port = parts.size() < 4 ? -1 : number(before(parts.get(1), '/'), 0xffff);
        if (port < 0) {
            problem(parts.size() < 4 ? "m= line of SDP with missing fields" : "m= line of SDP without a valid port");
            // What follows belongs to this line, not to the session.
            draft = new Draft(null, 0, null, List.of());
            return;
        }
        int room = Math.min(MAX_FORMATS, MAX_FORMATS_IN_ALL - formatsKept);
        List<String> formats = new ArrayList<>(parts.size());
        for (String format : parts.subList(3, Math.min(parts.size(), 3 + room))) {
            formats.add(cut(format));
        }
        formatsKept += formats.size();
        draft = new Draft(cut(parts.get(0)), port, cut(parts.get(2)), List.copyOf(formats));
    }

    /** {@code c=<nettype> <addrtype> <address>[/<ttl>]} */
    private void connection(String value) {
        List<String> parts = words(value, 4);
        if (parts.size() < 3) {
            problem("c= line of SDP with missing fields");
            return;
        }
        String address = cut(before(parts.get(2), '/'));
        if (draft == null) {
            sessionAddress = address;
            sessionAddressType = cut(parts.get(1));
        } else {
            draft.address = address;
            draft.addressType = cut(parts.get(1));
        }
    }

    private void attribute(String value) {
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon);
        String rest = colon < 0 ? "" : value.substring(colon + 1).strip();
        Direction direction = Direction.of(name);
        if (direction != null) {
            if (draft == null) {
                sessionDirection = direction;
            } else {
                draft.direction = direction;
            }
        } else if (name.equals("fingerprint") || name.equals("crypto")) {
            if (draft == null) {
                sessionEncrypted = true;
            } else {
                draft.encrypted = true;
            }
        } else if (draft != null) {
            mediaAttribute(name, rest);
        }
    }

    private void mediaAttribute(String name, String rest) {
        switch (name) {
            case "rtpmap" -> rtpmap(rest);
            case "rtcp" -> draft.rtcpPort = number(words(rest, 2).get(0), 0xffff);
            case "candidate" -> candidate(rest);
            default -> { }
        }
    }

    /** {@code a=rtpmap:<payload type> <encoding>/<clock rate>[/<channels>]} */
    private void rtpmap(String rest) {
        List<String> parts = words(rest, 2);
        int type = number(parts.get(0), 127);
        if (parts.size() < 2 || type < 0) {
            problem("a=rtpmap without a payload type or an encoding");
            return;
        }
        String encoding = parts.get(1);
        String name = before(encoding, '/');
        int rate = name.length() == encoding.length() ? -1
                : number(before(encoding.substring(name.length() + 1), '/').strip(), Integer.MAX_VALUE);
        if (rate < 1) {
            problem("a=rtpmap without a valid clock rate");
        }
        draft.rtpmap.put(type, new Codec(cut(name), Math.max(0, rate)));
    }

    /** {@code a=candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type> ...} */
    private void candidate(String rest) {
        List<String> parts = words(rest, 8);
        if (parts.size() < 7 || draft.candidates.size() >= MAX_CANDIDATES) {
            return;
        }
        int component = number(parts.get(1), 256);
        int port = number(parts.get(5), 0xffff);
        if (component > 0 && port >= 0 && parts.get(2).equalsIgnoreCase("udp")) {
            draft.candidates.add(new Candidate(cut(parts.get(4)), port, component));
        }
    }

    private void closeMedia() {
        if (draft == null || draft.type == null) {
            draft = null;
            return;
        }
        if (media.size() == MAX_MEDIA) {
            problem("more than " + MAX_MEDIA + " media in one SDP, the rest was left out");
        } else {
            boolean own = draft.address != null;
            media.add(new MediaDescription(draft.type, draft.port, draft.protocol, draft.formats, codecs(draft),
                    own ? draft.address : sessionAddress, own ? draft.addressType : sessionAddressType,
                    draft.direction == null ? sessionDirection : draft.direction, draft.rtcpPort,
                    draft.encrypted || sessionEncrypted || draft.protocol.contains("SAVP"), List.copyOf(draft.candidates)));
        }
        draft = null;
    }

    private static Map<Integer, Codec> codecs(Draft draft) {
        Map<Integer, Codec> codecs = new LinkedHashMap<>();
        for (String format : draft.formats) {
            int type = number(format, 127);
            Codec codec = draft.rtpmap.getOrDefault(type, type < 0 ? null : PayloadTypes.codec(type));
            if (codec != null) {
                codecs.put(type, codec);
            }
        }
        return java.util.Collections.unmodifiableMap(codecs);
    }

    /**
     * What stands between runs of ASCII white space, of which there is none at the ends: one word at least, and the last of
     * so many has all the rest. The pattern of {@link String#split(String, int)} took most of the time of a description.
     */
    private static List<String> words(String text, int most) {
        List<String> words = new ArrayList<>(4);
        int from = 0;
        for (int at = 0; at < text.length() && words.size() < most - 1; at++) {
            if (isSpace(text.charAt(at))) {
                words.add(text.substring(from, at));
                while (at + 1 < text.length() && isSpace(text.charAt(at + 1))) {
                    at++;
                }
                from = at + 1;
            }
        }
        words.add(text.substring(from));
        return words;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** A decimal number from 0 to {@code most}; -1 if the text is not one. */
    private static int number(String text, int most) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value > most ? -1 : (int) value;
    }

    private static String cut(String text) {
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
    }
}
