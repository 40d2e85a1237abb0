package io.keygear.dev;

/** What a newcomer reads once the demo is up. */
record Welcome(int port) {

    String text() {
        String url = "http://localhost:" + port;
        return String.join(
                "\n",
                "",
                "Keygear runs. Open",
                "  " + url + "/realms/keygear/account   to log in as a user of the demo realm:",
                "      alice / alice-demo    has a phone: logs in with password and SMS code",
                "      bob   / bob-demo      has none yet: is asked for one (try 07700 900 102)",
                "  " + url + "/admin                    to configure it: admin / admin",
                "",
                "SMS are not sent: every code appears here, on this console, in a line of the log sender.",
                "Clients: demo-app (public, authorization code with PKCE), demo-backend / demo-backend-secret.",
                "Data is kept until `mvn clean`. Ctrl-C stops the server.",
                "");
    }
}
