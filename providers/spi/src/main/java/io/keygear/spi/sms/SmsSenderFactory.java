package io.keygear.spi.sms;

import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Makes senders from realm components of the type {@code io.keygear.spi.sms.SmsSender}. A component whose values
 * cannot work is refused when it is saved, by {@code validateConfiguration}.
 */
public interface SmsSenderFactory extends ComponentFactory<SmsSender, SmsSender> {

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void postInit(KeycloakSessionFactory factory) {}

    @Override
    default void close() {}
}
