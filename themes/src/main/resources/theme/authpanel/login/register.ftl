<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "register-commons.ftl" as registerCommons>
<#import "user-profile-commons.ftl" as userProfileCommons>
<@layout.registrationLayout tab="register" displayMessage=messagesPerField.exists("global") displayRequiredFields=true; section>
  <#if section == "header">
    <#if messageHeader??>${kcSanitize(msg("${messageHeader}"))?no_esc}<#else>${msg("registerTitle")}</#if>
  <#elseif section == "form">
    <form id="kc-register-form" class="${properties.kcFormClass!}" action="${url.registrationAction}" method="post" novalidate>
      <@userProfileCommons.userProfileFormFields; callback, attribute>
        <#-- With "verify e-mail" on, the password is chosen later and the page has no fields for it. -->
        <#if callback == "afterField" && passwordRequired?? && (attribute.name == "username" || (attribute.name == "email" && realm.registrationEmailAsUsername))>
        <@field.password name="password" label=msg("password") required=true autocomplete="new-password" />
        <@field.password name="password-confirm" label=msg("passwordConfirm") required=true autocomplete="new-password" />
        </#if>
      </@userProfileCommons.userProfileFormFields>
      <@registerCommons.termsAcceptance />
      <#if recaptchaRequired?? && (recaptchaVisible!false)>
      <div class="${properties.kcFormGroupClass!}"><div class="g-recaptcha" data-size="compact" data-sitekey="${recaptchaSiteKey}" data-action="${recaptchaAction}"></div></div>
      </#if>
      <div class="${properties.kcFormActionGroupClass!}">
        <#-- authpanel.js offers onSubmitRecaptcha, which sends the form that holds the button. -->
        <button id="kc-submit" type="submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}<#if recaptchaRequired?? && !(recaptchaVisible!false)> g-recaptcha" data-sitekey="${recaptchaSiteKey}" data-callback="onSubmitRecaptcha" data-action="${recaptchaAction}</#if>">${msg("doRegister")}</button>
      </div>
    </form>
    <#if !realm.registrationAllowed || registrationDisabled??>
    <p class="ap-back"><a href="${url.loginUrl}">${msg("backToLogin")}</a></p>
    </#if>
  </#if>
</@layout.registrationLayout>
