package io.keygear.sms.twilio;

import java.util.Locale;

/** The languages of Verify's texts, in Verify's spelling. What Verify does not know it answers in English. */
final class VerifyLocale {

    private VerifyLocale() {}

    static String of(Locale locale) {
        String language = locale.getLanguage();
        String country = locale.getCountry();
        return switch (language) {
            case "zh" -> isTraditional(locale) ? ("HK".equals(country) ? "zh-HK" : "zh-TW") : "zh";
            case "pt" -> "BR".equals(country) ? "pt-BR" : "pt";
            case "en" -> "GB".equals(country) ? "en-GB" : "en";
            default -> language.isEmpty() ? "en" : language;
        };
    }

    private static boolean isTraditional(Locale locale) {
        return "Hant".equals(locale.getScript())
                || "TW".equals(locale.getCountry())
                || "HK".equals(locale.getCountry());
    }
}
