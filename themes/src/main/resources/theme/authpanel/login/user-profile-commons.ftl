<#import "field.ftl" as field>

<#--
  The fields of the realm's user profile. Calls its nested content with "beforeField" and "afterField" around
  each attribute, as the base pages expect. What an attribute may say about its input stands in its annotations.
-->
<#macro userProfileFormFields>
  <#local group = "">
  <#list profile.attributes as attribute>
    <#if attribute.name == "locale" && realm.internationalizationEnabled && (locale.currentLanguageTag)?has_content>
    <input type="hidden" id="locale" name="locale" value="${locale.currentLanguageTag}">
    <#else>
    <#local itsGroup = (attribute.group.name)!"">
    <#if itsGroup != group>
      <#local group = itsGroup>
      <#if group?has_content><@groupHeading attribute.group /></#if>
    </#if>
    <#nested "beforeField" attribute>
    <@profileField attribute />
    <#nested "afterField" attribute>
    </#if>
  </#list>
  <#list profile.html5DataAnnotations?keys as key>
  <script type="module" src="${url.resourcesPath}/js/${key}.js"></script>
  </#list>
</#macro>

<#macro groupHeading group>
<div class="ap-group"<#list group.html5DataAnnotations as key, value> data-${key}="${value}"</#list>>
  <h2 id="header-${group.name}" class="${properties.kcFormGroupHeader!}">${advancedMsg(group.displayHeader!group.name)}</h2>
  <#if group.displayDescription?has_content>
  <p id="description-${group.name}" class="${properties.kcFormHelperTextClass!}">${advancedMsg(group.displayDescription)}</p>
  </#if>
</div>
</#macro>

<#macro profileField attribute>
<#local name = attribute.name>
<#local error = messagesPerField.existsError(name)?then(messagesPerField.get(name), "")>
<#local label = advancedMsg(attribute.displayName!"")>
<#local type = attribute.annotations.inputType!"">
<#local many = type == "select-radiobuttons" || type == "multiselect-checkboxes">
<#local hints = []>
<#if attribute.annotations.inputHelperTextBefore??><#local hints += ["form-help-text-before-" + name]></#if>
<#if attribute.annotations.inputHelperTextAfter??><#local hints += ["form-help-text-after-" + name]></#if>
<${many?then("fieldset", "div")} class="${properties.kcFormGroupClass!}">
  <${many?then("legend", "div")} class="${properties.kcLabelWrapperClass!}">
    <${many?then("span", 'label for="' + name + '"')?no_esc} id="label-${name}" class="${properties.kcLabelClass!}">${label}<#if attribute.required> <span class="${properties.kcInputRequiredClass!}" aria-hidden="true">*</span></#if></${many?then("span", "label")}>
  </${many?then("legend", "div")}>
  <#if attribute.annotations.inputHelperTextBefore??>
  <div class="${properties.kcInputHelperTextBeforeClass!}" id="form-help-text-before-${name}">${kcSanitize(advancedMsg(attribute.annotations.inputHelperTextBefore))?no_esc}</div>
  </#if>
  <div class="${properties.kcInputWrapperClass!}">
    <@inputFieldByType attribute=attribute error=error hints=hints?join(" ") />
  </div>
  <#if attribute.annotations.inputHelperTextAfter??>
  <div class="${properties.kcInputHelperTextAfterClass!}" id="form-help-text-after-${name}">${kcSanitize(advancedMsg(attribute.annotations.inputHelperTextAfter))?no_esc}</div>
  </#if>
  <@field.errorLine name=name error=error />
</${many?then("fieldset", "div")}>
</#macro>

<#macro inputFieldByType attribute error="" hints="">
  <#switch attribute.annotations.inputType!"">
    <#case "textarea">
      <@textareaTag attribute error hints />
      <#break>
    <#case "select">
    <#case "multiselect">
      <@selectTag attribute error hints />
      <#break>
    <#case "select-radiobuttons">
    <#case "multiselect-checkboxes">
      <@optionTags attribute error hints />
      <#break>
    <#default>
      <#if attribute.multivalued && attribute.values?has_content>
        <#list attribute.values as value><@inputTag attribute value!"" error hints value?index /></#list>
      <#else>
        <@inputTag attribute attribute.value!"" error hints />
      </#if>
  </#switch>
</#macro>

<#-- Standard purposes, so that the browser can fill the form (WCAG 1.3.5). -->
<#function purpose attribute>
  <#return attribute.autocomplete!({"firstName": "given-name", "lastName": "family-name", "phoneNumber": "tel"}[attribute.name])!"">
</#function>

<#-- Of several values each has an input; Keycloak's script renames their ids, so their name comes by reference. -->
<#macro inputTag attribute value error="" hints="" index=0>
<#local a = attribute.annotations>
<#local type = (a.inputType!"text")?replace("^html5-", "", "r")>
<#local latin = ["username", "email"]?seq_contains(attribute.name)>
<input type="${type}" id="${attribute.name}<#if index gt 0>-${index?c}</#if>"<#if attribute.multivalued> aria-labelledby="label-${attribute.name}"</#if> name="${attribute.name}" value="${value}" class="${properties.kcInputClass!}"<#if latin> dir="ltr" autocapitalize="none" spellcheck="false"<#elseif type == "text"> dir="auto"</#if><#if attribute.name == "email"> inputmode="email"</#if><#if purpose(attribute)?has_content> autocomplete="${purpose(attribute)}"</#if><#if attribute.readOnly> disabled</#if><#if a.inputTypePlaceholder??> placeholder="${advancedMsg(a.inputTypePlaceholder)}"</#if><#list {"pattern": a.inputTypePattern!"", "size": a.inputTypeSize!"", "maxlength": a.inputTypeMaxlength!"", "minlength": a.inputTypeMinlength!"", "max": a.inputTypeMax!"", "min": a.inputTypeMin!"", "step": a.inputTypeStep!""} as key, limit><#if limit?has_content> ${key}="${limit}"</#if></#list><#list attribute.html5DataAnnotations as key, data> data-${key}="${data}"</#list><@field.wiring name=attribute.name error=error required=attribute.required describedBy=hints />>
</#macro>

<#macro textareaTag attribute error="" hints="">
<#local a = attribute.annotations>
<textarea id="${attribute.name}" name="${attribute.name}" class="${properties.kcInputClass!}" dir="auto"<#if attribute.readOnly> disabled</#if><#if a.inputTypeCols??> cols="${a.inputTypeCols}"</#if><#if a.inputTypeRows??> rows="${a.inputTypeRows}"</#if><#if a.inputTypeMaxlength??> maxlength="${a.inputTypeMaxlength}"</#if><@field.wiring name=attribute.name error=error required=attribute.required describedBy=hints />>${attribute.value!""}</textarea>
</#macro>

<#macro selectTag attribute error="" hints="">
<#local several = attribute.annotations.inputType == "multiselect">
<select id="${attribute.name}" name="${attribute.name}" class="${properties.kcInputClass!}"<#if attribute.readOnly> disabled</#if><#if several> multiple</#if><#if attribute.annotations.inputTypeSize??> size="${attribute.annotations.inputTypeSize}"</#if><@field.wiring name=attribute.name error=error required=attribute.required describedBy=hints />>
  <#if !several><option value=""></option></#if>
  <#list optionsOf(attribute) as option>
  <option value="${option}"<#if attribute.values?seq_contains(option)> selected</#if>>${optionLabel(attribute, option)}</option>
  </#list>
</select>
</#macro>

<#macro optionTags attribute error="" hints="">
<#local single = attribute.annotations.inputType == "select-radiobuttons">
<#list optionsOf(attribute) as option>
<div class="${single?then(properties.kcInputClassRadio!, properties.kcInputClassCheckbox!)}">
  <label for="${attribute.name}-${option}" class="ap-check-row<#if attribute.readOnly> ${properties.kcInputClassRadioCheckboxLabelDisabled!}</#if>">
    <input type="${single?then("radio", "checkbox")}" id="${attribute.name}-${option}" name="${attribute.name}" value="${option}" class="${single?then(properties.kcInputClassRadioInput!, properties.kcInputClassCheckboxInput!)}"<#if attribute.readOnly> disabled</#if><#if attribute.values?seq_contains(option)> checked</#if><#if option?is_first><@field.wiring name=attribute.name error=error describedBy=hints /><#elseif error?has_content> aria-invalid="true"</#if>>
    <span class="${single?then(properties.kcInputClassRadioLabel!, properties.kcInputClassCheckboxLabel!)}">${optionLabel(attribute, option)}</span>
  </label>
</div>
</#list>
</#macro>

<#function optionsOf attribute>
  <#local source = attribute.annotations.inputOptionsFromValidation!"options">
  <#return (attribute.validators[source].options)!(attribute.validators.options.options)![]>
</#function>

<#function optionLabel attribute option>
  <#if attribute.annotations.inputOptionLabels??>
    <#return advancedMsg(attribute.annotations.inputOptionLabels[option]!option)>
  <#elseif attribute.annotations.inputOptionLabelsI18nPrefix??>
    <#return msg(attribute.annotations.inputOptionLabelsI18nPrefix + "." + option)>
  </#if>
  <#return option>
</#function>
