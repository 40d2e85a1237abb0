package io.keygear.tests.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that runs against a Keycloak with Keygear in it and has a realm of its own.
 *
 * <p>Its constructor, test and lifecycle methods may ask for a {@link KeycloakServer}, the class's {@link RealmFixture},
 * an {@link io.keygear.tests.inbox.Inbox}, a {@link io.keygear.tests.page.Browser} or an
 * {@link io.keygear.tests.actor.HttpBrowser}; the last two are new for every test. What is missing on this machine
 * (Chromium, PostgreSQL) skips the test and says so; with {@code CI=true} it fails it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(KeygearExtension.class)
public @interface KeygearTest {

    /** The server it wants. */
    Class<? extends ServerConfig.Source> server() default ServerConfig.Standard.class;

    /** What its realm has beyond {@code realm-export/keygear-realm.json}. */
    Class<? extends RealmSetup> realm() default RealmSetup.AsExported.class;
}
