<#import "template.ftl" as layout>
<#import "kg-field.ftl" as field>

<#--
  Asks who somebody is; works without JavaScript. The map `kgIdentify` holds
    purpose    "login", "reset" or "register"
    asked      "email", "sms" or "any": what may be typed
    country    country whose national numbers are understood, in the user's language (may be empty)
    value      what was typed before (may be empty)
    newcomers  whether an account is made for who has none

  The form posts `identifier`.
-->

<#assign labels = {"email": "kgIdentifyLabelEmail", "sms": "kgIdentifyLabelPhone", "any": "kgIdentifyLabel"}>
<#assign intros = {"login": kgIdentify.newcomers?then("kgIdentifyIntroBoth", "kgIdentifyIntroLogin"), "reset": "kgIdentifyIntroReset", "register": "kgIdentifyIntroRegister"}>
<#assign titles = {"login": kgIdentify.newcomers?then("kgIdentifyTitleBoth", "kgIdentifyTitleLogin"), "reset": "kgIdentifyTitleReset", "register": "kgIdentifyTitleRegister"}>
<#-- What browsers fill in; a name of one's own where usernames are understood as well. -->
<#assign fills = {"email": "email", "sms": "tel", "any": "username"}>

<@layout.registrationLayout displayMessage=!messagesPerField.existsError("identifier") displayInfo=(kgIdentify.purpose == "login" && !kgIdentify.newcomers && realm.registrationAllowed && !registrationDisabled??); section>
  <#if section == "header">
    ${msg(titles[kgIdentify.purpose])}
  <#elseif section == "form">
    <#assign error = messagesPerField.existsError("identifier")?then(messagesPerField.get("identifier"), "")>
    <p class="${properties.kcContentWrapperClass!}">${msg(intros[kgIdentify.purpose])}</p>
    <form id="kg-identify-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <div class="${properties.kcFormGroupClass!}">
        <@field.label target="kg-identifier" text=msg(labels[kgIdentify.asked]) />
        <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
          <input id="kg-identifier" name="identifier" type="${(kgIdentify.asked == "email")?then("email", (kgIdentify.asked == "sms")?then("tel", "text"))}" dir="ltr" value="${kgIdentify.value}" autocomplete="${fills[kgIdentify.asked]}" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="255" required autofocus<#if error?has_content> aria-invalid="true"</#if> aria-describedby="<#if error?has_content>kg-identifier-error </#if>kg-identifier-hint">
        </span>
        <@field.hint id="kg-identifier-hint"><#if kgIdentify.asked == "email">${msg("kgIdentifyHintEmail")}<#elseif kgIdentify.country?has_content>${msg("kgIdentifyHintNumberIn", kgIdentify.country)}<#else>${msg("kgIdentifyHintNumber")}</#if></@field.hint>
        <@field.error id="kg-identifier-error" text=error />
      </div>
      <div class="${properties.kcFormActionGroupClass!}">
        <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgIdentifySubmit")}</button>
      </div>
      <#if kgIdentify.purpose != "login">
      <@field.more><a id="kg-back" href="${url.loginUrl}">${msg("backToLogin")?no_esc}</a></@field.more>
      </#if>
    </form>
  <#elseif section == "info">
    <#if kgIdentify.purpose == "login" && !kgIdentify.newcomers && realm.registrationAllowed && !registrationDisabled??>
    <div id="kc-registration-container"><div id="kc-registration"><span>${msg("noAccount")} <a href="${url.registrationUrl}">${msg("doRegister")}</a></span></div></div>
    </#if>
  </#if>
</@layout.registrationLayout>
