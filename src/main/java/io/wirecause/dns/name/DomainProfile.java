package io.wirecause.dns.name;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The queries for names below one registered domain, added up to tell whether the names carry data. */
public final class DomainProfile {
    /** Different names counted below one domain. */
    public static final int MAX_NAMES = 256;
    private static final int MAX_FRAMES = 5;

    private final String domain;
    /** Hashes of the different names. */
    private final Set<Integer> names = new HashSet<>();
    private final List<Long> frames = new ArrayList<>(2);
    private int queries;
    private int queriesUntilLastNewName;
    private long characters;
    private double entropy;
    private int carriers;
    private long nameBytes;
    private long responseBytes;
    private String longestName;

    /** A domain without queries. */
    public DomainProfile(String domain) {
        this.domain = domain;
    }

    /** Adds a query for a name that was asked for before. */
    public void repeatedQuery(int nameLength) {
        queries++;
        nameBytes += nameLength;
    }

    /**
     * Adds a query for a name that may be new.
     *
     * @param carrier whether responses of its type can carry data
     */
    public void query(String name, boolean carrier, long frame) {
        repeatedQuery(name.length());
        if (names.size() >= MAX_NAMES || !names.add(name.hashCode())) {
            return;
        }
        String below = NameEntropy.unescaped(name.substring(0, name.length() - domain.length() - 1)).replace(".", "");
        queriesUntilLastNewName = queries;
        characters += below.length();
        entropy += NameEntropy.entropy(below);
        carriers += carrier ? 1 : 0;
        longestName = longestName == null || name.length() > longestName.length() ? name : longestName;
        if (frames.size() < MAX_FRAMES) {
            frames.add(frame);
        }
    }

    /** Adds a response of so many bytes. */
    public void response(int bytes) {
        responseBytes += bytes;
    }

    /** The registered domain. */
    public String domain() {
        return domain;
    }

    /** Queries for names below the domain. */
    public int queries() {
        return queries;
    }

    /** Different names, {@link #MAX_NAMES} at most. */
    public int names() {
        return names.size();
    }

    /** Share of the queries that asked for a new name, as long as new ones were counted; 0 to 1. */
    public double newNameShare() {
        return (double) names.size() / queriesUntilLastNewName;
    }

    /** Characters that a name has below the domain, on average. */
    public long averageLength() {
        return characters / names.size();
    }

    /** Entropy of a name below the domain, on average, in bits per character. */
    public double averageEntropy() {
        return entropy / names.size();
    }

    /** Different names that were asked for with types whose responses can carry data. */
    public int carriers() {
        return carriers;
    }

    /** Bytes of all names asked for. */
    public long nameBytes() {
        return nameBytes;
    }

    /** Bytes of all responses. */
    public long responseBytes() {
        return responseBytes;
    }

    /** The longest name; null if there is none. */
    public String longestName() {
        return longestName;
    }

    /** Frames of the first queries for different names. */
    public List<Long> frames() {
        return frames;
    }
}
