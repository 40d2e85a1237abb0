<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
  <#assign ownHeader = messageHeader??>
  <#if section == "header">
    <#if ownHeader>${kcSanitize(msg("${messageHeader}"))?no_esc}<#else>${kcSanitize(message.summary)?no_esc}</#if>
  <#elseif section == "form">
    <div id="kc-info-message">
      <#if ownHeader><p class="instruction">${kcSanitize(message.summary)?no_esc}</p></#if>
      <#if requiredActions??>
      <ul class="${properties.kcListClass!}">
        <#list requiredActions as action><li>${kcSanitize(msg("requiredAction." + action))?no_esc}</li></#list>
      </ul>
      </#if>
      <#if !skipLink??>
        <#if pageRedirectUri?has_content>
        <a class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" href="${pageRedirectUri}">${msg("backToApplication")}</a>
        <#elseif actionUri?has_content>
        <a class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" href="${actionUri}">${msg("proceedWithAction")}</a>
        <#elseif (client.baseUrl)?has_content>
        <a class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" href="${client.baseUrl}">${msg("backToApplication")}</a>
        </#if>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
