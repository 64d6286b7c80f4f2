package io.wirecause.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own that makes the archive of classes, after a call, with the least priority and without a word: it has a
 * {@link Rehearsal} on the first frames done by a Java that writes the archive at its end.
 */
public final class ArchiveMaker {
    /** More would have methods at work when the archive is written, which Java 17 then leaves uncompiled in later runs. */
    private static final String FRAMES = "2000";
    private static final long MOST_SECONDS = 120;

    private ArchiveMaker() {
    }

    /** Starts the program; {@code call} is the command line of the call. */
    static void start(String jar, List<String> call) throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", Restart.java()));
        command.addAll(Restart.OPTIONS);
        command.addAll(List.of("-cp", jar, ArchiveMaker.class.getName()));
        command.addAll(call);
        silent(command).start();
    }

    private static ProcessBuilder silent(List<String> command) {
        return new ProcessBuilder(command).redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** Makes the archive for the jar that this program is of. What goes wrong leaves none, and later calls do without. */
    public static void main(String[] call) throws IOException, InterruptedException {
        String jar = System.getProperty("java.class.path");
        ClassArchive archive = ClassArchive.of(new File(jar));
        Path made = archive.attempt();
        List<String> command = new ArrayList<>(List.of(Restart.java()));
        command.addAll(Restart.OPTIONS);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-cp", jar, Rehearsal.class.getName()));
        command.addAll(List.of(call));
        ProcessBuilder rehearsal = silent(command);
        rehearsal.environment().put("WIRECAUSE_MAX_PACKETS", FRAMES);
        Process process = rehearsal.start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            // An empty archive says that it cannot be made.
            Files.write(made, new byte[0]);
        }
        archive.finish();
    }
}
