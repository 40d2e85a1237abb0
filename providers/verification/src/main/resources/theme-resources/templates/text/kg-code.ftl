<#ftl output_format="plainText">
${msg("kgMailCodeFor." + kgPurpose, realmName)}

    ${kgCode}

${msg("kgMailCodeValid", kgMinutes)}
${msg("kgMailCodeIgnore")}
