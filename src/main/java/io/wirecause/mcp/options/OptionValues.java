package io.wirecause.mcp.options;

import io.wirecause.report.UserFacingException;
import io.wirecause.report.WireText;
import io.wirecause.source.LocalPath;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The values that were given for options, read as what they are; what does not fit is refused by its name. */
final class OptionValues {
    private static final String ENVIRONMENT = "WIRECAUSE_";
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");

    private final Map<ServerOptions.Name, List<String>> all = new EnumMap<>(ServerOptions.Name.class);

    /** What the command line says goes before the environment. */
    OptionValues(Map<ServerOptions.Name, List<String>> given, Map<String, String> environment) {
        for (ServerOptions.Name name : ServerOptions.Name.values()) {
            String variable = environment.get(ENVIRONMENT + name.name());
            if (given.containsKey(name)) {
                all.put(name, given.get(name));
            } else if (variable != null && !variable.isBlank()) {
                boolean folders = name == ServerOptions.Name.ALLOW_DIR;
                all.put(name, folders ? List.of(variable.split(Pattern.quote(File.pathSeparator))) : List.of(variable));
            }
        }
    }

    /** Existing folders, as absolute paths. */
    List<Path> folders(ServerOptions.Name name) throws UserFacingException {
        List<Path> folders = new ArrayList<>();
        for (String given : all.getOrDefault(name, List.of())) {
            try {
                Path folder = LocalPath.of(given).toAbsolutePath();
                if (given.isBlank() || !Files.isDirectory(folder)) {
                    throw wrong(name, given, "an existing folder");
                }
                folders.add(folder);
            } catch (InvalidPathException e) {
                throw wrong(name, given, "an existing folder");
            }
        }
        return folders;
    }

    /** Words in lower case, separated by commas or given several times. */
    List<String> words(ServerOptions.Name name) {
        return all.getOrDefault(name, List.of()).stream().flatMap(value -> List.of(value.split(",")).stream())
                .map(word -> word.strip().toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).toList();
    }

    /** Yes or no; no where not given. */
    boolean truth(ServerOptions.Name name) throws UserFacingException {
        String value = text(name, "false");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw wrong(name, value, "true or false");
        };
    }

    /** A whole number within bounds, the usual one where none is given. */
    long whole(ServerOptions.Name name, long usual, long least, long most) throws UserFacingException {
        String value = text(name, Long.toString(usual));
        if (!WHOLE.matcher(value).matches() || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw wrong(name, value, "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most));
        }
        return Long.parseLong(value);
    }

    /** The last of the texts given, without blanks around it; the usual one where none is given. */
    String text(ServerOptions.Name name, String usual) {
        List<String> values = all.getOrDefault(name, List.of());
        return values.isEmpty() ? usual : values.get(values.size() - 1).strip();
    }

    /** What to say of a value that does not fit. */
    static UserFacingException wrong(ServerOptions.Name name, String value, String expected) {
        return new UserFacingException(name.option() + " (or " + ENVIRONMENT + name.name() + ") must be " + expected
                + ", not " + WireText.quote(value, WireText.DEFAULT_LENGTH) + ".");
    }
}
