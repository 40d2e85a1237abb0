<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "identity.ftl" as identity>
<#import "passkeys.ftl" as passkeys>
<#import "social-providers.ftl" as identityProviders>
<@layout.registrationLayout tab="login" displayMessage=!messagesPerField.existsError("username"); section>
  <#if section == "header">
    ${msg("loginAccountTitle")}
  <#elseif section == "form">
    <#if realm.password>
    <form id="kc-form-login" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <#if !usernameHidden??>
      <@field.input name="username" label=identity.label() value=login.username!"" autofocus=true autocomplete=identity.autocomplete() inputmode=identity.inputmode() />
      <#if realm.rememberMe>
      <div class="${properties.kcFormSettingClass!}"><@field.checkbox name="rememberMe" label=msg("rememberMe") value=login.rememberMe?? /></div>
      </#if>
      </#if>
      <@buttons.loginButton />
    </form>
    </#if>
    <@passkeys.conditionalUIData />
  <#elseif section == "socialProviders">
    <#if realm.password && social?? && social.providers?has_content><@identityProviders.show social=social /></#if>
  </#if>
</@layout.registrationLayout>
