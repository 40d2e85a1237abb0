<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("pageExpiredTitle")}
  <#elseif section == "form">
    <div id="instruction1">
      <p id="ap-expired-continue" class="instruction">${msg("pageExpiredMsg2")}</p>
      <a id="loginContinueLink" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" aria-describedby="ap-expired-continue" href="${url.loginAction}">${msg("doContinue")}</a>
      <p id="ap-expired-restart" class="instruction ap-space">${msg("pageExpiredMsg1")}</p>
      <a id="loginRestartLink" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" aria-describedby="ap-expired-restart" href="${url.loginRestartFlowUrl}">${msg("restartLoginTooltip")}</a>
    </div>
  </#if>
</@layout.registrationLayout>
