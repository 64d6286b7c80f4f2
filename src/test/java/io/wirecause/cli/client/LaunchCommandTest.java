package io.wirecause.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wirecause.cli.client.Surroundings.Family;
import io.wirecause.report.UserFacingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchCommandTest {
    private static List<String> options(String command, String... args) {
        return new LaunchCommand(command, List.of(args)).options();
    }

    @Test
    void shouldTellOptionsOfTheServerFromWhatStartsIt() {
        assertEquals(List.of("--offline"), options("java", "-Xmx1g", "-jar", "/w.jar", "--offline"));
        assertEquals(List.of("--offline"), options("npx", "-y", "wirecause", "--offline"));
        assertEquals(List.of("--offline"), options("cmd", "/c", "npx", "-y", "wirecause@1.0.0", "--offline"));
        assertEquals(List.of("--offline"), options("/opt/w/bin/wirecause", "--offline"));
        assertEquals(List.of("--offline"), options("C:\\w\\bin\\java.exe", "-XX:AOTCache=x", "-m", "io.wirecause", "--offline"));
        assertEquals(List.of(), options("python", "x.py", "--offline"));
        assertEquals(List.of(), options("java", "-jar"));
    }

    @Test
    void shouldBeStartedAsThisProgramWas() throws UserFacingException {
        Surroundings npx = new Surroundings(Family.LINUX, Path.of("/h"), Map.of(OwnLaunch.NPX, "1"));
        assertEquals(List.of("npx", "-y", "wirecause"), OwnLaunch.find(LaunchCommandTest.class, npx).words());
        assertEquals(List.of("cmd", "/c", "npx", "-y", "wirecause"), OwnLaunch.npx(Family.WINDOWS).words());
        Path image = Path.of("image").toAbsolutePath();
        assertEquals(List.of(image.resolve("bin").resolve("wirecause").toString()), OwnLaunch.image(image, Family.MACOS).words());
        assertEquals(List.of(image.resolve("bin").resolve("java.exe").toString(),
                "-XX:AOTCache=" + image.resolve("lib").resolve("wirecause.aot"), "-m", "io.wirecause"),
                OwnLaunch.image(image, Family.WINDOWS).words());
        Surroundings here = new Surroundings(Family.LINUX, Path.of("/h"), Map.of());
        // Of a library, which comes in a jar.
        LaunchCommand jar = OwnLaunch.find(Test.class, here);
        assertEquals("-jar", jar.args().get(0));
        assertThrows(UserFacingException.class, () -> OwnLaunch.find(LaunchCommandTest.class, here));
    }
}
