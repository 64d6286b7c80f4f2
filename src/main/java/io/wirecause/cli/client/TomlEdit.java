package io.wirecause.cli.client;

import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts an entry into a configuration in TOML and leaves every other character as it is. */
final class TomlEdit {
    private TomlEdit() {
    }

    /**
     * The text with the entry as a table of its own; the same text where it has it already. Of a table that is there, only what
     * starts the server is replaced.
     *
     * @param path names of the table
     */
    static String withEntry(String text, List<String> path, LaunchCommand launch) throws UserFacingException {
        TomlText document = parse(text);
        List<TomlText.Table> found = document.tables().stream().filter(table -> table.path().equals(path)).toList();
        boolean otherwise = document.keys().stream().anyMatch(key -> isOtherwise(key, path));
        if (otherwise || found.size() > 1) {
            throw new UserFacingException("The file has the entry in a form that is not changed here; write it by hand: "
                    + "a table [" + String.join(".", path) + "] with command = " + string(launch.command()) + " and args = "
                    + array(launch.args()) + ".");
        }
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        String edited = found.isEmpty() ? appended(text, path, launch, newline)
                : replaced(text, document, found.get(0), launch, newline);
        check(document, text, parse(edited), edited, path, launch);
        return edited;
    }

    /** The entry of this table; null where there is none that starts a program. */
    static LaunchCommand entry(String text, List<String> path) throws UserFacingException {
        return entry(parse(text), text, path);
    }

    private static LaunchCommand entry(TomlText document, String text, List<String> path) {
        List<String> command = strings(document, text, path, "command");
        List<String> args = strings(document, text, path, "args");
        return command == null || command.size() != 1 ? null
                : new LaunchCommand(command.get(0), args == null ? List.of() : args);
    }

    private static List<String> strings(TomlText document, String text, List<String> path, String name) {
        TomlText.Key key = key(document, path, name);
        return key == null ? null : TomlText.strings(text.substring(key.start(), key.end()));
    }

    private static TomlText.Key key(TomlText document, List<String> path, String name) {
        List<String> whole = new ArrayList<>(path);
        whole.add(name);
        return document.keys().stream().filter(key -> key.path().equals(whole)).findFirst().orElse(null);
    }

    /** An entry as an inline table, or by dotted keys of a table above. */
    private static boolean isOtherwise(TomlText.Key key, List<String> path) {
        boolean above = key.path().size() <= path.size() && path.subList(0, key.path().size()).equals(key.path());
        boolean dotted = key.table().size() < path.size() && key.path().size() > path.size()
                && key.path().subList(0, path.size()).equals(path);
        return above || dotted;
    }

    private static TomlText parse(String text) throws UserFacingException {
        try {
            return TomlText.parse(text);
        } catch (JsonText.Malformed e) {
            throw new UserFacingException("The file is not TOML at line " + e.line(text) + "; mend it there first.", e);
        }
    }

    private static String appended(String text, List<String> path, LaunchCommand launch, String newline) {
        boolean empty = text.isBlank();
        String gap = empty ? "" : text.endsWith("\n") ? newline : newline + newline;
        return text + gap + "[" + String.join(".", path) + "]" + newline
                + "command = " + string(launch.command()) + newline
                + "args = " + array(launch.args()) + newline;
    }

    private static String replaced(String text, TomlText document, TomlText.Table table, LaunchCommand launch, String newline)
            throws UserFacingException {
        if (key(document, table.path(), "url") != null) {
            throw Client.remote();
        }
        TomlText.Key command = key(document, table.path(), "command");
        TomlText.Key args = key(document, table.path(), "args");
        String edited = text;
        // From the end, so that the places before it stay right.
        boolean commandLast = command != null && args != null && command.start() > args.start();
        for (TomlText.Key key : commandLast ? new TomlText.Key[] {command, args} : new TomlText.Key[] {args, command}) {
            if (key != null) {
                List<String> wanted = key == args ? launch.args() : List.of(launch.command());
                String old = text.substring(key.start(), key.end());
                String value = key == args ? array(launch.args()) : string(launch.command());
                edited = wanted.equals(TomlText.strings(old)) ? edited
                        : edited.substring(0, key.start()) + value + edited.substring(key.end());
            }
        }
        String missing = (command == null ? "command = " + string(launch.command()) + newline : "")
                + (args == null ? "args = " + array(launch.args()) + newline : "");
        String before = edited.substring(0, table.end());
        return before + (missing.isEmpty() || before.endsWith("\n") ? "" : newline) + missing + edited.substring(table.end());
    }

    /** All else must be as before, and the entry as wanted: what is written over a user's file is read back first. */
    private static void check(TomlText before, String old, TomlText after, String edited, List<String> path,
                              LaunchCommand launch) {
        if (!rest(before, old, path).equals(rest(after, edited, path)) || !launch.equals(entry(after, edited, path))) {
            throw new IllegalStateException("The edited text differs in more than the entry.");
        }
    }

    private static List<String> rest(TomlText document, String text, List<String> path) {
        List<String> changed = List.of("command", "args");
        return document.keys().stream()
                .filter(key -> !(key.table().equals(path) && changed.contains(key.path().get(key.path().size() - 1))
                        && key.path().size() == path.size() + 1))
                .map(key -> key.path() + "=" + text.substring(key.start(), key.end())).collect(Collectors.toList());
    }

    private static String array(List<String> words) {
        return words.stream().map(TomlEdit::string).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Backslashes of Windows' paths stay as they are in a literal string. */
    private static String string(String word) {
        boolean literal = word.indexOf('\\') >= 0 && word.indexOf('\'') < 0 && word.chars().allMatch(c -> c >= ' ' && c != 0x7f);
        return literal ? "'" + word + "'" : JsonEdit.quote(word);
    }
}
