<#-- Buttons, with the macro names and parameters that third-party pages know from keycloak.v2. -->
<#macro actionGroup horizontal=false>
<div class="${properties.kcFormActionGroupClass!}<#if horizontal> ap-buttons-row</#if>"><#nested></div>
</#macro>

<#macro button label id="" name="" type="primary" fullWidth=true class=[] extra...>
<button class="${properties["kcButton" + type?cap_first + "Class"]!}<#if fullWidth> ${properties.kcButtonBlockClass!}</#if><#list class as c> ${properties[c]!}</#list>"<#if name?has_content> name="${name}"</#if><#if id?has_content> id="${id}"</#if> type="submit"<#list extra as attribute, value> ${attribute}="${value}"</#list>>${msg(label)}</button>
</#macro>

<#macro buttonLink href label id="" class=["kcButtonSecondaryClass", "kcButtonBlockClass"]>
<a<#if id?has_content> id="${id}"</#if> href="${href}" class="<#list class as c>${properties[c]!}<#sep> </#list>">${msg(label)}</a>
</#macro>

<#macro loginButton>
<@actionGroup><@button id="kc-login" name="login" label="doLogIn" /></@actionGroup>
</#macro>
