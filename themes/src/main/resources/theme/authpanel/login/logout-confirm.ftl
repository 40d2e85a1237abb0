<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("logoutConfirmTitle")}
  <#elseif section == "form">
    <div id="kc-logout-confirm">
      <p class="instruction">${msg("logoutConfirmHeader")}</p>
      <form class="${properties.kcFormClass!}" action="${url.logoutConfirmAction}" method="post">
        <input type="hidden" name="session_code" value="${logoutConfirm.code}">
        <button id="kc-logout" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit" name="confirmLogout" value="true">${msg("doLogout")}</button>
      </form>
      <#if !logoutConfirm.skipLink && (client.baseUrl)?has_content>
      <p id="kc-info-message" class="ap-back"><a href="${client.baseUrl}">${msg("backToApplication")}</a></p>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
