<#-- What the side says depends on where somebody is: it welcomes, it explains, or it helps after a mistake. -->
<#macro note pageId failed>
  <#local state = stateOf(pageId, failed)>
  <div class="ap-note" data-state="${state}">
    <#if state != "plain">
    <p class="ap-note-title"><bdi>${msg("apNote." + state + ".title")}</bdi></p>
    <p class="ap-note-text"><bdi><#if state == "default" && client?? && client.name?has_content>${msg("apNote.default.client", advancedMsg(client.name))}<#else>${msg("apNote." + state + ".text")}</#if></bdi></p>
    </#if>
  </div>
</#macro>

<#function stateOf pageId failed>
  <#if ["login", "login-username", "login-password"]?seq_contains(pageId)>
    <#return failed?then("login-failed", "default")>
  <#elseif pageId == "register">
    <#return failed?then("signup-failed", "signup")>
  <#elseif pageId == "kg-identify">
    <#return (kgIdentify.purpose == "register")?then("signup", (kgIdentify.purpose == "login")?then("default", "plain"))>
  <#elseif pageId == "kg-code" && !kgCode.purpose?starts_with("second-factor")>
    <#return (kgCode.purpose == "enrol")?then("enrol", "plain")>
  <#elseif ["kg-code", "login-otp", "login-recovery-authn-code-input", "webauthn-authenticate", "select-authenticator"]?seq_contains(pageId)>
    <#return "token">
  <#elseif ["kg-phone", "login-config-totp", "login-recovery-authn-code-config", "webauthn-register"]?seq_contains(pageId)>
    <#return "enrol">
  </#if>
  <#return "plain">
</#function>
