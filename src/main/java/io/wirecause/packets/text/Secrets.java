package io.wirecause.packets.text;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in text of protocols without encryption what proves who somebody is: credentials and cookies in headers, passwords in
 * commands and forms, values of queries, tokens. By patterns, so that a protocol of its own may carry what is not found.
 */
public final class Secrets {
    /** What is shown in place of a secret. */
    public static final String MASK = "***";
    private static final String NAMES = "[\\w.-]{0,40}(?:passw|passwd|pwd|passphrase|passcode|secret|token|api-?_?key"
            + "|credential|session|cookie|signature|jsessionid|phpsessid|private-?_?key|access-?_?key)[\\w.-]{0,40}";
    /** The last group of each is the secret. */
    private static final List<Pattern> PATTERNS = List.of(
            // Headers; the scheme of credentials stays.
            pattern("(?m)^[ \\t]*(?:proxy-|www-|x-)?authori[sz]ation[ \\t]*:[ \\t]*"
                    + "(?:(?:basic|bearer|digest|ntlm|negotiate|token|hoba|aws4-hmac-sha256|apikey)\\b[ \\t]*)?([^\\r\\n]*)"),
            pattern("(?m)^[ \\t]*(?:proxy-)?authentication-info[ \\t]*:([^\\r\\n]*)"),
            pattern("(?m)^[ \\t]*" + NAMES + "[ \\t]*:([^\\r\\n]*)"),
            // Commands: FTP, POP, IRC; IMAP; SMTP, POP, IMAP, Redis; NickServ.
            pattern("(?m)^[ \\t]*(?:PASS|APOP[ \\t]+\\S+|ACCT|OPER[ \\t]+\\S+)[ \\t]+([^\\r\\n]+)"),
            pattern("(?m)^[ \\t]*\\S{1,32}[ \\t]+LOGIN[ \\t]+(?:\"[^\"\\r\\n]*\"|\\S+)[ \\t]+([^\\r\\n]+)"),
            pattern("(?m)^[ \\t]*(?:\\S{1,32}[ \\t]+)?(?:AUTH|AUTHENTICATE)[ \\t]+(?:(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|XOAUTH2?|"
                    + "OAUTHBEARER|NTLM|GSSAPI|SCRAM-\\S+|EXTERNAL)\\b[ \\t]*)?([^\\r\\n]*)"),
            pattern("(?m)\\bIDENTIFY[ \\t]+([^\\r\\n]+)"),
            pattern("(?m)\\b(?:requirepass|masterauth|IDENTIFIED[ \\t]+BY)[ \\t]+([^\\r\\n]+)"),
            // Credentials and tokens wherever they stand.
            pattern("\\b(?:basic|bearer)[ \\t]+([A-Za-z0-9._~+/=-]{8,})"),
            pattern("\\b(eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){0,4})"),
            pattern("\\b((?:AKIA|ASIA)[0-9A-Z]{16})\\b"),
            // Queries and forms: every value of a query; of a form's line that is nothing else every value too.
            pattern("[?&][^=&?\\s#\"'<>]{1,64}=([^&\\s#\"'<>]+)"),
            pattern("(?m)^[^=&?\\s#\"'<>:]{1,64}=([^&\\s#\"'<>]*)(?=&[^=&\\s]{1,64}=)"),
            // JSON, XML, settings.
            pattern("[\"']?\\b(?:authorization|" + NAMES + ")[\"']?[ \\t]*[:=][ \\t]*\"((?:[^\"\\\\\\r\\n]|\\\\.)*)"),
            pattern("\\b" + NAMES + "[ \\t]*=[ \\t]*([^\"\\s&;,][^\\s&;,]*)"),
            pattern("<(?:\\w{1,16}:)?" + NAMES + "(?:[ \\t][^>\\r\\n]{0,200})?>([^<\\r\\n]+)"),
            // A password in a URI, RFC 3986, section 3.2.1.
            pattern("(?:://|\\bsips?:)[^\\s:@/<>]*:([^\\s@/<>]+)(?=@)"));
    /** Characters of a line that are looked at; what is behind is not shown. */
    public static final int LONGEST = 1_024;

    private Secrets() {
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** The characters of the text that are to be masked; the text should be short, see {@link #LONGEST}. */
    public static BitSet find(CharSequence text) {
        BitSet secret = new BitSet();
        for (Pattern pattern : PATTERNS) {
            Matcher found = pattern.matcher(text);
            while (found.find()) {
                int group = found.groupCount();
                secret.set(found.start(group), found.end(group));
            }
        }
        return secret;
    }

    /** The text with each secret replaced by {@link #MASK}. */
    public static String masked(CharSequence text) {
        BitSet secret = find(text);
        if (secret.isEmpty()) {
            return text.toString();
        }
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int from = secret.nextSetBit(at);
            int plain = from < 0 ? text.length() : Math.min(from, text.length());
            shown.append(text, at, plain);
            if (from < 0 || from >= text.length()) {
                break;
            }
            at = secret.nextClearBit(from);
            shown.append(text.subSequence(from, Math.min(at, text.length())).toString().isBlank() ? "" : MASK);
        }
        return shown.toString();
    }
}
