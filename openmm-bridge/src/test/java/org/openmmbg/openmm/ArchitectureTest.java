package org.openmmbg.openmm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.openmmbg", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule BINDINGS_ARE_PRIVATE = classes()
            .that()
            .resideInAPackage("org.openmmbg.openmm.jna")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("org.openmmbg.openmm", "org.openmmbg.openmm.jna");

    @ArchTest
    static final ArchRule ONLY_THE_BINDINGS_KNOW_JNA = noClasses()
            .that()
            .resideOutsideOfPackage("org.openmmbg.openmm.jna")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule THE_BRIDGE_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("org.openmmbg.openmm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");
}
