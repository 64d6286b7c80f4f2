package io.wirecause.cli.client;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What decides where programs keep their configuration.
 *
 * @param system      the family of the operating system
 * @param home        the user's home folder
 * @param environment variables, by name
 */
public record Surroundings(Family system, Path home, Map<String, String> environment) {
    /** Operating systems, by where their programs keep files. */
    public enum Family {
        /** Linux and other Unixes: XDG folders. */
        LINUX,
        /** macOS: Library folders. */
        MACOS,
        /** Windows: AppData folders. */
        WINDOWS
    }

    /** Of this process. */
    public static Surroundings here() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Family family = name.contains("windows") ? Family.WINDOWS : name.contains("mac") ? Family.MACOS : Family.LINUX;
        // Clients take the variable for the home folder; Java itself takes the user's entry.
        Path home = new Surroundings(family, Path.of(System.getProperty("user.home")).toAbsolutePath(), System.getenv())
                .folder(family == Family.WINDOWS ? "USERPROFILE" : "HOME");
        return new Surroundings(family, home, System.getenv());
    }

    /** The folder that a variable names by an absolute path, or else one below the home folder. */
    Path folder(String variable, String... usual) {
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
            try {
                Path named = Path.of(value);
                if (named.isAbsolute()) {
                    return named;
                }
            } catch (InvalidPathException e) {
                // As if it were not there.
            }
        }
        Path folder = home;
        for (String name : usual) {
            folder = folder.resolve(name);
        }
        return folder;
    }

    /** Where desktop programs keep their settings, each in a folder of its own. */
    Path settings() {
        return switch (system) {
            case LINUX -> folder("XDG_CONFIG_HOME", ".config");
            case MACOS -> home.resolve("Library").resolve("Application Support");
            case WINDOWS -> folder("APPDATA", "AppData", "Roaming");
        };
    }
}
