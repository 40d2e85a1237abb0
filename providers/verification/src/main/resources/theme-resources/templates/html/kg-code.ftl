<#import "template.ftl" as layout>
<#import "kg-mail.ftl" as mail>
<@layout.emailLayout>
<@mail.paragraph>${msg("kgMailCodeFor." + kgPurpose, realmName)}</@mail.paragraph>
<p dir="ltr" style="margin:0 0 16px;font:700 32px/1.25 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px">${kgCode}</p>
<@mail.paragraph>${msg("kgMailCodeValid", kgMinutes)}</@mail.paragraph>
<@mail.paragraph>${msg("kgMailCodeIgnore")}</@mail.paragraph>
</@layout.emailLayout>
