<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "identity.ftl" as identity>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("username"); section>
  <#if section == "header">
    ${msg("emailForgotTitle")}
  <#elseif section == "form">
    <p id="kc-reset-instruction" class="instruction">${realm.duplicateEmailsAllowed?then(msg("emailInstructionUsername"), msg("emailInstruction"))}</p>
    <form id="kc-reset-password-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <@field.input name="username" label=identity.label() value=auth.attemptedUsername!"" autofocus=true autocomplete="username" inputmode=identity.inputmode() describedBy="kc-reset-instruction" />
      <@buttons.actionGroup><@buttons.button label="doSubmit" id="kc-submit" /></@buttons.actionGroup>
    </form>
    <p class="ap-back"><a href="${url.loginUrl}">${msg("backToLogin")}</a></p>
  </#if>
</@layout.registrationLayout>
