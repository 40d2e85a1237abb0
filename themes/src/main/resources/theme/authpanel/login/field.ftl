<#import "icons.ftl" as icons>

<#--
  Fields. Macro names and parameters are those that third-party pages know from keycloak.v2.
  Under each field one line is kept free for its error, so that an error never moves the button below it.
-->

<#-- True for exactly one field of a page: the first invalid one, or else the one that asks for it. -->
<#function takesFocus error wanted>
  <#if (focusTaken!false)><#return false></#if>
  <#if error?has_content || (wanted && !anyError())>
    <#assign focusTaken = true>
    <#return true>
  </#if>
  <#return false>
</#function>

<#function anyError>
  <#return message?has_content && message.type == "error">
</#function>

<#macro errorLine name error="">
  <div id="input-error-container-${name}" class="ap-error-line">
    <#if error?has_content>
    <span id="input-error-${name}" class="${properties.kcInputErrorMessageClass!}">${kcSanitize(error)?no_esc}</span>
    </#if>
  </div>
</#macro>

<#macro group name label error="" required=false>
<div class="${properties.kcFormGroupClass!}">
  <div class="${properties.kcFormGroupLabelClass!}">
    <label for="${name}" class="${properties.kcFormLabelClass!}">${label}<#if required> <span class="${properties.kcInputRequiredClass!}" aria-hidden="true">*</span></#if></label>
  </div>
  <#nested>
  <@errorLine name=name error=error />
</div>
</#macro>

<#macro errorIcon error="">
  <#if error?has_content><span class="${properties.kcFormControlUtilClass!}"><@icons.icon "alert" /></span></#if>
</#macro>

<#-- The attributes every control of a field needs. `describedBy` names further elements that explain it. -->
<#macro wiring name error="" required=false autofocus=false describedBy="">
  <#local ids = (error?has_content?then("input-error-" + name + " ", "") + describedBy)?trim>
  <#if error?has_content> aria-invalid="true"</#if><#if ids?has_content> aria-describedby="${ids}"</#if><#if required> aria-required="true"</#if><#if takesFocus(error, autofocus)> autofocus</#if>
</#macro>

<#macro input name label value="" required=false autocomplete="off" fieldName=name error=messagesPerField.get(fieldName) autofocus=false invalid=error?has_content inputmode="" describedBy="">
  <@group name=name label=label error=error required=required>
  <span class="${properties.kcInputClass!}<#if error?has_content> ${properties.kcError!}</#if>">
    <input id="${name}" name="${name}" value="${value}" type="text" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" dir="ltr"<#if inputmode?has_content> inputmode="${inputmode}"<#elseif autocomplete == "one-time-code"> inputmode="numeric"</#if><@wiring name=name error=error required=required autofocus=autofocus describedBy=describedBy />>
  </span>
  </@group>
</#macro>

<#--
  `error` is printed under the field; `marked` marks the field as wrong although its error stands elsewhere
  (login: one sentence for user name and password, so that it does not tell which of them was wrong).
-->
<#macro password name label value="" required=false forgotPassword=false fieldName=name error=messagesPerField.get(fieldName) autocomplete="off" autofocus=false marked=false describedBy="">
<div class="${properties.kcFormGroupClass!}">
  <div class="${properties.kcFormGroupLabelClass!}">
    <label for="${name}" class="${properties.kcFormLabelClass!}">${label}<#if required> <span class="${properties.kcInputRequiredClass!}" aria-hidden="true">*</span></#if></label>
    <span class="ap-caps" data-caps-lock-for="${name}" role="status" data-text="${msg("apCapsLock")}"></span>
  </div>
  <div class="${properties.kcInputGroup!}">
    <span class="${properties.kcInputClass!}<#if marked || error?has_content> ${properties.kcError!}</#if>">
      <input id="${name}" name="${name}" value="${value}" type="password" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" dir="ltr"<#if marked && !error?has_content> aria-invalid="true"</#if><@wiring name=name error=error required=required autofocus=autofocus describedBy=describedBy />>
    </span>
    <button id="${name}-show-password" class="${properties.kcFormPasswordVisibilityButtonClass!}" type="button" hidden aria-controls="${name}" aria-label="${msg("showPassword")}" data-password-toggle data-label-show="${msg("showPassword")}" data-label-hide="${msg("hidePassword")}" data-icon-show="${properties.kcFormPasswordVisibilityIconShow!}" data-icon-hide="${properties.kcFormPasswordVisibilityIconHide!}"><i class="${properties.kcFormPasswordVisibilityIconShow!}" aria-hidden="true"></i></button>
  </div>
  <@errorLine name=name error=error />
  <#local extra><#nested></#local>
  <#if forgotPassword || extra?markup_string?trim?has_content>
  <div class="${properties.kcFormSettingClass!}">
    ${extra}
    <#if forgotPassword><a class="ap-forgot" href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a></#if>
  </div>
  </#if>
</div>
</#macro>

<#macro checkbox name label value=false required=false error="">
<div class="${properties.kcCheckboxClass!}">
  <label for="${name}" class="ap-check-row">
    <input class="${properties.kcCheckboxInputClass!}" type="checkbox" id="${name}" name="${name}"<#if value> checked</#if><@wiring name=name error=error required=required />>
    <span class="${properties.kcCheckboxLabelClass!}">${label}<#if required> <span class="${properties.kcInputRequiredClass!}" aria-hidden="true">*</span></#if></span>
  </label>
</div>
</#macro>
