package io.wirecause.source.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourceWatch;
import io.wirecause.source.temp.TempFile;
import io.wirecause.source.temp.TempFolder;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/** Fetches a URL into a temporary file, within the bounds of the policy. */
public final class Downloader {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int BUFFER_LENGTH = 64 << 10;
    /** RFC 9110, section 15. */
    private static final int LEAST_STATUS = 100;
    private static final int MOST_STATUS = 599;
    /** What is unpacked like a file, whether or not it was to be the file's own. */
    private static final Set<String> ENCODINGS = Set.of("", "identity", "gzip", "x-gzip", "zstd");

    private final SourceLimits limits;
    private final HostPolicy gate;
    /** Asked for when first needed: it reads the trusted certificates. */
    private final Supplier<SSLSocketFactory> tls;
    private final TempFolder folder;

    public Downloader(SourceLimits limits, HostPolicy gate, Supplier<SSLSocketFactory> tls, TempFolder folder) {
        this.limits = limits;
        this.gate = gate;
        this.tls = tls;
        this.folder = folder;
    }

    /**
     * Fetches, following redirects, each of which passes the same checks.
     *
     * @param known the validator of the copy at hand, or null
     * @return the body, or empty where the copy at hand is still current
     * @throws UserFacingException where there is no such body, or it is not allowed or over a limit
     */
    public Optional<Download> fetch(WebAddress given, Download.Validator known, SourceWatch watch) throws UserFacingException {
        try (FetchGuard guard = new FetchGuard(watch, limits.totalTimeout())) {
            WebAddress address = given;
            for (int redirects = 0; redirects <= limits.maxRedirects(); redirects++) {
                try (HttpFetch hop = HttpFetch.get(address, gate.addresses(address, guard), headers(address, known), limits,
                        guard, tls)) {
                    if (!REDIRECTS.contains(hop.status())) {
                        boolean current = hop.status() == 304 && isFor(address, known);
                        return current ? Optional.empty() : Optional.of(receive(hop, address, guard));
                    }
                    WebAddress from = address;
                    address = from.redirect(hop.header("Location").orElseThrow(
                            () -> new UserFacingException(from + " redirects (HTTP status " + hop.status()
                                    + ") but does not say where to.")));
                }
            }
            throw new UserFacingException(given + " redirects more than " + limits.maxRedirects()
                    + " times; give the final URL.");
        }
    }

    private static boolean isFor(WebAddress address, Download.Validator known) {
        return known != null && known.address().equals(address);
    }

    private static Map<String, String> headers(WebAddress address, Download.Validator known) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (address.credentials() != null) {
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(address.credentials().getBytes(UTF_8)));
        }
        if (isFor(address, known)) {
            if (known.entityTag() != null) {
                headers.put("If-None-Match", known.entityTag());
            }
            if (known.lastModified() != null) {
                headers.put("If-Modified-Since", known.lastModified());
            }
        }
        return headers;
    }

    private Download receive(HttpFetch hop, WebAddress address, FetchGuard guard) throws UserFacingException {
        if (hop.status() != 200) {
            throw refusal(hop.status(), address);
        }
        String encoding = hop.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!ENCODINGS.contains(encoding)) {
            throw new UserFacingException(address + " comes in the content encoding " + WireText.quote(encoding, 40)
                    + ", which was not asked for and is not undone; download it yourself and give its path.");
        }
        long total = hop.length();
        if (total > limits.maxDownloadBytes()) {
            throw tooLarge(address);
        }
        try (TempFile file = folder.create()) {
            if (total > 0) {
                file.expect(total);
            }
            String digest = copy(hop, address, file, guard, total);
            if (file.size() == 0) {
                throw new UserFacingException(address + " is empty: the server sent no bytes.");
            }
            return new Download(file.keep(), file.size(), digest, validator(hop, address));
        }
    }

    private String copy(HttpFetch hop, WebAddress address, TempFile file, FetchGuard guard, long total)
            throws UserFacingException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_LENGTH];
        try (InputStream body = hop.body()) {
            while (true) {
                int count = body.read(buffer);
                if (count < 0) {
                    return HexFormat.of().formatHex(digest.digest());
                }
                if (file.size() + count > limits.maxDownloadBytes()) {
                    hop.close();
                    throw tooLarge(address);
                }
                if (file.size() == 0 && buffer[0] == '<' && isPage(hop)) {
                    throw new UserFacingException(address + " is a web page, perhaps one to log in, not a capture; give the URL "
                            + "of the file itself, such as the one behind a download or raw button, or download it yourself and "
                            + "give its path.");
                }
                digest.update(buffer, 0, count);
                file.write(buffer, 0, count);
                guard.progress(file.size(), total);
            }
        } catch (IOException e) {
            throw hop.failure(e);
        }
    }

    private static boolean isPage(HttpFetch hop) {
        return hop.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private UserFacingException tooLarge(WebAddress address) {
        return new UserFacingException(address + " is larger than the " + limits.maxDownloadBytes()
                + " bytes that are downloaded at most; download it yourself and give its path.");
    }

    private static UserFacingException refusal(int status, WebAddress address) {
        if (status < LEAST_STATUS || status > MOST_STATUS) {
            return new UserFacingException(address + " answers with " + status + ", which is no status of HTTP; some servers "
                    + "refuse programs that way, so download it yourself and give its path.");
        }
        String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ENGLISH);
        String hint = switch (status) {
            case 401, 403 -> "; it may want credentials, so download it yourself and give its path";
            case 404, 410 -> "; check the URL";
            default -> status >= 500 ? "; try again later" : "";
        };
        return new UserFacingException(address + " answers with HTTP status " + status + (reason == null ? "" : " " + reason)
                + hint + ".");
    }

    private static Download.Validator validator(HttpFetch hop, WebAddress address) {
        String entityTag = hop.header("ETag").orElse(null);
        String lastModified = hop.header("Last-Modified").orElse(null);
        return entityTag == null && lastModified == null ? null : new Download.Validator(address, entityTag, lastModified);
    }
}
