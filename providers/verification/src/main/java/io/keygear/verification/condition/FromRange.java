package io.keygear.verification.condition;

import com.google.common.net.InetAddresses;
import io.keygear.kit.config.ConfigSource;
import java.net.InetAddress;
import org.keycloak.authentication.AuthenticationFlowContext;

/** Whether the request comes from certain networks, by the address that Keycloak takes from trusted proxies only. */
final class FromRange extends Condition {

    @Override
    boolean holds(AuthenticationFlowContext context, ConfigSource config) {
        InetAddress address = InetAddresses.forString(context.getConnection().getRemoteAddr());
        return FromRangeFactory.RANGES.read(config).stream().anyMatch(range -> range.contains(address));
    }

    @Override
    public boolean requiresUser() {
        return false;
    }
}
