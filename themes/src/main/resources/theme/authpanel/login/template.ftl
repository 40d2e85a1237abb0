<#import "footer.ftl" as loginFooter>
<#import "icons.ftl" as icons>
<#import "side.ftl" as side>

<#--
  The frame of every page. Base pages and third-party authenticators call `registrationLayout` with the four
  parameters of Keycloak's base theme and fill its sections; `tab` is ours and optional ("login" or "register").
-->
<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false tab="">
<#local heading><#nested "header"></#local>
<#local headingText = heading?markup_string?replace("<[^>]*>", " ", "r")?replace("\\s+", " ", "r")?trim>
<#local failed = message?has_content && message.type == "error">
<#local knownUser = auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
<#local tabs = tab?has_content && !knownUser && realm.password && realm.registrationAllowed && !registrationDisabled??>
<#local dark = darkMode!true>
<!DOCTYPE html>
<#-- Keycloak puts an inline script before the first closing head tag it finds. This comment takes it; authpanel.js does its work. -->
<!-- </head> -->
<html class="${properties.kcHtmlClass!}<#if !dark> ap-light</#if>" lang="${lang}"<#if realm.internationalizationEnabled && locale??> dir="${locale.rtl?then('rtl', 'ltr')}"</#if>>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="${dark?then('light dark', 'only light')}">
  <#list (properties.meta!"")?split(" ") as meta>
    <#if meta?contains("==")>
  <meta name="${meta?keep_before('==')}" content="${meta?keep_after('==')}">
    </#if>
  </#list>
  <title><#if failed>${msg("apErrorPrefix")} </#if><#if headingText?has_content>${headingText?no_esc} · ${realm.displayName!}<#else>${title!}</#if></title>
  <#if themeResources??>
    <#list themeResources.favicons as icon>
  <link rel="${icon.rel!'icon'}"<#if icon.type?has_content> type="${icon.type}"</#if> href="${url.resourcesPath}/${icon.path}">
    </#list>
    <#list themeResources.stylesCommon as style>
  <link rel="stylesheet" href="${url.resourcesCommonPath}/${style.path}">
    </#list>
    <#list themeResources.styles as style>
  <link rel="stylesheet" href="${url.resourcesPath}/${style.path}"<#if style.media?has_content> media="${style.media}"</#if>>
    </#list>
  </#if>
  <script type="module" src="${url.resourcesPath}/${properties.apAssets}/authpanel.js"></script>
  <#if themeResources??>
    <#list themeResources.scripts as script>
  <script src="${url.resourcesPath}/${script.path}"<#if script.type?has_content> type="${script.type}"</#if> defer></script>
    </#list>
  </#if>
  <#list scripts![] as script>
  <script src="${script}" async defer></script>
  </#list>
</head>
<body class="${properties.kcBodyClass!} ${bodyClass}" data-page-id="login-${pageId}" data-sso-url="${url.ssoLoginInOtherTabsUrl}"<#if authenticationSession??> data-auth-session="${authenticationSession.authSessionIdHash}"</#if>>
<div class="${properties.kcLoginClass!}">
  <header id="kc-header" class="${properties.kcHeaderClass!}">
    <div id="kc-header-wrapper" class="${properties.kcHeaderWrapperClass!}">
      <@icons.mark />
      <span class="ap-brand-name">${kcSanitize(msg("loginTitleHtml", realm.displayNameHtml!""))?no_esc}</span>
    </div>
    <@side.note pageId=pageId failed=failed />
    <@icons.art />
  </header>
  <main id="kc-content" class="${properties.kcFormCardClass!}">
    <#if tabs>
    <nav class="ap-tabs">
      <a class="ap-tab" id="kc-tab-login" href="${url.loginUrl}"<#if tab == "login"> aria-current="page"</#if>>${msg("doLogIn")}</a>
      <a class="ap-tab" id="kc-tab-register" href="${url.registrationUrl}"<#if tab == "register"> aria-current="page"</#if>>${msg("doRegister")}</a>
    </nav>
    </#if>
    <div class="${properties.kcFormHeaderClass!}">
      <#if headingText?has_content>
      <h1 id="kc-page-title" class="${properties.kcLoginMainTitle!}">${heading}</h1>
      </#if>
      <#if displayRequiredFields>
      <p class="ap-legend"><span class="${properties.kcInputRequiredClass!}" aria-hidden="true">*</span> ${msg("requiredFields")}</p>
      </#if>
      <#if knownUser>
      <#nested "show-username">
      <div id="kc-username" class="ap-who">
        <@icons.icon "user" />
        <bdi id="kc-attempted-username" class="ap-who-name">${auth.attemptedUsername}</bdi>
        <a id="reset-login" class="ap-who-reset" href="${url.loginRestartFlowUrl}">${msg("restartLoginTooltip")}</a>
      </div>
      </#if>
    </div>

    <#-- Somebody who started an action from an application needs no warning that it is required. -->
    <#if displayMessage && message?has_content && !(message.type == "warning" && isAppInitiatedAction??)>
    <div class="${properties.kcAlertClass!} ap-alert-${message.type}" role="${failed?then('alert', 'status')}">
      <@icons.icon (message.type == "success")?then("check", (message.type == "info")?then("info", "alert")) />
      <span class="${properties.kcAlertTitleClass!} kc-feedback-text">${kcSanitize(message.summary)?no_esc}</span>
    </div>
    </#if>

    <div id="kc-content-wrapper" class="${properties.kcLoginMainBody!}">
      <#nested "form">
    </div>

    <#if auth?has_content && auth.showTryAnotherWayLink()>
    <form id="kc-select-try-another-way-form" class="ap-aside-form" action="${url.loginAction}" method="post">
      <button id="try-another-way" class="${properties.kcButtonLinkClass!}" type="submit" name="tryAnotherWay" value="on">${msg("doTryAnotherWay")}</button>
    </form>
    </#if>
    <#if switchOrganizationEnabled!false>
    <form id="kc-switch-organization-form" class="ap-aside-form" action="${url.loginAction}" method="post">
      <button id="switch-organization" class="${properties.kcButtonLinkClass!}" type="submit" name="switchOrganization" value="true">${msg("doSwitchOrganization")}</button>
    </form>
    </#if>

    <#nested "socialProviders">

    <#if displayInfo>
    <div id="kc-info" class="${properties.kcSignUpClass!}">
      <div id="kc-info-wrapper" class="${properties.kcInfoAreaWrapperClass!}"><#nested "info"></div>
    </div>
    </#if>

    <div class="ap-foot">
      <@languages />
      <@loginFooter.content />
    </div>
  </main>
</div>
</body>
</html>
</#macro>

<#-- A list that opens without JavaScript. -->
<#macro languages>
  <#if realm.internationalizationEnabled && locale?? && locale.supported?size gt 1>
  <details id="kc-locale" class="${properties.kcLocaleMainClass!}">
    <summary id="kc-current-locale-link" class="ap-locale-now">
      <@icons.icon "globe" /><span class="ap-visually-hidden">${msg("languages")}: </span>${locale.current}<@icons.icon "down" />
    </summary>
    <ul id="language-switch1" class="${properties.kcLocaleListClass!}">
      <#list locale.supported as l>
      <li class="${properties.kcLocaleListItemClass!}"><a class="${properties.kcLocaleItemClass!}" href="${l.url}" hreflang="${l.languageTag}"<#if l.languageTag == locale.currentLanguageTag> aria-current="true"</#if>>${l.label}</a></li>
      </#list>
    </ul>
  </details>
  </#if>
</#macro>
