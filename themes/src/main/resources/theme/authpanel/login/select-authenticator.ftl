<#import "template.ftl" as layout>
<#import "icons.ftl" as icons>
<@layout.registrationLayout displayInfo=false; section>
  <#if section == "header">
    ${msg("loginChooseAuthenticator")}
  <#elseif section == "form">
    <form id="kc-select-credential-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <div class="${properties.kcSelectAuthListClass!}">
        <#list auth.authenticationSelections as way>
        <button class="${properties.kcSelectAuthListItemClass!}" type="submit" name="authenticationExecution" value="${way.authExecId}">
          <span class="${properties.kcSelectAuthListItemIconClass!}"><i class="${properties[way.iconCssClass]!way.iconCssClass} ${properties.kcSelectAuthListItemIconPropertyClass!}" aria-hidden="true"></i></span>
          <span class="${properties.kcSelectAuthListItemBodyClass!}">
            <span class="${properties.kcSelectAuthListItemHeadingClass!}">${msg("${way.displayName}")}</span>
            <span class="${properties.kcSelectAuthListItemDescriptionClass!}">${msg("${way.helpText}")}</span>
          </span>
          <span class="${properties.kcSelectAuthListItemArrowClass!}"><@icons.icon "next" /></span>
        </button>
        </#list>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
