package io.wirecause.dns.name;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of the names below one registered domain. */
public final class DomainProfile {
    public final String domain;
    public int queries;
    /** Hashes of the different names. */
    public final Set<Integer> names = new HashSet<>();
    public int fresh;
    public long characters;
    public double entropy;
    public int carriers;
    public long nameBytes;
    public long responseBytes;
    public String example;
    public final List<Long> frames = new ArrayList<>(2);

    public DomainProfile(String domain) {
        this.domain = domain;
    }
}
