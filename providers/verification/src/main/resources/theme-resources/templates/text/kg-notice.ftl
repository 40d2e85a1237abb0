<#ftl output_format="plainText">
${msg("kgMailNotice." + kgNotice, realmName)}

${msg("kgMailNoticeAlarm", realmName)}
