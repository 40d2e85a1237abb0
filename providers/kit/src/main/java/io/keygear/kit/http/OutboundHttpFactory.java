package io.keygear.kit.http;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link OutboundHttp}; owns its connections. */
public interface OutboundHttpFactory extends ProviderFactory<OutboundHttp> {}
