package fr.intraparis.kernel.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The shape of the house (docs/architecture.md) as rules. Each module has one {@code ArchitectureTest} that calls
 * {@link #check(String)} with its own package.
 */
public final class HouseRules {
    private static final String FORBIDDEN_ENDING =
            ".*(Impl|Service|Manager|Helper|Utils?|Controller|DTO|Bean|Base|Processor|Handler|Data)";
    private static final int MOST_TYPES = 15;

    private HouseRules() {}

    /** Checks all rules on the main classes of one module, such as {@code fr.intraparis.hr}. */
    public static void check(String module) {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(module);

        classes()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameNotMatching(FORBIDDEN_ENDING)
                .because("a class is named by a word of the field")
                .check(house);
        classes()
                .that(DescribedPredicate.describe(
                        "use the EntityManager",
                        type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use ->
                                        use.getTargetClass().getName().equals("jakarta.persistence.EntityManager"))))
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .because("only the collection of entities, package-private, speaks to the database")
                .check(house);
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .because("an entity never leaves its feature")
                .check(house);
        slices().matching(module + ".(*)..").should().beFreeOfCycles().check(house);
        classes()
                .that()
                .areTopLevelClasses()
                .should(standInASmallRoom(house))
                .because("over " + MOST_TYPES + " types a feature is split")
                .check(house);
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("we wait for conditions, not for time")
                .check(house);
    }

    private static ArchCondition<JavaClass> standInASmallRoom(JavaClasses house) {
        return new ArchCondition<>("stand in a package of at most " + MOST_TYPES + " types") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long size = house.stream()
                        .filter(other -> other.isTopLevelClass()
                                && other.getPackageName().equals(type.getPackageName())
                                && !"package-info".equals(other.getSimpleName()))
                        .count();
                events.add(new SimpleConditionEvent(
                        type, size <= MOST_TYPES, type.getPackageName() + " has " + size + " types"));
            }
        };
    }
}
