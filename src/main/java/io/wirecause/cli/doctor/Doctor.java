package io.wirecause.cli.doctor;

import io.wirecause.cli.client.Client;
import io.wirecause.cli.client.ConfigFile;
import io.wirecause.cli.client.LaunchCommand;
import io.wirecause.cli.client.OwnLaunch;
import io.wirecause.cli.client.Surroundings;
import io.wirecause.mcp.features.Version;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks at everything that a server needs, from the Java it runs on to a call that a client would make. */
public final class Doctor {
    private final Surroundings here;
    private final Class<?> main;
    private final Options options;
    private final PrintStream out;

    /** The options that the server would have. */
    public interface Options {
        /** Reads them from the command line and the environment. */
        ServerOptions read() throws UserFacingException;
    }

    /**
     * A doctor.
     *
     * @param main a class of the package where the program starts
     */
    public Doctor(Surroundings here, Class<?> main, Options options, PrintStream out) {
        this.here = here;
        this.main = main;
        this.options = options;
        this.out = out;
    }

    /** Prints a line for each thing looked at; false where one is broken. */
    public boolean run() {
        out.println("Wirecause " + Version.current());
        boolean sound = print(Machine.checks());
        LaunchCommand own = null;
        try {
            own = OwnLaunch.find(main, here);
            sound &= print(List.of(Check.ok("Started by " + String.join(" ", own.words()))));
        } catch (UserFacingException e) {
            sound &= print(List.of(Check.note("Not started from a package.", e.getMessage())));
        }
        sound &= print(folders());
        sound &= print(clients(own));
        return sound & print(List.of(new TestCall(own).check()));
    }

    private boolean print(List<Check> checks) {
        checks.forEach(out::println);
        return checks.stream().noneMatch(check -> check.state() == Check.State.BROKEN);
    }

    private List<Check> folders() {
        List<Check> checks = new ArrayList<>();
        try {
            ServerOptions given = options.read();
            for (Path folder : given.sources().allowedDirectories()) {
                checks.add(Folders.readable(folder, "--allow-dir"));
            }
            if (given.exports() != null) {
                checks.add(Folders.writable(given.exports(), "--export-dir"));
            }
        } catch (UserFacingException e) {
            checks.add(Check.broken("The options do not fit: " + e.getMessage(), "Correct the option or the variable."));
        }
        return checks;
    }

    private List<Check> clients(LaunchCommand own) {
        List<Check> checks = new ArrayList<>();
        for (Client client : Client.values()) {
            if (!client.isFound(here)) {
                continue;
            }
            Path file = client.file(here);
            try {
                LaunchCommand entry = client.entry(ConfigFile.read(file, here.home()).text());
                if (entry == null) {
                    checks.add(Check.note(client.title() + " has no entry for Wirecause in " + file + ".",
                            "Write it with the command install --client " + client.option() + "."));
                } else {
                    checks.addAll(new EntryChecks(client, entry, own, here).all());
                }
            } catch (UserFacingException e) {
                checks.add(Check.broken(client.title() + ": " + file + " cannot be used: " + e.getMessage(),
                        client.title() + " may ignore it as well."));
            }
        }
        if (checks.isEmpty()) {
            checks.add(Check.note("No MCP client was found in " + here.home() + ".",
                    "Known are " + String.join(", ", Arrays.stream(Client.values()).map(Client::title).toList())
                            + "; for another, write its configuration by hand."));
        }
        return checks;
    }
}
