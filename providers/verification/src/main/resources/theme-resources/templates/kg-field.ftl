<#-- Parts of the fields of kg-code.ftl and kg-phone.ftl, made of the class keys that login themes have. -->

<#macro label target text>
<div class="${properties.kcFormGroupLabelClass!}">
  <label class="${properties.kcFormLabelClass!}" for="${target}"><span class="${properties.kcFormLabelTextClass!}">${text}</span></label>
</div>
</#macro>

<#macro hint id="">
<div class="${properties.kcFormHelperTextClass!}">
  <div class="${properties.kcInputHelperTextClass!}">
    <div class="${properties.kcInputHelperTextItemClass!}"><span<#if id?has_content> id="${id}"</#if> class="${properties.kcInputHelperTextItemTextClass!}"><#nested></span></div>
  </div>
</div>
</#macro>

<#-- Always there, so that a theme can keep the line free: an error then moves nothing. -->
<#macro error id text="" data={}>
<div class="${properties.kcFormHelperTextClass!} ap-error-line">
  <#if text?has_content>
  <div class="${properties.kcInputHelperTextClass!}">
    <div class="${properties.kcInputHelperTextItemClass!} ${properties.kcError!}"><span id="${id}" class="${properties.kcInputErrorMessageClass!}"<#list data as key, value> data-${key}="${value}"</#list>>${kcSanitize(text)?no_esc}</span></div>
  </div>
  </#if>
</div>
</#macro>

<#-- Under the main button: the smaller things one can do. Themes need not know this class. -->
<#macro more><div class="kg-more"><#nested></div></#macro>

<#macro cancel>
<#if isAppInitiatedAction??>
<button id="kg-cancel" class="${properties.kcButtonLinkClass!}" type="submit" name="cancel-aia" value="true" formnovalidate>${msg("doCancel")}</button>
</#if>
</#macro>
