package io.wirecause.source;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths and their text where Java's locale knows ASCII only, as with {@code LC_ALL=C}. The names of files are bytes there, and
 * are taken for UTF-8, as all other programs of today write them. Their URLs hold these bytes whatever the locale.
 */
public final class LocalPath {
    private static final int HEX = 16;

    private LocalPath() {
    }

    /**
     * The path that a text names.
     *
     * @throws InvalidPathException where it names none
     */
    public static Path of(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            if (!given.startsWith("/") || given.indexOf('\0') >= 0 || isAscii(given)) {
                throw e;
            }
            return ofUrl("file://" + given.replace("%", "%25").replace("?", "%3f").replace("#", "%23"));
        }
    }

    /**
     * The path that a {@code file:} URL names, in which blanks and characters beyond ASCII may stand as they are.
     *
     * @throws IllegalArgumentException where it names none
     */
    public static Path ofUrl(String given) {
        StringBuilder url = new StringBuilder();
        for (byte each : given.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > ' ' && each < 0x7f && "\"<>\\^`{|}".indexOf(each) < 0;
            url.append(plain ? String.valueOf((char) each) : String.format("%%%02x", each & 0xff));
        }
        return Path.of(URI.create(url.toString()));
    }

    /** The text that names a path. */
    public static String text(Path path) {
        String text = path.toString();
        if (text.indexOf('\ufffd') < 0 || !path.isAbsolute()) {
            return text;
        }
        String url = path.toUri().getRawPath();
        if (url.length() > 1 && url.endsWith("/")) {
            // A folder's.
            url = url.substring(0, url.length() - 1);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == '%') {
                bytes.write(Integer.parseInt(url.substring(i + 1, i + 3), HEX));
                i += 2;
            } else {
                bytes.write(url.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The text of the last part of an absolute path. */
    public static String name(Path path) {
        String text = text(path);
        return text.indexOf('\ufffd') < 0 && path.getFileName() != null && path.toString().equals(text)
                ? path.getFileName().toString() : text.substring(text.lastIndexOf('/') + 1);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
