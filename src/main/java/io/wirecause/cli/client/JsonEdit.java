package io.wirecause.cli.client;

import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts an entry into a configuration in JSON and leaves every other character as it is. */
final class JsonEdit {
    private static final List<String> REMOTE = List.of("url", "httpUrl", "serverUrl");

    private final String text;
    private final String newline;
    private final String unit;

    private JsonEdit(String text, JsonText.Value root) {
        this.text = text;
        newline = text.contains("\r\n") ? "\r\n" : "\n";
        String first = root.members().isEmpty() ? "" : indentOf(root.members().get(0).start());
        unit = first.isEmpty() ? "  " : first;
    }

    /**
     * The text with the entry; the same text where it has it already. Of an entry that is there, only what starts the server is
     * replaced.
     *
     * @param path     names of the object of servers and of the entry in it
     * @param kind     name of a member that the client wants besides; null for none
     * @param kindText its value
     */
    static String withEntry(String text, List<String> path, LaunchCommand launch, String kind, String kindText)
            throws UserFacingException {
        Map<String, String> entry = new LinkedHashMap<>();
        if (kind != null) {
            entry.put(kind, quote(kindText));
        }
        entry.put("command", quote(launch.command()));
        entry.put("args", list(launch.args()));
        String base = isBlank(text) ? (text.startsWith("\ufeff") ? "\ufeff{}\n" : "{}\n") : text;
        JsonText.Value root = parse(base);
        String edited = new JsonEdit(base, root).put(root, path, entry, kind);
        check(root, parse(edited), path, launch);
        return edited;
    }

    /** The entry at this path; null where there is none that starts a program. */
    static LaunchCommand entry(String text, List<String> path) throws UserFacingException {
        JsonText.Value value = isBlank(text) ? null : parse(text);
        for (String name : path) {
            JsonText.Member member = value == null ? null : value.member(name);
            value = member == null ? null : member.value();
        }
        return value == null ? null : launch(value);
    }

    private static LaunchCommand launch(JsonText.Value entry) {
        JsonText.Member command = entry.member("command");
        if (command != null && command.value().kind() == JsonText.Kind.OBJECT) {
            // As Zed wrote it once: the program and its arguments in an object of their own.
            JsonText.Member path = command.value().member("path");
            return path == null ? null : new LaunchCommand(path.value().string(), args(command.value()));
        }
        boolean starts = command != null && command.value().kind() == JsonText.Kind.STRING;
        return starts ? new LaunchCommand(command.value().string(), args(entry)) : null;
    }

    private static List<String> args(JsonText.Value entry) {
        JsonText.Member args = entry.member("args");
        return args == null ? List.of() : args.value().items().stream().map(JsonText.Value::string).toList();
    }

    private static boolean isBlank(String text) {
        return text.isBlank() || text.equals("\ufeff");
    }

    private static JsonText.Value parse(String text) throws UserFacingException {
        JsonText.Value root;
        try {
            root = JsonText.parse(text);
        } catch (JsonText.Malformed e) {
            throw new UserFacingException("The file is not JSON at line " + e.line(text) + "; mend it there first.", e);
        }
        if (root.kind() != JsonText.Kind.OBJECT) {
            throw new UserFacingException("The file holds no JSON object; mend it first.");
        }
        return root;
    }

    private String put(JsonText.Value root, List<String> path, Map<String, String> entry, String kind)
            throws UserFacingException {
        JsonText.Value place = root;
        for (int i = 0; i < path.size(); i++) {
            String name = path.get(i);
            if (place.members().stream().filter(member -> member.name().equals(name)).count() > 1) {
                throw new UserFacingException("The file has \"" + name + "\" twice; remove one of them first.");
            }
            JsonText.Member member = place.member(name);
            if (member == null) {
                return insert(place, name, path.subList(i + 1, path.size()), entry);
            }
            place = member.value();
            if (place.kind() != JsonText.Kind.OBJECT) {
                throw new UserFacingException("In the file, \"" + name + "\" is no object; mend it first.");
            }
        }
        if (REMOTE.stream().anyMatch(place.members().stream().map(JsonText.Member::name).toList()::contains)) {
            throw Client.remote();
        }
        return replace(place, entry, kind);
    }

    /** What starts the server anew; everything else of the entry stays. */
    private String replace(JsonText.Value place, Map<String, String> entry, String kind) throws UserFacingException {
        String edited = text;
        List<Map.Entry<String, String>> wanted = new ArrayList<>(entry.entrySet());
        JsonText.Value now = place;
        for (Map.Entry<String, String> each : wanted) {
            JsonText.Member old = now.member(each.getKey());
            if (old == null) {
                if (!each.getKey().equals(kind)) {
                    edited = new JsonEdit(edited, parse(edited)).insertText(now, each.getKey(), each.getValue());
                }
            } else if (!isSame(old.value(), each.getValue())) {
                edited = edited.substring(0, old.value().start()) + each.getValue() + edited.substring(old.value().end());
            }
            now = again(edited, place.start());
        }
        return edited;
    }

    /** The object that begins at this place: what was replaced lies behind its beginning. */
    private static JsonText.Value again(String edited, int start) throws UserFacingException {
        return find(parse(edited), start);
    }

    private static JsonText.Value find(JsonText.Value value, int start) {
        if (value.start() == start) {
            return value;
        }
        for (JsonText.Member member : value.members()) {
            if (member.value().start() <= start && start < member.value().end()) {
                return find(member.value(), start);
            }
        }
        throw new IllegalStateException("lost in the text");
    }

    private static boolean isSame(JsonText.Value value, String wanted) {
        return value.plain().equals(JsonText.read(wanted));
    }

    private String insert(JsonText.Value object, String name, List<String> within, Map<String, String> entry) {
        boolean inline = isInline(object);
        String indent = indentWithin(object);
        List<String> names = new ArrayList<>(within);
        String members;
        String inner = indent + unit.repeat(names.size() + 1);
        if (inline) {
            members = entry.entrySet().stream().map(each -> quote(each.getKey()) + ": " + each.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        } else {
            members = entry.entrySet().stream().map(each -> inner + quote(each.getKey()) + ": " + each.getValue())
                    .collect(Collectors.joining("," + newline, "{" + newline,
                            newline + indent + unit.repeat(names.size()) + "}"));
        }
        for (int i = names.size() - 1; i >= 0; i--) {
            String member = quote(names.get(i)) + ": " + members;
            members = inline ? "{" + member + "}"
                    : "{" + newline + indent + unit.repeat(i + 1) + member + newline + indent + unit.repeat(i) + "}";
        }
        return insertText(object, name, members);
    }

    /** Behind the last member and a comment beside it. */
    private String insertText(JsonText.Value object, String name, String value) {
        String member = quote(name) + ": " + value;
        int last = object.last();
        if (isInline(object)) {
            String comma = object.comma() ? " " : ", ";
            return text.substring(0, last) + comma + member + (object.comma() ? "," : "") + text.substring(last);
        }
        String indent = indentWithin(object);
        boolean empty = object.members().isEmpty();
        String comma = empty || object.comma() ? "" : ",";
        int line = empty ? last : endOfComment(last);
        String rest = text.substring(line);
        boolean closes = rest.stripLeading().startsWith("}") && !rest.substring(0, rest.indexOf('}')).contains("\n");
        return text.substring(0, last) + comma + text.substring(last, line) + newline + indent + member
                + (object.comma() ? "," : "")
                + (closes ? newline + indentOf(object.start()) + rest.stripLeading() : rest);
    }

    /** Behind the comment that follows on the same line, or where that line has none. */
    private int endOfComment(int from) {
        int end = from;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        if (text.startsWith("//", end)) {
            int line = text.indexOf('\n', end);
            int stop = line < 0 ? text.length() : line;
            return stop > 0 && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
        }
        return text.startsWith("/*", end) ? text.indexOf("*/", end) + 2 : from;
    }

    private boolean isInline(JsonText.Value object) {
        return !object.members().isEmpty() && !text.substring(object.start(), object.end()).contains("\n");
    }

    private String indentWithin(JsonText.Value object) {
        if (!object.members().isEmpty()) {
            int start = object.members().get(object.members().size() - 1).start();
            if (text.substring(text.lastIndexOf('\n', start) + 1, start).isBlank()) {
                return indentOf(start);
            }
        }
        return indentOf(object.start()) + unit;
    }

    /** The blanks that the line of this place begins with. */
    private String indentOf(int place) {
        int start = text.lastIndexOf('\n', Math.max(0, place - 1)) + 1;
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    /** All else must be as before, and the entry as wanted: what is written over a user's file is read back first. */
    private static void check(JsonText.Value before, JsonText.Value after, List<String> path, LaunchCommand launch) {
        Object old = without(before, path);
        Object now = without(after, path);
        JsonText.Value entry = after;
        for (String name : path) {
            entry = entry.member(name).value();
        }
        if (!old.equals(now) || !launch.equals(launch(entry))) {
            throw new IllegalStateException("The edited text differs in more than the entry.");
        }
    }

    @SuppressWarnings("unchecked")
    private static Object without(JsonText.Value root, List<String> path) {
        Map<String, Object> all = (Map<String, Object>) root.plain();
        Object servers = all.get(path.get(0));
        if (servers instanceof Map<?, ?> entries) {
            entries.remove(path.get(1));
            if (entries.isEmpty()) {
                all.remove(path.get(0));
            }
        }
        return all;
    }

    private static String list(List<String> words) {
        return words.stream().map(JsonEdit::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A string of JSON. */
    static String quote(String string) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
