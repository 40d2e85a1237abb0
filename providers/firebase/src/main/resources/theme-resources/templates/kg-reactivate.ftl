<#import "template.ftl" as layout>

<#-- Asks somebody who deactivated their account whether they come back. The form posts nothing but itself. -->

<@layout.registrationLayout displayMessage=false; section>
  <#if section == "header">
    ${msg("kgReactivateTitle")}
  <#elseif section == "form">
    <p class="${properties.kcContentWrapperClass!}">${msg("kgReactivateText")}</p>
    <form id="kg-reactivate-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <div class="${properties.kcFormActionGroupClass!}">
        <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgReactivateSubmit")}</button>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
