package fr.intraparis.it.suite;

import fr.intraparis.kernel.testing.Shows;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a class of scenarios: deploys once for all classes through Arquillian (or not at all when a running stack is
 * used), opens and closes the story of each test, and keeps what a failure needs to be understood.
 */
final class InTheCity extends ArquillianExtension {

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (!Stage.attached()) {
            super.beforeAll(context);
        }
        Stage.open();
        Stage.played(context.getRequiredTestClass());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (!Stage.attached()) {
            super.afterAll(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (!Stage.attached()) {
            super.beforeEach(context);
        }
        Class<?> type = context.getRequiredTestClass();
        List<String> checks = new ArrayList<>();
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Shows.class)
                .ifPresent(shows -> checks.addAll(Arrays.asList(shows.value())));
        AnnotationSupport.findAnnotation(type, Shows.class)
                .ifPresent(shows -> checks.addAll(Arrays.asList(shows.value())));
        String title = sentence(context.getRequiredTestMethod().getName());
        if (!context.getDisplayName().startsWith(context.getRequiredTestMethod().getName() + "(")) {
            title += " " + context.getDisplayName();
        }
        Story.begin(sentence(type.getSimpleName().replaceAll("IT$", "")), title, checks);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Story story = Story.current();
        Throwable failure = context.getExecutionException().orElse(null);
        story.end(failure);
        Stage.windows()
                .close(
                        story.failure() != null,
                        context.getRequiredTestClass().getSimpleName() + "."
                                + context.getRequiredTestMethod().getName());
        Stage.book().add(story);
        if (!Stage.attached()) {
            super.afterEach(context);
        }
        Throwable afterwards = story.failure();
        if (failure == null && afterwards != null) {
            throw new AssertionError("Putting things back failed", afterwards);
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) throws Exception {
        if (!Stage.attached()) {
            super.beforeTestExecution(context);
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (Stage.attached()) {
            invocation.proceed();
        } else {
            super.interceptTestMethod(invocation, method, context);
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (Stage.attached()) {
            invocation.proceed();
        } else {
            super.interceptTestTemplateMethod(invocation, method, context);
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (Stage.attached()) {
            invocation.proceed();
        } else {
            super.interceptBeforeEachMethod(invocation, method, context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == City.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Stage.city();
    }

    /** {@code anAgentLogsIn} → {@code An agent logs in}. */
    private static String sentence(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
