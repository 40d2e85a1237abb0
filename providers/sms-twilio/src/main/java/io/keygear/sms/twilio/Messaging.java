package io.keygear.sms.twilio;

import java.util.Optional;

/**
 * Programmable Messaging as one component has set it up.
 *
 * @param account that pays
 * @param origin what messages are sent from
 * @param receipts how receipts are told from forgeries; empty when none are wanted
 */
record Messaging(TwilioAccount account, Origin origin, Optional<Receipts> receipts) {}
