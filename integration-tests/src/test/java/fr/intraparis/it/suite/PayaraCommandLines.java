package fr.intraparis.it.suite;

import org.jboss.arquillian.config.descriptor.api.ArquillianDescriptor;
import org.jboss.arquillian.config.descriptor.api.ContainerDef;
import org.jboss.arquillian.config.descriptor.api.GroupDef;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Hands the command lines of {@code stack} to Arquillian's containers, which arquillian.xml names only. */
public final class PayaraCommandLines implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Containers.class);
    }

    /** Called by Arquillian. */
    public static final class Containers {
        /** Before the containers are made of the descriptor. */
        public void configure(@Observes(precedence = 100) ArquillianDescriptor descriptor) {
            for (GroupDef group : descriptor.getGroups()) {
                for (ContainerDef container : group.getGroupContainers()) {
                    Stage.own().container(container.getContainerName()).forEach(container::overrideProperty);
                }
            }
        }
    }
}
