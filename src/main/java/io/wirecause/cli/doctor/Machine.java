package io.wirecause.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java that this runs on, its memory and its temporary folder. */
final class Machine {
    private static final long MEBI = 1L << 20;
    /** Below this heap, a capture of some hundred thousand connections does not fit. */
    private static final long SMALL_HEAP = 384 * MEBI;
    /** Room for a download or a decompressed capture. */
    private static final long SMALL_DISK = 2048 * MEBI;
    private static final int NEEDED = 17;

    private Machine() {
    }

    static List<Check> checks() {
        return List.of(java(System.getProperty("java.specification.version"), System.getProperty("java.home")),
                memory(Runtime.getRuntime().maxMemory()), temporary(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    /** An older Java is refused before this, but for one that is named in the environment and lies. */
    static Check java(String version, String home) {
        int major = Integer.parseInt(version.replaceAll("^1\\.", "").replaceAll("\\D.*", ""));
        return major >= NEEDED ? Check.ok("Java " + version + " in " + home)
                : Check.broken("Java " + version + " in " + home + " is too old.", "Install Java " + NEEDED + " or newer.");
    }

    static Check memory(long heap) {
        String what = "Java's heap may grow to " + heap / MEBI + " MiB.";
        return heap >= SMALL_HEAP ? Check.ok(what) : Check.note(what,
                "Large captures need more: put -Xmx1g before -jar in the entry, or give the container more memory.");
    }

    static Check temporary(Path folder) {
        String what = "The temporary folder, " + folder + ",";
        try {
            Files.delete(Files.createTempFile(folder, "wirecause-", ".tmp"));
            long free = Files.getFileStore(folder).getUsableSpace();
            String room = what + " has " + free / MEBI + " MiB free.";
            return free >= SMALL_DISK ? Check.ok(room) : Check.note(room,
                    "Downloads and compressed captures need room there; -Djava.io.tmpdir=FOLDER before -jar names another one.");
        } catch (IOException e) {
            return Check.broken(what + " cannot be written into.",
                    "Make it writable; or put -Djava.io.tmpdir=FOLDER before -jar, or set TMPDIR, for another one.");
        }
    }
}
