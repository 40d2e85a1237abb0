package io.keygear.spi.sms;

import org.keycloak.provider.Provider;

/**
 * Something that reaches a person's phone by SMS. A sender is made by its {@link SmsSenderFactory} from one realm
 * component while a request is served, and then used on another thread after that request may have ended: it keeps
 * no Keycloak session, and secrets (also {@code ${vault.…}} references) are resolved when it is made.
 */
public sealed interface SmsSender extends Provider permits TextSender {

    @Override
    default void close() {}
}
