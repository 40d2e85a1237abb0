<#import "template.ftl" as layout>
<#import "kg-field.ftl" as field>

<#--
  Asks for a phone number; works without JavaScript. The map `kgPhone` holds
    region    country that national numbers belong to, as ISO 3166-1 alpha-2
    country   its name in the user's language (optional)
    value     what was typed before (optional)
    askLabel  whether to ask for a name of the phone (optional), label: what was typed there
    reason    "required", "app" when an application asked, or "change"

  The form posts `phone` and `label`, or the button `cancel-aia`.
-->

<#macro textField name label error="" hint="" value="" type="text" autocomplete="off" autofocus=false required=false dir="auto">
<div class="${properties.kcFormGroupClass!}">
  <@field.label target="kg-" + name text=label />
  <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
    <input id="kg-${name}" name="${name}" type="${type}" value="${value}" dir="${dir}"<#if type == "tel"> inputmode="tel"</#if> autocomplete="${autocomplete}" maxlength="64"<#if required> required</#if><#if autofocus> autofocus</#if><#if error?has_content> aria-invalid="true"</#if> aria-describedby="<#if error?has_content>kg-${name}-error </#if>kg-${name}-hint">
  </span>
  <@field.hint id="kg-" + name + "-hint">${hint}</@field.hint>
  <@field.error id="kg-" + name + "-error" text=error />
</div>
</#macro>

<@layout.registrationLayout displayMessage=!messagesPerField.existsError("phone", "label"); section>
  <#if section == "header">
    ${msg((kgPhone.reason == "change")?then("kgPhoneChangeTitle", "kgPhoneTitle"))}
  <#elseif section == "form">
    <#assign phoneError = messagesPerField.existsError("phone")?then(messagesPerField.get("phone"), "")>
    <#assign labelError = messagesPerField.existsError("label")?then(messagesPerField.get("label"), "")>
    <#assign labelFirst = labelError?has_content && !phoneError?has_content>
    <p class="${properties.kcContentWrapperClass!}">${msg({"required": "kgPhoneIntroRequired", "change": "kgPhoneChangeIntro"}[kgPhone.reason]!"kgPhoneIntro")}</p>
    <form id="kg-phone-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <@textField name="phone" label=msg("kgPhoneLabel") error=phoneError hint=msg("kgPhoneHint", kgPhone.country!kgPhone.region) value=kgPhone.value!"" type="tel" autocomplete="tel" required=true dir="ltr" autofocus=!labelFirst />
      <#if kgPhone.askLabel!false>
      <@textField name="label" label=msg("kgPhoneNameLabel") error=labelError hint=msg("kgPhoneNameHint") value=kgPhone.label!"" autofocus=labelFirst />
      </#if>
      <div class="${properties.kcFormActionGroupClass!}">
        <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgPhoneSubmit")}</button>
      </div>
      <@field.more>
        <#-- NIST SP 800-63B-4, section 3.2.9: people are told. A realm that has a blank text for it says nothing. -->
        <#if msg("kgPhoneRisk")?trim?has_content>
        <@field.hint id="kg-phone-risk">${msg("kgPhoneRisk")}</@field.hint>
        </#if>
        <@field.cancel />
      </@field.more>
    </form>
  </#if>
</@layout.registrationLayout>
