package io.wirecause.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRangesTest {
    @ParameterizedTest
    @ValueSource(strings = {"12, 40-44", "40-44,12", "[12, 40, 41, 42, 43, 44]", "frame.number in {12, 40..44}", "#12 #40-44",
        "{12 40 41 42-44}", " 12 ; 41..44, 40 ", "12, 40-42, 41-44"})
    void shouldReadFramesAsFindingsAndPeopleWriteThem(String text) throws UserFacingException {
        FrameRanges frames = FrameRanges.of(text);
        assertEquals("[12, 40, 41, 42, 43, 44]", LongStream.range(1, 100).filter(frames::contains).boxed().toList().toString());
        assertEquals(12, frames.first());
        assertEquals(44, frames.last());
        assertEquals("frame.number in {12, 40..44}", frames.displayFilter());
    }

    @Test
    void shouldReadOneFrame() throws UserFacingException {
        assertEquals("frame.number in {7}", FrameRanges.of("frame.number == 7").displayFilter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first", "0", "-3", "9-3", "12,,13", "1e3", "99999999999999999999", "tcp.stream == 3"})
    void shouldRefuseAnythingElse(String text) {
        String sentence = assertThrows(UserFacingException.class, () -> FrameRanges.of(text)).getMessage();
        assertTrue(sentence.contains("such as 12, 40-44"), sentence);
    }
}
