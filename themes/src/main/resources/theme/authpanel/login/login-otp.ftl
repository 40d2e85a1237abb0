<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("totp"); section>
  <#if section == "header">
    ${msg("loginOtpOneTime")}
  <#elseif section == "form">
    <p class="instruction">${msg("otp-help-text")}</p>
    <form id="kc-otp-login-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <#if otpLogin.userOtpCredentials?size gt 1>
      <fieldset class="ap-tiles">
        <legend class="ap-visually-hidden">${msg("loginCredential")}</legend>
        <#list otpLogin.userOtpCredentials as credential>
        <div class="ap-tile-cell">
          <input id="kc-otp-credential-${credential?index}" class="${properties.kcLoginOTPListInputClass!}" type="radio" name="selectedCredentialId" value="${credential.id}"<#if credential.id == otpLogin.selectedCredentialId> checked</#if>>
          <label for="kc-otp-credential-${credential?index}" class="${properties.kcLoginOTPListClass!}">
            <i class="${properties.kcLoginOTPListItemIconClass!}" aria-hidden="true"></i>
            <span class="${properties.kcLoginOTPListItemTitleClass!}">${credential.userLabel!msg("otp-display-name")}</span>
          </label>
        </div>
        </#list>
      </fieldset>
      </#if>
      <@field.input name="otp" label=msg("loginOtpOneTime") fieldName="totp" autocomplete="one-time-code" autofocus=true />
      <@buttons.loginButton />
    </form>
  </#if>
</@layout.registrationLayout>
