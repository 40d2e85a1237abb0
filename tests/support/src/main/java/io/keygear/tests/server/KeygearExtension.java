package io.keygear.tests.server;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.inbox.Inbox;
import io.keygear.tests.page.Browser;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Servers live in JUnit's root store, so the whole run shares them; a realm lives as long as its class. */
final class KeygearExtension
        implements ExecutionCondition, BeforeAllCallback, AfterTestExecutionCallback, ParameterResolver {

    private static final Namespace SPACE = Namespace.create(KeygearExtension.class);
    private static final Set<Class<?>> KNOWN =
            Set.of(KeycloakServer.class, RealmFixture.class, Browser.class, Inbox.class, HttpBrowser.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ConditionEvaluationResult database = Requirement.database(config(context));
        ConditionEvaluationResult result =
                database.isDisabled() || !wantsBrowser(context) ? database : Requirement.browser();
        if (result.isDisabled()) {
            // The runner keeps the reason to its report files.
            System.out.printf(
                    "%s, %s: %s%n",
                    context.getRequiredTestClass().getSimpleName(),
                    context.getDisplayName(),
                    result.getReason().orElse(""));
        }
        return result;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(SPACE).computeIfAbsent(RealmFixture.class, key -> newRealm(context));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        realm(context).resetClock();
        Browser browser = context.getStore(SPACE).get(Browser.class, Browser.class);
        if (browser != null && context.getExecutionException().isPresent()) {
            browser.screenshot(context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getRequiredTestMethod().getName() + "-failed");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KNOWN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Store store = context.getStore(SPACE);
        if (type == KeycloakServer.class) {
            return server(context);
        } else if (type == RealmFixture.class) {
            return realm(context);
        } else if (type == Inbox.class) {
            return classStore(context)
                    .computeIfAbsent(
                            Inbox.class, key -> Inbox.listen(server(context).bindAddress()));
        } else if (type == HttpBrowser.class) {
            return new HttpBrowser();
        }
        return store.computeIfAbsent(Browser.class, key -> Browser.open());
    }

    private static KeycloakServer server(ExtensionContext context) {
        ServerConfig config = config(context);
        return context.getRoot()
                .getStore(SPACE)
                .computeIfAbsent(config, key -> Backend.chosen().start(config), KeycloakServer.class);
    }

    private static RealmFixture newRealm(ExtensionContext context) {
        RealmSetup setup = instance(annotation(context).realm());
        return RealmFixture.create(
                server(context), context.getRequiredTestClass().getSimpleName(), setup);
    }

    private static RealmFixture realm(ExtensionContext context) {
        RealmFixture realm = context.getStore(SPACE).get(RealmFixture.class, RealmFixture.class);
        if (realm == null) {
            throw new IllegalStateException("No realm: is @KeygearTest on the class?");
        }
        return realm;
    }

    private static ServerConfig config(ExtensionContext context) {
        return instance(annotation(context).server()).config();
    }

    private static KeygearTest annotation(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            KeygearTest annotation = type.getAnnotation(KeygearTest.class);
            if (annotation != null) {
                return annotation;
            }
        }
        throw new IllegalStateException("@KeygearTest is missing on " + context.getRequiredTestClass());
    }

    private static boolean wantsBrowser(ExtensionContext context) {
        AnnotatedElement element = context.getElement().orElseThrow();
        Stream<? extends Executable> executables =
                element instanceof Executable method ? Stream.of(method) : lifecycle(context.getRequiredTestClass());
        return executables.anyMatch(
                executable -> Arrays.asList(executable.getParameterTypes()).contains(Browser.class));
    }

    private static Stream<? extends Executable> lifecycle(Class<?> type) {
        return Stream.concat(
                Arrays.stream(type.getDeclaredConstructors()),
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(BeforeEach.class)));
    }

    /** The store of the class, also when a method is about to run. */
    private static Store classStore(ExtensionContext context) {
        ExtensionContext of = context;
        while (of.getTestMethod().isPresent()) {
            of = of.getParent().orElseThrow();
        }
        return of.getStore(SPACE);
    }

    private static <T> T instance(Class<T> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type + " could not be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " needs a constructor without parameters", e);
        }
    }
}
