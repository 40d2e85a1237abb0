package io.keygear.verification.code;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway reported of one message.
 *
 * @param senderId the component of the sender that the gateway belongs to
 * @param challengeId our id of the message, when the address of the receipt had it
 * @param deliveryId the gateway's id of it
 * @param delivery {@link Delivery#DELIVERED} or {@link Delivery#UNDELIVERED}
 * @param failure why it was not delivered, as a category; {@code null} when it was
 */
public record DeliveryReport(
        String senderId,
        Optional<String> challengeId,
        String deliveryId,
        Delivery delivery,
        @Nullable String failure) {}
