package io.wirecause.cli;

import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of the server that {@code install} writes into the entry of a client. */
final class HandedOn {
    /** A client that starts the server speaks with it over standard input and output. */
    private static final Set<ServerOptions.Name> OVER_HTTP = Set.of(ServerOptions.Name.TRANSPORT, ServerOptions.Name.HOST,
            ServerOptions.Name.PORT, ServerOptions.Name.HTTP_TOKEN, ServerOptions.Name.ALLOW_UNAUTHENTICATED_HTTP);
    private static final Set<ServerOptions.Name> FOLDERS = Set.of(ServerOptions.Name.ALLOW_DIR, ServerOptions.Name.EXPORT_DIR);

    private HandedOn() {
    }

    /** The words of the command line, folders by their absolute paths: a client starts the server in another folder. */
    static List<String> options(Map<ServerOptions.Name, List<String>> given) throws UserFacingException {
        List<String> words = new ArrayList<>();
        for (Map.Entry<ServerOptions.Name, List<String>> option : given.entrySet()) {
            if (OVER_HTTP.contains(option.getKey())) {
                throw new UserFacingException(option.getKey().option() + " does not fit here: the clients start the server and "
                        + "speak with it over standard input and output.");
            }
            for (String value : new LinkedHashSet<>(option.getValue())) {
                words.add(option.getKey().option());
                if (option.getKey() != ServerOptions.Name.OFFLINE) {
                    words.add(FOLDERS.contains(option.getKey()) ? Path.of(value).toAbsolutePath().normalize().toString() : value);
                }
            }
        }
        return words;
    }
}
