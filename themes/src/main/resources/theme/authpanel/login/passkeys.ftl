<#-- Passkeys beside the password. What the script needs stands in data attributes, not in a script of the page. -->
<#macro conditionalUIData>
<#if enableWebAuthnConditionalUI?has_content>
<form id="webauth" class="ap-aside-form ap-needs-script" action="${url.loginAction}" method="post" data-passkey="${(mediation!"conditional")}" data-user-identified="${isUserIdentified}" data-challenge="${challenge}" data-user-verification="${userVerification}" data-rp-id="${rpId}" data-timeout="${createTimeout?c}" data-attachment="${authenticatorAttachment!}" data-unsupported="${msg("webauthn-unsupported-browser-text")}">
  <#list ["clientDataJSON", "authenticatorData", "signature", "credentialId", "userHandle", "error"] as part>
  <input type="hidden" id="${part}" name="${part}">
  </#list>
  <button id="authenticateWebAuthnButton" class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" type="button">${msg("webauthn-doAuthenticate")}</button>
</form>
<#if authenticators??>
<form id="authn_select">
  <#list authenticators.authenticators as authenticator>
  <input type="hidden" name="authn_use_chk" value="${authenticator.credentialId}">
  </#list>
</form>
</#if>
<script type="module" src="${url.resourcesPath}/js/passkeys.js"></script>
</#if>
</#macro>
