package fr.intraparis.hr;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fr.intraparis.kernel.rest.NeedsAssurance;
import fr.intraparis.kernel.testing.HouseRules;
import fr.intraparis.kernel.testing.Shows;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

@Shows("M14")
class ArchitectureTest {
    @Test
    void the_house_keeps_its_shape() {
        HouseRules.check("fr.intraparis.hr");
    }

    @Test
    void every_resource_says_who_may_come_and_how_surely() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .andShould()
                .beAnnotatedWith(NeedsAssurance.class)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("fr.intraparis.hr"));
    }
}
