<#import "template.ftl" as layout>
<#import "kg-field.ftl" as field>

<#--
  Asks for a new e-mail address; works without JavaScript. The map `kgEmail` holds
    value   what was typed before (may be empty)

  The form posts `email`, or the button `cancel-aia`.
-->

<@layout.registrationLayout displayMessage=!messagesPerField.existsError("email"); section>
  <#if section == "header">
    ${msg("kgEmailTitle")}
  <#elseif section == "form">
    <#assign error = messagesPerField.existsError("email")?then(messagesPerField.get("email"), "")>
    <p class="${properties.kcContentWrapperClass!}">${msg("kgEmailIntro")}</p>
    <form id="kg-email-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <div class="${properties.kcFormGroupClass!}">
        <@field.label target="kg-email" text=msg("kgEmailLabel") />
        <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
          <input id="kg-email" name="email" type="email" dir="ltr" value="${kgEmail.value}" autocomplete="email" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="254" required autofocus<#if error?has_content> aria-invalid="true" aria-describedby="kg-email-error"</#if>>
        </span>
        <@field.error id="kg-email-error" text=error />
      </div>
      <div class="${properties.kcFormActionGroupClass!}">
        <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgIdentifySubmit")}</button>
      </div>
      <@field.more><@field.cancel /></@field.more>
    </form>
  </#if>
</@layout.registrationLayout>
