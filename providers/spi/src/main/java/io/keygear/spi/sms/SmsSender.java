package io.keygear.spi.sms;

import org.keycloak.provider.Provider;

/**
 * Something that reaches a person's phone by SMS: either a {@link TextSender}, or a {@link VerifyService}. A sender is
 * made by its {@link SmsSenderFactory} from one realm component while a request is served, and then used on another
 * thread after that request may have ended: it keeps no Keycloak session, and secrets (also {@code ${vault.…}}
 * references) are resolved when it is made.
 */
public sealed interface SmsSender extends Provider permits TextSender, VerifyService {

    /**
     * Reads what the gateway reports about a message, and makes sure that the gateway wrote it. Anybody can call the
     * address of receipts, so a sender that cannot tell a forged receipt from a true one reads none.
     *
     * @return what the receipt says; by default that this sender reads no receipts
     */
    default Receipt parseReceipt(ReceiptRequest request) {
        return new Receipt.Unsupported();
    }

    @Override
    default void close() {}
}
