package io.wirecause.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.cli.client.Client;
import io.wirecause.cli.client.LaunchCommand;
import io.wirecause.cli.client.Surroundings;
import io.wirecause.cli.client.Surroundings.Family;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path home;

    private Check entry(LaunchCommand entry, LaunchCommand own) {
        List<Check> checks = new EntryChecks(Client.CURSOR, entry, own, new Surroundings(Family.LINUX, home,
                Map.of("PATH", home.toString()))).all();
        return checks.get(checks.size() - 1);
    }

    private Path program(String name) throws IOException {
        Path file = Files.writeString(home.resolve(name), "x");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    @Test
    void shouldSayWhatIsWrongWithAnEntry() throws IOException {
        Path java = program("java");
        Path jar = program("wirecause.jar");
        LaunchCommand sound = new LaunchCommand(java.toString(), List.of("-jar", jar.toString()));
        assertEquals(Check.State.OK, entry(sound, sound).state());
        assertEquals(Check.State.OK, entry(new LaunchCommand("java", sound.args()), sound).state());
        LaunchCommand newer = new LaunchCommand(java.toString(), List.of("-jar", home.resolve("new/wirecause.jar").toString()));
        assertEquals(Check.State.NOTE, entry(sound, newer).state());
        Check gone = entry(newer, sound);
        assertEquals(Check.State.BROKEN, gone.state());
        assertTrue(gone.toString().contains("install --client cursor"), gone.toString());
        assertEquals(Check.State.BROKEN, entry(new LaunchCommand("npx", List.of("-y", "wirecause")), sound).state());
        assertEquals(Check.State.BROKEN, entry(new LaunchCommand(home.resolve("gone").toString(), List.of()), sound).state());
        assertEquals(Check.State.BROKEN, entry(sound.with(List.of("--allow-dir", home.resolve("no").toString())), sound).state());
        assertEquals(Check.State.OK, entry(sound.with(List.of("--allow-dir", home.toString())), sound).state());
        assertEquals(Check.State.BROKEN, entry(sound.with(List.of("--allow-dir", "caps")), sound).state());
    }

    @Test
    void shouldSayWhatIsWrongWithTheMachine() throws IOException {
        assertEquals(Check.State.BROKEN, Machine.java("1.8", "/j").state());
        assertEquals(Check.State.OK, Machine.java("25", "/j").state());
        assertEquals(Check.State.NOTE, Machine.memory(1 << 27).state());
        assertEquals(Check.State.BROKEN, Machine.temporary(home.resolve("no")).state());
        assertEquals(Check.State.BROKEN, Folders.readable(home.resolve("no"), "--allow-dir").state());
        assertEquals(Check.State.BROKEN, Folders.writable(home.resolve("no"), "--export-dir").state());
        assertEquals(Check.State.OK, Folders.writable(home, "--export-dir").state());
    }

    @Test
    void shouldSayThatACallFails() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        LaunchCommand gone = new LaunchCommand(home.resolve("no").toString(), List.of());
        assertEquals(Check.State.BROKEN, new TestCall(gone).check().state());
        assertEquals(Check.State.BROKEN, new TestCall(new LaunchCommand(java.toString(), List.of("-version"))).check().state());
    }

    @Test
    void shouldCallTheRealServerAndReadTheFilesOfClients() throws IOException {
        Files.createDirectories(home.resolve(".cursor"));
        Path broken = Files.createDirectories(home.resolve(".gemini")).resolve("settings.json");
        Surroundings here = new Surroundings(Family.LINUX, home, Map.of());
        String well = run(here, () -> ServerOptions.DEFAULT, true);
        assertTrue(well.contains("ok      A test call found what is wrong"), well);
        assertTrue(well.contains("note    Cursor has no entry"), well);
        Files.writeString(broken, "{");
        String ill = run(here, () -> {
            throw new UserFacingException("--allow-dir must be an existing folder.");
        }, false);
        assertTrue(ill.contains("broken  Gemini CLI: " + broken), ill);
        assertTrue(ill.contains("broken  The options do not fit: --allow-dir"), ill);
    }

    private static String run(Surroundings here, Doctor.Options options, boolean sound) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(sound, new Doctor(here, DoctorTest.class, options, print).run());
        String printed = out.toString(StandardCharsets.UTF_8);
        assertFalse(printed.isBlank());
        return printed;
    }
}
