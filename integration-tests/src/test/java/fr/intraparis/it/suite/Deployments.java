package fr.intraparis.it.suite;

import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The real WARs in two Payara processes, once for all scenarios. The inner process gets its other WARs by --deploy. */
@ArquillianSuiteDeployment
public final class Deployments {

    private Deployments() {}

    @Deployment(name = "door", order = 1, testable = false)
    @TargetsContainer("door")
    public static WebArchive door() {
        return war("door");
    }

    @Deployment(name = "inner", order = 2, testable = false)
    @TargetsContainer("inner")
    public static WebArchive inner() {
        return war("inner");
    }

    private static WebArchive war(String process) {
        return ShrinkWrap.createFromZipFile(
                WebArchive.class, Stage.own().war(process).toFile());
    }
}
