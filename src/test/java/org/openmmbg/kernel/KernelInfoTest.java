package org.openmmbg.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelInfoTest {
    @Test
    void openBlasSaysWhatItIsAndForWhichProcessor() {
        KernelInfo info = KernelInfo.current();
        System.out.println(info);
        assertThat(info.openBlasVersion()).matches("\\d+\\.\\d+\\.\\d+-.*");
        assertThat(info.openBlasLibrary()).contains("openblas");
        // A Prescott of 2004 stands for a processor that OpenBLAS does not know, at a quarter of the speed.
        assertThat(info.openBlasCore()).matches("[A-Z0-9_]+").isNotEqualTo("PRESCOTT");
    }

    @Test
    void theVectorApiHasAWidthWhereJavaWasStartedWithIt() {
        boolean isThere = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(KernelInfo.current().vectorBits())
                .isIn(isThere ? new Object[] {64, 128, 256, 512} : new Object[] {0});
    }
}
