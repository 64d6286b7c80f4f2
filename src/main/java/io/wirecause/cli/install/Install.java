package io.wirecause.cli.install;

import io.wirecause.cli.client.Client;
import io.wirecause.cli.client.ConfigFile;
import io.wirecause.cli.client.LaunchCommand;
import io.wirecause.cli.client.Surroundings;
import io.wirecause.report.UserFacingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes the entry for this server into the configuration of clients, each after showing what changes and asking. */
public final class Install {
    private final Surroundings here;
    private final LaunchCommand launch;
    private final List<String> options;
    private final Mode mode;
    private final BufferedReader answers;
    private final PrintStream out;
    private final String stamp;

    /** Whether somebody is asked. */
    public enum Mode {
        /** Ask before each file. */
        ASK,
        /** Write without asking. */
        YES,
        /** Show only. */
        DRY_RUN
    }

    /**
     * An installation.
     *
     * @param launch  what starts the server
     * @param options options of the server for the entry; where there are none, those that an entry has already stay
     * @param answers what the user types
     * @param stamp   part of the names of copies of old files
     */
    public Install(Surroundings here, LaunchCommand launch, List<String> options, Mode mode, BufferedReader answers,
                   PrintStream out, String stamp) {
        this.here = here;
        this.launch = launch;
        this.options = List.copyOf(options);
        this.mode = mode;
        this.answers = answers;
        this.out = out;
        this.stamp = stamp;
    }

    /**
     * Installs for a client, or for each of those found here where none is named.
     *
     * @param name of the client; null for all that are found
     * @return whether every entry is there now, or would be
     */
    public boolean run(String name) throws UserFacingException {
        List<Client> clients = name != null ? List.of(Client.named(name))
                : Arrays.stream(Client.values()).filter(client -> client.isFound(here)).toList();
        if (clients.isEmpty()) {
            out.println("No MCP client was found in " + here.home() + ". Name one with --client: " + Client.options() + ".");
            return false;
        }
        if (name == null) {
            out.println("Found " + String.join(", ", clients.stream().map(Client::title).toList()) + ".");
        }
        boolean all = true;
        for (Client client : clients) {
            out.println();
            try {
                all &= install(client);
            } catch (UserFacingException e) {
                out.println(client.title() + ": " + e.getMessage());
                all = false;
            }
        }
        return all;
    }

    private boolean install(Client client) throws UserFacingException {
        Path path = client.file(here);
        ConfigFile file = ConfigFile.read(path, here.home());
        String text = file.text();
        String edited = client.withEntry(text, entry(client, text));
        if (edited.equals(text)) {
            out.println(client.title() + ": " + path + " has the entry already.");
            return true;
        }
        out.println(client.title() + ": " + path + (file.exists() ? "" : " (new)"));
        TextDiff.of(text, edited).forEach(line -> out.println("    " + line));
        if (mode == Mode.DRY_RUN) {
            return true;
        }
        if (mode == Mode.ASK && !isAgreed()) {
            out.println("Nothing written.");
            return false;
        }
        Path backup = file.write(edited, stamp);
        out.println("Written." + (backup == null ? "" : " The old file is " + backup + ".") + " " + client.next());
        return true;
    }

    /** Without new options, those stay that the user once gave. */
    private LaunchCommand entry(Client client, String text) throws UserFacingException {
        LaunchCommand old = client.entry(text);
        return launch.with(options.isEmpty() && old != null ? old.options() : options);
    }

    private boolean isAgreed() {
        out.print("Write this? [y/N] ");
        out.flush();
        try {
            String answer = answers.readLine();
            if (answer == null) {
                out.println();
            }
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
