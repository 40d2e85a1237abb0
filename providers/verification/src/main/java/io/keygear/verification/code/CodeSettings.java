package io.keygear.verification.code;

import java.time.Duration;

/**
 * How one code is made.
 *
 * @param format how it looks
 * @param length number of letters
 * @param lifespan how long it is taken
 */
public record CodeSettings(CodeFormat format, int length, Duration lifespan) {}
