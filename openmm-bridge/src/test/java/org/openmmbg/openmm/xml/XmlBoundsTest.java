package org.openmmbg.openmm.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to exhaust a reader: each is refused in one line, soon, whatever it asks for. */
class XmlBoundsTest {
    private static final Path NAME = Path.of("hostile.xml");
    private static final String SYSTEM = "<System type=\"System\" version=\"1\">";
    private static final String STATE = "<State type=\"State\" version=\"1\" time=\"0\">";

    static Stream<Arguments> hostile() {
        BiFunction<InputStream, Path, Object> system = SystemXmlReader::read;
        BiFunction<InputStream, Path, Object> state = StateXml::read;
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        return Stream.of(
                Arguments.of("entities in entities", system, text(bomb + "<System type=\"&c;\"/>")),
                Arguments.of("entities in entities, State", state, text(bomb + "<State type=\"&c;\"/>")),
                Arguments.of(
                        "a file of the machine as entity",
                        state,
                        text("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><State>&a;</State>")),
                Arguments.of("deep nesting", system, repeated(SYSTEM, "<Forces>", 5_000_000)),
                Arguments.of(
                        "deep nesting where anything goes",
                        state,
                        repeated(STATE + "<IntegratorParameters>", "<a>", 5_000_000)),
                Arguments.of("a tag without an end", system, repeated("<System type=\"", "a", 200_000_000)),
                Arguments.of("a comment without an end", system, repeated("<!--", "a", 200_000_000)),
                Arguments.of("text without an end", system, repeated(SYSTEM, " ", 200_000_000)),
                Arguments.of("attributes without an end", system, repeated("<System ", "a='' ", 50_000_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isRefusedSoon(String what, BiFunction<InputStream, Path, Object> reader, InputStream in) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> reader.apply(in, NAME))
                        .isInstanceOf(SystemXmlException.class)
                        .satisfies(e -> assertThat(e.getMessage())
                                .startsWith("hostile.xml")
                                .hasLineCount(1)
                                .hasSizeLessThan(400)));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream that holds no more than one copy of what it repeats. */
    private static InputStream repeated(String start, String repeated, int count) {
        byte[] block = repeated.repeat(1000).getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(text(start), new InputStream() {
            private final long size = (long) block.length * (count / 1000);
            private long at;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int n = (int) Math.min(size - at, length);
                for (int i = 0; i < n; i++, at++) {
                    buffer[offset + i] = block[(int) (at % block.length)];
                }
                return n == 0 ? -1 : n;
            }
        });
    }
}
