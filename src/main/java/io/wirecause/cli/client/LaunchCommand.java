package io.wirecause.cli.client;

import java.util.ArrayList;
import java.util.List;

/**
 * How a client starts this server.
 *
 * @param command a program, by its path or its name on PATH
 * @param args    its arguments, the options of the server last
 */
public record LaunchCommand(String command, List<String> args) {
    /** Cannot be changed afterwards. */
    public LaunchCommand {
        args = List.copyOf(args);
    }

    /** The same with more arguments at the end. */
    public LaunchCommand with(List<String> more) {
        List<String> all = new ArrayList<>(args);
        all.addAll(more);
        return new LaunchCommand(command, all);
    }

    /** The options of the server, behind what starts it; none where this starts something else. */
    public List<String> options() {
        int jar = args.indexOf("-jar");
        if (jar >= 0) {
            return args.subList(Math.min(jar + 2, args.size()), args.size());
        }
        int module = args.indexOf("-m");
        if (module >= 0) {
            return args.subList(Math.min(module + 2, args.size()), args.size());
        }
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals("wirecause") || args.get(i).startsWith("wirecause@")) {
                return args.subList(i + 1, args.size());
            }
        }
        return command.matches("(.*[/\\\\])?wirecause(\\.exe|\\.cmd)?") ? args : List.of();
    }

    /** The words of the command line, as ProcessBuilder takes them. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(args);
        return words;
    }
}
