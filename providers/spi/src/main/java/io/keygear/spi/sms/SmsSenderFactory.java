package io.keygear.spi.sms;

import org.keycloak.component.ComponentFactory;

/**
 * Makes senders from realm components of the type {@code io.keygear.spi.sms.SmsSender}. A component whose values
 * cannot work is refused when it is saved, by {@code validateConfiguration}.
 */
public interface SmsSenderFactory extends ComponentFactory<SmsSender, SmsSender> {}
