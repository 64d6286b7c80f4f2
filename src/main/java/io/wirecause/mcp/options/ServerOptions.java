package io.wirecause.mcp.options;

import io.wirecause.analysis.Limits;
import io.wirecause.catalog.Catalog;
import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceLimits;
import io.wirecause.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the user who starts the program decides, on the command line or in the environment.
 *
 * @param modules    which tools are there, by the protocol they are of; at least one
 * @param maxPackets frames read of a capture at most; 0 for all
 * @param timeLimit  time that one call may take, a download included
 * @param memory     bytes that calls at work together may keep; more than {@link Limits#mostMemory} counts as that
 * @param sources    what may be opened
 * @param exports    the one folder, by its real path, that packets may be written into; null for none
 * @param http       how to serve over HTTP; null to serve over standard input and output
 */
public record ServerOptions(Set<String> modules, long maxPackets, Duration timeLimit, long memory, SourcePolicy sources,
                            Path exports, HttpOptions http) {
    /** All tools on all captures, five minutes a call: clients give up after a few minutes. */
    public static final ServerOptions DEFAULT = of(SourcePolicy.DEFAULT);

    private static final long MEBI = 1L << 20;
    private static final long MOST_MEBI = 1L << 20;

    /** The options by the names they have on the command line; in the environment, WIRECAUSE_MAX_PACKETS and so on. */
    public enum Name {
        /** Protocols, separated by commas. */
        MODULES,
        /** Frames of a capture at most. */
        MAX_PACKETS,
        /** Seconds of one call at most. */
        TIME_LIMIT,
        /** Folders that files must lie in. */
        ALLOW_DIR,
        /** The folder that packets may be written into. */
        EXPORT_DIR,
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
        MAX_RATIO,
        /** MiB that calls at work together may keep. */
        MEMORY_LIMIT,
        /** Standard input and output, or HTTP. */
        TRANSPORT,
        /** Name or address to listen on. */
        HOST,
        /** TCP port to listen on. */
        PORT,
        /** Bearer token that callers must send. */
        HTTP_TOKEN,
        /** Whether others may call without a token. */
        ALLOW_UNAUTHENTICATED_HTTP;

        /** Such as {@code --max-packets}. */
        public String option() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Keeps the order of the modules. */
    public ServerOptions {
        modules = Collections.unmodifiableSet(new LinkedHashSet<>(modules));
    }

    /** The defaults for all but what may be opened. */
    public static ServerOptions of(SourcePolicy sources) {
        return new ServerOptions(allModules(), 0, Duration.ofMinutes(5), Limits.mostMemory(), sources, null, null);
    }

    /** The same with all tools, for a command that names its tool itself. */
    public ServerOptions withAllModules() {
        return new ServerOptions(allModules(), maxPackets, timeLimit, memory, sources, exports, http);
    }

    /** The names that the option for modules takes, in the order of the catalog. */
    public static Set<String> allModules() {
        return new LinkedHashSet<>(Catalog.MODULES);
    }

    /**
     * The options that were given; what the command line says goes before the environment.
     *
     * @param given       values by option, each as often as it was given
     * @param environment variables, of which those that begin with WIRECAUSE_ are read; lists of folders are separated
     *                    as in PATH, other lists by commas
     * @throws UserFacingException where a value does not fit; the sentence names the option
     */
    public static ServerOptions read(Map<Name, List<String>> given, Map<String, String> environment) throws UserFacingException {
        OptionValues all = new OptionValues(given, environment);
        SourceLimits usual = SourceLimits.DEFAULT;
        SourceLimits limits = new SourceLimits(
                all.whole(Name.MAX_DOWNLOAD, usual.maxDownloadBytes() / MEBI, 1, 1 << 20) * MEBI,
                usual.connectTimeout(), usual.idleTimeout(),
                Duration.ofSeconds(all.whole(Name.DOWNLOAD_TIME_LIMIT, usual.totalTimeout().toSeconds(), 1, 86_400)),
                usual.maxRedirects(),
                all.whole(Name.MAX_UNPACKED, usual.maxUnpackedBytes() / MEBI, 1, 1 << 20) * MEBI,
                (int) all.whole(Name.MAX_RATIO, usual.maxRatio(), 1, 100_000), usual.maxCachedBytes());
        SourcePolicy sources = new SourcePolicy(all.folders(Name.ALLOW_DIR), all.words(Name.ALLOW_URL_HOST),
                all.truth(Name.OFFLINE), limits);
        return new ServerOptions(modules(all), all.whole(Name.MAX_PACKETS, 0, 0, Long.MAX_VALUE),
                Duration.ofSeconds(all.whole(Name.TIME_LIMIT, DEFAULT.timeLimit.toSeconds(), 1, 86_400)), memory(all), sources,
                exports(all), http(all));
    }

    private static Set<String> modules(OptionValues all) throws UserFacingException {
        List<String> wanted = all.words(Name.MODULES);
        Set<String> known = allModules();
        for (String module : wanted) {
            if (!known.contains(module)) {
                throw OptionValues.wrong(Name.MODULES, module, "names of " + String.join(", ", known) + ", separated by commas");
            }
        }
        return wanted.isEmpty() ? known : new LinkedHashSet<>(wanted);
    }

    private static Path exports(OptionValues all) throws UserFacingException {
        List<Path> folders = all.folders(Name.EXPORT_DIR);
        try {
            return folders.isEmpty() ? null : folders.get(folders.size() - 1).toRealPath();
        } catch (IOException e) {
            throw new UserFacingException(Name.EXPORT_DIR.option() + " names a folder that cannot be reached.", e);
        }
    }

    private static long memory(OptionValues all) throws UserFacingException {
        return Math.min(Limits.mostMemory(), all.whole(Name.MEMORY_LIMIT, MOST_MEBI, 1, MOST_MEBI) * MEBI);
    }

    private static HttpOptions http(OptionValues all) throws UserFacingException {
        String transport = all.text(Name.TRANSPORT, "stdio");
        return switch (transport.toLowerCase(Locale.ROOT)) {
            case "stdio" -> null;
            case "http" -> HttpOptions.read(all);
            default -> throw OptionValues.wrong(Name.TRANSPORT, transport, "stdio or http");
        };
    }
}
