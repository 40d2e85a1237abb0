package io.keygear.tests.actor;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A form on a page, with the values a browser would send. */
public final class HttpForm {

    private final HttpBrowser browser;
    private final URI action;
    private final Map<String, String> values;

    private HttpForm(HttpBrowser browser, URI action, Map<String, String> values) {
        this.browser = browser;
        this.action = action;
        this.values = values;
    }

    static HttpForm of(HttpBrowser browser, Element element) {
        FormElement form = (FormElement) element;
        Map<String, String> values = new LinkedHashMap<>();
        form.formData().forEach(pair -> values.put(pair.key(), pair.value()));
        form.select("input[type=submit][name]").forEach(unpressed -> values.remove(unpressed.attr("name")));
        return new HttpForm(browser, URI.create(form.absUrl("action")), values);
    }

    /** Where it goes; for requests a form would not make. */
    public URI action() {
        return action;
    }

    /** What it would send. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Fills in a field. */
    public HttpForm set(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Sends it by pressing Enter. */
    public HttpPage submit() {
        return browser.post(action, values.entrySet());
    }

    /** Sends it by pressing the button with this name. */
    public HttpPage submit(String button) {
        return submit(button, "");
    }

    /** Sends it by pressing the button with this name and value. */
    public HttpPage submit(String button, String value) {
        List<Map.Entry<String, String>> all = new ArrayList<>(values.entrySet());
        all.add(Map.entry(button, value));
        return browser.post(action, all);
    }

    /** Sends it with one more header, for what only a test does. */
    public HttpPage submitWith(String header, String value) {
        return browser.with(header, value).post(action, values.entrySet());
    }

    /** The same form in another browser, with what is filled in so far. */
    public HttpForm in(HttpBrowser other) {
        return new HttpForm(other, action, new LinkedHashMap<>(values));
    }
}
