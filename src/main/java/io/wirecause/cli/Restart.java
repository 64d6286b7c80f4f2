package io.wirecause.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a call done by a Java started again, with options that suit one short run and that a jar cannot carry: what runs often is
 * compiled once, by the quicker of the two compilers, garbage is collected without a set of threads, and classes come from
 * {@link ClassArchive}. Where the user gave options to Java, or this is not known, nothing is started.
 *
 * <p>Java loads this class before all others of the program, twice for such a call: no lambda, no library and nothing of the
 * analysis is used here.
 */
final class Restart {
    /** What is returned where the call is to be done by this process. */
    static final int HERE = -1;
    static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final String OFF = "WIRECAUSE_NO_RESTART";
    private static final String[] OPTIONS_OF_JAVA = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"};
    static final String CAPTURE = "pcap_file=";
    /** Tells the process that is started the number of the one that started it. */
    private static final String STARTED_BY = "wirecause.started.by";
    /** Without an archive, with less than this the second start takes what the options gain. */
    private static final long LEAST_BYTES = 64L << 20;
    /** With more than this the slower compiler has paid off by the end: sooner for ICMP, at some five million for TCP. */
    private static final long MOST_FRAMES = 2_000_000;
    /** Only the slower compiler knows the instructions for digests: with the quicker one a gigabyte took 6.7 s instead of 2.0. */
    private static final String WITH_DIGESTS = "analyze_capinfos";

    private final String[] words;
    private final File capture;
    private final ClassArchive archive;

    private Restart(String[] words, File capture, ClassArchive archive) {
        this.words = words;
        this.capture = capture;
        this.archive = archive;
    }

    /** For a call of a tool that may gain, on a local file, by a Java without options; null for all else. */
    static Restart of(String[] args) {
        File capture = args.length > 1 && args[0].equals("call") ? capture(args) : null;
        if (capture == null || isOff()) {
            return null;
        }
        String[] words = ProcessHandle.current().info().arguments().orElse(args);
        if (words.length != args.length + 2 || !words[0].equals("-jar")) {
            return null;
        }
        try {
            // An archive fits the path that it was made with.
            words[1] = new File(words[1]).getCanonicalPath();
            return new Restart(words, capture, ClassArchive.of(new File(words[1])));
        } catch (IOException e) {
            return null;
        }
    }

    private static File capture(String[] args) {
        File capture = null;
        for (String arg : args) {
            if (arg.equals(WITH_DIGESTS)) {
                return null;
            }
            if (arg.startsWith(CAPTURE)) {
                capture = new File(arg.substring(CAPTURE.length()));
            }
        }
        return capture != null && capture.isFile() ? capture : null;
    }

    private static boolean isOff() {
        for (String variable : OPTIONS_OF_JAVA) {
            if (System.getenv(variable) != null) {
                return true;
            }
        }
        String off = System.getenv(OFF);
        // The names of other virtual machines differ, and so may the meaning of their options.
        return off != null && !off.isBlank() && !off.equals("false") && !off.equals("0")
                || !System.getProperty("java.vm.name", "").endsWith("64-Bit Server VM");
    }

    /**
     * Does the call by another process where that is worth it.
     *
     * @return its exit code, or {@link #HERE}
     */
    int call() throws InterruptedException {
        Path classes = archive == null ? null : archive.usable();
        if (classes == null && capture.length() < LEAST_BYTES) {
            return HERE;
        }
        try {
            long frames = FrameEstimate.of(capture);
            if (frames < 0 || frames > MOST_FRAMES) {
                return HERE;
            }
            return new ProcessBuilder(command(classes)).inheritIO().start().waitFor();
        } catch (IOException e) {
            return HERE;
        }
    }

    private List<String> command(Path classes) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(OPTIONS);
        if (classes != null) {
            command.add("-XX:SharedArchiveFile=" + classes);
            // Java dies of a damaged archive that it did not look through, which takes it 10 ms.
            command.add("-XX:+VerifySharedSpaces");
            // Java 17 warns of an archive that does not fit on standard output, which is the answer's.
            command.add("-Xlog:disable");
        }
        command.add("-D" + STARTED_BY + "=" + ProcessHandle.current().pid());
        command.addAll(List.of(words));
        return command;
    }

    static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /** Has the archive made for later calls, where there is none. What fails costs only time, later. */
    void prepareNext() {
        try {
            if (archive != null && archive.isToBeMade()) {
                ArchiveMaker.start(words[1], List.of(words).subList(2, words.length));
            }
        } catch (IOException e) {
            // Later calls do without.
        }
    }

    /** In a process that was started by {@link #call}, ends with the one that started it, however that ended. */
    static void endWithParent() {
        Long parent = Long.getLong(STARTED_BY);
        if (parent != null) {
            Thread thread = new Thread(new Lifeline(parent), "lifeline");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Looks after the other process. A thread that waits in a read for the end of a pipe would do so at once, but Java takes
     * 0.3 s longer to end while there is one.
     */
    private static final class Lifeline implements Runnable {
        private static final long MILLIS_BETWEEN_LOOKS = 200;
        /** As after the signal that asks a process to end. */
        private static final int TERMINATED = 128 + 15;

        private final long parent;

        Lifeline(long parent) {
            this.parent = parent;
        }

        @Override
        public void run() {
            try {
                do {
                    Thread.sleep(MILLIS_BETWEEN_LOOKS);
                } while (isThere());
                System.exit(TERMINATED);
            } catch (InterruptedException e) {
                // Nobody interrupts it.
            }
        }

        private boolean isThere() {
            ProcessHandle now = ProcessHandle.current().parent().orElse(null);
            return now != null && now.pid() == parent;
        }
    }
}
