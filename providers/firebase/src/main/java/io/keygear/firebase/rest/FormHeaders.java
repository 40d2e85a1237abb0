package io.keygear.firebase.rest;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a request that is shown as a form; only its media type is another. */
record FormHeaders(HttpHeaders headers) implements HttpHeaders {

    @Override
    public MediaType getMediaType() {
        return MediaType.APPLICATION_FORM_URLENCODED_TYPE;
    }

    @Override
    public List<String> getRequestHeader(String name) {
        return headers.getRequestHeader(name);
    }

    @Override
    public @Nullable String getHeaderString(String name) {
        return headers.getHeaderString(name);
    }

    @Override
    public MultivaluedMap<String, String> getRequestHeaders() {
        return headers.getRequestHeaders();
    }

    @Override
    public List<MediaType> getAcceptableMediaTypes() {
        return headers.getAcceptableMediaTypes();
    }

    @Override
    public List<Locale> getAcceptableLanguages() {
        return headers.getAcceptableLanguages();
    }

    @Override
    public @Nullable Locale getLanguage() {
        return headers.getLanguage();
    }

    @Override
    public Map<String, Cookie> getCookies() {
        return headers.getCookies();
    }

    @Override
    public @Nullable Date getDate() {
        return headers.getDate();
    }

    @Override
    public int getLength() {
        return headers.getLength();
    }
}
