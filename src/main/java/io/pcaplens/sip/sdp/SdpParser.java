package io.pcaplens.sip.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    private final List<MediaDescription> media = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();
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
        private final List<Candidate> candidates = new ArrayList<>();
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
                parser.problems.add("more than " + MAX_LINES + " lines of SDP, the rest was not read");
                break;
            }
            parser.line(text.substring(at, end).strip());
            at = end + 1;
        }
        parser.closeMedia();
        parser.missing();
        return new Sdp(List.copyOf(parser.media), List.copyOf(parser.problems));
    }

    private boolean seen(char letter) {
        return (letters & 1 << letter - 'a') != 0;
    }

    private void missing() {
        String lacking = MANDATORY.chars().filter(letter -> !seen((char) letter)).mapToObj(letter -> " " + (char) letter + "=")
                .collect(Collectors.joining());
        if (!lacking.isEmpty()) {
            problems.add("SDP lacks" + lacking);
        }
        if (!seen('m')) {
            problems.add("SDP without m= line: it announces no media");
        } else if (media.stream().anyMatch(m -> m.address() == null && m.port() != 0)) {
            problems.add("SDP without c= line for its media");
        }
    }

    private void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.length() < 2 || line.charAt(1) != '=') {
            problems.add("SDP line without =");
            return;
        }
        if (line.charAt(0) >= 'a' && line.charAt(0) <= 'z') {
            letters |= 1 << line.charAt(0) - 'a';
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 'm' -> openMedia(value);
            case 'c' -> connection(value);
            case 'a' -> attribute(value);
            default -> { }
        }
    }

    /** {@code m=<media> <port>[/<ports>] <proto> <fmt> ...} */
    private void openMedia(String value) {
        closeMedia();
        String[] parts = value.split("\\s+", MAX_FORMATS + 4);
        int port = parts.length < 4 ? -1 : number(parts[1].split("/", 2)[0], 0xffff);
        if (port < 0) {
            problems.add(parts.length < 4 ? "m= line of SDP with missing fields" : "m= line of SDP without a valid port");
            // What follows belongs to this line, not to the session.
            draft = new Draft(null, 0, null, List.of());
            return;
        }
        int room = Math.min(MAX_FORMATS, MAX_FORMATS_IN_ALL - formatsKept);
        List<String> formats = List.of(parts).subList(3, Math.min(parts.length, 3 + room));
        formatsKept += formats.size();
        draft = new Draft(cut(parts[0]), port, cut(parts[2]), formats.stream().map(SdpParser::cut).toList());
    }

    /** {@code c=<nettype> <addrtype> <address>[/<ttl>]} */
    private void connection(String value) {
        String[] parts = value.split("\\s+", 4);
        if (parts.length < 3) {
            problems.add("c= line of SDP with missing fields");
            return;
        }
        String address = cut(parts[2].split("/", 2)[0]);
        if (draft == null) {
            sessionAddress = address;
            sessionAddressType = cut(parts[1]);
        } else {
            draft.address = address;
            draft.addressType = cut(parts[1]);
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
            case "rtcp" -> draft.rtcpPort = number(rest.split("\\s+", 2)[0], 0xffff);
            case "candidate" -> candidate(rest);
            default -> { }
        }
    }

    /** {@code a=rtpmap:<payload type> <encoding>/<clock rate>[/<channels>]} */
    private void rtpmap(String rest) {
        String[] parts = rest.split("\\s+", 2);
        int type = number(parts[0], 127);
        if (parts.length < 2 || type < 0) {
            problems.add("a=rtpmap without a payload type or an encoding");
            return;
        }
        String[] encoding = parts[1].split("/", 3);
        int rate = encoding.length < 2 ? -1 : number(encoding[1].strip(), Integer.MAX_VALUE);
        if (rate < 1) {
            problems.add("a=rtpmap without a valid clock rate");
        }
        draft.rtpmap.put(type, new Codec(cut(encoding[0]), Math.max(0, rate)));
    }

    /** {@code a=candidate:<foundation> <component> <transport> <priority> <address> <port> typ <type> ...} */
    private void candidate(String rest) {
        String[] parts = rest.split("\\s+", 8);
        if (parts.length < 7 || draft.candidates.size() >= MAX_CANDIDATES) {
            return;
        }
        int component = number(parts[1], 256);
        int port = number(parts[5], 0xffff);
        if (component > 0 && port >= 0 && parts[2].equalsIgnoreCase("udp")) {
            draft.candidates.add(new Candidate(cut(parts[4]), port, component));
        }
    }

    private void closeMedia() {
        if (draft == null || draft.type == null) {
            draft = null;
            return;
        }
        if (media.size() == MAX_MEDIA) {
            problems.add("more than " + MAX_MEDIA + " media in one SDP, the rest was left out");
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

    /** A decimal number from 0 to {@code most}; -1 where the text is none. */
    private static int number(String text, int most) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long value = Long.parseLong(text);
        return value > most ? -1 : (int) value;
    }

    private static String cut(String text) {
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
    }
}
