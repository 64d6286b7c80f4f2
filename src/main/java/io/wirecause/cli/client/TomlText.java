package io.wirecause.cli.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The headers and keys of a TOML document (v1.0) with their places, so that one value can be replaced and all else stay as it is.
 */
final class TomlText {
    private final String text;
    private final List<Key> keys = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private int at;

    private TomlText(String text) {
        this.text = text;
    }

    /**
     * A key with its value.
     *
     * @param path  from the root, the names of its table first
     * @param table names of the table that it stands in
     * @param start where its value begins
     * @param end   behind its value
     */
    record Key(List<String> path, List<String> table, int start, int end) {
    }

    /**
     * The header of a table.
     *
     * @param path names from the root
     * @param end  behind its line
     */
    record Table(List<String> path, int end) {
    }

    /** All keys of a document, in order. */
    List<Key> keys() {
        return keys;
    }

    /** All headers of tables, arrays of tables not among them. */
    List<Table> tables() {
        return tables;
    }

    /** Reads a document; what is behind its tables is not checked further. */
    static TomlText parse(String text) throws JsonText.Malformed {
        TomlText document = new TomlText(text);
        document.at = text.startsWith("\ufeff") ? 1 : 0;
        document.read();
        return document;
    }

    private void read() throws JsonText.Malformed {
        List<String> table = List.of();
        skip(true);
        while (at < text.length()) {
            if (text.startsWith("[[", at)) {
                at += 2;
                table = path();
                expect("]]");
                endLine();
            } else if (text.charAt(at) == '[') {
                at++;
                table = path();
                expect("]");
                endLine();
                tables.add(new Table(table, at));
            } else {
                List<String> path = new ArrayList<>(table);
                path.addAll(path());
                expect("=");
                skip(false);
                int start = at;
                value();
                keys.add(new Key(List.copyOf(path), table, start, at));
                endLine();
            }
            skip(true);
        }
    }

    private List<String> path() throws JsonText.Malformed {
        List<String> names = new ArrayList<>();
        do {
            if (!names.isEmpty()) {
                at++;
            }
            skip(false);
            names.add(name());
            skip(false);
        } while (at < text.length() && text.charAt(at) == '.');
        return List.copyOf(names);
    }

    private String name() throws JsonText.Malformed {
        char c = peek();
        if (c == '"' || c == '\'') {
            int start = at;
            string();
            return unquoted(text.substring(start, at));
        }
        int start = at;
        while (at < text.length() && isBare(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw new JsonText.Malformed(at);
        }
        return text.substring(start, at);
    }

    private static boolean isBare(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private void value() throws JsonText.Malformed {
        char c = peek();
        if (c == '"' || c == '\'') {
            string();
        } else if (c == '[' || c == '{') {
            nested();
        } else {
            int start = at;
            while (at < text.length() && "\r\n#,]}".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            while (at > start && text.charAt(at - 1) <= ' ') {
                at--;
            }
            if (at == start) {
                throw new JsonText.Malformed(at);
            }
        }
    }

    /** An array or inline table: brackets in strings and comments do not count. */
    private void nested() throws JsonText.Malformed {
        int open = 0;
        do {
            char c = peek();
            if (c == '"' || c == '\'') {
                string();
                continue;
            }
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
                continue;
            }
            open += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            at++;
        } while (open > 0);
    }

    private void string() throws JsonText.Malformed {
        char quote = peek();
        String three = String.valueOf(quote).repeat(3);
        boolean many = text.startsWith(three, at);
        String end = many ? three : String.valueOf(quote);
        int start = at;
        at += end.length();
        while (!text.startsWith(end, at)) {
            if (at >= text.length() || !many && text.charAt(at) == '\n') {
                throw new JsonText.Malformed(start);
            }
            at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
        }
        at += end.length();
        // Up to two quotation marks may stand right before the end of a string of several lines.
        while (many && at < text.length() && text.charAt(at) == quote) {
            at++;
        }
    }

    /** The strings that a value consists of, one string or an array of them; null where it is something else. */
    static List<String> strings(String value) {
        List<String> strings = new ArrayList<>();
        TomlText reader = new TomlText(value);
        boolean array = value.startsWith("[");
        reader.at = array ? 1 : 0;
        try {
            reader.skip(true);
            while (reader.at < value.length() && value.charAt(reader.at) != ']') {
                char c = value.charAt(reader.at);
                if (c == ',') {
                    reader.at++;
                } else if (c == '"' || c == '\'') {
                    int start = reader.at;
                    reader.string();
                    strings.add(unquoted(value.substring(start, reader.at)));
                } else {
                    return null;
                }
                reader.skip(true);
            }
        } catch (JsonText.Malformed e) {
            return null;
        }
        return strings;
    }

    private static String unquoted(String quoted) throws JsonText.Malformed {
        boolean many = quoted.length() >= 6 && (quoted.startsWith("\"\"\"") || quoted.startsWith("'''"));
        int marks = many ? 3 : 1;
        String inner = quoted.substring(marks, quoted.length() - marks);
        if (many && (inner.startsWith("\n") || inner.startsWith("\r\n"))) {
            inner = inner.substring(inner.indexOf('\n') + 1);
        }
        if (quoted.charAt(0) == '\'' || inner.indexOf('\\') < 0) {
            return inner;
        }
        // Escapes are those of JSON but for \U and a line that goes on, which no entry for a server needs.
        Object read = JsonText.read('"' + inner.replace("\n", "\\n").replaceAll("(?<!\\\\)\"", "\\\\\"") + '"');
        if (!(read instanceof String string)) {
            throw new JsonText.Malformed(0);
        }
        return string;
    }

    /** Blanks; with lines, also their ends and comments. */
    private void skip(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r')) {
                at++;
            } else if (lines && c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                return;
            }
        }
    }

    private void endLine() throws JsonText.Malformed {
        skip(false);
        if (at < text.length() && text.charAt(at) == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) != '\n') {
            throw new JsonText.Malformed(at);
        }
        at = Math.min(text.length(), at + 1);
    }

    private char peek() throws JsonText.Malformed {
        if (at >= text.length()) {
            throw new JsonText.Malformed(at);
        }
        return text.charAt(at);
    }

    private void expect(String wanted) throws JsonText.Malformed {
        if (!text.startsWith(wanted, at)) {
            throw new JsonText.Malformed(at);
        }
        at += wanted.length();
    }
}
