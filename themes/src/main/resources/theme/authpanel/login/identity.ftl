<#-- How this realm calls the thing people log in with. -->
<#function label>
  <#if !realm.loginWithEmailAllowed><#return msg("username")></#if>
  <#return realm.registrationEmailAsUsername?then(msg("email"), msg("usernameOrEmail"))>
</#function>

<#function autocomplete>
  <#return (enableWebAuthnConditionalUI?has_content)?then("username webauthn", "username")>
</#function>

<#function inputmode>
  <#return (realm.loginWithEmailAllowed && realm.registrationEmailAsUsername)?then("email", "")>
</#function>
