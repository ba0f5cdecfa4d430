package org.openmmbg.plugin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The walls of the house: plugin, then systems, then core and bridge, which do not know each other. */
@AnalyzeClasses(packages = "org.openmmbg", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CORE = {
        "org.openmmbg.potential..",
        "org.openmmbg.flow..",
        "org.openmmbg.coordinates..",
        "org.openmmbg.kernel..",
        "org.openmmbg.random..",
        "org.openmmbg.dynamics..",
        "org.openmmbg.training..",
        "org.openmmbg.estimate.."
    };

    @ArchTest
    static final ArchRule coreKnowsNoMoleculeNoOpenMmAndNoCommandLine = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openmmbg.openmm..", "org.openmmbg.systems..", "org.openmmbg.plugin..");

    @ArchTest
    static final ArchRule bridgeKnowsOnlyOpenMm = noClasses()
            .that()
            .resideInAPackage("org.openmmbg.openmm..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.openmmbg..").and(resideOutsideOfPackage("org.openmmbg.openmm..")));

    @ArchTest
    static final ArchRule systemsDoNotKnowThePlugin = noClasses()
            .that()
            .resideInAPackage("org.openmmbg.systems..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openmmbg.plugin..");

    @ArchTest
    static final ArchRule nativeArraysStayInTheKernel = noClasses()
            .that()
            .resideOutsideOfPackage("org.openmmbg.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule nativeCallsStayInTheBridge = noClasses()
            .that()
            .resideOutsideOfPackage("org.openmmbg.openmm..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule thePipelineDoesNotKnowTheCommandLine = noClasses()
            .that()
            .resideInAnyPackage("org.openmmbg.plugin.pipeline..", "org.openmmbg.plugin.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openmmbg.plugin.cli..");

    @ArchTest
    static final ArchRule randomNumbersComeFromCountedStreams = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule vectorUnitsAreTheKernelsOwn = noClasses()
            .that()
            .resideOutsideOfPackage("org.openmmbg.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    /** Their results depend on whether the code is compiled yet. */
    private static final Set<String> UNSTABLE_OPERATORS = Set.of(
            "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "SINH", "COSH", "TANH", "EXP", "EXPM1", "LOG", "LOG10",
            "LOG1P", "POW", "ATAN2", "CBRT", "HYPOT");

    @ArchTest
    static final ArchRule vectorsDoOnlyWhatIsDefinedToTheBit = noClasses()
            .should()
            .accessFieldWhere(DescribedPredicate.describe(
                    "a transcendental vector operator",
                    access -> access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
                            && UNSTABLE_OPERATORS.contains(access.getName())))
            .orShould()
            .callMethodWhere(DescribedPredicate.describe(
                    "a sum over lanes or a power",
                    call -> call.getTargetOwner().getName().startsWith("jdk.incubator.vector.")
                            && Set.of("reduceLanes", "reduceLanesToLong", "pow").contains(call.getName())));
}
