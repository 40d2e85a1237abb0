<#import "field.ftl" as field>
<#macro termsAcceptance>
<#if termsAcceptanceRequired??>
<div class="${properties.kcFormGroupClass!}">
  <h2 class="ap-group-title">${msg("termsTitle")}</h2>
  <div id="kc-registration-terms-text" class="ap-terms" tabindex="0" role="region" aria-label="${msg("termsTitle")}">${kcSanitize(msg("termsText"))?no_esc}</div>
  <@field.checkbox name="termsAccepted" label=msg("acceptTerms") required=true error=messagesPerField.get("termsAccepted") />
  <@field.errorLine name="termsAccepted" error=messagesPerField.get("termsAccepted") />
</div>
</#if>
</#macro>
