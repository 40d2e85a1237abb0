package io.keygear.verification.channel;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.cert.X509Certificate;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/** All that is left of a request that is over: the address people reach the server at, for pictures in mails. */
record PastRequest(URI baseUri) implements HttpRequest {

    @Override
    public UriInfo getUri() {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBaseUri", "getAbsolutePath", "getRequestUri" -> baseUri;
                    case "getBaseUriBuilder", "getAbsolutePathBuilder", "getRequestUriBuilder" ->
                        UriBuilder.fromUri(baseUri);
                    default -> throw new ContextNotActiveException();
                });
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return new NoHeaders();
    }

    @Override
    public String getHttpMethod() {
        return "GET";
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return new MultivaluedHashMap<>();
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return new MultivaluedHashMap<>();
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        return new X509Certificate[0];
    }

    @Override
    public boolean isProxyTrusted() {
        return false;
    }
}
