package io.pcaplens.mcp;

import io.pcaplens.analysis.Tool;
import io.pcaplens.catalog.Catalog;
import io.pcaplens.report.Problem;
import io.pcaplens.source.SourceLimits;
import io.pcaplens.source.SourcePolicy;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the user who starts the program decides, on the command line or in the environment.
 *
 * @param modules    which tools are there, by the protocol they are of; at least one
 * @param maxPackets frames read of a capture at most; 0 for all
 * @param timeLimit  time that one call may take, a download included
 * @param sources    what may be opened
 */
public record ServerOptions(Set<String> modules, long maxPackets, Duration timeLimit, SourcePolicy sources) {
    /** All tools on all captures, five minutes a call: clients give up after a few minutes. */
    public static final ServerOptions DEFAULT = of(SourcePolicy.DEFAULT);

    private static final String ENVIRONMENT = "PCAPLENS_";
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");
    private static final long MEBI = 1L << 20;

    /** The options by the names they have on the command line; in the environment, PCAPLENS_MAX_PACKETS and so on. */
    public enum Name {
        /** Protocols, separated by commas. */
        MODULES,
        /** Frames of a capture at most. */
        MAX_PACKETS,
        /** Seconds of one call at most. */
        TIME_LIMIT,
        /** Folders that files must lie in. */
        ALLOW_DIR,
        /** Hosts that URLs must name. */
        ALLOW_URL_HOST,
        /** Whether URLs are refused. */
        OFFLINE,
        /** MiB of a download at most. */
        MAX_DOWNLOAD,
        /** Seconds of a download at most. */
        DOWNLOAD_TIME_LIMIT,
        /** MiB that a packed capture may unpack to. */
        MAX_UNPACKED,
        /** Unpacked bytes for one packed byte at most. */
        MAX_RATIO;

        /** Such as {@code --max-packets}. */
        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Keeps the order of the modules. */
    public ServerOptions {
        modules = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(modules));
    }

    /** The defaults for all but what may be opened. */
    static ServerOptions of(SourcePolicy sources) {
        return new ServerOptions(allModules(), 0, Duration.ofMinutes(5), sources);
    }

    /** The protocol that a tool is of: the package that it lives in. */
    static String module(Tool<?> tool) {
        String home = tool.getClass().getPackageName();
        return home.substring(home.lastIndexOf('.') + 1);
    }

    private static Set<String> allModules() {
        Set<String> all = new LinkedHashSet<>();
        Catalog.TOOLS.forEach(tool -> all.add(module(tool)));
        return all;
    }

    /**
     * The options that were given; what the command line says goes before the environment.
     *
     * @param given       values by option, each as often as it was given
     * @param environment variables, of which those that begin with PCAPLENS_ are read; lists of folders are separated
     *                    as in PATH, other lists by commas
     * @throws Problem where a value does not fit; the sentence names the option
     */
    public static ServerOptions read(Map<Name, List<String>> given, Map<String, String> environment) throws Problem {
        Map<Name, List<String>> all = new LinkedHashMap<>();
        for (Name name : Name.values()) {
            String variable = environment.get(ENVIRONMENT + name.name());
            if (given.containsKey(name)) {
                all.put(name, given.get(name));
            } else if (variable != null && !variable.isBlank()) {
                boolean folders = name == Name.ALLOW_DIR;
                all.put(name, folders ? List.of(variable.split(Pattern.quote(File.pathSeparator))) : List.of(variable));
            }
        }
        SourceLimits usual = SourceLimits.DEFAULT;
        SourceLimits limits = new SourceLimits(
                whole(all, Name.MAX_DOWNLOAD, usual.maxDownloadBytes() / MEBI, 1, 1 << 20) * MEBI,
                usual.connectTimeout(), usual.idleTimeout(),
                Duration.ofSeconds(whole(all, Name.DOWNLOAD_TIME_LIMIT, usual.totalTimeout().toSeconds(), 1, 86_400)),
                usual.maxRedirects(),
                whole(all, Name.MAX_UNPACKED, usual.maxUnpackedBytes() / MEBI, 1, 1 << 20) * MEBI,
                (int) whole(all, Name.MAX_RATIO, usual.maxRatio(), 1, 100_000), usual.maxCachedBytes());
        SourcePolicy sources = new SourcePolicy(folders(all), words(all, Name.ALLOW_URL_HOST), truth(all), limits);
        return new ServerOptions(modules(all), whole(all, Name.MAX_PACKETS, 0, 0, Long.MAX_VALUE),
                Duration.ofSeconds(whole(all, Name.TIME_LIMIT, DEFAULT.timeLimit.toSeconds(), 1, 86_400)), sources);
    }

    private static Set<String> modules(Map<Name, List<String>> all) throws Problem {
        List<String> wanted = words(all, Name.MODULES);
        Set<String> known = allModules();
        for (String module : wanted) {
            if (!known.contains(module)) {
                throw wrong(Name.MODULES, module, "names of " + String.join(", ", known) + ", separated by commas");
            }
        }
        return wanted.isEmpty() ? known : new LinkedHashSet<>(wanted);
    }

    private static List<Path> folders(Map<Name, List<String>> all) throws Problem {
        List<Path> folders = new ArrayList<>();
        for (String given : all.getOrDefault(Name.ALLOW_DIR, List.of())) {
            try {
                Path folder = Path.of(given).toAbsolutePath();
                if (given.isBlank() || !Files.isDirectory(folder)) {
                    throw wrong(Name.ALLOW_DIR, given, "an existing folder");
                }
                folders.add(folder);
            } catch (InvalidPathException e) {
                throw wrong(Name.ALLOW_DIR, given, "an existing folder");
            }
        }
        return folders;
    }

    private static List<String> words(Map<Name, List<String>> all, Name name) {
        return all.getOrDefault(name, List.of()).stream().flatMap(value -> List.of(value.split(",")).stream())
                .map(word -> word.strip().toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).toList();
    }

    private static boolean truth(Map<Name, List<String>> all) throws Problem {
        String value = last(all, Name.OFFLINE, "false");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw wrong(Name.OFFLINE, value, "true or false");
        };
    }

    private static long whole(Map<Name, List<String>> all, Name name, long usual, long least, long most) throws Problem {
        String value = last(all, name, Long.toString(usual)).strip();
        if (!WHOLE.matcher(value).matches() || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw wrong(name, value, "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most));
        }
        return Long.parseLong(value);
    }

    private static String last(Map<Name, List<String>> all, Name name, String usual) {
        List<String> values = all.getOrDefault(name, List.of());
        return values.isEmpty() ? usual : values.get(values.size() - 1);
    }

    private static Problem wrong(Name name, String value, String expected) {
        return new Problem(name.option() + " (or " + ENVIRONMENT + name.name()
                + ") must be " + expected + ", not \"" + value + "\".");
    }
}
