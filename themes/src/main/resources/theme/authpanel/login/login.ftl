<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "identity.ftl" as identity>
<#import "passkeys.ftl" as passkeys>
<#import "social-providers.ftl" as identityProviders>
<@layout.registrationLayout tab="login" displayMessage=!messagesPerField.existsError("username", "password"); section>
  <#if section == "header">
    ${msg("loginAccountTitle")}
  <#elseif section == "form">
    <#if realm.password>
    <#assign wrong = messagesPerField.getFirstError("username", "password")>
    <#assign asksName = !usernameHidden??>
    <form id="kc-form-login" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <#if asksName>
      <@field.input name="username" label=identity.label() value=login.username!"" error=wrong autofocus=true autocomplete=identity.autocomplete() inputmode=identity.inputmode() />
      </#if>
      <@field.password name="password" label=msg("password") error=asksName?then("", wrong) marked=wrong?has_content describedBy=(asksName && wrong?has_content)?then("input-error-username", "") autofocus=!asksName autocomplete="current-password" forgotPassword=realm.resetPasswordAllowed>
        <#if realm.rememberMe && asksName><@field.checkbox name="rememberMe" label=msg("rememberMe") value=login.rememberMe?? /></#if>
      </@field.password>
      <@buttons.loginButton />
    </form>
    </#if>
    <@passkeys.conditionalUIData />
  <#elseif section == "socialProviders">
    <#if realm.password && social?? && social.providers?has_content><@identityProviders.show social=social /></#if>
  </#if>
</@layout.registrationLayout>
