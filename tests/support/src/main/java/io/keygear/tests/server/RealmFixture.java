package io.keygear.tests.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.inbox.Inbox;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** A test class's own realm: {@code realm-export/keygear-realm.json} under another name, with alice and bob in it. */
public final class RealmFixture {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KeycloakServer server;
    private final String name;
    private final AdminApi admin;
    private Duration ahead = Duration.ZERO;

    private RealmFixture(KeycloakServer server, String name, AdminApi admin) {
        this.server = server;
        this.name = name;
        this.admin = admin;
    }

    static RealmFixture create(KeycloakServer server, String wish, RealmSetup setup) {
        String name = wish.toLowerCase(Locale.ROOT) + "-" + COUNT.incrementAndGet();
        ObjectNode realm = RealmFile.read(name);
        setup.apply(realm, server);
        AdminApi admin = new AdminApi(server);
        admin.post("", realm);
        return new RealmFixture(server, name, admin);
    }

    /** One more realm on the same server. */
    public RealmFixture another(String wish, RealmSetup setup) {
        return create(server, wish, setup);
    }

    /** The realm's name. */
    public String name() {
        return name;
    }

    /** The server it is on. */
    public KeycloakServer server() {
        return server;
    }

    /** {@code …/realms/{name}}, the issuer of its tokens. */
    public URI url() {
        return server.url().resolve("/realms/" + name);
    }

    /** The server's admin API; paths begin with the name of a realm. */
    public AdminApi admin() {
        return admin;
    }

    /** {@code demo-app}: public, authorization code with PKCE. */
    public OidcClient demoApp() {
        return new OidcClient(url(), "demo-app");
    }

    /** Has a verified phone, +44 7700 900101. */
    public Person alice() {
        return person("alice", "alice-demo");
    }

    /** Has no phone and is asked for one at login. */
    public Person bob() {
        return person("bob", "bob-demo");
    }

    /** A new user with nothing to do at login but what {@code edit} says; the password is the name. */
    public Person newPerson(String username, Consumer<ObjectNode> edit) {
        ObjectNode user = JSON.createObjectNode()
                .put("username", username)
                .put("enabled", true)
                .put("email", username + "@example.com")
                .put("emailVerified", true)
                .put("firstName", username)
                .put("lastName", "Example");
        user.putArray("requiredActions");
        user.putArray("credentials").addObject().put("type", "password").put("value", username);
        edit.accept(user);
        admin.post(name + "/users", user);
        Person person = person(username, username);
        // The REST API adds the realm's default actions, whatever the request says.
        changeUser(person, all -> all.set("requiredActions", user.get("requiredActions")));
        return person;
    }

    /** Reads a user and writes it back edited. */
    public void changeUser(Person person, Consumer<ObjectNode> edit) {
        ObjectNode user = (ObjectNode) admin.get(name + "/users/" + person.id());
        edit.accept(user);
        admin.put(name + "/users/" + person.id(), user);
    }

    /** The user as the admin API shows it. */
    public JsonNode user(Person person) {
        return admin.get(name + "/users/" + person.id());
    }

    /** The stored credentials, without secrets. */
    public List<JsonNode> credentials(Person person) {
        return list(admin.get(name + "/users/" + person.id() + "/credentials"));
    }

    /** The stored events of one user, newest first. */
    public List<LoginEvent> events(Person person) {
        return events().stream()
                .filter(event -> person.id().equals(event.userId()))
                .toList();
    }

    /** The stored user events, newest first by the server's clock, which a test may have moved. */
    public List<LoginEvent> events() {
        return list(admin.get(name + "/events?max=1000")).stream()
                .map(LoginEvent::from)
                .toList();
    }

    /** Forgets the events of earlier tests. */
    public void clearEvents() {
        admin.delete(name + "/events");
    }

    /** Reads the realm and writes it back edited. */
    public void change(Consumer<ObjectNode> edit) {
        ObjectNode realm = (ObjectNode) admin.get(name);
        edit.accept(realm);
        admin.put(name, realm);
    }

    /** Adds a component, for instance an SMS sender; gives its id. */
    public String addComponent(String providerType, String providerId, Map<String, String> config) {
        ObjectNode component = JSON.createObjectNode()
                .put("name", providerId)
                .put("providerId", providerId)
                .put("providerType", providerType)
                .put("parentId", admin.get(name).path("id").asText());
        ObjectNode values = component.putObject("config");
        config.forEach((key, value) -> values.putArray(key).add(value));
        return admin.post(name + "/components", component);
    }

    /** Adds one of several components of a type and id, under a name of its own; gives its id. */
    public String addComponent(String name, String providerType, String providerId, Map<String, String> config) {
        String id = addComponent(providerType, providerId, config);
        ObjectNode component = (ObjectNode) admin.get(this.name + "/components/" + id);
        admin.put(this.name + "/components/" + id, component.put("name", name));
        return id;
    }

    /** Changes settings of a component. */
    public void changeComponent(String id, Map<String, String> config) {
        ObjectNode component = (ObjectNode) admin.get(name + "/components/" + id);
        ObjectNode values = component.withObjectProperty("config");
        config.forEach((key, value) -> values.putArray(key).add(value));
        admin.put(name + "/components/" + id, component);
    }

    /** Removes a component. */
    public void removeComponent(String id) {
        admin.delete(name + "/components/" + id);
    }

    /** Changes settings of the one component of this type and id. */
    public void changeComponent(String providerType, String providerId, Map<String, String> config) {
        ObjectNode component = component(providerType, providerId);
        ObjectNode values = component.withObjectProperty("config");
        config.forEach((key, value) -> values.putArray(key).add(value));
        admin.put(name + "/components/" + component.path("id").asText(), component);
    }

    /** Whether there is a component of this type and id. */
    public boolean hasComponent(String providerType, String providerId) {
        return list(admin.get(name + "/components?type=" + providerType)).stream()
                .anyMatch(component -> component.path("providerId").asText().equals(providerId));
    }

    /** Removes the one component of this type and id. */
    public void removeComponent(String providerType, String providerId) {
        admin.delete(name + "/components/"
                + component(providerType, providerId).path("id").asText());
    }

    /** Sends the realm's mail to an inbox. */
    public void mailTo(Inbox inbox) {
        change(realm -> realm.putObject("smtpServer")
                .put("host", server.testHost())
                .put("port", String.valueOf(inbox.port()))
                .put("from", "no-reply@keygear.example"));
    }

    /** Lets time pass on the server, at once. The clock is set right after each test. */
    public void passTime(Duration time) {
        ahead = ahead.plus(time);
        server.setClock(ahead);
    }

    void resetClock() {
        if (!ahead.isZero()) {
            ahead = Duration.ZERO;
            server.setClock(ahead);
        }
    }

    private Person person(String username, String password) {
        JsonNode found =
                admin.get(name + "/users?exact=true&username=" + URLEncoder.encode(username, StandardCharsets.UTF_8));
        if (found.isEmpty()) {
            throw new AssertionError("No user " + username + " in " + name);
        }
        return new Person(found.get(0).path("id").asText(), username, password);
    }

    private ObjectNode component(String providerType, String providerId) {
        return list(admin.get(name + "/components?type=" + providerType)).stream()
                .filter(component -> component.path("providerId").asText().equals(providerId))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + providerType + " " + providerId + " in " + name));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
