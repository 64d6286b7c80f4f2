package io.wirecause.sip.message;

import java.util.Locale;

/** Finds the part of a body that has a type, such as the session description beside an ISUP message. */
final class MimeBody {
    /** Parts looked at in one body. */
    private static final int MAX_PARTS = 32;

    private MimeBody() {
    }

    /** The text of that type; null for none. */
    static ByteText find(ByteText contentType, ByteText body, String type) {
        if (contentType == null) {
            return null;
        }
        if (contentType.startsInAnyCase(type)) {
            return body;
        }
        ByteText boundary = contentType.startsInAnyCase("multipart/") ? HeaderValue.parameter(contentType, "boundary") : null;
        String part = boundary == null || boundary.length() == 0 ? null : part(body.toString(), "--" + boundary, type);
        return part == null ? null : ByteText.of(part);
    }

    private static String part(String body, String delimiter, String type) {
        int start = body.indexOf(delimiter);
        for (int i = 0; i < MAX_PARTS && start >= 0; i++) {
            int from = start + delimiter.length();
            int end = body.indexOf(delimiter, from);
            String part = body.substring(from, end < 0 ? body.length() : end);
            int blank = part.indexOf("\r\n\r\n");
            int gap = blank < 0 ? part.indexOf("\n\n") : blank;
            if (gap >= 0 && isOfType(part.substring(0, gap), type)) {
                return part.substring(gap + (blank < 0 ? 2 : 4));
            }
            start = end;
        }
        return null;
    }

    private static boolean isOfType(String head, String type) {
        for (String line : head.toLowerCase(Locale.ROOT).split("\n", 64)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(colon + 1).strip().startsWith(type)
                    && HeaderName.canonical(line.substring(0, colon).strip()).equals("content-type")) {
                return true;
            }
        }
        return false;
    }
}
