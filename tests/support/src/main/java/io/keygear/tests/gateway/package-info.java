/** Stand-ins for the gateways that carry messages. */
package io.keygear.tests.gateway;
