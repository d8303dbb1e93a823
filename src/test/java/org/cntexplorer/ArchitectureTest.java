package org.cntexplorer;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cntexplorer.app.ExplorerApplication;
import org.cntexplorer.app.WindowPicture;
import org.cntexplorer.app.theme.ThemeChoice;
import org.cntexplorer.figure.Palette;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the rules of ARCHITECTURE.md. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
    private static final String ROOT = "org.cntexplorer";
    private static final JavaClasses PROGRAM = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);
    private static final JavaClasses TESTS = new ClassFileImporter().withImportOption(ArchitectureTest::isTest).importPackages(ROOT);

    /** The table of ARCHITECTURE.md: which stations a station may import besides itself. */
    private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

    static {
        MAY_IMPORT.put("progress", List.of());
        MAY_IMPORT.put("model", List.of("progress"));
        MAY_IMPORT.put("format", List.of("progress", "model"));
        MAY_IMPORT.put("data", List.of("progress", "model", "format"));
        MAY_IMPORT.put("metric", List.of("progress", "model"));
        MAY_IMPORT.put("activity", List.of("progress", "model", "format", "metric", "data"));
        MAY_IMPORT.put("graph", List.of("progress", "model", "metric"));
        MAY_IMPORT.put("study", List.of("progress", "model", "format", "data", "metric", "activity"));
        MAY_IMPORT.put("figure", List.of("progress", "model", "data", "metric", "activity", "graph", "study"));
        MAY_IMPORT.put("app", List.of("progress", "model", "format", "data", "metric", "activity", "graph", "study", "figure"));
        MAY_IMPORT.put("cli", List.of("progress", "model", "format", "data", "metric", "activity", "graph", "study", "figure", "app"));
    }

    private static boolean isTest(Location location) {
        return location.contains("/test-classes/");
    }

    static Stream<String> stations() {
        return MAY_IMPORT.keySet().stream();
    }

    @Test
    void everyClassIsReadAndBelongsToAStation() {
        // an ArchUnit that did not know the class files of this Java would read none
        assertThat(PROGRAM.size()).isGreaterThan(200);
        assertThat(PROGRAM.stream().map(JavaClass::getPackageName).filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0]).collect(Collectors.toSet())).isEqualTo(MAY_IMPORT.keySet());
        assertThat(PROGRAM.stream().filter(c -> c.getPackageName().equals(ROOT))).extracting(JavaClass::getName).containsExactly(Main.class.getName());
    }

    @ParameterizedTest
    @MethodSource("stations")
    void importsOnlyPointBackAlongTheWay(String station) {
        List<String> allowed = Stream.concat(Stream.of(station), MAY_IMPORT.get(station).stream()).toList();
        classes().that().resideInAPackage(in(station))
                .should().onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(in(allowed))))
                .because(station + " may import " + MAY_IMPORT.get(station))
                .check(PROGRAM);
    }

    @Test
    void theCommandLineKnowsOnlyTheEntryOfTheWindow() {
        noClasses().that().resideInAPackage(in("cli")).or().haveFullyQualifiedName(Main.class.getName())
                .should().dependOnClassesThat(resideInAPackage(in("app"))
                        .and(not(belongToAnyOf(ExplorerApplication.class, WindowPicture.class, ThemeChoice.class))))
                .check(PROGRAM);
    }

    @Test
    void noPackageIsPartOfACycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void oneFormatKnowsNothingOfAnother() {
        slices().matching(ROOT + ".format.(*)..").should().notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage(in("format.operator"), in("format.computation"), in("format.lowering"), in("format.pickle")))
                .check(PROGRAM);
    }

    @Test
    void onlyTheWindowKnowsJavaFx() {
        onlyIn(List.of("app"), "javafx..", "com.sun.javafx..", "org.controlsfx..", "impl.org.controlsfx..", "atlantafx..", "org.kordamp.ikonli..");
    }

    @Test
    void onlyGraphAndItsViewKnowGraphStream() {
        onlyIn(List.of("graph", "app.graphview"), "org.graphstream..");
    }

    @Test
    void onlyFiguresKnowJFreeChart() {
        onlyIn(List.of("figure"), "org.jfree..");
    }

    @Test
    void onlyFiguresKnowBatikAndPdfBox() {
        onlyIn(List.of("figure"), "org.apache.batik..", "org.apache.pdfbox..", "de.rototor.pdfbox..");
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        onlyIn(List.of("cli"), "picocli..");
    }

    @Test
    void onlyFormatsKnowTheirLibraries() {
        onlyIn(List.of("format"), "io.jhdf..", "ai.onnx..", "com.google.protobuf..");
    }

    @Test
    void onlyStatisticsKnowsItsLibrary() {
        onlyIn(List.of("study.statistics"), "org.apache.commons.statistics..", "org.apache.commons.numbers..", "org.apache.commons.rng..");
    }

    @Test
    void onlyTheStoreOfAStudyKnowsItsDatabase() {
        onlyIn(List.of("study.store"), "org.duckdb..", "java.sql..");
    }

    @Test
    void onlyTheEngineKnowsWhatRunsNetworks() {
        onlyIn(List.of("activity.engine"), "ai.djl..", "ai.onnxruntime..");
    }

    private static void onlyIn(List<String> places, String... library) {
        noClasses().that().resideOutsideOfPackages(in(places)).should().dependOnClassesThat().resideInAnyPackage(library).check(PROGRAM);
    }

    @Test
    void aNameSaysWhatTheThingIs() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Utility|Utilities|Manager|Helper)s?(\\$.*)?").check(PROGRAM);
        noClasses().should().haveNameMatching(".*(Util|Utils|Utility|Utilities|Manager|Helper)s?(\\$.*)?").check(TESTS);
    }

    @Test
    void aMetricAndAModelKeepNoState() {
        fields().that().areDeclaredInClassesThat(resideInAnyPackage(in("metric"), ROOT + ".model")
                        .and(describe("are seen by others", type -> type.isRecord() || type.getModifiers().contains(JavaModifier.PUBLIC))))
                .should().beFinal().check(PROGRAM);
    }

    @Test
    void aViewModelSeesNoControl() {
        noClasses().that().haveSimpleNameEndingWith("ViewModel")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..", "javafx.animation..")
                .check(PROGRAM);
    }

    @Test
    void aPaneNeverComputes() {
        noClasses().that().haveSimpleNameEndingWith("Pane")
                .should().callMethodWhere(target(describe("a metric's or a reader's computation", ArchitectureTest::isComputation)))
                .check(PROGRAM);
    }

    /** A computation is a static method, such as {@code NodeStrength.of}; a result only has methods of its own. */
    private static boolean isComputation(AccessTarget.MethodCallTarget method) {
        return resideInAnyPackage(in("metric"), in("format")).test(method.getOwner())
                && method.resolveMember().map(m -> m.getModifiers().contains(JavaModifier.STATIC)).orElse(false);
    }

    private static DescribedPredicate<JavaMethodCall> target(DescribedPredicate<AccessTarget.MethodCallTarget> predicate) {
        return predicate.onResultOf(JavaMethodCall::getTarget).as(predicate.getDescription());
    }

    @Test
    void coloursComeFromTheThemeOrThePalette() {
        noClasses().that().doNotBelongToAnyOf(Palette.class)
                .should().accessFieldWhere(describe("a colour's constant", ArchitectureTest::isNamedColour))
                .orShould().callMethod(javafx.scene.paint.Color.class, "web", String.class)
                .orShould().callMethod(java.awt.Color.class, "decode", String.class)
                .check(PROGRAM);
    }

    private static boolean isNamedColour(JavaAccess<?> access) {
        return List.of("java.awt.Color", "javafx.scene.paint.Color").contains(access.getTargetOwner().getName())
                && !access.getTarget().getName().equals("TRANSPARENT");
    }

    @Test
    void onlyTheEntryWritesToTheTerminal() {
        noClasses().that().doNotHaveFullyQualifiedName(Main.class.getName()).should(ACCESS_STANDARD_STREAMS).check(PROGRAM);
    }

    @Test
    void noTestSleeps() {
        noClasses().should().callMethodWhere(describe("sleep", call -> call.getTarget().getName().equals("sleep"))).check(TESTS);
    }

    private static String in(String place) {
        return ROOT + "." + place + "..";
    }

    private static String[] in(String first, String second) {
        return in(List.of(first, second));
    }

    private static String[] in(List<String> places) {
        return places.stream().map(ArchitectureTest::in).toArray(String[]::new);
    }
}
