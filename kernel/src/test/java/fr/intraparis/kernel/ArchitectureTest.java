package fr.intraparis.kernel;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fr.intraparis.kernel.testing.HouseRules;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {

    @Test
    void theHouseKeepsItsShape() {
        HouseRules.check("fr.intraparis.kernel");
    }

    @Test
    void theKernelKnowsNoFramework() {
        noClasses()
                .that()
                .resideOutsideOfPackages("fr.intraparis.kernel.http..", "fr.intraparis.kernel.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "jakarta.ws..", "jakarta.inject..", "jakarta.persistence..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("fr.intraparis.kernel"));
    }
}
