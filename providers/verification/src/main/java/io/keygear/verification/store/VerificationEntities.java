package io.keygear.verification.store;

import io.keygear.verification.claim.ClaimEntities;
import io.keygear.verification.code.CodeEntities;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Tells Keycloak which tables this module has, and how they come to be. */
final class VerificationEntities implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return Stream.concat(CodeEntities.ALL.stream(), ClaimEntities.ALL.stream())
                .toList();
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/keygear-verification-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return VerificationEntitiesFactory.ID;
    }

    @Override
    public void close() {}
}
