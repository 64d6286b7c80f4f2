package io.wirecause.fuzz;

import io.wirecause.report.UserFacingException;
import io.wirecause.service.DecoderInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Jazzer on a target in a process of its own: {@code Fuzzer TARGET|all|services-each SECONDS}, the last for each decoder
 * of a service by itself. What it learns stays in {@code target/fuzz/TARGET/corpus} for the next run; what breaks the target is
 * left in {@code target/fuzz/TARGET} and belongs, made small, into {@code src/test/resources/fuzz/TARGET}.
 */
public final class Fuzzer {
    private static final Path HOME = Path.of("target", "fuzz").toAbsolutePath();
    /** Seconds that one input may take before it counts as endless, on the slowest machine. */
    private static final int SECONDS_AN_INPUT = 120;
    private static final int LARGEST_INPUT = 16_384;
    /** Follows each step of each regular expression: what that allocates is not what the target costs. */
    private static final String REGEX_HOOKS = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks";
    private static final Pattern STATUS = Pattern.compile("#(\\d+)\\s+\\S+\\s+cov: (\\d+) ft: (\\d+)");

    private Fuzzer() {
    }

    /**
     * How a run went.
     *
     * @param executions inputs tried
     * @param edges      branches of the program that were covered
     * @param features   branches with how often they were taken
     * @param seconds    the time of the whole, start included
     * @param failure    the end of the fuzzer's output where it found something
     */
    record Outcome(long executions, long edges, long features, double seconds, Optional<String> failure) {
    }

    /** Fuzzes the targets that are named, one after the other, each for so many seconds. */
    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of("-max_total_time=" + arguments[1], "-print_final_stats=1");
        boolean sound = true;
        if (arguments[0].equals("services-each")) {
            for (String protocol : DecoderInputs.names()) {
                sound &= tell(protocol, run(Target.SERVICES, protocol, options));
            }
        } else {
            List<Target> targets = arguments[0].equals("all") ? List.of(Target.values())
                    : List.of(Target.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
            for (Target target : targets) {
                sound &= tell(target.shown(), run(target, null, options));
            }
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean tell(String name, Outcome outcome) {
        System.out.printf(Locale.ROOT, "%-12s %,12d executions %,7d edges %,7d features %6.0f s %s%n", name, outcome.executions,
                outcome.edges, outcome.features, outcome.seconds, outcome.failure.map(text -> "FAILED\n" + text)
                        .orElse("nothing found"));
        return outcome.failure.isEmpty();
    }

    /** The pass that the tests make: always the same inputs, as far as the time of threads does not matter. */
    static Outcome shortRun(Target target) throws IOException, InterruptedException, UserFacingException {
        return run(target, null, List.of("-runs=" + target.shortRuns(), "-seed=20261123", "-max_total_time=5"));
    }

    private static Outcome run(Target target, String protocol, List<String> options)
            throws IOException, InterruptedException, UserFacingException {
        Path home = HOME.resolve(target.shown() + (protocol == null ? "" : "-" + protocol.replaceAll("[^A-Za-z0-9]", "")));
        Path seeds = seeds(target, home);
        Path corpus = Files.createDirectories(home.resolve("corpus"));
        Path log = home.resolve("log.txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-Xss1m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading", "-Duser.language=en",
                "-Duser.timezone=UTC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", classPath(), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(), "--instrumentation_includes=io.wirecause.**",
                "--instrumentation_excludes=io.wirecause.fuzz.**",
                "--disabled_hooks=" + REGEX_HOOKS, "--reproducer_path=" + home, "-artifact_prefix=" + home + "/",
                "-timeout=" + SECONDS_AN_INPUT, "-rss_limit_mb=3000", "-max_len=" + LARGEST_INPUT));
        if (protocol != null) {
            command.add(1, "-Dwirecause.fuzz.protocol=" + protocol);
        }
        command.addAll(options);
        command.addAll(List.of(corpus.toString(), seeds.toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return outcome(Files.readString(log, StandardCharsets.ISO_8859_1), code, (System.nanoTime() - start) / 1e9);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Writes what the fuzzer starts from, and what once broke the target. */
    private static Path seeds(Target target, Path home) throws IOException, UserFacingException {
        Path folder = Files.createDirectories(home.resolve("seeds"));
        List<byte[]> all = new ArrayList<>(target.seeds());
        all.addAll(target.regressions());
        for (int i = 0; i < all.size(); i++) {
            Files.write(folder.resolve("seed-" + i), all.get(i));
        }
        return folder;
    }

    private static Outcome outcome(String log, int code, double seconds) {
        long executions = 0;
        long edges = 0;
        long features = 0;
        Matcher status = STATUS.matcher(log);
        while (status.find()) {
            executions = Long.parseLong(status.group(1));
            edges = Long.parseLong(status.group(2));
            features = Long.parseLong(status.group(3));
        }
        String[] lines = log.split("\n");
        String end = String.join("\n", Arrays.asList(lines).subList(Math.max(0, lines.length - 60), lines.length));
        return new Outcome(executions, edges, features, seconds, code == 0 ? Optional.empty() : Optional.of(end));
    }
}
