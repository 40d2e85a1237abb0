package io.keygear.tests.compliance;

import java.util.List;

/** A text that rules come from. Rules about other things (passwords, passkeys, biometrics) are not listed. */
record Standard(String title, String address, List<Rule> rules, List<Remark> remarks) {

    static List<Standard> all() {
        return List.of(
                Nist.standard(), Asvs.standard(), ForgotPassword.standard(), Multifactor.standard(), WebOtp.standard());
    }
}
