package io.wirecause.cli;

import java.lang.reflect.InvocationTargetException;

/**
 * Where the jar starts. Compiled for Java 8, so that an older Java than needed can say so instead of printing an error about the
 * version of a class file; it names no class that is compiled for a newer one.
 */
public final class Launcher {
    private static final int NEEDED = 17;

    private Launcher() {
    }

    /** Starts {@code Main}, or says which Java is needed. */
    public static void main(String[] args) throws Throwable {
        String version = System.getProperty("java.specification.version", "");
        String told = complaint(version);
        if (told != null) {
            System.err.println(told);
            System.exit(1);
        }
        try {
            Class.forName("io.wirecause.cli.Main").getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What to say to this version of Java; null where it is new enough. */
    static String complaint(String version) {
        int major;
        try {
            major = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
        } catch (NumberFormatException e) {
            return null;
        }
        return major >= NEEDED ? null : "Wirecause needs Java " + NEEDED + " or newer, and this is Java " + major + " ("
                + System.getProperty("java.home") + "); install a newer one, or start with its path: "
                + "/path/to/java -jar wirecause.jar";
    }
}
