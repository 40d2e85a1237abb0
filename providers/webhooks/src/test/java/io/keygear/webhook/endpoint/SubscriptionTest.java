package io.keygear.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {

    @Test
    void a_name_means_itself_and_a_beginning_what_begins_so() {
        Subscription some = new Subscription(List.of("user.login", "admin.user.*"), Set.of());

        assertThat(some.wants("user.login", null)).isTrue();
        assertThat(some.wants("user.login_error", null)).isFalse();
        assertThat(some.wants("admin.user.update", null)).isTrue();
        assertThat(some.wants("admin.user_session.delete", null)).isFalse();
    }

    @Test
    void clients_narrow_what_goes_through_a_client() {
        Subscription shop = new Subscription(List.of("*"), Set.of("shop"));

        assertThat(shop.wants("user.login", "shop")).isTrue();
        assertThat(shop.wants("user.login", "blog")).isFalse();
        assertThat(shop.wants("admin.user.update", null)).isTrue();
    }
}
