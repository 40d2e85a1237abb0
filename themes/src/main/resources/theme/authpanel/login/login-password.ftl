<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "passkeys.ftl" as passkeys>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("password"); section>
  <#if section == "header">
    ${msg("apPasswordTitle")}
  <#elseif section == "form">
    <form id="kc-form-login" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <@field.password name="password" label=msg("password") autofocus=true autocomplete="current-password" forgotPassword=realm.resetPasswordAllowed />
      <@buttons.loginButton />
    </form>
    <@passkeys.conditionalUIData />
  </#if>
</@layout.registrationLayout>
