package fr.intraparis.mail;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import fr.intraparis.kernel.testing.HouseRules;
import fr.intraparis.mail.wire.SafeMail;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {
    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("fr.intraparis.mail");

    @Test
    void theHouseKeepsItsShape() {
        HouseRules.check("fr.intraparis.mail");
    }

    @Test
    void onlyTheWireTouchesTheMailLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("fr.intraparis.mail.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
                .check(house);
    }

    @Test
    void onlySafeMailWritesHeaders() {
        for (Class<?> written : new Class<?>[] {MimePart.class, MimeMessage.class}) {
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(SafeMail.class)
                    .should()
                    .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                            "a setter of " + written,
                            call -> call.getTargetOwner().isAssignableTo(written)
                                    && (call.getName().startsWith("set")
                                            || call.getName().startsWith("add"))))
                    .because("one place checks that every header value is one line")
                    .check(house);
        }
    }

    @Test
    void rulesOfTheCharterKnowNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("fr.intraparis.mail.charter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "java.sql..", "org.eclipse.microprofile..")
                .check(house);
    }
}
