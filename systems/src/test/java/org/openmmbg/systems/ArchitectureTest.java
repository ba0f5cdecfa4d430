package org.openmmbg.systems;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.openmmbg", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CORE = {
        "org.openmmbg.potential..", "org.openmmbg.flow..", "org.openmmbg.coordinates..", "org.openmmbg.kernel..",
        "org.openmmbg.random..", "org.openmmbg.dynamics..", "org.openmmbg.training..", "org.openmmbg.sampling..",
        "org.openmmbg.estimate.."
    };

    @ArchTest
    static final ArchRule SYSTEMS_KNOW_NO_PLUGIN = noClasses()
            .that()
            .resideInAPackage("org.openmmbg.systems..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openmmbg.plugin..");

    @ArchTest
    static final ArchRule CORE_KNOWS_NEITHER_BRIDGE_NOR_SYSTEMS = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openmmbg.openmm..", "org.openmmbg.systems..");

    @ArchTest
    static final ArchRule BRIDGE_KNOWS_NEITHER_CORE_NOR_SYSTEMS = noClasses()
            .that()
            .resideInAPackage("org.openmmbg.openmm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CORE)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.openmmbg.systems..");

    @ArchTest
    static final ArchRule JNA_STAYS_IN_THE_BRIDGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.openmmbg.openmm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openmmbg.openmm.jna..", "com.sun.jna..");

    @ArchTest
    static final ArchRule ONE_ADAPTER = noClasses()
            .that()
            .resideInAPackage("org.openmmbg.systems..")
            .and()
            .doNotHaveFullyQualifiedName(OpenMmPotential.class.getName())
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.openmmbg.potential.ReducedPotential");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.openmmbg.systems.(*)..").should().beFreeOfCycles();
}
