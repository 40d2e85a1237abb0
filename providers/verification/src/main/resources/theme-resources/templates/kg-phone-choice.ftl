<#import "template.ftl" as layout>
<#import "kg-field.ftl" as field>

<#--
  Chooses the main one of several phones; works without JavaScript. The map `kgPhones` holds
    phones  list of {id, target, label, selected}

  The form posts `phone`, or the button `cancel-aia`.
-->

<@layout.registrationLayout displayMessage=true; section>
  <#if section == "header">
    ${msg("kgPhoneChooseTitle")}
  <#elseif section == "form">
    <p class="${properties.kcContentWrapperClass!}">${msg("kgPhoneChooseIntro")}</p>
    <form id="kg-phone-choice-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate>
      <fieldset class="kg-choices">
        <legend class="${properties.kcFormLabelClass!}">${msg("kgPhoneNumber")}</legend>
        <#list kgPhones.phones as phone>
        <div class="kg-choice"><input id="kg-phone-${phone?counter}" type="radio" name="phone" value="${phone.id}"<#if phone.selected> checked</#if>> <label for="kg-phone-${phone?counter}"><#if phone.label?has_content><bdi>${phone.label}</bdi> </#if><bdi dir="ltr">${phone.target}</bdi></label></div>
        </#list>
      </fieldset>
      <div class="${properties.kcFormActionGroupClass!}">
        <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgPhoneChooseSubmit")}</button>
      </div>
      <@field.more><@field.cancel /></@field.more>
    </form>
  </#if>
</@layout.registrationLayout>
