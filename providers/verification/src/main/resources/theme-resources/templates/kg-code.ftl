<#import "template.ftl" as layout>
<#import "kg-field.ftl" as field>

<#--
  Entry of a one-time code. Uses nothing but what every login theme has: template.ftl, the kc* class keys, msg and url.

  The map `kgCode` holds
    purpose       "second-factor", "second-factor-email", "enrol", "verify-email", "login", "reset" or "register"
    told          "fate": how far the message has come; "sent" or "if": nothing of it (optional)
    target        where the code went, masked; what the person typed where the fate is not told
    length        characters of the code
    numeric       whether they are digits
    delivery      "queued", "accepted" or "failed"
    failureKey    message key for "failed" (optional)
    canResend     whether another code may be asked for at all
    resendIn      seconds until then
    lockedFor     seconds without tries after too many wrong codes (optional)
    closed        whether this way is closed for the user (optional)
    phones        other phones: list of {id, target, label, selected} (optional)
    refreshUrl    address that shows this page again, and
    refreshAfter  seconds to wait before that, while queued (both optional)

  The form posts `code`, or one of the buttons `resend`, `refresh`, `phone`, `change`, `cancel-aia`. Of these
  `refresh` asks for this page again: it sends no message and counts as no try.

  Everything works without JavaScript. kg-code.js adds: sending the form when the code is complete, codes offered by
  the phone, the running countdown, and news about the delivery without a reload.
-->

<#-- 95 → 1:35. A clock needs no plural in any language. -->
<#function clock seconds>
  <#local rest = seconds % 60>
  <#return ((seconds - rest) / 60)?c + ":" + (rest < 10)?then("0", "") + rest?c>
</#function>

<#-- A message with the number in place of {0}; the number keeps its direction and stays in one piece. -->
<#macro withTarget key>
  <#local parts = msg(key, "\x0001")?split("\x0001")>
  ${parts[0]}<bdi class="kg-target" dir="ltr">${kgCode.target}</bdi>${(parts[1])!}
</#macro>

<#macro delivery>
<#if (kgCode.told!"fate") != "fate">
<p id="kg-delivery" class="${properties.kcContentWrapperClass!}" data-state="accepted" role="status"><@withTarget (kgCode.told == "if")?then("kgCodeSentIf", "kgCodeSent") /></p>
<#elseif kgCode.delivery == "failed">
<div id="kg-delivery" class="${properties.kcAlertClass!} ap-alert-error pf-m-danger" data-state="failed" role="alert"><span class="${properties.kcAlertTitleClass!}">${msg(kgCode.failureKey!"kgCodeSendFailed")}</span></div>
<#else>
<p id="kg-delivery" class="${properties.kcContentWrapperClass!}" data-state="${kgCode.delivery}" role="status"><@withTarget (kgCode.delivery == "queued")?then("kgCodeSending", "kgCodeSent") /></p>
</#if>
<#-- A GET of this page forgets what was chosen by "try another way", so reload only where there was no choice. -->
<#if kgCode.delivery == "queued" && kgCode.refreshAfter?? && kgCode.refreshUrl?has_content && !(auth?has_content && auth.showTryAnotherWayLink())>
<noscript><meta http-equiv="refresh" content="${kgCode.refreshAfter?c}; url=${kgCode.refreshUrl}"></noscript>
</#if>
</#macro>

<#-- Without JavaScript the button stays open during the wait: the server then answers how long it still is. -->
<#macro resend>
<#local wait = kgCode.resendIn!0>
<div id="kg-resend">
  <#if kgCode.canResend>
  <button id="kg-resend-button" class="${properties.kcButtonLinkClass!}" type="submit" name="resend" value="true" formnovalidate>${msg("kgCodeResend")}</button>
  <#if wait gt 0>
  <div id="kg-resend-wait" data-seconds="${wait?c}" data-text="${msg("kgCodeResendWait", "{0}")}"><@field.hint>${msg("kgCodeResendWait", clock(wait))}</@field.hint></div>
  </#if>
  <#else>
  <@field.hint>${msg("kgCodeResendNoMore")}</@field.hint>
  </#if>
</div>
</#macro>

<#-- Other phones of this user: choosing one sends the code there. -->
<#macro phones>
<div class="kg-phones" role="group" aria-labelledby="kg-phones-label">
  <p id="kg-phones-label">${msg("kgCodeOtherPhone")}</p>
  <#list kgCode.phones?filter(phone -> !(phone.selected!false)) as phone>
  <button class="${properties.kcButtonSecondaryClass!} ${properties.kcButtonBlockClass!}" type="submit" name="phone" value="${phone.id}" formnovalidate><#if phone.label?has_content><bdi>${phone.label}</bdi> </#if><bdi dir="ltr">${phone.target}</bdi></button>
  </#list>
</div>
</#macro>

<#macro codeField error locked>
<div class="${properties.kcFormGroupClass!}">
  <@field.label target="kg-code" text=msg(kgCode.numeric?then("kgCodeLabelDigits", "kgCodeLabel"), kgCode.length) />
  <#-- A theme may draw one cell for each character; more than eight would not fit a phone. -->
  <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>"<#if kgCode.length lte 8> data-cells="${kgCode.length?c}"</#if>>
    <input id="kg-code" name="code" type="text" dir="ltr" required autofocus maxlength="64" autocomplete="one-time-code" autocorrect="off" spellcheck="false"<#if kgCode.numeric> inputmode="numeric"<#else> autocapitalize="characters" data-case="upper"</#if><#if error?has_content> aria-invalid="true" aria-describedby="kg-code-error"<#elseif locked gt 0> aria-describedby="kg-locked"</#if>>
  </span>
  <#if locked gt 0 && !error?has_content>
  <@field.error id="kg-locked" text=msg("kgCodeLockedWait", clock(locked)) data={"seconds": locked?c, "text": msg("kgCodeLockedWait", "{0}")} />
  <#else>
  <@field.error id="kg-code-error" text=error />
  </#if>
</div>
<div class="${properties.kcFormActionGroupClass!}">
  <button id="kg-submit" class="${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!}" type="submit">${msg("kgCodeSubmit")}</button>
</div>
</#macro>

<@layout.registrationLayout displayMessage=!messagesPerField.existsError("code"); section>
  <#assign titles = {"enrol": "kgCodeTitleEnrol", "verify-email": "kgCodeTitleVerifyEmail", "reset": "kgCodeTitleReset", "register": "kgCodeTitleRegister"}>
  <#assign changes = {"enrol": "kgCodeChangeNumber", "login": "kgIdentifyChange", "reset": "kgIdentifyChange", "register": "kgIdentifyChange"}>
  <#if section == "header">
    ${msg(titles[kgCode.purpose]!"kgCodeTitle")}
  <#elseif section == "form">
    <#assign open = !(kgCode.closed!false)>
    <#if open>
    <@delivery />
    <#else>
    <div id="kg-closed" class="${properties.kcAlertClass!} ap-alert-error pf-m-danger" role="alert"><span class="${properties.kcAlertTitleClass!}">${msg("kgCodeClosed")}</span></div>
    </#if>
    <form id="kg-code-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post" novalidate data-length="${kgCode.length?c}" data-numeric="${kgCode.numeric?c}">
      <#if open>
      <@codeField error=messagesPerField.existsError("code")?then(messagesPerField.get("code"), "") locked=kgCode.lockedFor!0 />
      </#if>
      <@field.more>
        <#if open>
        <@resend />
        <#if kgCode.delivery == "queued">
        <noscript><button id="kg-refresh" class="${properties.kcButtonLinkClass!}" type="submit" name="refresh" value="true" formnovalidate>${msg("kgCodeRefresh")}</button></noscript>
        </#if>
        </#if>
        <#if (kgCode.canChange!true) && changes[kgCode.purpose]??>
        <button id="kg-change" class="${properties.kcButtonLinkClass!}" type="submit" name="change" value="true" formnovalidate>${msg(changes[kgCode.purpose])}</button>
        <#elseif open && (kgCode.phones![])?size gt 1>
        <@phones />
        </#if>
        <@field.cancel />
      </@field.more>
    </form>
    <script type="module" src="${url.resourcesPath}/js/kg-code.js"></script>
  </#if>
</@layout.registrationLayout>
