<#-- Identity providers as links: they work without JavaScript; authpanel.js keeps a second click from starting over. -->
<#macro show social>
<div id="kc-social-providers" class="${properties.kcFormSocialAccountSectionClass!}">
  <h2 class="ap-divider"><span>${msg("identity-provider-login-label")}</span></h2>
  <ul class="${properties.kcFormSocialAccountListClass!}<#if social.providers?size gt 1> ${properties.kcFormSocialAccountListGridClass!}</#if>">
    <#list social.providers as p>
    <li class="${properties.kcFormSocialAccountListItemClass!}">
      <a id="social-${p.alias}" class="${properties.kcFormSocialAccountListButtonClass!}" data-once-link data-disabled-class="${properties.kcFormSocialAccountListButtonDisabledClass!}" href="${p.loginUrl}">
        <span class="${properties.kcCommonLogoIdP!} ${p.iconClasses!}" data-initial="${p.displayName[0]?upper_case}" aria-hidden="true"></span>
        <span class="${properties.kcFormSocialAccountNameClass!}">${p.displayName}</span>
      </a>
    </li>
    </#list>
  </ul>
</div>
</#macro>
