package io.wirecause.cli.client;

import io.wirecause.report.UserFacingException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/** How this very program was started, so that a client can start it in the same way. */
public final class OwnLaunch {
    /** Set by the npm package where npx runs it from its cache, whose folders come and go. */
    static final String NPX = "WIRECAUSE_STARTED_BY_NPX";
    private static final String MODULE = "io.wirecause";

    private OwnLaunch() {
    }

    /**
     * The command for this program.
     *
     * @param main the class where the program starts
     * @throws UserFacingException where it runs from loose classes, which no client should start
     */
    public static LaunchCommand find(Class<?> main, Surroundings here) throws UserFacingException {
        if (here.environment().containsKey(NPX)) {
            return npx(here.system());
        }
        Path java = Path.of(System.getProperty("java.home"));
        if (main.getModule().isNamed()) {
            return image(java, here.system());
        }
        CodeSource source = main.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            if (jar != null && Files.isRegularFile(jar)) {
                return new LaunchCommand(java(java, here), List.of("-jar", jar.toAbsolutePath().toString()));
            }
        } catch (URISyntaxException e) {
            throw new UserFacingException("The place of this program cannot be told.", e);
        }
        throw new UserFacingException("This program runs from loose classes; build the jar with mvn package and run "
                + "java -jar target/wirecause.jar install, or install a package.");
    }

    /** On Windows, npx is a script, which programs cannot start without its shell. */
    static LaunchCommand npx(Surroundings.Family system) {
        return system == Surroundings.Family.WINDOWS ? new LaunchCommand("cmd", List.of("/c", "npx", "-y", Client.NAME))
                : new LaunchCommand("npx", List.of("-y", Client.NAME));
    }

    /** The script of the image; on Windows, where clients start no scripts, what the script runs. */
    static LaunchCommand image(Path home, Surroundings.Family system) {
        if (system != Surroundings.Family.WINDOWS) {
            return new LaunchCommand(home.resolve("bin").resolve(Client.NAME).toString(), List.of());
        }
        return new LaunchCommand(home.resolve("bin").resolve("java.exe").toString(),
                List.of("-XX:AOTCache=" + home.resolve("lib").resolve("wirecause.aot"), "-m", MODULE));
    }

    /** Desktop programs often have another PATH than shells, so the whole path; one of PATH, as that outlives an update. */
    private static String java(Path home, Surroundings here) {
        String name = here.system() == Surroundings.Family.WINDOWS ? "java.exe" : "java";
        Path own = home.resolve("bin").resolve(name);
        for (String folder : here.environment().getOrDefault("PATH", "").split(File.pathSeparator)) {
            try {
                Path candidate = Path.of(folder).resolve(name);
                if (candidate.isAbsolute() && Files.exists(candidate) && Files.isSameFile(candidate, own)) {
                    return candidate.toString();
                }
            } catch (InvalidPathException | IOException e) {
                // Not a folder to find anything in.
            }
        }
        return own.toString();
    }
}
