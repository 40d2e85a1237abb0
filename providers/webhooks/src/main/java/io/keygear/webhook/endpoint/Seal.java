package io.keygear.webhook.endpoint;

import io.keygear.webhook.signing.Signatures;

/**
 * What is secret about an endpoint, perhaps from the vault.
 *
 * @param signatures the keys that are valid now
 * @param fields what is left out or made unrecognisable
 */
public record Seal(Signatures signatures, FieldPolicy fields) {}
