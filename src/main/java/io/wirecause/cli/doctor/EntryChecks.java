package io.wirecause.cli.doctor;

import io.wirecause.cli.client.Client;
import io.wirecause.cli.client.LaunchCommand;
import io.wirecause.cli.client.Surroundings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the entry of a client starts something that is there, and this version of it. */
final class EntryChecks {
    private final Client client;
    private final LaunchCommand entry;
    private final LaunchCommand own;
    private final Surroundings here;
    private final String again;

    /** @param own how this program was started; null where it was not started from a package */
    EntryChecks(Client client, LaunchCommand entry, LaunchCommand own, Surroundings here) {
        this.client = client;
        this.entry = entry;
        this.own = own;
        this.here = here;
        again = "Write it anew with the command install --client " + client.option() + ".";
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(program());
        String title = client.title();
        List<String> options = entry.options();
        for (int i = 0; i + 1 < options.size(); i++) {
            if (options.get(i).equals("--allow-dir")) {
                Path folder = path(options.get(i + 1));
                checks.add(folder == null || !folder.isAbsolute()
                        ? Check.broken(title + ": --allow-dir " + options.get(i + 1) + " is no absolute path.", again)
                        : Folders.readable(folder, "--allow-dir in the entry of " + title));
            }
        }
        return checks;
    }

    private Check program() {
        String starts = client.title() + " starts " + String.join(" ", entry.words());
        if (!isThere(entry.command())) {
            return Check.broken(starts + ", but there is no program " + entry.command() + ".", again);
        }
        int jar = entry.args().indexOf("-jar");
        if (jar >= 0) {
            Path file = jar + 1 < entry.args().size() ? path(entry.args().get(jar + 1)) : null;
            if (file == null || !Files.isRegularFile(file)) {
                return Check.broken(starts + ", but the jar is not there.", again);
            }
            if (!file.isAbsolute()) {
                return Check.broken(starts + ", but a client starts it in another folder.", again);
            }
        }
        if (own != null && !isOwn()) {
            return Check.note(starts + ", which is not the program that runs now (" + String.join(" ", own.words()) + ").",
                    "If it is an older one: " + again.substring(0, 1).toLowerCase(Locale.ROOT) + again.substring(1));
        }
        return Check.ok(starts);
    }

    private boolean isOwn() {
        List<String> mine = entry.words().subList(0, entry.words().size() - entry.options().size());
        int jar = mine.indexOf("-jar");
        int ownJar = own.words().indexOf("-jar");
        return mine.equals(own.words())
                || jar >= 0 && ownJar >= 0 && mine.get(jar + 1).equals(own.words().get(ownJar + 1));
    }

    /** By its path, or on PATH, which a desktop program may not have as a shell has it. */
    private boolean isThere(String command) {
        Path path = path(command);
        if (path == null) {
            return false;
        }
        if (path.isAbsolute() || path.getNameCount() > 1) {
            return path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path);
        }
        boolean windows = here.system() == Surroundings.Family.WINDOWS;
        for (String folder : here.environment().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path place = path(folder);
            for (String end : windows ? List.of("", ".exe", ".cmd", ".bat") : List.of("")) {
                if (place != null && Files.isRegularFile(place.resolve(command + end))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
