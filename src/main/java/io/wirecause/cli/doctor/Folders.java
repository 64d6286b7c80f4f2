package io.wirecause.cli.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether folders can be used for what they are given for. */
final class Folders {
    private Folders() {
    }

    /** A folder that captures are read from. */
    static Check readable(Path folder, String given) {
        String name = "The folder of " + given + ", " + folder + ",";
        if (!Files.isDirectory(folder)) {
            return Check.broken(name + " is not there.", "Make it, or give another " + given + ".");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            int unreadable = 0;
            for (Path file : files) {
                unreadable += Files.isRegularFile(file) && !Files.isReadable(file) ? 1 : 0;
            }
            return unreadable == 0 ? Check.ok(name + " can be read.")
                    : Check.note(name + " has " + unreadable + " files that you may not read.",
                            "Captures made as root often belong to root: sudo chown $USER FILE, or chmod a+r FILE.");
        } catch (IOException e) {
            return Check.broken(name + " cannot be listed.", "Take back what keeps you out: chmod u+rx " + folder
                    + "; on macOS also System Settings, Privacy and Security, Files and Folders.");
        }
    }

    /** A folder that something is written into. */
    static Check writable(Path folder, String given) {
        try {
            Files.delete(Files.createTempFile(folder, "wirecause-", ".tmp"));
            return Check.ok("The folder of " + given + ", " + folder + ", can be written into.");
        } catch (IOException e) {
            return Check.broken("The folder of " + given + ", " + folder + ", cannot be written into.",
                    "Make it writable: chmod u+rwx " + folder + ", or give another one.");
        }
    }
}
