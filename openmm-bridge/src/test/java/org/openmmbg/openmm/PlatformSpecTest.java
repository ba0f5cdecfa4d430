package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformSpecTest {
    @Test
    void readsNameAndProperties() {
        assertThat(PlatformSpec.parse("Reference")).isEqualTo(PlatformSpec.REFERENCE);
        assertThat(PlatformSpec.parse("CPU:Threads=2")).isEqualTo(new PlatformSpec("CPU", Map.of("Threads", "2")));
        assertThat(PlatformSpec.parse("CUDA:DeviceIndex=0,1,Precision=mixed").properties())
                .containsExactly(Map.entry("DeviceIndex", "0,1"), Map.entry("Precision", "mixed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CPU:Threads=0 | Threads cannot be '0'; expected a whole number from 1 to ",
                "CPU:Threads=9999 | Threads cannot be '9999'; expected a whole number from 1 to ",
                "CPU:Threads=99999999999 | Threads cannot be '99999999999'",
                "CPU:Threads=-1 | Threads cannot be '-1'",
                "CPU:Threads=two | Threads cannot be 'two'",
                "CUDA:Precision=half | Precision cannot be 'half'; expected single or mixed or double",
                "CUDA:DeviceIndex=a | DeviceIndex cannot be 'a'; expected device numbers",
                "CUDA:UseCpuPme=yes | UseCpuPme cannot be 'yes'; expected true or false",
            })
    void refusesValuesThatCannotBe(String text, String message) {
        assertThatThrownBy(() -> PlatformSpec.parse(text))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reference", "CPU:Threads=2", "CPU:Threads=64", "CUDA:DeviceIndex=0,1,Precision=mixed"})
    void writesWhatItReads(String text) {
        assertThat(PlatformSpec.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "CPU:",
                "CPU:Threads",
                "CPU:=2",
                "CPU:Threads=",
                "CPU:Threads=1,Threads=2",
                "CPU Threads=2",
                "CPU:Threads=1,",
                "CPU:Threads=1,,2",
                "CPU:Threads=a=b"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> PlatformSpec.parse(text))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("expected NAME");
    }
}
