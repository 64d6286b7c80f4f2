package io.wirecause.mcp.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One HTML file with everything in it. Its policy lets it run the scripts and use the style that it holds, by their hashes, and
 * load nothing; its data is JSON in an element that no browser runs, whose text cannot end the element.
 */
public final class ViewPage {
    /** The chart library, as its webjar has it. */
    static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/";

    private static final List<String> SCRIPTS = List.of("units.js", "dom.js", "chart.js", "sequence.js", "series.js", "ladder.js",
            "tables.js", "causes.js", "lives.js", "overview.js", "host.js", "page.js");
    private static final List<String> STYLES = List.of("page.css", "print.css");

    private ViewPage() {
    }

    /**
     * The page.
     *
     * @param title   of the window; may hold anything
     * @param json    the report; null for a view that its host fills
     * @param version of the program
     */
    public static String html(String title, String json, String version) {
        String licence = text(CHARTS + "LICENSE").strip();
        String script = "/*! uPlot 1.6.30, https://github.com/leeoniya/uPlot\n" + licence + "\n*/\n"
                + text(CHARTS + "dist/uPlot.iife.min.js") + "\n(function () {\n'use strict';\n"
                + SCRIPTS.stream().map(ViewPage::own).collect(Collectors.joining("\n")) + "\n}());\n";
        String style = text(CHARTS + "dist/uPlot.min.css") + "\n" + STYLES.stream().map(ViewPage::own)
                .collect(Collectors.joining("\n"));
        return own("page.html")
                .replace("{{policy}}", policy(script, style))
                .replace("{{title}}", escaped(title))
                .replace("{{version}}", escaped(version))
                .replace("{{style}}", style)
                .replace("{{data}}", json == null ? "" : inScript(json))
                .replace("{{script}}", script);
    }

    /** What the page may do: run this script, use this style, and nothing else. */
    static String policy(String script, String style) {
        return "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                + "'; img-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'";
    }

    /** JSON as it can stand in a script element: the same to whoever parses it, without a character that HTML knows. */
    static String inScript(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    static String hash(String inlined) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inlined.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String own(String name) {
        return text("/io/wirecause/mcp/view/" + name);
    }

    private static String text(String resource) {
        try (InputStream in = ViewPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + resource);
            }
            // Browsers read every end of a line as this one before they compare the hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
