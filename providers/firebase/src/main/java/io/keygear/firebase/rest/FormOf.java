package io.keygear.firebase.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/**
 * The request with the members of its JSON body as form parameters, so that Keycloak's client authenticators, which
 * read forms alone, find a client's credentials there.
 */
record FormOf(HttpRequest request, MultivaluedMap<String, String> form) implements HttpRequest {

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return form;
    }

    @Override
    public String getHttpMethod() {
        return request.getHttpMethod();
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return request.getMultiPartFormParameters();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return new FormHeaders(request.getHttpHeaders());
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        return request.getClientCertificateChain();
    }

    @Override
    public UriInfo getUri() {
        return request.getUri();
    }

    @Override
    public boolean isProxyTrusted() {
        return request.isProxyTrusted();
    }
}
