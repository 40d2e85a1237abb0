package io.keygear.kit.http;

/**
 * Why an address cannot be called, in words for an administrator.
 *
 * @param problem what is wrong, as the rest of a sentence that begins with the option or the address
 * @param fix what would be right, as an imperative
 */
public record UrlRefusal(String problem, String fix) {}
