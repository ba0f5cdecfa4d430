package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.openmm.jna.NativeLoader;

class OpenMmLibraryTest {
    @Test
    void isLoadedOnceWithItsCpuPlatform() {
        OpenMmLibrary library = OpenMmLibrary.load();
        assertThat(OpenMmLibrary.load()).isSameAs(library);
        assertThat(library.version()).matches("\\d+\\.\\d+(\\.\\d+)?");
        assertThat(library.path()).isRegularFile();
        assertThat(library.platforms()).contains("Reference", "CPU");
    }

    @Test
    void aNamedLibraryThatIsNotThereIsNamed(@TempDir Path folder) {
        String before = System.getProperty(NativeLoader.PROPERTY);
        System.setProperty(NativeLoader.PROPERTY, folder.toString());
        try {
            assertThatThrownBy(NativeLoader::load)
                    .isInstanceOf(OpenMmUnavailableException.class)
                    .hasMessageContaining(NativeLoader.PROPERTY)
                    .hasMessageContaining(
                            folder.resolve(System.mapLibraryName("OpenMM")).toString());
        } finally {
            if (before == null) {
                System.clearProperty(NativeLoader.PROPERTY);
            } else {
                System.setProperty(NativeLoader.PROPERTY, before);
            }
        }
    }
}
