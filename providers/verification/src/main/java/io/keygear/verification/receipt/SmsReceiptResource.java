package io.keygear.verification.receipt;

import io.keygear.kit.http.HttpBody;
import io.keygear.kit.rest.Problem;
import io.keygear.kit.rest.RealmApi;
import io.keygear.spi.sms.Receipt;
import io.keygear.spi.sms.ReceiptRequest;
import io.keygear.spi.sms.SmsSender;
import io.keygear.verification.channel.ReceiptAddress;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.Delivery;
import io.keygear.verification.code.DeliveryReport;
import io.keygear.verification.sender.SmsSenders;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resource.RealmResourceProvider;

/**
 * Takes receipts of SMS gateways: {@code POST …/realms/{realm}/sms-receipt/{sender}/{message}}. Gateways that cannot
 * call an address for each message leave out the last part; their own id of the message then finds it. Whether a
 * gateway wrote a receipt is for its sender to say ({@link SmsSender#parseReceipt}), which sees the address as the
 * public calls it, whatever proxy stands before Keycloak.
 *
 * <p>A true receipt is answered with 204 also when it changes nothing; gateways have no use for more.
 */
public final class SmsReceiptResource implements RealmResourceProvider {

    private static final Logger LOG = Logger.getLogger(SmsReceiptResource.class);
    private static final int LARGEST_BODY = 64 * 1024;

    private final KeycloakSession session;

    SmsReceiptResource(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /** A receipt at the address of one message. */
    @POST
    @Path("{sender}/{message}")
    @Consumes(MediaType.WILDCARD)
    public Response ofMessage(
            @PathParam("sender") String sender,
            @PathParam("message") String message,
            @Context HttpHeaders headers,
            InputStream body) {
        return take(sender, Optional.of(message), headers, body);
    }

    /** A receipt at the address of all messages of a sender. */
    @POST
    @Path("{sender}")
    @Consumes(MediaType.WILDCARD)
    public Response ofSender(@PathParam("sender") String sender, @Context HttpHeaders headers, InputStream body) {
        return take(sender, Optional.empty(), headers, body);
    }

    private Response take(String senderId, Optional<String> message, HttpHeaders headers, InputStream body) {
        RealmApi.open(session, "POST");
        RealmModel realm = session.getContext().getRealm();
        SmsSender sender = session.getProvider(SmsSenders.class)
                .find(realm, senderId)
                .orElseThrow(() -> Problem.of("unknown_sender", 404, "The realm has no such SMS sender.")
                        .exception());
        Receipt receipt = sender.parseReceipt(
                new ReceiptRequest(address(senderId, message), headers.getRequestHeaders(), read(headers, body)));
        LOG.debugf("receipt realm=%s sender=%s: %s", realm.getName(), senderId, receipt);
        if (receipt instanceof Receipt.Delivered delivered) {
            report(new DeliveryReport(senderId, message, delivered.deliveryId(), Delivery.DELIVERED, null));
        } else if (receipt instanceof Receipt.Undelivered lost) {
            report(new DeliveryReport(
                    senderId,
                    message,
                    lost.deliveryId(),
                    Delivery.UNDELIVERED,
                    lost.failure().name()));
        } else if (!(receipt instanceof Receipt.Progress)) {
            throw refusal(receipt).exception();
        }
        return Response.noContent().build();
    }

    private void report(DeliveryReport report) {
        boolean changed = session.getProvider(CodeService.class).report(report);
        LOG.debugf("receipt for %s: %s", report.deliveryId(), changed ? report.delivery() : "nothing to change");
    }

    private static Problem refusal(Receipt receipt) {
        if (receipt instanceof Receipt.Forged) {
            return Problem.of("forged_receipt", 403, "The receipt is not signed by the gateway for this address.");
        } else if (receipt instanceof Receipt.Malformed) {
            return Problem.of("malformed_receipt", 400, "The receipt is not in the gateway's form.");
        }
        return Problem.of("no_receipts", 404, "This SMS sender reads no receipts.");
    }

    /** The address as the gateway was told it, with the query that came. */
    private URI address(String sender, Optional<String> message) {
        String path = ReceiptAddress.of(session, session.getContext().getRealm()) + "/" + sender
                + message.map(id -> "/" + id).orElse("");
        String query = session.getContext().getUri().getRequestUri().getRawQuery();
        return URI.create(query == null ? path : path + "?" + query);
    }

    /** Keycloak reads a form before any resource does, so a form is written anew; anything else is as it came. */
    private HttpBody read(HttpHeaders headers, InputStream body) {
        boolean form = MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(headers.getMediaType());
        try {
            HttpBody content = form ? HttpBody.of(form()) : HttpBody.of(body.readNBytes(LARGEST_BODY + 1));
            if (content.size() > LARGEST_BODY) {
                throw Problem.of("receipt_too_large", 413, "Receipts have at most 64 KiB.")
                        .exception();
            }
            return content;
        } catch (IOException broken) {
            throw Problem.of("malformed_receipt", 400, "The receipt ended too early.")
                    .exception();
        }
    }

    private String form() {
        return session.getContext().getHttpRequest().getDecodedFormParameters().entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
