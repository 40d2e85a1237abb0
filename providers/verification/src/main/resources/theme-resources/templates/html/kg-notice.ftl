<#import "template.ftl" as layout>
<#import "kg-mail.ftl" as mail>
<@layout.emailLayout>
<@mail.paragraph>${msg("kgMailNotice." + kgNotice, realmName)}</@mail.paragraph>
<@mail.paragraph>${msg("kgMailNoticeAlarm", realmName)}</@mail.paragraph>
</@layout.emailLayout>
