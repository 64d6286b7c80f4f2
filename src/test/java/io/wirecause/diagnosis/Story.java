package io.wirecause.diagnosis;

import io.wirecause.report.Party;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A capture of testdata/diagnosis, with what is wrong in it.
 *
 * @param codes the code of the cause, or the codes that name it; none where nothing is wrong
 * @param who   who has to act, as answers name them
 */
record Story(Path capture, List<String> codes, List<String> who) {
    private static final String FOLDER = "diagnosis/";

    /** The stories in which something is wrong. */
    static List<Story> faults() {
        return in("faults");
    }

    /** Those in which nothing is. */
    static List<Story> healthy() {
        return in("healthy");
    }

    private static List<Story> in(String folder) {
        return TestCaptures.in(FOLDER + folder).stream().map(Story::of).toList();
    }

    private static Story of(Path capture) {
        Properties cause = new Properties();
        try (Reader in = Files.newBufferedReader(capture.resolveSibling("cause.properties"))) {
            cause.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Story(capture, words(cause.getProperty("code")), words(cause.getProperty("who")).stream()
                .map(who -> Party.valueOf(who.toUpperCase(Locale.ROOT)).label()).toList());
    }

    private static List<String> words(String list) {
        return list.isEmpty() ? List.of() : Arrays.asList(list.split(","));
    }

    /** Whether the capture itself is at fault, so that nobody else is to be blamed. */
    boolean isAboutCapture() {
        return who.equals(List.of(Party.CAPTURE.label()));
    }

    @Override
    public String toString() {
        return TestCaptures.scenario(capture).substring(FOLDER.length());
    }
}
