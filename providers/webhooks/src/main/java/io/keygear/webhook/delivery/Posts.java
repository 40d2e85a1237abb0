package io.keygear.webhook.delivery;

import io.keygear.webhook.delivery.Journal.Entry;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.RealmEndpoints;
import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** All endpoints that this node serves. Changed by the dispatcher's thread alone. */
final class Posts {

    private final RealmEndpoints endpoints;
    private final Supplier<Line> lines;
    private final Arrivals arrivals;
    private final Journal journal;
    private final Crew crew;
    private final Map<String, Post> posts = new ConcurrentHashMap<>();

    Posts(RealmEndpoints endpoints, Supplier<Line> lines, Arrivals arrivals, Journal journal, Crew crew) {
        this.endpoints = endpoints;
        this.lines = lines;
        this.arrivals = arrivals;
        this.journal = journal;
        this.crew = crew;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Journal journal() {
        return journal;
    }

    /** The ids of all endpoints that are switched on. */
    Collection<String> ids() {
        return List.copyOf(posts.keySet());
    }

    /** All of them, for a look from another thread. */
    Collection<Post> all() {
        return posts.values();
    }

    /**
     * Reads all realms' endpoints anew, as any node may have changed them; and looks for what waits longer than it should.
     *
     * @param since in milliseconds; what was new before it should have been sent by now
     */
    void resync(Turn turn, long since) {
        Set<String> all = new HashSet<>();
        Set<String> present = new HashSet<>();
        for (String realmId : turn.realmsWithEndpoints(RealmEndpoints.TYPE)) {
            RealmModel realm = turn.session().realms().getRealm(realmId);
            if (realm != null) {
                RealmEndpoints.components(realm).map(ComponentModel::getId).forEach(all::add);
                for (Endpoint endpoint : endpoints.enabled(realm)) {
                    refresh(turn.session(), realm, endpoint);
                    present.add(endpoint.id());
                }
            }
        }
        endpoints.retain(all);
        Set<String> behind = Set.copyOf(turn.endpointsBehind(RealmEndpoints.TYPE, since));
        posts.forEach((id, post) -> {
            if (!present.contains(id)) {
                post.line().close();
                posts.remove(id);
            } else if (behind.contains(id)) {
                post.lookAgain();
            }
        });
    }

    /** Those of a realm that are switched on; where one is new or was changed, its events go there from now on. */
    @SuppressWarnings("ReferenceEquality") // it is parsed anew with every change of its component, also of a secret
    List<Endpoint> of(Turn turn, String realmId) {
        RealmModel realm = turn.session().realms().getRealm(realmId);
        if (realm == null) {
            return List.of();
        }
        List<Endpoint> enabled = endpoints.enabled(realm);
        for (Endpoint endpoint : enabled) {
            Post known = posts.get(endpoint.id());
            if (known == null || known.address().endpoint() != endpoint) {
                refresh(turn.session(), realm, endpoint);
            }
        }
        return enabled;
    }

    /** Takes what was just spread, and reads more where there is room for it. */
    List<Post.Load> load(Turn turn, Set<Integer> partitions, Map<String, List<Parcel>> spread, long now) {
        long nanos = System.nanoTime();
        List<Post.Load> loads = new ArrayList<>();
        posts.forEach((id, post) -> {
            List<Parcel> news = spread.getOrDefault(id, List.of());
            if (post.isHungry(now, nanos) || post.takes(news, nanos)) {
                loads.add(post.load(turn.backlog(id, partitions), news, now, nanos));
            }
        });
        return loads;
    }

    /** Takes what was just spread, and reads nothing. */
    List<Post.Load> take(Map<String, List<Parcel>> spread) {
        long nanos = System.nanoTime();
        List<Post.Load> loads = new ArrayList<>();
        spread.forEach((id, news) -> {
            Post post = posts.get(id);
            if (post != null && post.takes(news, nanos)) {
                loads.add(post.take(news, nanos));
            }
        });
        return loads;
    }

    /** The outbox may hold what is not known here. */
    void lookAgain() {
        posts.values().forEach(Post::lookAgain);
    }

    boolean areHungry(long now) {
        long nanos = System.nanoTime();
        return posts.values().stream().anyMatch(post -> post.isHungry(now, nanos));
    }

    /** Sends what can be sent. */
    void staff() {
        posts.values().forEach(crew::staff);
    }

    /** Without the outcomes of what others have taken over. */
    List<Entry> current(List<Entry> entries) {
        return entries.stream().filter(entry -> !entry.post().isLost()).toList();
    }

    boolean holds(int partition) {
        return posts.values().stream().anyMatch(post -> post.line().holds(partition));
    }

    void forget(Set<Integer> partitions) {
        if (!partitions.isEmpty()) {
            posts.values().forEach(post -> post.line().forgetWaiting(partitions));
        }
    }

    void startOver() {
        posts.values().forEach(Post::startOver);
    }

    /** Sends nothing more from here. */
    void close() {
        posts.values().forEach(post -> post.line().close());
    }

    /** Whether anything was sent and is not in the journal yet. */
    boolean areUnderWay() {
        return posts.values().stream().anyMatch(post -> !post.line().isIdle());
    }

    void dropAll() {
        posts.values().forEach(Post::lose);
        posts.clear();
    }

    private void refresh(KeycloakSession session, RealmModel realm, Endpoint endpoint) {
        posts.computeIfAbsent(endpoint.id(), id -> new Post(endpoint, lines.get()))
                .refresh(endpoint, endpoints.seal(session, realm, endpoint.id()).orElse(null));
    }
}
