package io.keygear.tests.actor;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What an {@link HttpBrowser} shows. */
public final class HttpPage {

    private final HttpBrowser browser;
    private final URI url;
    private final int status;
    private final HttpHeaders headers;
    private final Document document;

    HttpPage(HttpBrowser browser, URI url, int status, HttpHeaders headers, String html) {
        this.browser = browser;
        this.url = url;
        this.status = status;
        this.headers = headers;
        this.document = Jsoup.parse(html, url.toString());
    }

    /** Where it is shown. */
    public HttpBrowser browser() {
        return browser;
    }

    /** The address in its bar. */
    public URI url() {
        return url;
    }

    /** 302 if it stopped at another host's address, without going there. */
    public int status() {
        return status;
    }

    /** Of the last answer. */
    public HttpHeaders headers() {
        return headers;
    }

    /** The page, parsed. */
    public Document document() {
        return document;
    }

    /** Whether an element with this id is there. */
    public boolean has(String id) {
        return document.getElementById(id) != null;
    }

    /** The text of the element with this id, if there is one. */
    public Optional<String> text(String id) {
        return Optional.ofNullable(document.getElementById(id)).map(Element::text);
    }

    /** The form with this id. */
    public HttpForm form(String id) {
        return form(Optional.ofNullable(document.getElementById(id)), "form #" + id);
    }

    /** The only form, or the first. */
    public HttpForm form() {
        return form(Optional.ofNullable(document.selectFirst("form")), "form");
    }

    /** Follows the link with this id. */
    public HttpPage click(String id) {
        Element link = document.getElementById(id);
        if (link == null) {
            throw missing("link #" + id);
        }
        return browser.open(URI.create(link.absUrl("href")));
    }

    /** Loads the address again; in browsers Keycloak's script has taken the one-time session code out of it. */
    public HttpPage reload() {
        return browser.open(URI.create(url.toString().replaceFirst("session_code=[^&]*&", "")));
    }

    /** Fills in the login form and submits it. */
    public HttpPage login(String username, String password) {
        return form("kc-form-login")
                .set("username", username)
                .set("password", password)
                .submit();
    }

    /** The query parameters of {@link #url()}. */
    public Map<String, String> query() {
        return Http.query(url);
    }

    @Override
    public String toString() {
        return status + " " + url + "\n" + document.body().text();
    }

    private HttpForm form(Optional<Element> element, String what) {
        return HttpForm.of(browser, element.orElseThrow(() -> missing(what)));
    }

    private AssertionError missing(String what) {
        return new AssertionError("No " + what + " on the page " + this);
    }
}
