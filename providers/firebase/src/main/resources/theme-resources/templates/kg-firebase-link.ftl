<#import "template.ftl" as layout>

<#--
  Asks a user whether a Firebase identity is theirs. The map `kgLink` holds
    provider  the provider's name
    email     the address that both have

  The form posts nothing but itself, or the button `cancel-aia`.
-->

<@layout.registrationLayout displayMessage=false; section>
  <#if section == "header">
    ${msg("kgLinkTitle")}
  <#elseif section == "form">
    <p class="${properties.kcContentWrapperClass!}">${msg("kgLinkText", kgLink.provider, kgLink.email)}</p>
    <form id="kg-link-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <div class="${properties.kcFormActionGroupClass!}">
        <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgLinkSubmit")}</button>
        <#if isAppInitiatedAction??>
        <button class="${properties.kcButtonDefaultClass!} ${properties.kcButtonBlockClass!}" type="submit" name="cancel-aia" value="true">${msg("doCancel")}</button>
        </#if>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
